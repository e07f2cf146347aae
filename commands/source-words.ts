import { ago, counted, lasting } from "../src/delivery/card/age.ts";
import type { SourceHealth } from "./services.ts";

const dayMs = 24 * 3_600_000;

/** What a coded reason means for people. */
const reasons: Readonly<Record<string, string>> = {
  unreachable: "it cannot be reached",
  blocked: "it does not let us in",
  "not-found": "there is nothing at its address any more",
  gone: "it says that it is gone for good",
  "too-large": "it answers with more than is allowed",
  schema: "it answers in a form that we do not know",
  "not-a-feed": "it answers with something that is no feed",
  internal: "a fault of ours",
};

/** Why a source fails, in words: "it cannot be reached"; null while it does not. */
export function failureWords({ state, errorCode }: SourceHealth): string | null {
  if (state !== "failing") return null;
  return reasonWords(errorCode ?? "unknown");
}

/** A coded reason in words: "it cannot be reached". */
export function reasonWords(code: string): string {
  return reasons[code] ?? `it fails (${code})`;
}

/** "12 postings, read 5 minutes ago, 2 unusable" or what is the matter with it. */
export function stateWords(source: SourceHealth, now: number): string {
  const { state, errorCode, lastSuccessAt, nextPollAt, postings, dropped } = source;
  if (state === "waiting") return `not read yet, ${nextWords(nextPollAt, now)}`;
  const since = lastSuccessAt === null ? "never read yet" : `last read ${ago(lastSuccessAt, now)}`;
  if (state === "failing") {
    const next = errorCode === "gone" ? "not tried again" : nextWords(nextPollAt, now);
    return `failing (${errorCode ?? "unknown"}): ${failureWords(source) ?? ""}; ${since}; ${next}`;
  }
  const unusable = dropped === 0 ? "" : `, ${dropped.toLocaleString("en")} unusable`;
  return `${counted(postings, "posting")}, ${since}${unusable}`;
}

/** Fewer than this in eight weeks are no rhythm that could be missed. */
const fewestPerWeek = 0.5;
/** A silence that chance brings once in about fifty times is worth a word. */
const silencesExpected = 4;
const shortestSilenceMs = 2 * dayMs;

/** Whether nothing new has come for much longer than usual. */
export function isQuiet({ lastNewAt, newPerWeek }: SourceHealth, now: number): boolean {
  if (newPerWeek === null || newPerWeek < fewestPerWeek) return false;
  const silenceMs = now - lastNewAt;
  return silenceMs > shortestSilenceMs && (silenceMs / (7 * dayMs)) * newPerWeek >= silencesExpected;
}

/** "quiet for 12 days, usually 3 a week", "about 3 new a week"; null where it has no rhythm yet. */
export function rhythmWords(source: SourceHealth, now: number): string | null {
  const { lastNewAt, newPerWeek } = source;
  if (newPerWeek === null) return null;
  if (isQuiet(source, now)) return `quiet for ${lasting(now - lastNewAt)}, usually ${often(newPerWeek)}`;
  return newPerWeek === 0 ? "nothing new lately" : `about ${often(newPerWeek, "new ")}`;
}

/** "3 a week", "2 a month". */
function often(perWeek: number, what = ""): string {
  const perMonth = Math.max(1, Math.round((perWeek * 52) / 12));
  return perWeek < 1 ? `${perMonth} ${what}a month` : `${Math.round(perWeek).toLocaleString("en")} ${what}a week`;
}

function nextWords(nextPollAt: number, now: number): string {
  return nextPollAt <= now ? "due now" : `next look in ${lasting(nextPollAt - now)}`;
}
