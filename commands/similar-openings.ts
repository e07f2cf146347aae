import { likeness } from "../src/posting/likeness.ts";
import { isNearDuplicate, type Shingles, shinglesOf } from "../src/posting/near-duplicate.ts";
import { placeName } from "../src/posting/place-name.ts";
import { isClosed, type Posting } from "../src/posting/posting.ts";

/** One that is like another, with those that read nearly as it does. */
export interface SimilarOpening {
  readonly posting: Posting;
  /** For people: "same role and level, also Berlin, DE". */
  readonly reason: string;
  /** How many more read nearly the same. */
  readonly folded: number;
}

/** Texts are compared of so many of the likest; more than these are never shown. */
const mostCompared = 60;

interface Candidate {
  readonly posting: Posting;
  readonly score: number;
  readonly reason: string;
}

/**
 * Of postings those that are open and like the one, each opening once, the likest and then the newest first. Those whose texts
 * are nearly the same are one.
 *
 * @param postings Newest first.
 */
export async function similarOpenings(
  one: Posting,
  postings: AsyncIterable<Posting>,
  most: number,
): Promise<readonly SimilarOpening[]> {
  const own = shinglesOf(one.text);
  const kept: { posting: Posting; reason: string; shingles: Shingles; folded: number }[] = [];
  for (const { posting, reason } of await likest(one, postings)) {
    const shingles = shinglesOf(posting.text);
    const same = kept.find((other) => isNearDuplicate(other.shingles, shingles));
    if (same !== undefined) same.folded += 1;
    else {
      const isSameText = isNearDuplicate(own, shingles);
      kept.push({ posting, reason: isSameText ? sameText(posting, reason) : reason, shingles, folded: 0 });
    }
  }
  return kept.slice(0, most).map(({ posting, reason, folded }) => ({ posting, reason, folded }));
}

async function likest(one: Posting, postings: AsyncIterable<Posting>): Promise<readonly Candidate[]> {
  const found = new Map<string, Candidate>();
  for await (const posting of postings) {
    if (isClosed(posting) || posting.openingId === one.openingId || found.has(posting.openingId)) continue;
    const like = likeness(one.reading.facts, posting.reading.facts);
    if (like === null) continue;
    found.set(posting.openingId, { posting, ...like });
    // So that no more than twice as many are held.
    if (found.size >= 2 * mostCompared) keepLikest(found);
  }
  keepLikest(found);
  return [...found.values()];
}

function keepLikest(found: Map<string, Candidate>): void {
  const ordered = [...found].toSorted(
    ([, a], [, b]) => b.score - a.score || b.posting.firstSeenAt - a.posting.firstSeenAt,
  );
  found.clear();
  for (const [opening, candidate] of ordered.slice(0, mostCompared)) found.set(opening, candidate);
}

/** What differs is where. */
function sameText({ reading }: Posting, reason: string): string {
  const places = reading.facts.places.map(placeName).join(" · ");
  return places === "" ? `nearly the same text: ${reason}` : `nearly the same text, in ${places}`;
}
