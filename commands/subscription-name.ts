import { z } from "zod";
import { fold } from "../src/posting/vocabulary/vocabulary.ts";

const maxLength = 32;

/** What a subscription may be called: typed without quotes, and never taken for a part of a query. */
export const SubscriptionName = z
  .string()
  .max(maxLength, `A name may hold at most ${maxLength} characters.`)
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]*$/u,
    "A name holds letters, digits, - and _ only, and begins with a letter or a digit.",
  );

/** What is wanted of these makes a name; amounts, dates and settings do not. */
const naming = /^(?:role|level|location|mode|lang|speaks|company|type|text|source):(?<values>.+)$/u;

/**
 * A name that nobody has to think of: the first values of the query's first two clauses, `backend-go`, numbered when it
 * is taken.
 *
 * @param pairs The canonical `key:value` texts of the query.
 * @param taken Names in use, in any case.
 */
export function nameFor(pairs: readonly string[], taken: Iterable<string>): string {
  const words = pairs
    .map((pair) => slug(firstWanted(naming.exec(pair)?.groups?.["values"] ?? "")))
    .filter((word) => word !== "");
  const base = words.slice(0, 2).join("-").slice(0, maxLength).replace(/-$/u, "") || "jobs";
  const used = new Set(Array.from(taken, (name) => name.toLowerCase()));
  if (!used.has(base)) return base;
  for (let number = 2; ; number++) {
    const suffix = `-${number}`;
    const name = base.slice(0, maxLength - suffix.length) + suffix;
    if (!used.has(name)) return name;
  }
}

function firstWanted(values: string): string {
  return values.split(",").find((value) => !value.startsWith("-")) ?? "";
}

function slug(value: string): string {
  return fold(value)
    .replace(/\+\+/g, "pp")
    .replace(/#/g, "sharp")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
}
