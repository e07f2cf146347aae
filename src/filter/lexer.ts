import { queryError, type Span } from "./query-error.ts";
import type { BareWord } from "./filter.ts";

/** A part of a value: a run without spaces, or what stood between quotes. */
export interface Piece extends Span {
  readonly text: string;
  readonly quoted: boolean;
}

/** One value of a comma list, not yet looked up: `go`, `-java`, `go+"visual basic"`. */
export interface Item extends Span {
  readonly excluded: boolean;
  readonly pieces: readonly Piece[];
}

export interface Pair extends Span {
  readonly kind: "pair";
  /** As it was written, up to the colon. */
  readonly key: string;
  /** A minus stands before the key. */
  readonly excluded: boolean;
  readonly items: readonly Item[];
}

export interface Word extends BareWord {
  readonly kind: "word";
}

/** What the lexer must know of the keys to see where a value ends. */
export interface Dialect {
  isKey(word: string): boolean;
  /** Whether it is no key with a colon behind it, but a word of a sentence: `looking for: rust`. None is, unless said. */
  isProse?(word: string): boolean;
  /**
   * Whether words with spaces between them are one value of that key: `new york`.
   *
   * @param list All of the values up to there, for a value that itself holds commas: `80,000 eur`.
   */
  joins(key: string, phrase: string, list: string): boolean;
}

/** What phones, word processors and other keyboards put in place of the plain sign; each is one UTF-16 unit. */
const stray: Readonly<Record<string, string>> = {
  ...signs(":", "：﹕"),
  ...signs("=", "＝"),
  ...signs(",", "，、﹐"),
  ...signs("+", "＋"),
  ...signs("-", "－−–—‐‑"),
  ...signs('"', "“”„‟«»＂「」"),
  ...signs("'", "‘’‚‛＇"),
  ...signs(">", "＞"),
  ...signs("<", "＜"),
  ...signs(" ", "\u200b"),
};
const strayPattern = new RegExp(`[${Object.keys(stray).join("")}]`, "gu");

function signs(plain: string, others: string): Readonly<Record<string, string>> {
  return Object.fromEntries(others.split("").map((other) => [other, plain]));
}

const space = /\s*/uy;
const separators = /[\s,]*/uy;
const comma = /\s*,/uy;
const keyStart = /(?<minus>-?)(?<key>\p{L}[\p{L}\p{M}_-]*)(?:[:=]|(?=[<>≤≥]))/uy;
const run = /[^\s,"]+/uy;
const runToComma = /[^,"]+/uy;
const single = /'(?<inside>[^']*)'(?=[\s,+]|$)/uy;
/** More than platforms let people type; it bounds what a text of strangers can cost. */
const maxLength = 4_000;
/** At most so many further words are tried for a value with spaces in it. */
const maxJoined = 3;

/** A query's text as pairs and bare words, with their positions. @throws UserError for an open quote or a missing value. */
export function lex(text: string, dialect: Dialect): readonly (Pair | Word)[] {
  const plain = plainSigns(checked(text));
  const found: (Pair | Word)[] = [];
  let at = endOf(separators, plain, 0);
  while (at < plain.length) {
    const segment = pairAt(text, plain, at, dialect) ?? wordAt(text, plain, at);
    found.push(segment);
    at = endOf(separators, plain, segment.end);
  }
  return found;
}

/** The values of one key in a field of their own, where a space separates nothing. @throws UserError for an open quote. */
export function lexValues(text: string, key: string): readonly Item[] {
  const plain = plainSigns(checked(text));
  const items: Item[] = [];
  for (let at = endOf(separators, plain, 0); at < plain.length; ) {
    const item = itemAt(text, plain, at, runToComma, key);
    items.push(item);
    at = endOf(separators, plain, item.end);
  }
  return items;
}

function checked(text: string): string {
  if (text.length <= maxLength) return text;
  const place = { start: maxLength, end: text.length };
  throw queryError(`at most ${maxLength} characters`, `${text.length}`, place);
}

/** The text with the plain sign in place of each stray one; positions stay as they are. */
export function plainSigns(text: string): string {
  return text.replace(strayPattern, (sign) => stray[sign] ?? sign);
}

