import { fold, type Vocabulary } from "../../posting/vocabulary/vocabulary.ts";
import { nearestWord } from "../query-error.ts";
import type { Offer, Terms } from "./terms.ts";

/** The values of a closed vocabulary, in its order. */
export function vocabularyTerms(
  vocabulary: Vocabulary,
  shape: {
    readonly expected: string;
    /** Whether a posting can have several; true unless said. */
    readonly allowsBoth?: boolean;
    /** For people; the canonical name unless said. */
    readonly title?: (name: string) => string;
    /** For a query; the canonical name in lower case unless said. */
    readonly word?: (name: string) => string;
  },
): Terms {
  const { expected, allowsBoth = true, title = (name) => name, word = (name) => name.toLowerCase() } = shape;
  const rank = new Map<string, number>(vocabulary.names.map((name, index) => [name, index]));

  return {
    kind: "terms",
    expected,
    allowsBoth,
    isClosed: true,
    resolve: (spelling) => vocabulary.resolve(spelling),
    word,
    compare: (a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0),
    implies: (narrow, wide) => narrow === wide,
    title,
    suggest: (spelling) => nearestWord(fold(spelling), vocabulary.spellings.keys()),
    complete: (prefix, limit) => complete(vocabulary, word, fold(prefix), limit),
  };
}

/** Names that begin with the prefix, then names that have a spelling which does. */
function complete(
  vocabulary: Vocabulary,
  word: (name: string) => string,
  prefix: string,
  limit: number,
): readonly Offer[] {
  const offers = new Map<string, Offer>();
  for (const name of vocabulary.names) {
    if (word(name).startsWith(prefix)) offers.set(name, { word: word(name), detail: "" });
  }
  if (prefix !== "") {
    for (const [spelling, name] of vocabulary.spellings) {
      if (spelling.startsWith(prefix) && !offers.has(name)) offers.set(name, { word: word(name), detail: spelling });
    }
  }
  return [...offers.values()].slice(0, limit);
}
