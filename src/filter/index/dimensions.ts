import type { Filter, TermClause, TermKey } from "../filter.ts";
import { countriesOfWanted } from "./countries.ts";
import type { Sight } from "./sight.ts";

/** The row of filters that ask nothing here, or nothing that narrows. */
const open = "";
/** The row of those that take what is not said here. */
const unsure = "?";

/**
 * Something by which most filters narrow, and which few values say. A filter stands in the rows of the values that it
 * takes; a posting can match only those in the rows that it reaches.
 */
export interface Dimension {
  readonly key: TermKey;
  rowsOf(filter: Filter): readonly string[];
  /** Undefined where the posting reaches all. */
  rowsFor(sight: Sight): readonly string[] | undefined;
}

export const dimensions: readonly Dimension[] = [
  dimension("role", ({ facts }) => said(facts.roles)),
  dimension("lang", ({ facts }) => said(facts.languages)),
  dimension(
    "location",
    ({ countries }) => (countries === undefined ? undefined : said(countries)),
    (place) => countriesOfWanted(place) ?? [open],
  ),
];

function dimension(
  key: TermKey,
  rowsFor: Dimension["rowsFor"],
  rowsOfValue = (value: string): readonly string[] => [value],
): Dimension {
  return {
    key,
    rowsFor,
    rowsOf(filter) {
      const alternatives = wantedOf(filter, key);
      if (alternatives.length === 0) return [open];
      // Of several together each must hold: any one of them will do.
      const rows = new Set(alternatives.flatMap(([value]) => (value === undefined ? [] : rowsOfValue(value))));
      if (filter.unknown !== "hide") rows.add(unsure);
      return [...rows];
    },
  };
}

function said(values: readonly string[]): readonly string[] {
  return values.length === 0 ? [open, unsure] : [open, ...values];
}

/** What a filter wants by one key; empty where it asks nothing. */
export function wantedOf({ clauses }: Filter, key: TermKey): TermClause["any"] {
  return clauses.find((clause): clause is TermClause => clause.key === key)?.any ?? [];
}
