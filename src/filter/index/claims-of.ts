import type { PayClause, PostedClause, Status, TermKey } from "../filter.ts";
import type { Claims } from "./claims.ts";
import { excludedTest, statusTest, termTest, valueTest } from "./clause-tests.ts";
import { wordsKey } from "./sight.ts";

/** The number of a claim, for one more filter that makes it. */
export function addTerm(claims: Claims, key: TermKey, value: string): number {
  // What companies are called is compared by words.
  const name = key === "company" ? wordsKey(value) : value;
  return claims.add(key, name, () => termTest(key, value));
}

export function addExcluded(claims: Claims, key: TermKey, value: string): number {
  if (key !== "location") return addTerm(claims, key, value);
  return claims.add("not-location", value, () => excludedTest(key, value));
}

export function addStatus(claims: Claims, status: Status): number {
  return claims.add("status", status, () => statusTest(status));
}

export function addClause(claims: Claims, clause: PayClause | PostedClause): number {
  return claims.add(clause.key, JSON.stringify(clause), () => valueTest(clause));
}
