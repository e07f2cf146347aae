import type { Clock } from "../../clock.ts";
import { PlatformRefusal } from "./platform-refusal.ts";

/** Whoever waits for longer holds up what he was claimed with. */
const longestWaitMs = 20_000;

/** Lets calls through no faster than a platform takes them: one queue for each key, in order. */
export interface Pacer {
  /**
   * Runs the call in its turn, and passes on what comes of it.
   *
   * @throws PlatformRefusal `queue-full`, transient, where its turn is further off than `longestWaitMs`.
   */
  run<Result>(key: string, call: () => Promise<Result>): Promise<Result>;
}

interface Queue {
  tail: Promise<unknown>;
  waiting: number;
  /** When each of the last calls ended, oldest first; no more than the burst. */
  readonly ended: number[];
}

/**
 * @param everyMs The rate in the long run. Counted from a call's end to the next one's beginning, so that a platform, which
 *   counts arrivals, never sees two closer together.
 * @param burst How many may run within `everyMs` × `burst`.
 */
export function createPacer(clock: Clock, everyMs: number, burst = 1): Pacer {
  const queues = new Map<string, Queue>();

  function queueOf(key: string): Queue {
    const known = queues.get(key);
    if (known !== undefined) return known;
    forgetIdle();
    const queue: Queue = { tail: Promise.resolve(), waiting: 0, ended: [] };
    queues.set(key, queue);
    return queue;
  }

  /** A queue whose last call is long over delays nothing: as if it had never been. */
  function forgetIdle(): void {
    if (queues.size < 1_000) return;
    const before = clock.now() - everyMs * burst;
    for (const [key, { waiting, ended }] of queues) {
      if (waiting === 0 && (ended.at(-1) ?? 0) < before) queues.delete(key);
    }
  }

  async function turn({ ended }: Queue): Promise<void> {
    const oldest = ended.length < burst ? undefined : ended[0];
    if (oldest === undefined) return;
    const until = oldest + everyMs * burst;
    // A clock that is set back must not stop everything.
    const wait = Math.min(until - clock.now(), everyMs * burst);
    if (wait > 0) await clock.sleep(wait);
  }

  return {
    run(key, call) {
      const queue = queueOf(key);
      const waitMs = (queue.waiting - burst) * everyMs;
      if (waitMs > longestWaitMs) return Promise.reject(queueFull(waitMs));
      queue.waiting += 1;
      const result = queue.tail.then(async () => {
        try {
          await turn(queue);
          return await call();
        } finally {
          queue.waiting -= 1;
          queue.ended.push(clock.now());
          if (queue.ended.length > burst) queue.ended.shift();
        }
      });
      queue.tail = result.catch(() => undefined);
      return result;
    },
  };
}

function queueFull(retryAfterMs: number): PlatformRefusal {
  const failure = {
    class: "transient",
    code: "queue-full",
    reason: "more waits than the platform takes at once",
    retryAfterMs,
  } as const;
  return new PlatformRefusal(failure);
}
