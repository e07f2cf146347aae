/** Cuts a text into the words that names of languages and tools are made of. */
import { fold } from "../vocabulary/vocabulary.ts";
import { plainFirst } from "./plain-first.ts";

export interface Token {
  /** UTF-16 offsets in the text. */
  readonly from: number;
  readonly to: number;
  readonly folded: string;
}

/** Words and addresses. Every repetition that may fail late is bounded, which keeps the search linear. */
const nameLike = `[\\p{L}\\p{M}\\p{N}]+(?:\\.[\\p{Ll}\\p{N}]+)*(?:\\+\\+(?:\\d{1,2}(?!\\d))?|[+#♯](?!\\p{L}))?`;
/** The one name that begins with a full stop; in small letters it is the end of an address, unless it stands apart. */
const dotNet = "\\.N(?:ET|et)\\b|(?<![\\p{L}\\p{N}])\\.net\\b";
const wordAlone = plainFirst(`${dotNet}|${nameLike}`, "gu");
const wordOrAddress = plainFirst(
  [
    "(?:https?:\\/\\/|www\\.)\\S+",
    "[^\\s@]{1,64}@[^\\s@]{1,64}\\.\\w+",
    "[\\p{L}\\p{N}.-]{1,60}\\.(?:com|io|ai|dev|org|net|co|app|xyz|so|ly)\\/\\S*",
    dotNet,
    nameLike,
  ].join("|"),
  "gu",
);
/** One word, at the offset that is set. */
const wordHere = new RegExp(wordAlone.source, "uy");
const address = plainFirst(/@|:\/\/|www\.|\.\p{L}{2,3}\//u);
/** Text whose words are folded by their case alone: most of it. */
const plain = /^[ -~‘’“”–—…•·]*$/;

/** Whether a text has no letters but plain ones, and no address. */
export function isPlain(text: string): boolean {
  return plain.test(text) && !address.test(text);
}

/** The word that begins at an offset of a plain text. */
export function tokenAt(text: string, from: number): Token | undefined {
  wordHere.lastIndex = from;
  const word = wordHere.exec(text)?.[0];
  return word === undefined ? undefined : { from, to: from + word.length, folded: word.toLowerCase() };
}

/**
 * Words with the marks that belong to names of languages: `C++`, `C#`, `Node.js`, `.NET`, `TLA+`. A full stop joins only before
 * a small letter, so that `Python.You` (a lost line break) falls apart. Addresses yield no tokens.
 */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const hasAddress = address.test(text);
  let to = 0;
  for (const word of text.match(hasAddress ? wordOrAddress : wordAlone) ?? []) {
    const from = text.indexOf(word, to);
    to = from + word.length;
    if (!hasAddress || !(/[/@]/.test(word) || word.startsWith("www."))) tokens.push({ from, to, folded: fold(word) });
  }
  return tokens;
}
