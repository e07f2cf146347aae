import type { SourceHealth } from "../commands/services.ts";
import type { SourceRecord, SourceRhythm, SourceStore } from "./storage/source-store.ts";

const weekMs = 7 * 24 * 3_600_000;
/** What a rhythm is made of: long enough for a board with two postings a month, short enough to follow a change. */
const rhythmMs = 8 * weekMs;
/** Watched for less, a source has no rhythm yet. */
const fewestWeeks = 2;

/** How every configured source fares, by key. */
export async function sourceHealths(store: SourceStore, now: number): Promise<readonly SourceHealth[]> {
  const records = await store.list();
  const rhythms = new Map((await store.rhythms(now - rhythmMs)).map((rhythm) => [rhythm.key, rhythm]));
  return records.map((record) => healthOf(record, rhythms.get(record.key), now));
}

function healthOf(record: SourceRecord, rhythm: SourceRhythm | undefined, now: number): SourceHealth {
  const since = rhythm?.since ?? now;
  const weeks = Math.min(now - since, rhythmMs) / weekMs;
  return {
    key: record.key,
    state: record.failures > 0 ? "failing" : record.lastSuccessAt === null ? "waiting" : "ok",
    errorCode: record.errorCode,
    errorText: record.errorText,
    lastPollAt: record.lastPollAt,
    lastSuccessAt: record.lastSuccessAt,
    nextPollAt: record.nextPollAt,
    postings: record.postings,
    dropped: record.dropped,
    lastNewAt: rhythm?.lastNewAt ?? since,
    newPerWeek: weeks < fewestWeeks ? null : (rhythm?.newCount ?? 0) / weeks,
  };
}
