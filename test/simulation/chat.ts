import type { Message } from "../../src/delivery/card/digest.ts";
import type { Capabilities, Destination, Platform, SendOptions } from "../../src/delivery/platform.ts";
import { printDestination } from "../../src/delivery/platform.ts";
import { createNullPlatform, type NullPlatform, PlatformError } from "../doubles/null-platform.ts";
import { between, type Faults } from "./faults.ts";
import type { Scheduler } from "./scheduler.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** The shortest that what failed has to wait. */
const firstRetryMs = 5_000;

/** A message that people see from now on, or see differently. */
export interface Appearance {
  readonly destination: string;
  readonly reference: string;
  readonly message: Message;
  /** Milliseconds since the epoch, as the world knows it. */
  readonly at: number;
}

/** Looks at what the core does, from outside of it. */
export interface Witness {
  /** The core is about to ask for it. */
  sending(destination: string, key: string, message: Message): void;
  editing(destination: string, reference: string, message: Message): void;
  /** The platform did not do it, or so it looks from the core, for the time being. */
  refused(destination: string, key: string, retryAfterMs: number): void;
  posted(appearance: Appearance, key: string): void;
  edited(appearance: Appearance): void;
}

/** A platform that outlives the processes that use it. */
export interface Chat {
  readonly shown: NullPlatform;
  /** As one process reaches it. */
  connect(process: ChatProcess): Platform;
}

/** The process at the other end: once it is dead nothing comes back to it, and what it had asked for is done at once or never. */
export interface ChatProcess {
  isAlive(): boolean;
  /** @returns What takes it back. */
  onDeath(run: () => void): () => void;
}

export interface ChatOptions {
  readonly id: string;
  readonly capabilities: Partial<Capabilities>;
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly witness: Witness;
}

export function createChat({ id, capabilities, scheduler, faults, witness }: ChatOptions): Chat {
  const shown = createNullPlatform({ id, capabilities, now: scheduler.now });
  const random = faults.random(`chat ${id}`);
  const archivedUntil = new Map<string, number>();
  const uninstalledUntil = new Map<string, number>();

  /** Refusals before anything is visible. */
  function refuse(destination: Destination, isPlain: boolean): void {
    const name = printDestination(destination);
    const workspace = destination.address.split("-")[0] ?? "";
    const now = scheduler.now();
    if (faults.strikes("platform-archives", 0.004)) archivedUntil.set(name, now + between(random, hourMs, 60 * hourMs));
    if (faults.strikes("platform-uninstalled", 0.001)) {
      uninstalledUntil.set(workspace, now + between(random, hourMs, 60 * hourMs));
    }
    if (faults.has("platform-archives") && (archivedUntil.get(name) ?? 0) > now) fail("destination", "is_archived");
    if (faults.has("platform-uninstalled") && (uninstalledUntil.get(workspace) ?? 0) > now) {
      fail("installation", "account_inactive");
    }
    if (faults.strikes("platform-transient", 0.05)) fail("transient", "internal_error");
    if (faults.strikes("platform-retry-after", 0.03))
      fail("transient", "ratelimited", between(random, 1_000, 5 * minuteMs));
    if (faults.strikes("platform-ambiguous", 0.03)) fail("ambiguous", "lost");
    if (!isPlain && faults.strikes("platform-refuses-message", 0.01)) fail("message", "invalid_blocks");
    if (isPlain && faults.strikes("platform-refuses-message", 0.1)) fail("message", "invalid_text");
    if (faults.strikes("platform-process-error", 0.001)) fail("process", "token_revoked");
  }

  function latency(): number {
    if (faults.strikes("platform-is-slow", 0.05)) return between(random, 5_000, 12_000);
    // Most answers come together with others, as they do when a process looks up from its work.
    return random.next() < 0.2 ? between(random, 20, 400) : 250;
  }

  /**
   * One request: it arrives after a while, is refused or done, and its answer comes back. When the process dies before
   * it arrived, it has arrived in that moment or never will.
   */
  async function request<Answer>(
    process: ChatProcess,
    destination: Destination,
    isPlain: boolean,
    act: () => Promise<Answer>,
  ): Promise<Answer> {
    const hasArrived = process.onDeath(() => {
      if (random.next() < 0.5) void act();
    });
    await scheduler.sleep(latency());
    if (!process.isAlive()) return await forever();
    hasArrived();
    refuse(destination, isPlain);
    const answer = await act();
    if (random.next() < 0.1) {
      await scheduler.sleep(between(random, 20, 2_000));
      if (!process.isAlive()) return await forever();
    }
    if (faults.strikes("platform-loses-answer", 0.05)) fail("ambiguous", "lost_answer");
    return answer;
  }

  return {
    shown,
    connect(process) {
      return {
        id,
        capabilities: shown.capabilities,
        async send(destination, message, key, options: SendOptions = {}) {
          if (!process.isAlive()) return await forever();
          const name = printDestination(destination);
          witness.sending(name, key, message);
          const answer = request(process, destination, options.isPlain === true, async () => {
            const reference = await shown.send(destination, message, key, options);
            witness.posted({ destination: name, reference, message, at: scheduler.now() }, key);
            return reference;
          });
          return await answer.catch((error: unknown) => {
            const { class: meaning, retryAfterMs } = shown.classify(error);
            if (meaning === "transient" || meaning === "ambiguous")
              witness.refused(name, key, retryAfterMs ?? firstRetryMs);
            throw error;
          });
        },
        async edit(destination, reference, message, options: SendOptions = {}) {
          if (!process.isAlive()) return await forever();
          const name = printDestination(destination);
          witness.editing(name, reference, message);
          await request(process, destination, options.isPlain === true, async () => {
            await shown.edit(destination, reference, message, options);
            witness.edited({ destination: name, reference, message, at: scheduler.now() });
          });
        },
        async find(destination, key, since, until) {
          if (!process.isAlive()) return await forever();
          await scheduler.sleep(latency());
          if (!process.isAlive()) return await forever();
          if (faults.strikes("platform-transient", 0.05)) fail("transient", "internal_error");
          if (faults.strikes("platform-find-unknown", 0.2)) return { kind: "unknown" };
          return await shown.find(destination, key, since, until);
        },
        notify: (destination, text) => shown.notify(destination, text),
        openDirect: (person) => shown.openDirect(person),
        classify: (error) => shown.classify(error),
      };
    },
  };
}

/** Kinds of chats with a share of each difference between platforms. */
export const chatKinds: readonly Pick<ChatOptions, "id" | "capabilities">[] = [
  { id: "whole", capabilities: {} },
  { id: "blind", capabilities: { findsByKey: false, digest: { cards: 3, lines: 5, characters: 3_000 } } },
  {
    id: "plain",
    capabilities: { editsInPlace: false, findsByKey: true, digest: { cards: 5, lines: 8, characters: 4_000 } },
  },
];

function fail(meaning: PlatformError["failure"]["class"], code: string, retryAfterMs?: number): never {
  throw new PlatformError({ class: meaning, code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
}

export function forever(): Promise<never> {
  return new Promise(() => {});
}
