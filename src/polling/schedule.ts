import type { Random } from "../clock.ts";

const firstBackOffMs = 5 * 60_000;
const longestMs = 24 * 3_600_000;

/** When a source is polled next: by its schedule, and the earliest whoever asks. */
export interface NextPoll {
  readonly nextPollAt: number;
  readonly notBefore: number;
}

/**
 * After a success: the interval, or what its server vouches for if that is longer, at most a day; spread by a tenth so
 * that sources do not march in step.
 */
export function nextPollAfterSuccess(now: number, everyMs: number, freshForMs: number, random: Random): NextPoll {
  const interval = Math.min(Math.max(everyMs, freshForMs), longestMs);
  const spread = Math.round(interval * (0.95 + random.next() / 10));
  return { nextPollAt: now + Math.min(spread, longestMs), notBefore: now + Math.min(freshForMs, longestMs) };
}

/** After a failure: 5 min, doubled each time up to a day, or what its server asked for; never when it said `gone`. */
export function nextPollAfterFailure(
  now: number,
  code: string,
  failuresBefore: number,
  retryAfterMs: number | undefined,
  random: Random,
): NextPoll {
  if (code === "gone") return { nextPollAt: Number.MAX_SAFE_INTEGER, notBefore: Number.MAX_SAFE_INTEGER };
  const backOff = Math.min(firstBackOffMs * 2 ** Math.min(failuresBefore, 12), longestMs);
  const asked = Math.min(retryAfterMs ?? 0, longestMs);
  const at = now + Math.max(asked, Math.round(backOff * (0.9 + random.next() / 5)));
  return { nextPollAt: at, notBefore: at };
}
