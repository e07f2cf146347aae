import type { Facts } from "../../posting/posting.ts";
import { type AccessKey, accessKeys, forAccessKeys } from "./access.ts";
import type { ClaimRows } from "./claim-rows.ts";
import type { ClaimKind, Claims } from "./claims.ts";
import type { Sight } from "./sight.ts";
import { isUnsure, passes } from "./truth.ts";

/** The rows by which a posting reaches filters that want something by one key. */
export interface Reach {
  readonly rows: readonly number[];
  /** Rows of which it reaches only the filters that take what is unknown. */
  readonly unsure: readonly number[];
}

type RowsByKey = Readonly<Record<AccessKey, ClaimRows>>;

/** What a posting lists by a key; undefined where it is not as simple as that. */
const listed: Readonly<Record<AccessKey, ((facts: Facts) => readonly string[]) | undefined>> = {
  location: undefined,
  role: ({ roles }) => roles,
  lang: ({ languages }) => languages,
  level: ({ levels }) => levels,
  mode: ({ modes }) => modes,
  type: ({ employment }) => employment,
  pay: undefined,
};

/** The rows that the posting which the claims look at reaches by each key. @param everyone The row of all filters. */
export function reachesOf(
  { facts, whereabouts }: Sight,
  claims: Claims,
  wanted: RowsByKey,
  everyone: number,
): Readonly<Record<AccessKey, Reach>> {
  const unsaid: Reach = { rows: [], unsure: [everyone] };
  return forAccessKeys((key) => {
    const values = listed[key]?.(facts);
    if (values?.length === 0 || (key === "location" && whereabouts.isUnsaid)) return unsaid;
    if (values !== undefined) return { rows: rowsOf(claims, wanted[key], key, values), unsure: [] };
    if (key !== "location" || !whereabouts.isSettled) return reachOfTested(claims, wanted[key], everyone);
    return { rows: rowsOf(claims, wanted[key], key, whereabouts.within), unsure: [] };
  });
}

/** The rows of the filters that exclude something which the posting has. */
export function struckOf({ facts, whereabouts }: Sight, claims: Claims, excluded: RowsByKey): readonly number[] {
  const places = rowsOf(claims, excluded.location, "not-location", whereabouts.within);
  return accessKeys.reduce((rows, key) => {
    const values = listed[key]?.(facts) ?? [];
    return values.length === 0 ? rows : [...rows, ...rowsOf(claims, excluded[key], key, values)];
  }, places);
}

/** Where a posting says more than a list of names, each claim is tested: there are far fewer than filters. */
function reachOfTested(claims: Claims, wanted: ClaimRows, everyone: number): Reach {
  const sure: number[] = [];
  const unsure: number[] = [];
  let count = 0;
  for (const claim of wanted.claims()) {
    const truth = claims.truth(claim);
    count += 1;
    if (truth === passes) sure.push(claim);
    else if (truth === isUnsure) unsure.push(claim);
  }
  // Where none fails it need not be looked at what a filter wants.
  const failsNone = sure.length + unsure.length === count;
  return {
    rows: sure.length === count ? [everyone] : wanted.of(sure),
    unsure: failsNone && unsure.length > 0 ? [everyone] : wanted.of(unsure),
  };
}

function rowsOf(claims: Claims, rows: ClaimRows, kind: ClaimKind, values: Iterable<string>): readonly number[] {
  return rows.of(Array.from(values, (value) => claims.find(kind, value)));
}
