import type { Clock } from "../clock.ts";
import { RolecallError } from "../errors.ts";
import { openingKeys, postingId } from "../posting/identity.ts";
import type { SourcedPosting } from "../posting/posting.ts";
import { read } from "../posting/reader/read.ts";
import type { Dropped, Snapshot } from "../sources/source.ts";
import type { KnownPosting, PostingDraft } from "../storage/posting-store.ts";
import type { SourceRecord } from "../storage/source-store.ts";
import type { Storage } from "../storage/storage.ts";
import { type Difference, differenceOf, hashOf, isOutline, type Listed } from "./diff.ts";
import { hasSettled, shrinkOf } from "./shrink.ts";
import { isSweep } from "./sweep.ts";

/** Postings read and stored in one transaction: small enough to keep commands answered in between. */
const chunkSize = 50;
/** The same where each has to be asked for: what a stop or an error loses has to be asked for again. */
const outlineChunkSize = 8;

/** What a snapshot came to. */
export interface Counts {
  /** New postings, and how many of them are only the baseline. */
  readonly added: number;
  readonly baseline: number;
  readonly changed: number;
  /** Absent from a complete snapshot, closed or not yet. */
  readonly missing: number;
  readonly closed: number;
  readonly dropped: readonly Dropped[];
  readonly shrunkSince: number | null;
}

export const noCounts: Counts = {
  added: 0,
  baseline: 0,
  changed: 0,
  missing: 0,
  closed: 0,
  dropped: [],
  shrunkSince: null,
};

export interface StoreSnapshotPorts {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Whether what is new is known of old, and never announced. */
  readonly isBaseline: boolean;
  /** Whom the source wants named. */
  readonly credit: string | null;
  readonly known: readonly KnownPosting[];
  /** Called as postings are stored. */
  progress(this: void, done: number, total: number): void;
  /** Called after each chunk, for whoever has to keep a lease. */
  onChunk(this: void): Promise<void>;
}

/**
 * Reads what is new or changed and stores the difference, chunk by chunk, so that what breaks off goes on from there.
 *
 * @throws The signal's reason; what an outline's `read` throws and is no fault of its own posting.
 */
export async function storeSnapshot(
  record: SourceRecord,
  snapshot: Snapshot,
  ports: StoreSnapshotPorts,
): Promise<Counts> {
  const { storage, clock, known, isBaseline } = ports;
  const shrunkSince = shrinkOf(snapshot, known, record, clock.now());
  const difference = differenceOf(snapshot, known, shrunkSince === null || hasSettled(shrunkSince, clock.now()));
  const { added, changed, seen, missed, closed, reopened } = difference;
  const isSweeping = record.isSweeping || isSweep(difference);
  if (isSweeping) await storage.sources.sweeping(record.key);
  // What is stored in part is not the snapshot that the old validators describe, to which the board may go back.
  if (added.length + changed.length + missed.length + reopened.length > 0) {
    await storage.cache("http").delete(record.key);
  }
  const unread = await storeDrafts(record.key, difference, ports, async (drafts, isNew) => {
    await storage.transaction(async ({ postings }) => {
      if (isNew) await postings.add(drafts, clock.now(), isBaseline);
      else await postings.change(drafts, clock.now(), isSweeping);
    });
  });
  await storage.transaction(async ({ postings }) => {
    await postings.seen(seen, clock.now());
    await postings.missed(missed, closed, clock.now());
  });
  const lost = new Set(unread.map(({ externalId }) => externalId));
  const addedCount = added.filter(({ externalId }) => !lost.has(externalId)).length;
  return {
    added: addedCount,
    baseline: isBaseline ? addedCount : 0,
    changed: changed.filter(({ externalId }) => !lost.has(externalId)).length,
    missing: missed.length,
    closed: closed.length,
    dropped: [...snapshot.dropped, ...unread],
    shrunkSince,
  };
}

/** Stores what is new, then what changed. Returns the postings that could not be read. */
async function storeDrafts(
  source: string,
  { added, changed }: Difference,
  { clock, signal, credit, progress, onChunk }: StoreSnapshotPorts,
  store: (drafts: readonly PostingDraft[], isNew: boolean) => Promise<void>,
): Promise<readonly Dropped[]> {
  const unread: Dropped[] = [];
  const total = added.length + changed.length;
  let done = 0;
  for (const [listed, isNew] of [[added, true] as const, [changed, false] as const]) {
    for (const chunk of chunksOf(listed)) {
      signal.throwIfAborted();
      const outcomes = await Promise.all(chunk.map(wholeOf));
      const whole = outcomes.flatMap((outcome) => ("posting" in outcome ? [outcome] : []));
      const drafts = whole.map(({ posting, hash }) => ({
        ...draftOf(source, posting, clock.now()),
        contentHash: hash,
        credit,
      }));
      if (drafts.length > 0) await store(drafts, isNew);
      for (const outcome of outcomes) if ("dropped" in outcome) unread.push(outcome.dropped);
      for (const outcome of outcomes) if ("error" in outcome) throw outcome.error;
      done += chunk.length;
      progress(done, total);
      await onChunk();
      await clock.sleep(0);
    }
  }
  return unread;
}

function* chunksOf(listed: readonly Listed[]): Generator<readonly Listed[]> {
  for (let at = 0; at < listed.length; ) {
    const first = listed[at];
    const size = first !== undefined && isOutline(first) ? outlineChunkSize : chunkSize;
    yield listed.slice(at, at + size);
    at += size;
  }
}

type Outcome =
  | { readonly posting: SourcedPosting; readonly hash: string }
  | { readonly dropped: Dropped }
  | { readonly error: unknown };

/** Faults of one posting; all others are the source's. */
const ownFaults = new Set(["not-found", "gone", "too-large", "schema"]);

/** Never throws: what else was read of its chunk is to be stored all the same. */
async function wholeOf(listed: Listed): Promise<Outcome> {
  if (!isOutline(listed)) return { posting: listed, hash: hashOf(listed) };
  const { externalId } = listed;
  try {
    const posting = await listed.read();
    return { posting: { ...posting, externalId }, hash: hashOf(listed) };
  } catch (error) {
    const isOwn = error instanceof RolecallError && ownFaults.has(error.code);
    return isOwn ? { dropped: { what: externalId, why: error.message, externalId } } : { error };
  }
}

function draftOf(
  source: string,
  posting: SourcedPosting,
  fetchedAt: number,
): Omit<PostingDraft, "contentHash" | "credit"> {
  const { text, ...reading } = read({ ...posting, fetchedAt });
  const addresses = [posting.url, posting.applyUrl].filter((address) => typeof address === "string");
  return {
    id: postingId(source, posting.externalId),
    source,
    externalId: posting.externalId,
    url: posting.url,
    title: posting.title,
    company: posting.company,
    location: posting.location,
    text,
    reading,
    publishedAt: posting.publishedAt ?? null,
    openingKeys: openingKeys(reading.facts, text, addresses),
  };
}
