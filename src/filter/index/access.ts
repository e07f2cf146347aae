import type { Filter, TermKey } from "../filter.ts";
import { wantedOf } from "./wanted-of.ts";

/** The keys by which filters are told apart: most narrow by one of them, and postings say few values of each. */
export const accessKeys = ["role", "location", "lang"] as const satisfies readonly TermKey[];
export type AccessKey = (typeof accessKeys)[number];

/** Which of the access keys a filter wants something by, a bit for each: filters of one shape are narrowed together. */
export function shapeOf(filter: Filter): number {
  return accessKeys.reduce((shape, key, at) => (wantedOf(filter, key).length > 0 ? shape | (1 << at) : shape), 0);
}

export const shapeCount = 1 << accessKeys.length;

export function hasKey(shape: number, key: AccessKey): boolean {
  return (shape & (1 << accessKeys.indexOf(key))) !== 0;
}
