import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import { canonicalFilter } from "../../src/filter/canonical.ts";
import { complete } from "../../src/filter/complete.ts";
import { describeQuery } from "../../src/filter/describe.ts";
import { keyNames } from "../../src/filter/keys.ts";
import { parseOptions, parseQuery } from "../../src/filter/parse.ts";
import { printClause, printQuery } from "../../src/filter/print.ts";
import { deliveries, filters, nearlyQueries } from "./arbitraries.ts";

function onlyUserErrors<Value>(run: () => Value): Value | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

describe("the language", () => {
  it("parses what it prints of any filter and delivery into the same", () => {
    fc.assert(
      fc.property(filters, deliveries, (filter, delivery) => {
        expect(parseQuery(printQuery({ filter, delivery }))).toEqual({ filter, delivery, words: [] });
      }),
      { numRuns: 500 },
    );
  });

  it("prints what it parses of canonical text as the same text", () => {
    fc.assert(
      fc.property(filters, deliveries, (filter, delivery) => {
        const text = printQuery({ filter, delivery });

        expect(printQuery(parseQuery(text))).toBe(text);
      }),
    );
  });

  it("throws nothing but a UserError with a place inside the text, and prints what it takes canonically", () => {
    fc.assert(
      fc.property(nearlyQueries, (text) => {
        const query = onlyUserErrors(() => parseQuery(text));
        if (query === undefined) return;
        const printed = printQuery(query);

        expect(printQuery(parseQuery(printed))).toBe(printed);
        for (const word of query.words) expect(text.slice(word.start, word.end)).not.toBe("");
      }),
      { numRuns: 2_000 },
    );
  });

  it("takes any text in a form or throws a UserError", () => {
    fc.assert(
      fc.property(fc.constantFrom(...keyNames), nearlyQueries, (key, text) => {
        onlyUserErrors(() => parseOptions({ [key]: text }));
      }),
      { numRuns: 1_000 },
    );
  });

  it("understands a value in a form as in a line", () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const line = printQuery({ filter, delivery: {} });
        const options = Object.fromEntries(
          filter.clauses.map((clause) => [clause.key, printClause(clause).slice(clause.key.length + 1)]),
        );

        expect(
          printQuery(parseOptions({ ...options, status: filter.status, unknown: filter.unknown ?? undefined })),
        ).toBe(line);
      }),
    );
  });

  it("is canonical once it was made so", () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(canonicalFilter(filter)).toEqual(filter);
      }),
    );
  });

  it("describes every query in one line", () => {
    fc.assert(
      fc.property(filters, deliveries, (filter, delivery) => {
        expect(describeQuery({ filter, delivery })).toMatch(/^\S[^\n]*$/);
      }),
    );
  });

  it("completes any text without an error, inside it", () => {
    fc.assert(
      fc.property(nearlyQueries, fc.nat(60), (text, cursor) => {
        for (const { start, end } of complete(text, cursor)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(start).toBeLessThanOrEqual(end);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });
});
