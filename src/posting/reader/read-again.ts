import type { Facts, Field, Posting, Reading } from "../posting.ts";
import { read } from "./read.ts";

/** What this reader makes of a posting that is stored. What its source stated in fields of its own still holds. */
export function readAgain({ title, company, location, text, firstSeenAt, reading }: Posting): Reading {
  const fields = new Set(reading.evidence.flatMap(({ rule, field }) => (rule === "stated" ? [field] : [])));
  const stated: Partial<Facts> = Object.fromEntries([...fields].map((field) => [field, reading.facts[field]]));
  const input = { title, company, location, text, format: "plain", fetchedAt: firstSeenAt, stated } as const;
  const { text: _, ...again } = read(input);
  return again;
}

/** The fields in which two readings differ; the order of a list says nothing. */
export function changedFields(before: Facts, after: Facts): readonly Field[] {
  return (Object.keys(after) as Field[]).filter((field) => canonical(before[field]) !== canonical(after[field]));
}

function canonical(value: Facts[Field]): string {
  return JSON.stringify(Array.isArray(value) ? value.map((each) => JSON.stringify(each)).toSorted() : value);
}
