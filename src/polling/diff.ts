import { contentHash } from "../posting/identity.ts";
import type { SourcedPosting } from "../posting/posting.ts";
import type { Outline, Snapshot } from "../sources/source.ts";
import type { KnownPosting } from "../storage/posting-store.ts";

/** A posting as a snapshot lists it, which may be all that there is or only an outline. */
export type Listed = Snapshot["postings"][number];

/** What a snapshot says about the postings that were known before it. */
export interface Difference {
  readonly added: readonly Listed[];
  readonly changed: readonly Listed[];
  /** Ids of those that are there as they were. */
  readonly seen: readonly string[];
  /** Ids of those that a complete snapshot lacks. */
  readonly missed: readonly string[];
  /** The subset of `missed` that was absent before too: no board says that a posting closed, it is absent. */
  readonly closed: readonly string[];
  /** Ids of those that had been closed and are back. */
  readonly reopened: readonly string[];
}

/** Absences in a row, in complete snapshots, that mean closed: one alone may be a hiccup of the board. */
const absencesToClose = 2;

export function isOutline(listed: Listed): listed is Outline {
  return "read" in listed;
}

/** Hash of everything that a list says of a posting. */
export function hashOf(listed: Listed): string {
  return isOutline(listed) ? contentHash([listed.outline]) : hashOfWhole(listed);
}

function hashOfWhole(posting: SourcedPosting): string {
  const { title, company, location, text, url, applyUrl, publishedAt, stated } = posting;
  return contentHash([title, company, location, text, url, applyUrl, publishedAt?.toString(), JSON.stringify(stated)]);
}

/**
 * Compares a snapshot with what is known; an id that stands twice in it counts once.
 *
 * @param mayClose Whether an absence from this snapshot is to be believed at all.
 */
export function differenceOf(snapshot: Snapshot, known: readonly KnownPosting[], mayClose = true): Difference {
  const before = new Map(known.map((posting) => [posting.externalId, posting]));
  const present = new Map(snapshot.postings.map((posting) => [posting.externalId, posting]));
  const added: Listed[] = [];
  const changed: Listed[] = [];
  const seen: string[] = [];
  const reopened: string[] = [];
  for (const [externalId, posting] of present) {
    const old = before.get(externalId);
    if (old === undefined) {
      added.push(posting);
      continue;
    }
    if (old.closedAt !== null) reopened.push(old.id);
    if (old.contentHash === hashOf(posting)) seen.push(old.id);
    else changed.push(posting);
  }
  const unread = new Set(snapshot.dropped.map(({ externalId }) => externalId));
  const absent =
    snapshot.complete && mayClose
      ? known.filter(
          ({ externalId, closedAt }) => closedAt === null && !present.has(externalId) && !unread.has(externalId),
        )
      : [];
  return {
    added,
    changed,
    seen,
    missed: absent.map(({ id }) => id),
    closed: absent.filter(({ absences }) => absences + 1 >= absencesToClose).map(({ id }) => id),
    reopened,
  };
}
