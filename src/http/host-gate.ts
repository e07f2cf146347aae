import type { Clock } from "../clock.ts";

export interface HostGateSettings {
  /** Requests at once to one host. */
  readonly maxAtOnce: number;
  /** Milliseconds between the starts of two requests to one host. */
  readonly gapMs: number;
}

interface Host {
  running: number;
  /** When the next request may start. */
  nextAt: number;
  /** Until when the host wants to be left alone. */
  heldUntil: number;
  readonly waiting: (() => void)[];
}

/** Hosts that are remembered without being asked: those of a pause or a gap, which end by themselves. */
const mostIdle = 10_000;

/** Lets a few requests at a time through to each host, the rest wait in the order in which they came. */
export class HostGate {
  readonly #settings: HostGateSettings;
  readonly #clock: Clock;
  readonly #hosts = new Map<string, Host>();

  constructor(settings: HostGateSettings, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
  }

  /** For how many milliseconds a host wants to be left alone; 0 where it does not. */
  heldForMs(host: string): number {
    return Math.max(0, (this.#hosts.get(host)?.heldUntil ?? 0) - this.#clock.now());
  }

  /** Lets nothing more through to a host for so long: what limits one of us by its address limits us all. */
  hold(name: string, forMs: number): void {
    const host = this.#hostOf(name);
    host.heldUntil = Math.max(host.heldUntil, this.#clock.now() + forMs);
  }

  /**
   * Runs `work` once there is room at a host.
   *
   * @throws The signal's reason, when it aborts before there was.
   */
  async run<Result>(name: string, signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    const host = this.#hostOf(name);
    await this.#enter(host, signal);
    try {
      await this.#keepGap(host, signal);
      return await work();
    } finally {
      this.#leave(host);
    }
  }

  async #enter(host: Host, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (host.running < this.#settings.maxAtOnce) {
      host.running += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const enter = () => {
        signal.removeEventListener("abort", giveUp);
        resolve();
      };
      const giveUp = () => {
        host.waiting.splice(host.waiting.indexOf(enter), 1);
        reject(signal.reason);
      };
      host.waiting.push(enter);
      signal.addEventListener("abort", giveUp, { once: true });
    });
  }

  async #keepGap(host: Host, signal: AbortSignal): Promise<void> {
    const now = this.#clock.now();
    const startsAt = Math.max(now, host.nextAt);
    host.nextAt = startsAt + this.#settings.gapMs;
    if (startsAt > now) await this.#clock.sleep(startsAt - now, signal);
    signal.throwIfAborted();
  }

  /** Hands the place on to whoever waits longest, so that nobody who comes later slips in between. */
  #leave(host: Host): void {
    const next = host.waiting.shift();
    if (next !== undefined) return next();
    host.running -= 1;
  }

  #hostOf(name: string): Host {
    const known = this.#hosts.get(name);
    if (known !== undefined) return known;
    if (this.#hosts.size >= mostIdle) this.#forgetIdle();
    const host: Host = { running: 0, nextAt: 0, heldUntil: 0, waiting: [] };
    this.#hosts.set(name, host);
    return host;
  }

  #forgetIdle(): void {
    const now = this.#clock.now();
    for (const [name, { running, nextAt, heldUntil }] of this.#hosts) {
      if (running === 0 && nextAt <= now && heldUntil <= now) this.#hosts.delete(name);
    }
  }
}
