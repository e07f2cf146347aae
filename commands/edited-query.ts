import type { Query } from "../src/filter/filter.ts";
import type { Key } from "../src/filter/keys.ts";
import { parseQuery } from "../src/filter/parse.ts";
import { printQuery } from "../src/filter/print.ts";
import { clearingIn, refuseBoth } from "./clearing.ts";
import { isPlainWord } from "./plain-words.ts";
import { narrows, pairsIn, printPairs, saidPairs } from "./query-pairs.ts";
import { readQuery } from "./read-query.ts";

/** An edit as it was understood. */
export interface Edited {
  readonly query: Query;
  /** Keys that were to be cleared and are not there. */
  readonly vain: readonly Key[];
  /** The edit in the language, without plain words. */
  readonly changes: string;
  /** Some of it was read from plain words. */
  readonly isGuess: boolean;
  /** It says `everything`: whatever was asked for is asked for no more. */
  readonly saysEverything: boolean;
  /** As `ReadQuery.notes`. */
  readonly notes: readonly string[];
}

/**
 * A query with some keys replaced or cleared: `lang:rust -pay`. What a key holds is replaced whole, the rest stays.
 *
 * @throws UserError with the place of the mistake in `fields.start`.
 */
export function editedQuery(before: Query, text: string, companies: readonly string[] = []): Edited {
  const { cleared, rest } = clearingIn(text, isPlainWord);
  const { query: typed, isGuess, saysEverything, notes } = readQuery(rest, companies);
  const given = saidPairs(rest, typed);
  refuseBoth(cleared, given);
  const old = pairsIn(printQuery(before));
  const isDropped = (key: Key) => cleared.has(key) || given.has(key) || (saysEverything && narrows(key));
  const kept = [...old].filter(([key]) => !isDropped(key));
  const clearings = Array.from(cleared, (key) => `-${key}`);
  return {
    query: parseQuery(printPairs(new Map([...kept, ...given]))),
    vain: [...cleared].filter((key) => !old.has(key)),
    changes: [printPairs(given), ...clearings].filter((part) => part !== "").join(" "),
    isGuess,
    saysEverything,
    notes,
  };
}
