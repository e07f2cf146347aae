import { UserError } from "../src/errors.ts";
import { type Key, keySpellings, resolveKey } from "../src/filter/keys.ts";
import { lex } from "../src/filter/lexer.ts";
import { nearestWord } from "../src/filter/query-error.ts";
import { keysOnly } from "./query-pairs.ts";

/** The keys that are to be cleared, and the text with blanks in their place, so that its columns stay. */
export interface Clearing {
  readonly cleared: ReadonlySet<Key>;
  readonly rest: string;
}

/**
 * Takes out the words that clear a key, wherever they stand: `-pay`. The language reads them as bare words.
 *
 * @param isWord Whether a word with its minus means something else: `-intern`.
 * @throws UserError `query` for one that is nearly a key.
 */
export function clearingIn(text: string, isWord: (word: string) => boolean): Clearing {
  const cleared = new Set<Key>();
  let rest = text;
  for (const segment of lex(text, keysOnly)) {
    if (segment.kind === "pair" || segment.quoted || !/^-\p{L}/u.test(segment.text)) continue;
    const { text: word, start, end } = segment;
    const key = resolveKey(word.slice(1));
    if (key !== undefined) {
      cleared.add(key);
      rest = rest.slice(0, start) + " ".repeat(end - start) + rest.slice(end);
    } else if (!isWord(word)) {
      refuseNearlyKey(word.slice(1), start);
    }
  }
  return { cleared, rest };
}

/** @throws UserError `query` for a key that is cleared and given a value at once. */
export function refuseBoth(cleared: ReadonlySet<Key>, given: ReadonlyMap<Key, string>): void {
  const both = [...cleared].find((key) => given.has(key));
  if (both === undefined) return;
  throw new UserError("query", `${both}: is both given and cleared. Leave one of them out.`, { key: both });
}

/** Others are left to who reads the rest. */
function refuseNearlyKey(word: string, start: number): void {
  const meant = nearestWord(word.toLowerCase(), keySpellings());
  if (meant === undefined) return;
  throw new UserError("query", `There is no key ${word} to clear. Did you mean -${meant}?`, { start });
}
