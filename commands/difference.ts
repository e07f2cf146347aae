import type { Query } from "../src/filter/filter.ts";
import { isTermKey, type Key, keyNames } from "../src/filter/keys.ts";
import { printQuery } from "../src/filter/print.ts";
import { narrows, pairsIn } from "./query-pairs.ts";

/** What differs, a line for each key in canonical order: "location: berlin → berlin, london", "pay: removed". */
export function difference(before: Query, after: Query): readonly string[] {
  const [old, young] = [pairsIn(printQuery(before)), pairsIn(printQuery(after))];
  return keyNames.flatMap((key) => {
    const [was, is] = [old.get(key), young.get(key)];
    if (was === is) return [];
    if (is === undefined) return `${key}: removed`;
    return was === undefined ? `${key}: added ${spaced(key, is)}` : `${key}: ${spaced(key, was)} → ${spaced(key, is)}`;
  });
}

/** What `edit` takes to make the old one of the new one again. */
export function wayBack(before: Query, after: Query): string {
  const [old, young] = [pairsIn(printQuery(before)), pairsIn(printQuery(after))];
  const changed = keyNames.filter((key) => old.get(key) !== young.get(key));
  const pairs = changed.map((key) => (old.has(key) ? `${key}:${old.get(key)}` : `-${key}`));
  const isEverythingAgain = changed.some(narrows) && ![...old.keys()].some(narrows);
  return [...(isEverythingAgain ? ["everything"] : []), ...pairs].join(" ");
}

/** The comma of `pay:>=80k/yr,eur` is no list, and one in quotes none either. */
function spaced(key: Key, values: string): string {
  return isTermKey(key) ? values.replace(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/g, ", ") : values;
}
