import {
  type Alternative,
  type Clause,
  type Filter,
  type PayFloor,
  type TermClause,
  type TermKey,
  termKeys,
} from "./filter.ts";
import { keyNames, keys } from "./keys.ts";
import { lowestFloors } from "./values/pay-floors.ts";
import type { Terms } from "./values/terms.ts";

/**
 * The one form of a filter among all that mean the same by the rules of the language: one clause for each key, in their
 * order, values in order and without those that another one implies (`germany,berlin` is `germany`).
 */
export function canonicalFilter({ clauses, status, unknown }: Filter): Filter {
  const floors = lowestFloors(
    clauses.flatMap((clause): readonly PayFloor[] => (clause.key === "pay" ? clause.any : [])),
  );
  const ages = clauses.flatMap((clause) => (clause.key === "posted" ? [clause.maxAgeHours] : []));
  const found = termKeys.map((key): Clause => mergedTerms(key, clauses)).filter(asksSomething);
  if (floors.length > 0) found.push({ key: "pay", any: floors });
  if (ages.length > 0) found.push({ key: "posted", maxAgeHours: Math.max(...ages) });
  return { clauses: found.toSorted((a, b) => keyNames.indexOf(a.key) - keyNames.indexOf(b.key)), status, unknown };
}

function asksSomething(clause: Clause): boolean {
  return !("none" in clause) || clause.any.length + clause.none.length > 0;
}

function mergedTerms(key: TermKey, clauses: readonly Clause[]): TermClause {
  const own = clauses.filter((clause): clause is TermClause => clause.key === key);
  const terms = keys[key].values;
  return {
    key,
    any: widest(
      own.flatMap(({ any }) => any.map((alternative) => narrowest(alternative, terms))),
      (narrow, wide) => wide.every((value) => narrow.some((other) => terms.implies(other, value))),
    ).toSorted((a, b) => compareAlternatives(a, b, terms)),
    none: widest(
      own.flatMap(({ none }) => none),
      terms.implies,
    ).toSorted(terms.compare),
  };
}

/** What is asked together, without what the rest of it implies: `berlin+germany` is `berlin`. */
function narrowest(values: Alternative, terms: Terms): Alternative {
  return widest(values, (wide, narrow) => terms.implies(narrow, wide)).toSorted(terms.compare);
}

/** Those that no other one makes superfluous; of two that imply each other the first. */
function widest<Value>(values: readonly Value[], implies: (narrow: Value, wide: Value) => boolean): readonly Value[] {
  if (values.length < 2) return values;
  return values.filter(
    (value, index) =>
      !values.some((other, at) => at !== index && implies(value, other) && !(index < at && implies(other, value))),
  );
}

function compareAlternatives(a: Alternative, b: Alternative, terms: Terms): number {
  for (const [index, value] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const difference = terms.compare(value, other);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
