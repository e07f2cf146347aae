import type { Clause, Filter, PayClause, PostedClause, Status, TermClause, TermKey } from "../filter.ts";
import { testPay } from "../rules/pay.ts";
import { testPosted } from "../rules/posted.ts";
import { toolVocabulary } from "../../posting/vocabulary/tools.ts";
import { tokenise } from "../tokens.ts";
import { sourceRule, textRule } from "../rules/words.ts";
import type { Claim } from "./claims.ts";
import { wordsKey } from "./sight.ts";
import { fails, isUnsure, passes, type Truth, truthOf } from "./truth.ts";

type ListField = "roles" | "levels" | "modes" | "languages" | "spoken" | "employment";

/** The same as the rules of `verdict.ts`, without the reasons and the evidence, which cost most of a verdict. */
const tests: Readonly<Record<TermKey, (value: string) => Claim>> = {
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

function listed(field: ListField): (value: string) => Claim {
  return (value) =>
    ({ facts }) => {
      const values: readonly string[] = facts[field];
      return values.length === 0 ? isUnsure : values.includes(value) ? passes : fails;
    };
}

export function termTest(key: TermKey, value: string): Claim {
  return tests[key](value);
}

/** That an exclusion strikes. Only places are excluded in another way than they are wanted. */
export function excludedTest(key: TermKey, value: string): Claim {
  if (key !== "location") return termTest(key, value);
  return ({ whereabouts }) => (whereabouts.within.has(value) ? passes : fails);
}

export function statusTest(status: Status): Claim {
  return ({ isClosed }) => (status === "any" || (status === "closed") === isClosed ? passes : fails);
}

/** Of the clauses that have no terms, each is one claim. */
export function valueTest(clause: PayClause | PostedClause): Claim {
  return ({ posting, now }) =>
    truthOf((clause.key === "pay" ? testPay(clause, posting) : testPosted(clause, posting, now)).result);
}

/** A clause, or the status, with the results that `evaluate` gives it. */
export interface ClauseTest {
  readonly key: Clause["key"] | "status";
  readonly test: Claim;
}

/** Places and words have to be worked out from a posting. */
const dearKeys: readonly string[] = ["location", "text"];

/** Tests for each clause of a filter and its status, the cheap ones first. */
export function clauseTests({ clauses, status }: Filter): readonly ClauseTest[] {
  return [
    { key: "status" as const, test: statusTest(status) },
    ...clauses.map((clause) => ({ key: clause.key, test: "none" in clause ? termsTest(clause) : valueTest(clause) })),
  ].toSorted((a, b) => dearKeys.indexOf(a.key) - dearKeys.indexOf(b.key));
}

function termsTest({ key, any, none }: TermClause): Claim {
  const excluded = none.map((value) => excludedTest(key, value));
  const alternatives = any.map((values) => values.map((value) => termTest(key, value)));
  return (sight) => {
    if (excluded.some((strikes) => strikes(sight) === passes)) return fails;
    if (alternatives.length === 0) return passes;
    return greatest(alternatives.map((together) => least(together.map((test) => test(sight)))));
  };
}

function greatest(truths: readonly Truth[]): Truth {
  return truths.reduce((most, truth) => (truth > most ? truth : most), fails);
}

function least(truths: readonly Truth[]): Truth {
  return truths.reduce((most, truth) => (truth < most ? truth : most), passes);
}
