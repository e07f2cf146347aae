import type { Evidence, Facts, Field, Place, Reading } from "../posting.ts";

/** A reading for a person: one block per field that the posting speaks of, each value with the words that it rests on. */
export function describeReading({ facts, evidence }: Reading): string[] {
  const fields = Object.keys(facts) as Field[];
  const said = fields.filter((field) => isSaid(facts[field]));
  const silent = fields.filter((field) => !said.includes(field));
  return [
    ...said.flatMap((field) => [
      `${field}: ${printValue(facts, field)}`,
      ...evidence.filter((proof) => proof.field === field).map(printEvidence),
    ]),
    ...(silent.length === 0 ? [] : [`not said: ${silent.join(", ")}`]),
  ];
}

function isSaid(value: Facts[Field]): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== false;
}

/** The value of a field on one line; empty where nothing is said. */
export function printValue(facts: Facts, field: Field): string {
  if (field === "places") return facts.places.map(printPlace).join("; ");
  if (field === "pay") {
    if (facts.pay === null) return "";
    const { min, max, currency, period } = facts.pay;
    return `${min ?? "…"} to ${max ?? "…"} ${currency} a ${period}`;
  }
  const value = facts[field];
  if (value === null || value === false) return "";
  return Array.isArray(value) ? value.join(", ") : String(value);
}

function printPlace({ city, region, country }: Place): string {
  return [city, region, country].filter((part) => part !== null).join(", ");
}

function printEvidence({ value, quote, origin, start, rule }: Evidence): string {
  const words = quote.replace(/\s+/g, " ").trim();
  return `    ${value}: "${words}" (${origin} ${start}, ${rule})`;
}
