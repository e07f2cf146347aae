import type { SourceHealth } from "../commands/services.ts";
import type { SourceRecord, SourceRhythm } from "./storage/source-store.ts";
import type { Stores } from "./storage/storage.ts";

const weekMs = 7 * 24 * 3_600_000;
/** What a rhythm is made of: long enough for a board with two postings a month, short enough to follow a change. */
const rhythmMs = 8 * weekMs;
/** Watched for less, a source has no rhythm yet. */
const fewestWeeks = 2;

/**
 * How the sources fare that are polled, by key.
 *
 * @param workspace Only those of the configuration and what it added itself; without it all of them.
 * @param isWanted Only those whose keys are: to count what is new of all of them takes long where there are thousands.
 */
export async function sourceHealths(
  { sources, workspaceSources }: Pick<Stores, "sources" | "workspaceSources">,
  now: number,
  workspace?: string,
  isWanted?: (key: string) => boolean,
): Promise<readonly SourceHealth[]> {
  const added = workspace === undefined ? [] : await workspaceSources.of(workspace);
  const owners = new Map(added.map(({ key, owner }) => [key, owner]));
  const isKnown = ({ key, isShared }: SourceRecord) => workspace === undefined || isShared || owners.has(key);
  const only = isWanted && (await sources.keys()).filter(isWanted);
  const records = (await sources.list(only)).filter(isKnown);
  const rhythms = new Map((await sources.rhythms(now - rhythmMs, only)).map((rhythm) => [rhythm.key, rhythm]));
  return records.map((record) => ({
    ...healthOf(record, rhythms.get(record.key), now),
    owner: record.isShared ? null : (owners.get(record.key) ?? ""),
  }));
}

function healthOf(record: SourceRecord, rhythm: SourceRhythm | undefined, now: number): Omit<SourceHealth, "owner"> {
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
