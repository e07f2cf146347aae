import { nearest, UserError } from "../errors.ts";

/** A stretch of a query's text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * An error about one place of a query: the message is whole, the fields let a form mark the place.
 *
 * @param expected What could have stood there, with an article: "a role such as backend".
 */
export function queryError(
  expected: string,
  got: string,
  {
    start,
    end,
    key,
    suggestion,
    choices = [],
  }: Span & {
    readonly key?: string;
    readonly suggestion?: string | undefined;
    /** What may stand there instead, where it may mean one or the other. */
    readonly choices?: readonly string[];
  },
): UserError {
  const hint = suggestion === undefined ? "" : ` Did you mean ${suggestion}?`;
  return new UserError("query", `Query, column ${start + 1}: expected ${expected}, got ${shortened(got)}.${hint}`, {
    start,
    end,
    key: key ?? null,
    suggestion: suggestion ?? null,
    choices,
  });
}

/** Enough to recognise it. */
const longestShown = 80;

function shortened(text: string): string {
  return text.length <= longestShown ? text : `${text.slice(0, longestShown).toWellFormed()}…`;
}

/** No known word is longer, and the search takes its time. */
const longestWord = 60;

/**
 * What a word was probably meant to be: of known words the one with the same letters in another order, else the one
 * that differs in the fewest, else the first that begins with it.
 */
export function nearestWord(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > longestWord) return undefined;
  const all = [...candidates];
  if (word.length < 3) return nearest(word, all);
  const letters = sortedLetters(word);
  return (
    all.find((candidate) => candidate.length === word.length && sortedLetters(candidate) === letters) ??
    nearest(word, all) ??
    all.find((candidate) => candidate.toLowerCase().startsWith(word.toLowerCase()))
  );
}

function sortedLetters(word: string): string {
  return word.toLowerCase().split("").toSorted().join("");
}
