import { placeName } from "../../posting/place-name.ts";
import { type Facts, type Field, isClosed, type Posting } from "../../posting/posting.ts";
import { remoteNodes } from "../../posting/vocabulary/places.ts";
import { keys } from "../keys.ts";
import { payText } from "../pay-text.ts";
import { placeInProse } from "../place-in-prose.ts";

/** Fields that can be corrected, as people call them, in the order in which they are told. */
const fieldNames = {
  roles: "role",
  levels: "level",
  places: "place",
  remoteFrom: "place",
  modes: "mode",
  languages: "languages",
  languagesOptional: "languages",
  tools: "tools",
  spoken: "spoken languages",
  pay: "pay",
  employment: "type",
  visa: "visa",
  closed: "status",
} as const satisfies Partial<Record<Field, string>>;

const named: Readonly<Partial<Record<Field, string>>> = fieldNames;

/** As people call a field. */
export function fieldName(field: Field): string {
  return named[field] ?? field;
}

/** How one field differs between two views of a posting. */
export interface Difference {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

const unsaid = "not stated";

/** The fields that can be corrected in words; empty where nothing is said. */
export function printFacts(facts: Facts, closedAt: number | null): Readonly<Partial<Record<Field, string>>> {
  const place = wherePrinted(facts);
  const languages = facts.languages
    .map((name) => (facts.languagesOptional.includes(name) ? `${name} (nice to have)` : name))
    .join(", ");
  return {
    roles: facts.roles.map((role) => keys.role.values.title(role)).join(", "),
    levels: facts.levels.join(", "),
    places: place,
    remoteFrom: place,
    modes: facts.modes.join(", "),
    languages,
    languagesOptional: languages,
    tools: facts.tools.join(", "),
    spoken: facts.spoken.map((code) => keys.speaks.values.title(code)).join(", "),
    pay: facts.pay === null ? "" : payText(facts.pay),
    employment: facts.employment.join(", "),
    visa: facts.visa === null ? "" : facts.visa === "yes" ? "sponsored" : "not sponsored",
    closed: isClosed({ closedAt, reading: { version: 0, facts, evidence: [] } }) ? "closed" : "open",
  };
}

function wherePrinted({ places, remoteFrom }: Facts): string {
  const printed = places.map(placeName);
  const limits = remoteFrom.map((limit) => placeInProse(remoteNodes(limit)[0]?.name ?? limit));
  const from = limits.filter((name) => !printed.includes(name));
  return [...new Set(printed), ...(from.length === 0 ? [] : [`remote from ${from.join(", ")}`])].join("; ");
}

/** What a posting says by name, with what it leaves unsaid. */
export function saidBy({ reading, closedAt }: Pick<Posting, "reading" | "closedAt">): ReadonlyMap<string, string> {
  const printed = printFacts(reading.facts, closedAt);
  const fields = Object.keys(fieldNames) as (keyof typeof fieldNames)[];
  return new Map(fields.map((field) => [fieldNames[field], printed[field] || unsaid]));
}

/** What differs between two views of one posting, each name once. */
export function differences(before: Posting, after: Posting): readonly Difference[] {
  const was = saidBy(before);
  return Array.from(saidBy(after), ([field, now]) => ({ field, before: was.get(field) ?? unsaid, after: now })).filter(
    (one) => one.before !== one.after,
  );
}
