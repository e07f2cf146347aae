import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalFilter } from "../../src/filter/canonical.ts";
import { type Filter, type TermClause, type TermKey, termKeys } from "../../src/filter/filter.ts";
import { all, any, type Result } from "../../src/filter/kleene.ts";
import { parseQuery } from "../../src/filter/parse.ts";
import { printQuery } from "../../src/filter/print.ts";
import { evaluate } from "../../src/filter/verdict.ts";
import { aPosting, testNow } from "../builders.ts";
import { filters, postings, termValues } from "./arbitraries.ts";

const ranks: readonly Result[] = ["fail", "unknown", "pass"];

function filterOf(clause: TermClause): Filter {
  return canonicalFilter({ clauses: [clause], status: "any", unknown: "show" });
}

function resultOf(filter: Filter, posting: Parameters<typeof evaluate>[1]): Result | undefined {
  return evaluate(filter, posting, testNow).clauses[0]?.result;
}

/** Two values of one key. */
const pairs: fc.Arbitrary<readonly [TermKey, string, string]> = fc
  .constantFrom(...termKeys)
  .chain((key) => fc.tuple(fc.constant(key), termValues[key], termValues[key]));

describe("a verdict", () => {
  it("is the same for the same filter and posting, however the filter was stored", () => {
    fc.assert(
      fc.property(filters, postings, (filter, posting) => {
        const stored = parseQuery(printQuery({ filter, delivery: {} })).filter;

        expect(evaluate(stored, posting, testNow)).toEqual(evaluate(filter, posting, testNow));
      }),
    );
  });

  it("never becomes worse by another value that would do", () => {
    fc.assert(
      fc.property(pairs, postings, ([key, one, other], posting) => {
        const narrow = resultOf(filterOf({ key, any: [[one]], none: [] }), posting);
        const wide = resultOf(filterOf({ key, any: [[one], [other]], none: [] }), posting);

        expect(ranks.indexOf(wide ?? "fail")).toBeGreaterThanOrEqual(ranks.indexOf(narrow ?? "fail"));
      }),
      { numRuns: 2_000 },
    );
  });

  it("is the better one of two alternatives, which canonical form never changes", () => {
    fc.assert(
      fc.property(pairs, postings, ([key, one, other], posting) => {
        const each = [one, other].map(
          (value) => resultOf(filterOf({ key, any: [[value]], none: [] }), posting) ?? "fail",
        );
        const wide = resultOf(filterOf({ key, any: [[one], [other]], none: [] }), posting);

        expect(wide).toBe(any(each));
      }),
      { numRuns: 2_000 },
    );
  });

  it("is no match for what is excluded, whatever else is wanted", () => {
    fc.assert(
      fc.property(pairs, postings, ([key, one, other], posting) => {
        const excluding = resultOf(filterOf({ key, any: [], none: [one] }), posting);
        const both = resultOf(filterOf({ key, any: [[one], [other]], none: [one] }), posting);

        if (excluding === "fail") expect(both).toBe("fail");
      }),
      { numRuns: 2_000 },
    );
  });

  it("is never unknown by an exclusion alone", () => {
    fc.assert(
      fc.property(pairs, postings, ([key, one], posting) => {
        expect(resultOf(filterOf({ key, any: [], none: [one] }), posting)).not.toBe("unknown");
      }),
    );
  });

  it("follows from its clauses and the policy for unknowns", () => {
    fc.assert(
      fc.property(filters, postings, (filter, posting) => {
        const verdict = evaluate(filter, posting, testNow);
        const result = all(verdict.clauses.map((clause) => clause.result));
        const isMatch = result === "pass" || (result === "unknown" && filter.unknown !== "hide");

        expect(verdict.outcome).toBe(isMatch ? "match" : "no-match");
        expect(verdict.flags.length > 0).toBe(filter.unknown === "flag" && result === "unknown");
      }),
    );
  });

  it("of everything is a match for whatever is open", () => {
    expect(evaluate(parseQuery("").filter, aPosting(), testNow)).toMatchObject({ outcome: "match", flags: [] });
  });
});
