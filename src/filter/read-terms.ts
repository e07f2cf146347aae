import { type TermClause, type TermKey, termKeys } from "./filter.ts";
import { keys } from "./keys.ts";
import type { Item, Piece } from "./lexer.ts";
import { levelsIn } from "./level-spans.ts";
import { queryError } from "./query-error.ts";

/** A plus that divides: the last one before the next value, so that `c+++rust` is C++ and Rust. */
export const dividingPlus = /(?<=.)\+(?=[^+])/u;

interface Found {
  readonly key: TermKey;
  readonly value: string;
}

/**
 * What one value of a comma list asks for: a clause with one alternative or one exclusion. Its key is another one where
 * the word says so, as in `lang:german`.
 *
 * @throws UserError `query` for a word that the key does not know.
 */
export function readTerms(key: TermKey, item: Item): readonly TermClause[] {
  const parts = partsOf(key, item).map((part) => ({ ...part, found: resolve(key, part) }));
  const [first, ...others] = parts;
  if (first === undefined) return [];
  const foreign = others.find(({ found }) => found.key !== first.found.key);
  if (foreign !== undefined) {
    const expected = `only programming or only human languages in one ${key}:`;
    throw queryError(expected, `"${first.text}" and "${foreign.text}"`, { ...foreign, key });
  }
  if (item.excluded && others.length > 0) {
    const separate = parts.map(({ text }) => `-${text}`).join(",");
    throw queryError("one value after the minus", `${parts.length}`, { ...item, key, suggestion: separate });
  }
  const values = parts.map(({ found }) => found.value);
  return [{ key: first.found.key, any: item.excluded ? [] : [values], none: item.excluded ? values : [] }];
}

/** The values that a plus joins; the whole where its sign is part of a name (`c++`). */
function partsOf(key: TermKey, item: Item): readonly Piece[] {
  const { values } = keys[key];
  const [only, ...more] = item.pieces;
  if (only === undefined) throw queryError(`${values.expected} after ${key}:`, "nothing", { ...item, key });
  if (more.length === 0 && (only.quoted || !values.allowsBoth)) return [only];
  if (more.length === 0 && values.isClosed && values.resolve(only.text) !== undefined) return [only];
  const parts: Piece[] = [];
  let isDivided = true;
  for (const [index, piece] of item.pieces.entries()) {
    const isLast = index === more.length;
    const leads: boolean = !piece.quoted && piece.text.startsWith("+") && !isDivided;
    if (!values.allowsBoth || (!isDivided && !leads)) {
      throw queryError("a comma or a space between values", `"${piece.text}"`, { ...piece, key });
    }
    const trails: boolean = !piece.quoted && !isLast && piece.text.endsWith("+") && piece.text.length > (leads ? 1 : 0);
    if (piece.quoted) parts.push(piece);
    else parts.push(...divided(piece, leads ? 1 : 0, piece.text.length - (trails ? 1 : 0)));
    isDivided = trails || (leads && piece.text === "+");
  }
  if (isDivided) throw queryError(`${values.expected} after the plus`, "nothing", { ...item, key });
  return parts;
}

function divided(piece: Piece, from: number, to: number): readonly Piece[] {
  let start = piece.start + from;
  const text = piece.text.slice(from, to);
  if (text === "") return [];
  return text.split(dividingPlus).map((part) => {
    const own = { text: part, quoted: false, start, end: start + part.length };
    start = own.end + 1;
    return own;
  });
}

function resolve(key: TermKey, { text, start, end }: Piece): Found {
  const { values } = keys[key];
  const value = values.resolve(text);
  if (value !== undefined) return { key, value };
  // Whole names only: `lang:ru` is a `rust` that is not finished, not Russian.
  const spoken = key === "lang" && text.length > 2 ? keys.speaks.values.resolve(text) : undefined;
  if (spoken !== undefined) return { key: "speaks", value: spoken };
  // Of "any level" nothing is asked.
  const expected = everyValue.test(text)
    ? `${values.expected} after ${key}:, or no ${key}: at all`
    : `${values.expected} after ${key}:`;
  const suggestion = everyValue.test(text)
    ? undefined
    : (elsewhere(key, text) ?? rewritten(key, text) ?? values.suggest(text));
  throw queryError(expected, `"${text}"`, { start, end, key, suggestion });
}

const everyValue = /^(?:any|all|every|\*)$/iu;

/** In our signs what was written in those of others: `go|rust`, `!intern`, `backend/frontend`, `>=senior`, `junior-mid`. */
function rewritten(key: TermKey, text: string): string | undefined {
  const { values } = keys[key];
  const spanned = key === "level" ? levelsIn(text) : [];
  if (spanned.length > 0) return spanned.join(",");
  const parts = text
    .split(/[|;&/:+]+/u)
    .filter((part) => part !== "")
    .map((part) => ({ sign: /^[!~]/u.test(part) ? "-" : "", name: part.replace(/^[-!~=([{]+|[)\]}]+$/gu, "") }));
  const words = parts.map(({ sign, name }) => {
    const value = values.resolve(name);
    return value === undefined ? undefined : `${sign}${values.word(value)}`;
  });
  return words.length === 0 || words.includes(undefined) ? undefined : words.join(",");
}

/** The word under another key, which knows it: `role:remote` was meant as `mode:remote`. */
export function elsewhere(key: TermKey | undefined, text: string): string | undefined {
  const others = termKeys.filter((other) => other !== key && keys[other].values.isClosed && other !== "location");
  // Places last, for nearly every word is one somewhere, and never by a mere code or what signs surround.
  const isName = text.length > 2 && /^\p{L}.*[\p{L}.)]$/u.test(text);
  for (const other of isName && key !== "location" ? [...others, "location" as const] : others) {
    const { values } = keys[other];
    const value = values.resolve(text);
    if (value !== undefined) return `${other}:${values.word(value)}`;
  }
  return undefined;
}
