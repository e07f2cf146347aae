import type { Snapshot } from "../sources/source.ts";
import type { KnownPosting } from "../storage/posting-store.ts";
import type { SourceRecord } from "../storage/source-store.ts";

/** Fewer postings than this say nothing when they halve. */
const fewest = 8;
/** Half of a week: after that the median of seven days is the smaller number. */
const believedAfterMs = 3.5 * 24 * 3_600_000;

/**
 * Since when a source has answered with under half of what it is known to hold, or null when it does not: a board that
 * breaks often looks like one that closed nearly everything.
 */
export function shrinkOf(
  snapshot: Snapshot,
  known: readonly KnownPosting[],
  { shrunkSince }: SourceRecord,
  now: number,
): number | null {
  // What was missing from the last whole snapshot already is on its way to being closed, and no measure any more.
  const open = known.filter(({ closedAt, absences }) => closedAt === null && absences === 0).length;
  if (!snapshot.complete) return shrunkSince;
  return open >= fewest && snapshot.postings.length < open / 2 ? (shrunkSince ?? now) : null;
}

/** Whether a shrink has lasted so long that it must be true. */
export function hasSettled(shrunkSince: number, now: number): boolean {
  return now - shrunkSince >= believedAfterMs;
}
