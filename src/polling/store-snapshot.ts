/** From a snapshot to what is stored of it: one file, because its order (absences, then what is new, chunk by chunk) is what a crash may break. */
import type { Clock } from "../clock.ts";
import { messageOf, RolecallError } from "../errors.ts";
import { openingKeys, postingId } from "../posting/identity.ts";
import type { SourcedPosting } from "../posting/posting.ts";
import { read } from "../posting/reader/read.ts";
import { type Dropped, NoPosting, type Snapshot } from "../sources/source.ts";
import type { KnownPosting, PostingDraft } from "../storage/posting-store.ts";
import type { SourceRecord } from "../storage/source-store.ts";
import type { Storage } from "../storage/storage.ts";
import { type Difference, differenceOf, hashOf, isOutline, type Listed } from "./diff.ts";
import { hasSettled, shrinkOf } from "./shrink.ts";
import { isSweep } from "./sweep.ts";
import { UnreadPostings } from "./unread.ts";

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
  /** Whether a posting could not be read now that may be at the next look. */
  readonly isAnyUnread: boolean;
  readonly shrunkSince: number | null;
}

export const noCounts: Counts = {
  added: 0,
  baseline: 0,
  changed: 0,
  missing: 0,
  closed: 0,
  dropped: [],
  isAnyUnread: false,
  shrunkSince: null,
};

/** What may become of a posting. */
export const postingChanges = ["new", "baseline", "changed", "closed", "reopened"] as const;
export type PostingChange = (typeof postingChanges)[number];

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
  /** Called with what was stored, also when the rest fails. */
  onStored(this: void, change: PostingChange, count: number): void;
  /** Called after each chunk, for whoever has to keep a lease. */
  onChunk(this: void): Promise<void>;
}

/**
 * Notes what is there and what is gone, then reads what is new or changed and stores it, chunk by chunk, so that what
 * breaks off goes on from there.
 *
 * @throws The signal's reason; what the outlines' `read` throws where the server wants to be left alone, or none of many in a
 * row can be read.
 */
export async function storeSnapshot(
  record: SourceRecord,
  snapshot: Snapshot,
  ports: StoreSnapshotPorts,
): Promise<Counts> {
  const { storage, clock, known, isBaseline, onStored } = ports;
  const shrunkSince = shrinkOf(snapshot, known, record, clock.now());
  const difference = differenceOf(snapshot, known, shrunkSince === null || hasSettled(shrunkSince, clock.now()));
  const { added, changed, seen, missed, closed, reopened } = difference;
  let oldCount = 0;
  const isSweeping = record.isSweeping || isSweep(difference);
  if (isSweeping) await storage.sources.sweeping(record.key);
  // What is stored in part is not the snapshot that the old validators describe, to which the board may go back.
  if (added.length + changed.length + missed.length + reopened.length > 0) {
    await storage.cache("http").delete(record.key);
  }
  // First, since what can be told without asking for anything must not depend on what is asked for.
  await storage.transaction(async ({ postings }) => {
    await postings.seen(seen, clock.now());
    await postings.missed(missed, closed, clock.now());
  });
  onStored("closed", closed.length);
  onStored("reopened", reopened.length);
  const unread = await UnreadPostings.of(record.key, snapshot.postings.some(isOutline) ? storage : null);
  const isOld = ({ externalId, publishedAt }: PostingDraft) =>
    isBaseline ||
    unread.isOfBaseline(externalId) ||
    // Further back than the window reached when it was looked at first: something before it was taken out.
    (snapshot.isWindow === true && publishedAt !== null && publishedAt < record.watchedSince);
  try {
    const lost = await storeDrafts(record.key, difference, unread, ports, async (drafts, isNew) => {
      if (!isNew) {
        await storage.transaction(({ postings }) => postings.change(drafts, clock.now(), isSweeping));
        onStored("changed", drafts.length);
        return;
      }
      const old = drafts.filter(isOld);
      await storage.transaction(async ({ postings }) => {
        await postings.add(old, clock.now(), true);
        await postings.add(
          drafts.filter((draft) => !old.includes(draft)),
          clock.now(),
          false,
        );
      });
      oldCount += old.length;
      onStored("baseline", old.length);
      onStored("new", drafts.length - old.length);
    });
    const isLost = new Set(lost.map(({ dropped }) => dropped.externalId));
    return {
      added: added.filter(({ externalId }) => !isLost.has(externalId)).length,
      baseline: oldCount,
      changed: changed.filter(({ externalId }) => !isLost.has(externalId)).length,
      missing: missed.length,
      closed: closed.length,
      dropped: [...snapshot.dropped, ...lost.filter(({ isNothing }) => !isNothing).map(({ dropped }) => dropped)],
      isAnyUnread: lost.some(({ isKnown, isNothing }) => !isKnown && !isNothing),
      shrunkSince,
    };
  } finally {
    await unread.save();
  }
}

