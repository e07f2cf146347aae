import { fold } from "./vocabulary/vocabulary.ts";

const wordsInShingle = 4;
/** Enough to know a text by; what boards append lies behind it. In UTF-16 units. */
const longestText = 30_000;
/** Two texts of one employer share what they say of themselves, which is less than this. */
const leastAlike = 0.8;

/** A text as the set of all runs of four of its words, each as a number. */
export type Shingles = ReadonlySet<number>;

/** The shingles of a text; of one with fewer words, its words together. */
export function shinglesOf(text: string): Shingles {
  const words = fold(text.slice(0, longestText)).match(/[\p{L}\p{N}]+/gu) ?? [];
  const last = Math.max(0, words.length - wordsInShingle);
  const shingles = new Set<number>();
  if (words.length === 0) return shingles;
  for (let at = 0; at <= last; at++) shingles.add(hashOf(words.slice(at, at + wordsInShingle)));
  return shingles;
}

/** Whether two texts say nearly the same, but for a place or a few words; an empty one is like no other. */
export function isNearDuplicate(one: Shingles, other: Shingles): boolean {
  const [small, large] = one.size <= other.size ? [one, other] : [other, one];
  if (small.size < large.size * leastAlike || small.size === 0) return false;
  const shared = small.size - [...small].filter((shingle) => !large.has(shingle)).length;
  return shared / (small.size + large.size - shared) >= leastAlike;
}

/** FNV-1a in 32 bits: two different runs rarely have the same, and one among hundreds does not count. */
function hashOf(words: readonly string[]): number {
  let hash = 0x811c9dc5;
  for (const word of words) {
    for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
    hash = Math.imul(hash ^ 0x20, 0x01000193);
  }
  return hash >>> 0;
}
