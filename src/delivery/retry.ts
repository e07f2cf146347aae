import type { Outcome } from "../storage/message-store.ts";
import type { ClaimedMessage } from "../storage/message-store.ts";
import type { Random } from "../clock.ts";
import type { Failure } from "./platform.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Waits after the first and each further failed try; after the last the message is dead. */
export const retryDelaysMs = [
  5_000,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  10 * hourMs,
] as const;

/** How often a destination that cannot be reached is tried again by itself. */
const probeEveryMs = 24 * hourMs;

/** What a failed try comes to, by the class of its error. */
export function outcomeOf(message: ClaimedMessage, failure: Failure, now: number, random: Random): Outcome {
  const reason = `${failure.code}: ${failure.reason}`;
  const isInDoubt = message.isInDoubt || failure.class === "ambiguous";
  const isRefused = failure.class !== "ambiguous";
  const again = { kind: "retry", message, reason, isInDoubt, isRefused, isPlain: message.isPlain } as const;
  switch (failure.class) {
    case "destination":
    case "person":
      return { kind: "held", message, reason, scope: "destination", probeAt: now + probeEveryMs };
    case "installation":
      return { kind: "held", message, reason, scope: "workspace", probeAt: now + probeEveryMs };
    case "process":
      return { ...again, dueAt: now, countsAttempt: false };
    case "message":
      if (message.isPlain) return { kind: "dead", message, reason };
      return { ...again, dueAt: now, countsAttempt: false, isPlain: true };
    case "transient":
    case "ambiguous": {
      if (failure.retryAfterMs !== undefined) {
        const until = now + failure.retryAfterMs;
        return { ...again, dueAt: until, countsAttempt: failure.class === "ambiguous", notBefore: until };
      }
      const delay = retryDelaysMs[message.attempts - 1];
      if (delay === undefined) return { kind: "dead", message: { ...message, isInDoubt }, reason };
      const dueAt = now + Math.round(delay * (1 + random.next() / 10));
      // What follows waits with the first retry, so that one hiccup does not put messages out of order.
      return { ...again, dueAt, countsAttempt: true, ...(message.attempts === 1 ? { notBefore: dueAt } : {}) };
    }
  }
}
