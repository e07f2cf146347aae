import type { ClaimKey } from "./access.ts";
import type { ClaimKind, Claims } from "./claims.ts";
import type { NamedRows } from "./named-rows.ts";
import type { Sight } from "./sight.ts";
import { isUnsure, passes } from "./truth.ts";

/** The rows by which a posting reaches filters that want something by one key. */
export interface Reach {
  readonly rows: readonly number[];
  /** Rows of which it reaches only the filters that take what is unknown. */
  readonly unsure: readonly number[];
}

/** What a posting says by a key in so many words: all others fail, and where it says nothing all are unknown. */
const listed: Readonly<Partial<Record<ClaimKey, (sight: Sight) => Iterable<string> | undefined>>> = {
  role: ({ facts }) => said(facts.roles),
  lang: ({ facts }) => said(facts.languages),
  level: ({ facts }) => said(facts.levels),
  mode: ({ facts }) => said(facts.modes),
  company: ({ companies }) => companies,
};

/**
 * The rows by which the posting that the claims look at reaches what filters want by a key.
 *
 * @param everyone The row of all filters.
 */
export function reachOf(
  key: ClaimKey,
  sight: Sight,
  claims: Claims,
  wanted: NamedRows<number>,
  everyone: number,
): Reach {
  const { isUnsaid, isSettled, within } = sight.whereabouts;
  const list = listed[key];
  const values = list === undefined ? undefined : list(sight);
  if (key === "location" ? isUnsaid : list !== undefined && values === undefined)
    return { rows: [], unsure: [everyone] };
  if (values !== undefined) return { rows: wanted.of(claimsOf(claims, key, values)), unsure: [] };
  if (key === "location" && isSettled) return { rows: wanted.of(claimsOf(claims, key, within)), unsure: [] };
  return reachOfTested(claims, wanted, everyone);
}

/** The rows of the filters that exclude something which the posting has. */
export function struckOf(sight: Sight, claims: Claims, excluded: NamedRows<number>): readonly number[] {
  const struck = claimsOf(claims, "not-location", sight.whereabouts.within);
  for (const key of ["role", "lang", "level", "mode"] as const) {
    struck.push(...claimsOf(claims, key, listed[key]?.(sight) ?? []));
  }
  return excluded.of(struck);
}

/** Where a posting says more than a list, each claim is tested: there are far fewer than filters. */
function reachOfTested(claims: Claims, wanted: NamedRows<number>, everyone: number): Reach {
  const sure: number[] = [];
  const unsure: number[] = [];
  let count = 0;
  for (const claim of wanted.names()) {
    const truth = claims.truth(claim);
    count += 1;
    if (truth === passes) sure.push(claim);
    else if (truth === isUnsure) unsure.push(claim);
  }
  // Where none fails it need not be looked at what a filter wants.
  const failsNone = sure.length + unsure.length === count;
  return {
    rows: sure.length === count && count > 0 ? [everyone] : wanted.of(sure),
    unsure: failsNone && unsure.length > 0 ? [everyone] : wanted.of(unsure),
  };
}

function claimsOf(claims: Claims, kind: ClaimKind, values: Iterable<string>): (number | undefined)[] {
  return Array.from(values, (value) => claims.find(kind, value));
}

function said(values: readonly string[]): readonly string[] | undefined {
  return values.length === 0 ? undefined : values;
}
