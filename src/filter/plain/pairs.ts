import { toolVocabulary } from "../../posting/vocabulary/tools.ts";
import { fold } from "../../posting/vocabulary/vocabulary.ts";
import { type Key, keys, resolveKey } from "../keys.ts";
import { lex } from "../lexer.ts";
import { dialect } from "../parse.ts";
import { printWord } from "../print.ts";
import { queryError, type Span } from "../query-error.ts";
import type { Element } from "./elements.ts";
import { meaningsOf } from "./meanings.ts";
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
  understood: () => Element | undefined,
): void {
  const [first, second] = tokens.slice(at, at + 2);
  if (before.open === undefined || first === undefined || first.quoted) return;
  if (text.slice(before.end, first.start).trim() !== "") return;
  const { start } = before.open;
  const upTo = (token: Token | undefined) => (token === undefined ? "" : text.slice(start, token.end));
  const meant = understood();
  const isWhole = (token: Token | undefined) =>
    before.key === "company" ? companies.has(fold(upTo(token))) : meaningsOf(upTo(token)).length > 0;
  const last = /^(?:of|&)$/iu.test(first.text)
    ? second
    : meant === undefined
      ? first
      : [second, first].find((token) => token !== undefined && isWhole(token));
  if (last === undefined) {
    if (before.key === "text" && meant !== undefined) refuseRole(before.open, meant, text);
    return;
  }
  const name = keys[before.key === "text" ? "text" : "company"].values.resolve(upTo(last)) ?? upTo(last);
  throw queryError(`quotes around what has several words after ${before.key}:`, upTo(last), {
    start,
    end: last.end,
    key: before.key,
    suggestion: printWord(name),
  });
}

/** In "text:payment systems" the second word is a role by itself and part of the phrase; a tool is a phrase of its own. */
function refuseRole(open: Span, meant: Element, text: string): void {
  const word = text.slice(open.start, open.end);
  const [meaning] = meant.kind === "value" ? meant.meanings : [];
  if (meaning?.key !== "role" || toolVocabulary.resolve(word) !== undefined) return;
  const phrase = keys.text.values.resolve(text.slice(open.start, meant.end)) ?? "";
  const ways = [printWord(phrase), `${printWord(word)} role:${printWord(keys.role.values.word(meaning.value))}`];
  throw queryError(`${ways.join(" or ")} after text:`, text.slice(open.start, meant.end), {
    start: open.start,
    end: meant.end,
    key: "text",
    choices: ways,
  });
}