/** A posting that was listed and could not be read. */
interface Lost {
  readonly dropped: Dropped;
  /** Whether that was known, and it was not asked for. */
  readonly isKnown: boolean;
  /** Whether there is none: what nobody misses is not among the dropped. */
  readonly isNothing: boolean;
}

/** So many that cannot be reached one after the other: it is the way there, and not the postings. */
const mostInARow = 8;

/** Stores what is new, then what changed. Returns the postings that could not be read. */
async function storeDrafts(
  source: string,
  { added, changed }: Difference,
  unread: UnreadPostings,
  ports: StoreSnapshotPorts,
  store: (drafts: readonly PostingDraft[], isNew: boolean) => Promise<void>,
): Promise<readonly Lost[]> {
  const { clock, signal, credit, isBaseline, progress, onChunk } = ports;
  const lost: Lost[] = [];
  const total = added.length + changed.length;
  let done = 0;
  let inARow = 0;
  for (const [listed, isNew] of [[added, true] as const, [changed, false] as const]) {
    for (const chunk of chunksOf(listed)) {
      signal.throwIfAborted();
      const outcomes = await Promise.all(chunk.map((each) => wholeOf(each, unread, clock.now())));
      const drafts = outcomes.flatMap((outcome) =>
        "posting" in outcome
          ? [{ ...draftOf(source, outcome.posting, clock.now()), contentHash: outcome.hash, credit }]
          : [],
      );
      if (drafts.length > 0) await store(drafts, isNew);
      for (const outcome of outcomes) {
        if ("posting" in outcome) inARow = 0;
        if (!("why" in outcome)) continue;
        const { externalId, hash, why, isOwn, isNothing, error } = outcome;
        if (error !== undefined) {
          unread.note(externalId, { hash, at: clock.now(), isOwn, isNothing }, isNew && isBaseline);
          inARow = isOwn ? 0 : inARow + 1;
          if (signal.aborted || isLimit(error) || inARow >= mostInARow) throw error;
        }
        lost.push({ dropped: { what: externalId, why, externalId }, isKnown: error === undefined, isNothing });
      }
      done += chunk.length;
      progress(done, total);
      await onChunk();
      await clock.sleep(0);
    }
  }
  return lost;
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
  | {
      readonly externalId: string;
      readonly hash: string;
      readonly why: string;
      readonly isOwn: boolean;
      readonly isNothing: boolean;
      /** Absent where it was not asked for, because it was in vain a while ago. */
      readonly error?: unknown;
    };

/** Never throws: what else was read of its chunk is to be stored all the same. */
async function wholeOf(listed: Listed, unread: UnreadPostings, now: number): Promise<Outcome> {
  const hash = hashOf(listed);
  if (!isOutline(listed)) return { posting: listed, hash };
  const { externalId } = listed;
  const lately = unread.known(externalId, hash, now);
  if (lately !== undefined) {
    const why = "expected a posting, could not read one lately; asked again within a day";
    return { externalId, hash, why, isOwn: true, isNothing: lately.isNothing };
  }
  try {
    return { posting: { ...(await listed.read()), externalId }, hash };
  } catch (error) {
    return {
      externalId,
      hash,
      why: messageOf(error),
      isOwn: isOwnFault(error),
      isNothing: error instanceof NoPosting,
      error,
    };
  }
}

/** Whether a posting cannot be read by a fault of its own, and not one of the way there. */
function isOwnFault(error: unknown): boolean {
  if (!(error instanceof RolecallError)) return false;
  return ["not-found", "gone", "too-large", "schema"].includes(error.code) || error.fields["reason"] === "robots";
}

/** Whether a server asks to be left alone, or the fault is ours: then nothing more is asked. */
function isLimit(error: unknown): boolean {
  if (!(error instanceof RolecallError)) return true;
  return error.fields["status"] === 429 || error.fields["reason"] === "held";
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
