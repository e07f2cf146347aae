import type { Clock } from "../../src/clock.ts";

export interface VirtualClock extends Clock {
  /** Lets so much time pass at once. */
  advance(ms: number): void;
}

/** Time that passes only when a test says so; sleeping takes no time at all. */
export function virtualClock(startMs: number): VirtualClock {
  let now = startMs;
  return {
    now: () => now,
    sleep: () => new Promise((resolve) => setImmediate(resolve)),
    advance(ms) {
      now += ms;
    },
  };
}
