import { fold } from "../../posting/vocabulary/vocabulary.ts";
import { tokenise } from "../tokens.ts";
import type { Terms } from "./terms.ts";

/** Anything that is made of words: nothing is known beforehand. */
export function phraseTerms(shape: {
  readonly expected: string;
  readonly allowsBoth: boolean;
  /** False for what cannot be a value though it has words. */
  readonly accepts?: (phrase: string) => boolean;
  /** Words that are often meant, for completion; none unless said. */
  readonly examples?: readonly string[];
}): Terms {
  const { expected, allowsBoth, accepts = () => true, examples = [] } = shape;
  return {
    kind: "terms",
    expected,
    allowsBoth,
    isClosed: false,
    resolve(spelling) {
      const phrase = canonicalPhrase(spelling);
      return tokenise(phrase).length > 0 && accepts(phrase) ? phrase : undefined;
    },
    word: (phrase) => phrase,
    compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
    implies: (narrow, wide) => narrow === wide,
    title: (phrase) => phrase,
    suggest: () => undefined,
    complete(prefix, limit) {
      const typed = fold(prefix);
      const begun = typed === "" ? [] : examples.map(canonicalPhrase).filter((word) => word.startsWith(typed));
      return begun.slice(0, limit).map((word) => ({ word, detail: "" }));
    },
  };
}

/** What could end a quotation, and what cannot be seen. */
const unfit = /[\p{C}"“”„‟«»「」]/gu;

/** Folded, on one line, and without the signs that could end a quotation. */
function canonicalPhrase(text: string): string {
  return fold(fold(text).replace(unfit, " "));
}
