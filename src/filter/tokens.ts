import { fold } from "../posting/vocabulary/vocabulary.ts";

/** A word of a text, folded. Positions are UTF-16 units of the text. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** False after a hyphen, dot or the like: `market` in "go-to-market" does not open a word. */
  readonly opens: boolean;
  readonly closes: boolean;
}

/** Scripts that put no space between words: each of their signs counts as a word. */
const unspaced = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}`;
const tokenPattern = new RegExp(
  String.raw`[${unspaced}]\p{M}*|(?<![\p{L}\p{N}.])\.(?=\p{L})[[\p{L}\p{N}\p{M}]--[${unspaced}]]+|[[\p{L}\p{N}\p{M}]--[${unspaced}]]+[+#]*`,
  "gv",
);
/** Needs no folding but that of case, which is most words of most texts. */
const plain = /^[\w+#.]+$/;
/** What makes one word of two, when it stands between them alone. */
const joints: ReadonlySet<string | undefined> = new Set("-‐‑._&@");

/**
 * The words of a text in any script: letters, digits and marks, with the plus and number signs of `c++` and `c#` and
 * the dot of `.net`.
 */
export function tokenise(text: string): readonly Token[] {
  const tokens: { text: string; start: number; end: number; opens: boolean; closes: boolean }[] = [];
  for (const match of text.matchAll(tokenPattern)) {
    const start = match.index;
    const previous = tokens.at(-1);
    const isJoined = previous?.end === start - 1 && joints.has(text[start - 1]);
    if (isJoined) previous.closes = false;
    tokens.push({
      text: plain.test(match[0]) ? match[0].toLowerCase() : fold(match[0]),
      start,
      end: start + match[0].length,
      opens: !isJoined,
      closes: true,
    });
  }
  return tokens;
}

/**
 * Where the phrase stands in the text as whole words: `go` is not found in "go-to-market" or in "cargo", `real time`
 * is found in "real-time".
 */
export function findPhrase(
  text: readonly Token[],
  phrase: readonly Token[],
): { start: number; end: number } | undefined {
  const last = phrase.length - 1;
  if (last < 0) return undefined;
  for (let at = 0; at + last < text.length; at++) {
    const first = text[at];
    if (first === undefined || !first.opens || !phrase.every((token, index) => text[at + index]?.text === token.text)) {
      continue;
    }
    const final = text[at + last];
    if (final?.closes === true) return { start: first.start, end: final.end };
  }
  return undefined;
}

/** Whether a name begins with all words of another, hyphens and dots aside: "Booking.com" with `booking`. */
export function startsWithWords(name: readonly Token[], beginning: readonly Token[]): boolean {
  return beginning.length > 0 && beginning.every((token, index) => name[index]?.text === token.text);
}
