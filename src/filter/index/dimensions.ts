import type { Filter } from "../filter.ts";
import type { AccessKey } from "./access.ts";
import { countriesOfWanted } from "./countries.ts";
import type { Sight } from "./sight.ts";
import { wantedOf } from "./wanted-of.ts";

/** The row of filters that ask nothing here. */
const open = "";
/** The row of those that want a place so wide that it narrows nothing. */
const wide = "*";
/** The row of those that take what is not said here. */
const unsure = "?";

/**
 * Something by which most filters narrow, and which few values say. A filter stands in the rows of the values that it
 * takes; a posting can match only those in the rows that it reaches.
 */
export interface Dimension {
  readonly key: AccessKey;
  rowsOf(filter: Filter): readonly string[];
  /** Undefined where the posting reaches all. */
  rowsFor(sight: Sight): readonly string[] | undefined;
}

export const dimensions: readonly Dimension[] = [
  dimension("role", ({ facts }) => said(facts.roles)),
  dimension("lang", ({ facts }) => said(facts.languages)),
  dimension(
    "location",
    ({ countries, whereabouts }) => {
      if (whereabouts.isUnsaid) return said([]);
      return countries === undefined ? undefined : said([wide, ...countries]);
    },
    (place) => countriesOfWanted(place) ?? [wide],
  ),
];

function dimension(
  key: AccessKey,
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
