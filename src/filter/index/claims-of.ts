import { isClosed } from "../../posting/posting.ts";
import type { PayClause, PostedClause, Status, TermKey } from "../filter.ts";
import { testPay } from "../rules/pay.ts";
import { testPosted } from "../rules/posted.ts";
import { toolVocabulary } from "../../posting/vocabulary/tools.ts";
import { tokenise } from "../tokens.ts";
import { sourceRule, textRule } from "../rules/words.ts";
import type { Claims } from "./claims.ts";
import { type Sight, wordsKey } from "./sight.ts";
import { fails, isUnsure, passes, type Truth, truthOf } from "./truth.ts";

type ListField = "roles" | "levels" | "modes" | "languages" | "spoken" | "employment";

/** The same as the rules of `verdict.ts`, without the reasons and the evidence, which cost most of a verdict. */
const tests: Readonly<Record<TermKey, (value: string) => (sight: Sight) => Truth>> = {
  role: listed("roles"),
  level: listed("levels"),
  mode: listed("modes"),
  lang: listed("languages"),
  speaks: listed("spoken"),
  type: listed("employment"),
  location: (value) => (sight) => truthOf(sight.whereabouts.test(value)),
  company: (value) => {
    const key = wordsKey(value);
    return ({ companies }) => (companies === undefined ? isUnsure : companies.has(key) ? passes : fails);
  },
  visa:
    (value) =>
    ({ facts: { visa } }) =>
      visa === null ? isUnsure : visa === value ? passes : fails,
  source: (value) => (sight) => truthOf(sourceRule.test(value, sight.posting).result),
  text: (value) => {
    const words = tokenise(value);
    const tool = toolVocabulary.resolve(value);
    const [first] = words;
    if (first === undefined || words.length > 1) {
      return (sight) => truthOf(textRule.test(value, sight.posting).result);
    }
    return ({ words, facts }) =>
      words.has(first.text) || (tool !== undefined && facts.tools.includes(tool)) ? passes : fails;
  },
};

function listed(field: ListField): (value: string) => (sight: Sight) => Truth {
  return (value) =>
    ({ facts }) => {
      const values: readonly string[] = facts[field];
      return values.length === 0 ? isUnsure : values.includes(value) ? passes : fails;
    };
}

/** The number of a claim, for one more filter that makes it. */
export function addTerm(claims: Claims, key: TermKey, value: string): number {
  // What companies are called is compared by words.
  const name = key === "company" ? wordsKey(value) : value;
  return claims.add(key, name, () => ({ source: { key, value }, test: tests[key](value) }));
}

/** That an exclusion strikes. Only places are excluded in another way than they are wanted. */
export function addExcluded(claims: Claims, key: TermKey, value: string): number {
  if (key !== "location") return addTerm(claims, key, value);
  return claims.add("not-location", value, () => ({
    source: { key, value },
    test: ({ whereabouts }) => (whereabouts.within.has(value) ? passes : fails),
  }));
}

export function addStatus(claims: Claims, status: Status): number {
  return claims.add("status", status, () => ({
    source: { status },
    test: ({ posting }) => (status === "any" || (status === "closed") === isClosed(posting) ? passes : fails),
  }));
}

/** Of the clauses that have no terms, each is one claim. */
export function addClause(claims: Claims, clause: PayClause | PostedClause): number {
  return claims.add(clause.key, JSON.stringify(clause), () => ({
    source: { clause },
    test: ({ posting, now }) =>
      truthOf((clause.key === "pay" ? testPay(clause, posting) : testPosted(clause, posting, now)).result),
  }));
}
