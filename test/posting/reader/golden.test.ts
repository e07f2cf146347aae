/** Short postings of our own in eight languages, labelled by hand: each names only the fields that it is about. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Facts, ReadingInput } from "../../../src/posting/posting.ts";
import { read } from "../../../src/posting/reader/read.ts";

interface Golden {
  readonly name: string;
  readonly input: ReadingInput;
  readonly facts: Partial<Facts>;
}

const cases = readFileSync(join(import.meta.dirname, "golden.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line): Golden => JSON.parse(line));

test.each(cases)("$name", ({ input, facts }) => {
  const reading: Readonly<Record<string, unknown>> = { ...read(input).facts };

  const said = Object.fromEntries(Object.keys(facts).map((field) => [field, inOrder(reading[field])]));
  expect(said).toEqual(Object.fromEntries(Object.entries(facts).map(([field, value]) => [field, inOrder(value)])));
});

/** Lists are sets. */
function inOrder(value: unknown): unknown {
  return Array.isArray(value) ? value.map((each) => JSON.stringify(each)).toSorted() : value;
}
