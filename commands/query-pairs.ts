import type { Query } from "../src/filter/filter.ts";
import { isTermKey, type Key, resolveKey, settingOf } from "../src/filter/keys.ts";
import { type Dialect, lex } from "../src/filter/lexer.ts";
import { printQuery } from "../src/filter/print.ts";

/** For the keys alone: values of several words fall apart here, which moves no key. */
export const keysOnly: Dialect = { isKey: (word) => resolveKey(word) !== undefined, joins: () => false };

/** A canonical text by key: the values as they are printed. */
export function pairsIn(canonical: string): Map<Key, string> {
  const pairs = new Map<Key, string>();
  for (const segment of lex(canonical, keysOnly)) {
    const key = segment.kind === "pair" ? resolveKey(segment.key) : undefined;
    if (key !== undefined) pairs.set(key, canonical.slice(segment.start + key.length + 1, segment.end));
  }
  return pairs;
}

/**
 * The keys of a query with their values in print, and with `status:open` where it is said, which the canonical text
 * leaves out.
 *
 * @param text That the query was read from.
 */
export function saidPairs(text: string, query: Query): Map<Key, string> {
  const pairs = pairsIn(printQuery(query));
  const said = lex(text, keysOnly).map((segment) => (segment.kind === "pair" ? resolveKey(segment.key) : undefined));
  if (said.includes("status")) pairs.set("status", settingOf("status").print(query.filter.status));
  return pairs;
}

/** The reverse of `pairsIn`, in the order of the map. */
export function printPairs(pairs: ReadonlyMap<Key, string>): string {
  return Array.from(pairs, ([key, values]) => `${key}:${values}`).join(" ");
}

/** Whether a key says which postings are wanted, and not how they are handed over. */
export function narrows(key: Key): boolean {
  return isTermKey(key) || key === "pay" || key === "posted";
}
