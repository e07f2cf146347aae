import type { Filter, TermKey } from "./filter.ts";
import { keys } from "./keys.ts";
import { printWord } from "./print.ts";

/** What is wanted, and what excludes all of it, as they stand in a query: `berlin` and `-germany`. */
export interface Contradiction {
  readonly key: TermKey;
  readonly wanted: string;
  readonly excluded: string;
}

/** The first alternative that nothing can match since its clause excludes it as well. */
export function contradictionIn({ clauses }: Filter): Contradiction | undefined {
  for (const clause of clauses) {
    if (!("none" in clause)) continue;
    const { key, any, none } = clause;
    const terms = keys[key].values;
    for (const wanted of any.flat()) {
      const excluded = none.find((value) => terms.implies(wanted, value));
      if (excluded === undefined) continue;
      return { key, wanted: printWord(terms.word(wanted)), excluded: `-${printWord(terms.word(excluded))}` };
    }
  }
  return undefined;
}
