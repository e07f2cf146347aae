/** Lets a few requests at a time through to each host, the rest wait in the order in which they came. */
export class HostGate {
  readonly #limit: number;
  readonly #running = new Map<string, number>();
  readonly #waiting = new Map<string, (() => void)[]>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Runs `work` once there is room at `host`.
   *
   * @throws The signal's reason, when it aborts before there was.
   */
  async run<Result>(host: string, signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    await this.#enter(host, signal);
    try {
      return await work();
    } finally {
      this.#leave(host);
    }
  }

  async #enter(host: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const running = this.#running.get(host) ?? 0;
    if (running < this.#limit) {
      this.#running.set(host, running + 1);
      return;
    }
    const queue = this.#waiting.get(host) ?? [];
    this.#waiting.set(host, queue);
    await new Promise<void>((resolve, reject) => {
      const enter = () => {
        signal.removeEventListener("abort", giveUp);
        resolve();
      };
      const giveUp = () => {
        queue.splice(queue.indexOf(enter), 1);
        reject(signal.reason);
      };
      queue.push(enter);
      signal.addEventListener("abort", giveUp, { once: true });
    });
  }

  /** Hands the place on to whoever waits longest, so that nobody who comes later slips in between. */
  #leave(host: string): void {
    const next = this.#waiting.get(host)?.shift();
    if (next !== undefined) return next();
    this.#waiting.delete(host);
    const running = (this.#running.get(host) ?? 1) - 1;
    if (running > 0) this.#running.set(host, running);
    else this.#running.delete(host);
  }
}
