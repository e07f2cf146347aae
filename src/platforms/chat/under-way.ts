import type { Clock } from "../../clock.ts";

/** What has begun and is to come to its end, also while the process stops. */
export interface UnderWay {
  /** @param work Never rejects. */
  add(work: Promise<unknown>): void;
  /** Resolves once all of it has ended, or after so long. */
  ended(withinMs: number): Promise<void>;
}

export function createUnderWay(clock: Clock): UnderWay {
  const running = new Set<Promise<unknown>>();
  return {
    add(work) {
      const own = work.finally(() => running.delete(own));
      running.add(own);
    },
    async ended(withinMs) {
      const isOver = new AbortController();
      await Promise.race([Promise.all(running), clock.sleep(withinMs, isOver.signal)]);
      isOver.abort();
    },
  };
}
