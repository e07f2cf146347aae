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

/**
 * After a failure: 5 min, doubled each time up to a day, or what its server asked for, never sooner than its terms allow; never
 * when it said `gone`.
 */
export function nextPollAfterFailure(
  now: number,
  code: string,
  failuresBefore: number,
  asked: { readonly retryAfterMs?: number | undefined; readonly minEveryMs?: number },
  random: Random,
): NextPoll {
  if (code === "gone") return { nextPollAt: Number.MAX_SAFE_INTEGER, notBefore: Number.MAX_SAFE_INTEGER };
  const backOff = Math.min(firstBackOffMs * 2 ** Math.min(failuresBefore, 12), longestMs);
  const askedForMs = Math.min(Math.max(asked.retryAfterMs ?? 0, asked.minEveryMs ?? 0), longestMs);
  const at = now + Math.max(askedForMs, Math.round(backOff * (0.9 + random.next() / 5)));
  return { nextPollAt: at, notBefore: at };
}

/** So many new sources are looked at right away, whoever is waiting for them. */
const atOnce = 50;

/**
 * When a source that is new is polled first: the first few at once, more of them evenly over one interval, so that ten
 * thousand do not march in step from then on.
 *
 * @param index Its place among the `count` new ones.
 */
export function firstPollAt(now: number, index: number, count: number, everyMs: number): number {
  if (index < atOnce) return now;
  return now + Math.floor(((index - atOnce) / Math.max(1, count - atOnce)) * Math.min(everyMs, longestMs));
}
