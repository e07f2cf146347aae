import type { Clock } from "../../clock.ts";
import { PlatformRefusal } from "./platform-refusal.ts";

/** Whoever waits for longer holds up what he was claimed with. */
const longestWaitMs = 20_000;

/** Lets calls through no faster than a platform takes them: one queue for each key, in order. */
export interface Pacer {
  /**
   * Runs the call in its turn, and passes on what comes of it.
   *
   * @throws PlatformRefusal `queue-full`, transient, where its turn is further off than `longestWaitMs`, and `limited`, for as
   *   long as the platform has asked for no more of that key.
   */
  run<Result>(key: string, call: () => Promise<Result>): Promise<Result>;
}

interface Queue {
  tail: Promise<unknown>;
  waiting: number;
  /** When each of the last calls ended, oldest first; no more than the burst. */
  readonly ended: number[];
  /** Since when and for how long the platform wants no more of it. */
  limit: { readonly since: number; readonly ms: number } | null;
}

/**
 * @param everyMs The rate in the long run. Counted from a call's end to the next one's beginning, so that a platform, which
 *   counts arrivals, never sees two closer together.
 * @param burst How many may run within `everyMs` × `burst`.
 * @param limitOf How long an error of a call asks to wait, milliseconds; undefined for all that ask for nothing.
 */
export function createPacer(
  clock: Clock,
  everyMs: number,
  burst = 1,
  limitOf: (error: unknown) => number | undefined = () => undefined,
): Pacer {
  const queues = new Map<string, Queue>();

  function queueOf(key: string): Queue {
    const known = queues.get(key);
    if (known !== undefined) return known;
    forgetIdle();
    const queue: Queue = { tail: Promise.resolve(), waiting: 0, ended: [], limit: null };
    queues.set(key, queue);
    return queue;
  }

  /** A queue whose last call is long over delays nothing: as if it had never been. */
  function forgetIdle(): void {
    if (queues.size < 1_000) return;
    const before = clock.now() - everyMs * burst;
    for (const [key, queue] of queues) {
      if (queue.waiting === 0 && (queue.ended.at(-1) ?? 0) < before && limitedMs(queue) <= 0) queues.delete(key);
    }
  }

  /** A clock that is set back ends it. */
  function limitedMs({ limit }: Queue): number {
    const now = clock.now();
    return limit === null || now < limit.since ? 0 : limit.since + limit.ms - now;
  }

  async function turn({ ended }: Queue): Promise<void> {
    const oldest = ended.length < burst ? undefined : ended[0];
    if (oldest === undefined) return;
    const until = oldest + everyMs * burst;
    // A clock that is set back must not stop everything.
    const wait = Math.min(until - clock.now(), everyMs * burst);
    if (wait > 0) await clock.sleep(wait);
  }

  async function called<Result>(queue: Queue, call: () => Promise<Result>): Promise<Result> {
    try {
      return await call();
    } catch (error) {
      const ms = limitOf(error);
      if (ms !== undefined) queue.limit = { since: clock.now(), ms };
      throw error;
    } finally {
      queue.ended.push(clock.now());
      if (queue.ended.length > burst) queue.ended.shift();
    }
  }

  return {
    run(key, call) {
      const queue = queueOf(key);
      const waitMs = (queue.waiting - burst) * everyMs;
      if (waitMs > longestWaitMs) {
        return Promise.reject(refusal("queue-full", "more waits than the platform takes at once", waitMs));
      }
      queue.waiting += 1;
      const result = queue.tail.then(async () => {
        try {
          const limited = limitedMs(queue);
          if (limited > 0) throw refusal("limited", "the platform asks to slow down", limited);
          await turn(queue);
          return await called(queue, call);
        } finally {
          queue.waiting -= 1;
        }
      });
      queue.tail = result.catch(() => undefined);
      return result;
    },
  };
}

function refusal(code: string, reason: string, retryAfterMs: number): PlatformRefusal {
  return new PlatformRefusal({ class: "transient", code, reason, retryAfterMs });
}
