import type { Random } from "../clock.ts";

const firstBackOffMs = 5 * 60_000;
const longestMs = 24 * 3_600_000;

/** When a source that answered is polled next: its interval, spread by a tenth so that sources do not march in step. */
export function nextPollAfterSuccess(now: number, everyMs: number, freshForMs: number, random: Random): number {
  const interval = Math.min(Math.max(everyMs, freshForMs), longestMs);
  return now + Math.round(interval * (0.95 + random.next() / 10));
}

/** When a source that failed is tried again: 5 min, doubled each time up to a day, or what its server asked for. */
export function nextPollAfterFailure(
  now: number,
  failuresBefore: number,
  retryAfterMs: number | undefined,
  random: Random,
): number {
  const backOff = Math.min(firstBackOffMs * 2 ** Math.min(failuresBefore, 12), longestMs);
  const asked = Math.min(retryAfterMs ?? 0, longestMs);
  return now + Math.max(asked, Math.round(backOff * (0.9 + random.next() / 5)));
}
