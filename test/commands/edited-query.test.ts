import * as fc from "fast-check";
import { expect, test } from "vitest";
import { difference } from "../../commands/difference.ts";
import { editedQuery } from "../../commands/edited-query.ts";
import { pairsIn, printPairs } from "../../commands/query-pairs.ts";
import { parseQuery } from "../../src/filter/parse.ts";
import { printQuery } from "../../src/filter/print.ts";
import { deliveries, sensibleFilters } from "../filter/arbitraries.ts";

const queries = fc
  .record({ filter: sensibleFilters, delivery: deliveries })
  .map((query) => parseQuery(printQuery(query)));

test("a canonical text is its pairs", () => {
  fc.assert(
    fc.property(queries, (query) => {
      expect(printPairs(pairsIn(printQuery(query)))).toBe(printQuery(query));
    }),
  );
});

test("an edit replaces the keys that it names and leaves the others", () => {
  fc.assert(
    fc.property(queries, queries, (before, change) => {
      const { query, changes, isGuess } = editedQuery(before, printQuery(change));

      expect(pairsIn(printQuery(query))).toEqual(new Map([...pairsIn(printQuery(before)), ...pairsIn(changes)]));
      expect(changes).toBe(printQuery(change));
      expect(isGuess).toBe(false);
    }),
  );
});

test("clearing every key and giving another query's makes that query", () => {
  fc.assert(
    fc.property(queries, queries, (before, after) => {
      const wanted = pairsIn(printQuery(after));
      const cleared = [...pairsIn(printQuery(before)).keys()].filter((key) => !wanted.has(key));
      const line = [...cleared.map((key) => `-${key}`), printQuery(after)].join(" ");

      const { query } = editedQuery(before, line);

      expect(printQuery(query)).toBe(printQuery(after));
      expect(difference(query, after)).toEqual([]);
    }),
  );
});
