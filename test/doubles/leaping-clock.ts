import type { Clock } from "../../src/clock.ts";

/** Time that leaps ahead whenever somebody sleeps, so that pauses are kept without being waited for. */
export function leapingClock(startMs: number): Clock {
  let now = startMs;
  return {
    now: () => now,
    sleep(ms) {
      now += Math.max(0, ms);
      return new Promise((resolve) => setImmediate(resolve));
    },
  };
}
