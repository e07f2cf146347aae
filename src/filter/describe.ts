import type { DeliverySettings } from "./delivery-settings.ts";
import type { Alternative, Clause, Filter, Query, TermClause, TermKey } from "./filter.ts";
import { keys } from "./keys.ts";
import { payText } from "./pay-text.ts";
import { placeInProse } from "./place-in-prose.ts";

/** How the values of a key are said, those that are wanted and those that are excluded, joined by "or" already. */
interface Wording {
  wanted(values: string): string;
  excluded(values: string): string;
}

const wordings: Readonly<Record<TermKey, Wording>> = {
  role: { wanted: (values) => values, excluded: (values) => `not ${values}` },
  lang: { wanted: (values) => values, excluded: (values) => `without ${values}` },
  speaks: { wanted: (values) => `asks for ${values}`, excluded: (values) => `does not ask for ${values}` },
  location: { wanted: (values) => `in ${values}`, excluded: (values) => `not in ${values}` },
  mode: { wanted: (values) => values, excluded: (values) => `not ${values}` },
  level: { wanted: (values) => values, excluded: (values) => `not ${values.replace(/\bintern\b/, "interns")}` },
  type: { wanted: (values) => values, excluded: (values) => `not ${values}` },
  company: { wanted: (values) => `at ${values}`, excluded: (values) => `not at ${values}` },
  text: { wanted: (values) => `mentions ${values}`, excluded: (values) => `does not mention ${values}` },
  visa: {
    wanted: (values) =>
      values === "yes" ? "sponsors a visa" : values === "no" ? "sponsors no visa" : "says whether it sponsors a visa",
    excluded: (values) =>
      values === "no"
        ? "not those without visa sponsorship"
        : values === "yes"
          ? "not those with visa sponsorship"
          : "says nothing of visas",
  },
  source: { wanted: (values) => `found at ${values}`, excluded: (values) => `not found at ${values}` },
};
/** As people say it, which is not the order of the keys. */
export const spokenOrder: readonly Clause["key"][] = [
  "role",
  "lang",
  "speaks",
  "location",
  "mode",
  "level",
  "type",
  "company",
  "text",
  "visa",
  "source",
  "pay",
  "posted",
];

const either = new Intl.ListFormat("en", { type: "disjunction" });
const together = new Intl.ListFormat("en", { type: "conjunction" });

/** A query in plain English: "Backend or infrastructure, Go or Rust, in Germany, not interns". */
export function describeQuery({ filter, delivery }: Pick<Query, "filter" | "delivery">): string {
  return [describeFilter(filter), describeDelivery(delivery)].filter((part) => part !== "").join("; ");
}

function describeFilter(filter: Filter): string {
  const parts = spokenOrder.flatMap((key) => {
    const clause = filter.clauses.find((candidate) => candidate.key === key);
    return clause === undefined ? [] : describeClause(clause);
  });
  if (parts.length === 0) parts.push("everything");
  if (filter.status !== "open") parts.push(filter.status === "closed" ? "only what is closed" : "open or closed");
  if (filter.unknown === "hide") parts.push("nothing that leaves any of this unsaid");
  if (filter.unknown === "flag") parts.push("with a mark where any of this is not said");
  return capitalised(parts.join(", "));
}

function describeClause(clause: Clause): readonly string[] {
  if (clause.key === "pay") {
    const floors = clause.any.map(({ amount, ...unit }) => payText({ min: amount, max: amount, ...unit }));
    return [`pay at least ${either.format(floors)}`];
  }
  if (clause.key === "posted") return [`posted in the last ${hoursText(clause.maxAgeHours)}`];
  return describeTerms(clause);
}

function describeTerms({ key, any, none }: TermClause): readonly string[] {
  const wording = wordings[key];
  const title = (value: string): string => titleOf(key, value);
  const parts: string[] = [];
  if (any.length > 0) parts.push(wording.wanted(either.format(any.map((values) => alternativeText(values, title)))));
  if (none.length > 0) parts.push(wording.excluded(either.format(none.map(title))));
  return parts;
}

function alternativeText(values: Alternative, title: (value: string) => string): string {
  const all = together.format(values.map(title));
  if (values.length < 2) return all;
  return values.length === 2 ? `both ${all}` : `all of ${all}`;
}

function titleOf(key: TermKey, value: string): string {
  const title = keys[key].values.title(value);
  if (key === "text") return `"${title}"`;
  return key === "location" ? placeInProse(title) : title;
}

function describeDelivery({ to, every, at, tz, quiet, max }: DeliverySettings): string {
  const parts = [
    to === undefined ? null : `to ${to === "me" ? "you" : to}`,
    every === undefined
      ? null
      : every === "now"
        ? "at once"
        : `gathered once ${every === "hour" ? "an" : "a"} ${every}`,
    at === undefined ? null : `at ${at}`,
    quiet === undefined ? null : `nothing from ${quiet.from} to ${quiet.until}`,
    max === undefined ? null : `at most ${max.count} ${max.per === "hour" ? "an" : "a"} ${max.per}`,
    tz === undefined ? null : `times of ${tz}`,
  ];
  return parts.filter((part) => part !== null).join(", ");
}

function hoursText(hours: number): string {
  const [count, unit] = hours % 24 === 0 ? [hours / 24, "day"] : [hours, "hour"];
  return count === 1 ? unit : `${count} ${unit}s`;
}

function capitalised(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
