import { beginsWithMeaning } from "../src/filter/plain/elements.ts";
import { meaningsOf } from "../src/filter/plain/meanings.ts";
import { beginsPair, nextWord, type TypedWord } from "./words.ts";

/** More words tell no more of how a text begins. */
const mostWords = 6;

/** Whether the text reads as plain words from its first on, so that the first is not a name before a query. */
export function beginsPlainly(text: string): boolean {
  const words: TypedWord[] = [];
  for (let at = 0; words.length < mostWords; ) {
    const word = nextWord(text, at);
    if (word === null || beginsPair(word)) break;
    words.push(word);
    at = word.end;
  }
  const [first] = words;
  if (first === undefined) return false;
  const next = nextWord(text, first.end);
  return (next === null || words.length > 1) && beginsWithMeaning(words, text);
}

/** Whether a single word, perhaps with a minus, is a value by itself. */
export function isPlainWord(word: string): boolean {
  return meaningsOf(word.replace(/^-/u, "")).length > 0;
}
