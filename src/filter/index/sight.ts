import { type Facts, isClosed } from "../../posting/posting.ts";
import type { PostingView } from "../rules/finding.ts";
import { type Whereabouts, whereaboutsOf } from "../rules/location.ts";
import { statedCompanies, tokensOf } from "../rules/words.ts";
import { tokenise } from "../tokens.ts";

/** A posting as claims are tested on it: what many of them ask is worked out once. */
export interface Sight {
  readonly posting: PostingView;
  readonly facts: Facts;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly isClosed: boolean;
  readonly whereabouts: Whereabouts;
  /** The words that stand alone in the title or the text. */
  readonly words: ReadonlySet<string>;
  /** The others, parts of words such as "go-to-market". */
  readonly wordParts: ReadonlySet<string>;
  /** Every beginning of the company's names in whole words, as `wordsKey` has it; undefined where none is stated. */
  readonly companies: ReadonlySet<string> | undefined;
}

export function sightOf(posting: PostingView, now: number): Sight {
  const { facts } = posting.reading;
  const stated = statedCompanies(posting);
  const words = new Set<string>();
  const wordParts = new Set<string>();
  for (const origin of ["title", "text"] as const) {
    for (const { text, opens, closes } of tokensOf(posting, origin)) (opens && closes ? words : wordParts).add(text);
  }
  return {
    posting,
    words,
    wordParts,
    facts,
    now,
    isClosed: isClosed(posting),
    whereabouts: whereaboutsOf(facts),
    companies: stated.length === 0 ? undefined : new Set(stated.flatMap(beginnings)),
  };
}

function beginnings(name: string): string[] {
  const words = tokenise(name).map(({ text }) => text);
  return words.map((_, last) => words.slice(0, last + 1).join(" "));
}

/** Words of a phrase such that equal ones have equal keys, whatever stands between them. */
export function wordsKey(phrase: string): string {
  return tokenise(phrase)
    .map(({ text }) => text)
    .join(" ");
}
