import { claimKeyOf, shapeBit } from "./access.ts";
import type { Claims } from "./claims.ts";
import { claimOf, endsClause, hidesUnknown, isExcluded, isWithNext, type Words } from "./encoding.ts";
import { type WordAccess, wordAccessOf } from "./word-rows.ts";

/** Where a filter stands. */
export interface Standing {
  /** By which of the access keys it wants something: filters of one shape share pages. */
  readonly shape: number;
  /** Claims. Where several are wanted together the first stands for all. */
  readonly wanted: ReadonlySet<number>;
  readonly excluded: ReadonlySet<number>;
  readonly words: WordAccess;
  /** What all of this does not prove of the filter; undefined for nothing. */
  readonly rest: Words | undefined;
  readonly takesUnknown: boolean;
}

/** The same for equal filters. */
export function standingOf(claims: Claims, words: Words): Standing {
  const wanted = new Set<number>();
  const excluded = new Set<number>();
  const texts: string[][] = [];
  const textWords: number[] = [];
  const rest: number[] = [];
  let clause: number[] = [];
  let isProven = true;
  let isTogether = false;
  let shape = 0;
  for (const word of words) {
    const claim = claimOf(word);
    const kind = claims.kindOf(claim);
    const key = claimKeyOf(kind);
    if (isExcluded(word)) {
      if (key === undefined) rest.push(word);
      else excluded.add(claim);
      continue;
    }
    if (key !== undefined) {
      shape |= shapeBit(key);
      clause.push(word);
      if (isTogether) isProven = false;
      else wanted.add(claim);
      if (endsClause(word)) {
        if (!isProven) rest.push(...clause);
        clause = [];
        isProven = true;
      }
    } else if (kind === "text") {
      textWords.push(word);
      if (isTogether) texts.at(-1)?.push(claims.valueOf(claim));
      else texts.push([claims.valueOf(claim)]);
    } else rest.push(word);
    isTogether = isWithNext(word);
  }
  const access = wordAccessOf(texts);
  if (texts.length > 0) shape |= shapeBit("text");
  if (access.besides.length > 0) shape |= shapeBit("besides");
  if (!access.isProven) rest.unshift(...textWords);
  const last = words.at(-1) ?? 0;
  const isPlain = rest.length === 1 && claims.valueOf(claimOf(last)) === "open";
  return {
    shape,
    wanted,
    excluded,
    words: access,
    rest: isPlain ? undefined : rest,
    takesUnknown: !hidesUnknown(last),
  };
}
