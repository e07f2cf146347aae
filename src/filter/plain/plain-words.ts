import { fold } from "../../posting/vocabulary/vocabulary.ts";
import type { BareWord } from "../filter.ts";
import { elementsOf } from "./elements.ts";
import { type Wants, wantsOf } from "./wants.ts";

/**
 * Plain words as `key:value`: "backend or infra internships in New York, no seniors, at least 80k euros" names four keys. No word
 * is passed over: each is a value, a figure or time, or one of the words that join, deny and fill.
 *
 * @param text That the words stand in.
 * @param companies Names that are known; others are named by "at" before them.
 * @throws UserError `query` at a word that means nothing, with the nearest that does, and for one that may mean this or that.
 */
export function readPlainWords(words: readonly BareWord[], text: string, companies: readonly string[] = []): Wants {
  return wantsOf(elementsOf(words, text, new Set(companies.map(fold))));
}
