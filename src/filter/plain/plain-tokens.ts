import { fold } from "../../posting/vocabulary/vocabulary.ts";
import type { BareWord } from "../filter.ts";
import { plainSigns } from "../lexer.ts";
import type { Span } from "../query-error.ts";
import { meaningsOf } from "./meanings.ts";
import { particleOf } from "./word-lists.ts";

/** A word of a sentence, or a part of one that a slash or a hyphen divides. */
export interface Token extends Span {
  readonly text: string;
  readonly quoted: boolean;
  /** Where not all words of the text are. */
  readonly isCapital: boolean;
  /** What stands between it and the token before it. */
  readonly after: "space" | "comma" | "slash" | "plus" | "hyphen" | "pair";
}

/** The tokens of all words, in order. */
export function tokensIn(words: readonly BareWord[], text: string): readonly Token[] {
  // Codes alone are no shouting: "DE AT CH".
  const isLoud = !words.some((word) => /\p{Ll}/u.test(word.text)) && words.some((word) => /\p{L}{4}/u.test(word.text));
  return withBrackets(words, text)
    .flatMap((word, index, all) => tokensOf(word, separatorBefore(word, all[index - 1], text)))
    .map((token) => ({ ...token, isCapital: !isLoud && /^\P{Ll}*\p{Lu}\P{Ll}*$/u.test(token.text) }));
}

/** A name with what stands in brackets behind it, where both are that of a place: "Frankfurt (Oder)". */
function withBrackets(words: readonly BareWord[], text: string): readonly BareWord[] {
  const joined: BareWord[] = [];
  for (const word of words) {
    const before = joined.at(-1);
    const both = before === undefined ? "" : text.slice(before.start, word.end);
    const isName =
      /^\p{Lu}[\p{L}.-]+ \([\p{L} .]+\)$/u.test(both) && meaningsOf(both).some(({ key }) => key === "location");
    if (before !== undefined && isName) joined[joined.length - 1] = { ...before, text: both, end: word.end };
    else joined.push(word);
  }
  return joined;
}

/** Dots and the like that end a sentence, and brackets. */
const leading = /^[([{?;:.…'*•·–—]+(?=\S)(?!net\b)/iu;
const trailing = /[)\]}!?;:.…'*]+$/u;

/** A sign by itself that divides, as a dash does; those that join are words. */
const mark = /^(?![+&|/]$)[\p{P}\p{S}]+$/u;

function separatorBefore(word: BareWord, previous: BareWord | undefined, text: string): Token["after"] {
  if (previous === undefined) return "space";
  const between = text.slice(previous.end, word.start);
  if (/[^\s,，、]/u.test(between)) return "pair";
  const isBroken =
    between.trim() !== "" ||
    mark.test(previous.text) ||
    /(?:[;:!?)\]}…]|[^\s.]{3}\.)$/u.test(previous.text) ||
    /^[([{]/u.test(word.text) ||
    /\n/u.test(between);
  return isBroken ? "comma" : "space";
}

/** A word as one token where it is known whole (`ci/cd`, `front-end`), else what its slashes, pluses and hyphens divide. */
function tokensOf(word: BareWord, after: Token["after"]): readonly Token[] {
  const { text, quoted, start } = word;
  if (quoted) return [{ text, quoted, isCapital: false, start, end: word.end, after }];
  if (mark.test(text)) return [];
  const whole = trimmed({ text, quoted, isCapital: false, start, end: word.end, after });
  if (whole.text === "") return [];
  if (isOneWord(whole.text)) return [whole];
  if (/[^+\d]\+$/u.test(whole.text)) {
    const sign: Token = { text: "+", quoted, isCapital: false, start: whole.end - 1, end: whole.end, after: "hyphen" };
    return [
      ...tokensOf({ ...word, text: whole.text.slice(0, -1), start: whole.start, end: whole.end - 1 }, after),
      sign,
    ];
  }
  const parts: Token[] = [];
  for (const match of whole.text.matchAll(
    /(?<sign>^|[/&|+’'–—-]|(?<=\/)and(?=\/))(?<part>[^/&|’'–—+-]+(?:\+\+|\+$)?)/gu,
  )) {
    const { sign = "", part = "" } = match.groups ?? {};
    const begin = whole.start + match.index + sign.length;
    const joint = sign === "" ? after : /[-–—'’]/u.test(sign) ? "hyphen" : sign === "+" ? "plus" : "slash";
    parts.push({
      text: part,
      quoted: false,
      isCapital: false,
      start: begin,
      end: begin + part.length,
      after: parts.length === 0 ? after : joint,
    });
  }
  return parts.length === 0 ? [whole] : parts;
}

function isOneWord(text: string): boolean {
  const plain = text.replace(/^[-!]/u, "");
  // An airport of two cities is none of them.
  const cities = plain.split("/");
  if (cities.length > 1 && cities.every((city) => city.length > 3 && isPlace(city))) return false;
  return (
    !/[/&|+’'–—-]/u.test(plain) ||
    /\d/u.test(plain) ||
    meaningsOf(plain).length > 0 ||
    isInitials(plain) ||
    particleOf(fold(text.replaceAll("’", "'")), false) !== undefined ||
    text === "&" ||
    text === "+" ||
    /^[#<@]/u.test(text)
  );
}

/** AT&T, H&M; and not FE&BE, each of which is a role. */
function isInitials(text: string): boolean {
  return /^\p{Lu}{1,2}&\p{Lu}{1,2}$/u.test(text) && text.split("&").some((part) => meaningsOf(part).length === 0);
}

function isPlace(name: string): boolean {
  return meaningsOf(name, true)[0]?.key === "location";
}

function trimmed(token: Token): Token {
  if (meaningsOf(token.text).length > 0) return token;
  const head = leading.exec(token.text)?.[0].length ?? 0;
  const text = token.text.slice(head).replace(trailing, "");
  return { ...token, text, start: token.start + head, end: token.start + head + text.length };
}

/** The words in lower case and without accents where they stand, so that places in it are those of the text. */
export function levelledWords(words: readonly BareWord[], text: string): string {
  let levelled = "";
  for (const { start, end, quoted } of words) {
    const between = text.slice(levelled.length, start);
    // A key and its value between two words divide them.
    levelled += /[^\s,]/u.test(between) ? ";".repeat(between.length) : between;
    levelled += quoted ? ";".repeat(end - start) : level(text.slice(start, end));
  }
  return levelled;
}

function level(text: string): string {
  return plainSigns(text).replace(/[^\u0020-\u0040\u005b-\u007e]/gu, (sign) => {
    const folded = fold(sign);
    return folded.length === sign.length ? folded : sign;
  });
}
