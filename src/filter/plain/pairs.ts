import { fold } from "../../posting/vocabulary/vocabulary.ts";
import { type Key, keys, resolveKey } from "../keys.ts";
import { lex } from "../lexer.ts";
import { dialect } from "../parse.ts";
import { printWord } from "../print.ts";
import { queryError, type Span } from "../query-error.ts";
import type { Token } from "./plain-tokens.ts";

/** A key with its values amid plain words. */
export interface Pair extends Span {
  readonly kind: "pair";
  readonly key: Key;
  /** Nothing is wanted by it. */
  readonly excluded: boolean;
  /** Its last value, where what stands behind it may be meant to belong to it: `company:bank of america`. */
  readonly open: Span | undefined;
  readonly text: string;
}

/** The keys with their values that stand between the words. */
export function pairsIn(text: string): readonly Pair[] {
  return lex(text, dialect).flatMap((segment) => {
    const key = segment.kind === "pair" ? resolveKey(segment.key) : undefined;
    if (segment.kind !== "pair" || key === undefined) return [];
    const { start, end, excluded, items } = segment;
    const isExcluded = excluded || items.every((item) => item.excluded);
    const [piece, ...more] = items.at(-1)?.pieces ?? [];
    const isOpen = (key === "company" || key === "text") && piece?.quoted === false && more.length === 0;
    const open = isOpen ? piece : undefined;
    return [{ kind: "pair" as const, key, excluded: isExcluded, open, text: text.slice(start, end), start, end }];
  });
}

/** What of a name or a phrase stands outside of its value for want of quotes: what means nothing by itself, "of", and what is known. */
export function refuseOpenName(
  tokens: readonly Token[],
  at: number,
  before: Pair,
  text: string,
  companies: ReadonlySet<string>,
  isUnderstood: () => boolean,
): void {
  const [first, second] = tokens.slice(at, at + 2);
  if (before.open === undefined || first === undefined || first.quoted) return;
  if (text.slice(before.end, first.start).trim() !== "") return;
  const { start } = before.open;
  const upTo = (token: Token | undefined) => (token === undefined ? "" : text.slice(start, token.end));
  const last = /^(?:of|&)$/iu.test(first.text)
    ? second
    : isUnderstood()
      ? [second, first].find((token) => before.key === "company" && companies.has(fold(upTo(token))))
      : first;
  if (last === undefined) return;
  const name = keys[before.key === "text" ? "text" : "company"].values.resolve(upTo(last)) ?? upTo(last);
  throw queryError(`quotes around what has several words after ${before.key}:`, upTo(last), {
    start,
    end: last.end,
    key: before.key,
    suggestion: printWord(name),
  });
}
