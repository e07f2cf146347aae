/** The words of a passage that can belong to the name of a language or of a tool: a few of many, cut once for all who ask. */
import { languageVocabulary } from "../vocabulary/languages.ts";
import { toolVocabulary } from "../vocabulary/tools.ts";
import type { Passage } from "./field.ts";
import { declined, tools } from "./language-words.ts";
import { type Token, tokensOf } from "./word-tokens.ts";

const words: ReadonlySet<string> = new Set(
  [...languageVocabulary.spellings.keys(), ...toolVocabulary.spellings.keys(), ...declined.keys(), ...tools].flatMap(
    (spelling) => tokensOf(spelling).map(({ folded }) => folded),
  ),
);
const known = new WeakMap<Passage, readonly Token[]>();

/** Those words in the order of the text; a word that ends in a digit may be a name with its version. */
export function nameTokensOf(passage: Passage): readonly Token[] {
  let cut = known.get(passage);
  if (cut === undefined) {
    cut = tokensOf(passage.text, (word) => words.has(word) || /\d$/.test(word));
    known.set(passage, cut);
  }
  return cut;
}
