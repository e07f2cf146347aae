import { UserError } from "../src/errors.ts";

/** One word of a line, with its place in UTF-16 units. */
export interface TypedWord {
  /** Without its quotes. */
  readonly text: string;
  readonly quoted: boolean;
  readonly start: number;
  readonly end: number;
}

/** The quotes that the filter language takes: straight, curly, angled, full width. */
const quotes = '"“”„‟«»＂「」';
const nothing = /[\s\u200b]*/uy;
const word = new RegExp(`[${quotes}](?<quoted>[^${quotes}]*)[${quotes}]|(?<bare>[^\\s\\u200b${quotes}]+)`, "uy");

/**
 * The word at or after `at`, null at the end of the line.
 *
 * @throws UserError `quote` for one that is never closed.
 */
export function nextWord(line: string, at: number): TypedWord | null {
  nothing.lastIndex = at;
  const start = at + (nothing.exec(line)?.[0].length ?? 0);
  if (start === line.length) return null;
  word.lastIndex = start;
  const match = word.exec(line);
  if (match === null) throw new UserError("quote", "A quote is opened here and never closed.", { start });
  const quoted = match.groups?.["quoted"];
  return { text: quoted ?? match[0], quoted: quoted !== undefined, start, end: start + match[0].length };
}

/** What a channel may be subscribed to that wants all there is. */
export const everythingWord = /^everything$/iu;

/** Whether a query begins with the word, so that it is nobody's name: `role:backend`, `pay>=80k`, `-go`, `go,rust`. */
export function beginsQuery(word: TypedWord): boolean {
  return beginsPair(word) || /[,，、]/u.test(word.text);
}

/** The same but for a comma, which stands between plain words as well. */
export function beginsPair({ text, quoted }: TypedWord): boolean {
  return quoted || everythingWord.test(text) || /^[-－−–—‐‑]\S|[:：﹕=＝<＜>＞≤≥]/u.test(text);
}
