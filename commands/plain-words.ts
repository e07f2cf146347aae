import type { BareWord } from "../src/filter/filter.ts";
import { keys } from "../src/filter/keys.ts";
import { printWord } from "../src/filter/print.ts";
import { queryError } from "../src/filter/query-error.ts";
import { beginsQuery, nextWord } from "./words.ts";

/** Keys whose values people name without the key; places last, for nearly every word is one somewhere. */
const plainKeys = ["role", "level", "type", "mode", "lang", "speaks", "location"] as const;

/** What joins the words of a sentence and asks for nothing; alone, never Oregon, Indiana or Austria. */
const joints = new Set(["a", "an", "and", "as", "at", "for", "in", "job", "jobs", "near", "or", "the", "with"]);

/** No name of a role or a place has more words. */
const maxPhrase = 3;

/**
 * Plain words as `key:value`: "backend or infra internships in New York" names four values. A minus before a word
 * excludes it.
 *
 * @param text That the words stand in.
 * @throws UserError at the first word that no vocabulary knows: none is ever ignored.
 */
export function pairsOf(words: readonly BareWord[], text: string): readonly string[] {
  const pairs: string[] = [];
  for (let at = 0; at < words.length; ) {
    const phrases = phrasesAt(words, at, text);
    const [first = ""] = phrases;
    const isJoint = joints.has(first.toLowerCase());
    const length =
      phrases.findLastIndex((phrase, index) => pairOf(phrase) !== undefined && !(isJoint && index === 0)) + 1;
    if (length === 0 && !isJoint) throw unknownWord(words[at], first);
    const pair = pairOf(phrases[length - 1] ?? "");
    if (pair !== undefined) pairs.push(pair);
    at += Math.max(1, length);
  }
  return pairs;
}

/** Whether the text reads as plain words from its first on, so that the first is not a name before a query. */
export function beginsPlainly(text: string): boolean {
  const first = nextWord(text, 0);
  if (first === null || beginsQuery(first)) return false;
  const second = nextWord(text, first.end);
  const third = second === null ? null : nextWord(text, second.end);
  if (second !== null && beginsQuery(second)) return false;
  const phrase = [first, second, third].flatMap((word) => (word === null || beginsQuery(word) ? [] : [word.text]));
  return phrase.some((_, index) => pairOf(phrase.slice(0, index + 1).join(" ")) !== undefined);
}

/** Whether a single word, perhaps with a minus, is a value by itself. */
export function isPlainWord(word: string): boolean {
  return pairOf(word) !== undefined;
}

/** The word alone, with the next one, and so on, as long as only space stands between. */
function phrasesAt(words: readonly BareWord[], at: number, text: string): readonly string[] {
  const phrases: string[] = [];
  for (const word of words.slice(at, at + maxPhrase)) {
    const previous = words[at + phrases.length - 1];
    if (phrases.length > 0 && !isSpace(text.slice(previous?.end, word.start))) break;
    phrases.push([...phrases.slice(-1), word.text].join(" "));
  }
  return phrases;
}

function isSpace(text: string): boolean {
  return text.trim() === "";
}

function pairOf(phrase: string): string | undefined {
  const isExcluded = phrase.startsWith("-");
  const name = isExcluded ? phrase.slice(1) : phrase;
  for (const key of plainKeys) {
    const { values } = keys[key];
    const value = values.resolve(name);
    if (value !== undefined) return `${key}:${isExcluded ? "-" : ""}${printWord(values.word(value))}`;
  }
  return undefined;
}

function unknownWord(word: BareWord | undefined, text: string): Error {
  const place = { start: word?.start ?? 0, end: word?.end ?? 0 };
  return queryError("key:value or a word that a key knows", `"${text}"`, { ...place, suggestion: suggestionFor(text) });
}

function suggestionFor(word: string): string | undefined {
  for (const key of plainKeys) {
    const suggestion = keys[key].values.suggest(word);
    if (suggestion !== undefined) return suggestion;
  }
  return undefined;
}
