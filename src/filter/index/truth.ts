import type { Result } from "../kleene.ts";

/** A result as a number: Kleene's AND is then the lesser of two, his OR the greater. */
export type Truth = 0 | 1 | 2;

export const fails = 0;
export const isUnsure = 1;
export const passes = 2;

export function truthOf(result: Result): Truth {
  return result === "pass" ? passes : result === "fail" ? fails : isUnsure;
}