function pairAt(text: string, plain: string, start: number, dialect: Dialect): Pair | undefined {
  const match = matchAt(keyStart, plain, start);
  if (match === null) return undefined;
  const key = match.groups?.["key"] ?? "";
  const items: Item[] = [];
  let end = start + match[0].length;
  if (/^[\s,]|^$/u.test(plain.slice(end, end + 1)) && !dialect.isKey(key) && dialect.isProse?.(key) === true)
    return undefined;
  for (let at = endOf(space, plain, end); at < plain.length; ) {
    const spaced = at > end;
    if (startsPair(plain, at, spaced, dialect)) break;
    const item = joined(plain, itemAt(text, plain, at, run, key), items[0]?.start ?? at, key, dialect);
    items.push(item);
    end = item.end;
    const next = matchAt(comma, plain, end);
    if (next === null) break;
    end += next[0].length;
    at = endOf(separators, plain, end);
  }
  if (items.length === 0) {
    throw queryError(`a value after ${key}:`, "nothing", { start, end, key });
  }
  return { kind: "pair", key, excluded: match.groups?.["minus"] === "-", items, start, end };
}

/** `source:a,greenhouse:b` is a list, `role:a,level:b` and `role:a, anything:b` are two keys. */
function startsPair(plain: string, at: number, spaced: boolean, dialect: Dialect): boolean {
  const match = matchAt(keyStart, plain, at);
  return match !== null && (spaced || dialect.isKey(match.groups?.["key"] ?? ""));
}

function itemAt(text: string, plain: string, start: number, bare: RegExp, key: string): Item {
  const excluded = plain[start] === "-" && start + 1 < plain.length && !/[\s,]/u.test(plain[start + 1] ?? "");
  const pieces: Piece[] = [];
  let at = excluded ? start + 1 : start;
  while (at < plain.length) {
    const piece = pieceAt(text, plain, at, bare, key);
    if (piece === undefined) break;
    pieces.push(piece);
    at = piece.end;
  }
  return { excluded, pieces, start, end: at };
}

function pieceAt(text: string, plain: string, start: number, bare: RegExp, key: string): Piece | undefined {
  const quoted = quotedAt(text, plain, start, key);
  if (quoted !== undefined) return quoted;
  const match = matchAt(bare, plain, start);
  const found = match?.[0].trim() ?? "";
  if (match === null || found === "") return undefined;
  const begin = start + match[0].indexOf(found);
  return { text: found, quoted: false, start: begin, end: begin + found.length };
}

function quotedAt(text: string, plain: string, start: number, key: string): Piece | undefined {
  const inside = matchAt(single, plain, start);
  if (inside !== null) {
    const end = start + inside[0].length;
    return { text: text.slice(start + 1, end - 1), quoted: true, start, end };
  }
  if (plain[start] !== '"') return undefined;
  const close = plain.indexOf('"', start + 1);
  if (close < 0) {
    throw queryError("a closing quote", "the end of the text", { start, end: text.length, key });
  }
  return { text: text.slice(start + 1, close), quoted: true, start, end: close + 1 };
}

/** The item with as many of the following bare words as make one value together. */
function joined(plain: string, item: Item, listStart: number, key: string, dialect: Dialect): Item {
  const [first] = item.pieces;
  if (first === undefined || first.quoted || item.pieces.length > 1) return item;
  const ends: number[] = [];
  for (let end = item.end; ends.length < maxJoined; ) {
    const start = endOf(space, plain, end);
    const word = start > end && !keyStartsAt(plain, start) ? matchAt(run, plain, start) : null;
    if (word === null) break;
    end = start + word[0].length;
    ends.push(end);
  }
  for (const end of ends.toReversed()) {
    const phrase = plain.slice(first.start, end);
    if (dialect.joins(key, phrase, plain.slice(listStart, end)))
      return { ...item, pieces: [{ ...first, text: phrase, end }], end };
  }
  return item;
}

function keyStartsAt(plain: string, at: number): boolean {
  return matchAt(keyStart, plain, at) !== null;
}

function wordAt(text: string, plain: string, start: number): Word {
  const quoted = quotedAt(text, plain, start, "");
  if (quoted !== undefined) return { ...quoted, kind: "word" };
  const match = matchAt(run, plain, start);
  const end = start + (match?.[0].length ?? 1);
  return { kind: "word", text: plain.slice(start, end), quoted: false, start, end };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function endOf(pattern: RegExp, text: string, at: number): number {
  return at + (matchAt(pattern, text, at)?.[0].length ?? 0);
}
