import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Filter } from "../../../src/filter/filter.ts";
import { FilterIndex } from "../../../src/filter/index/filter-index.ts";
import { parseQuery } from "../../../src/filter/parse.ts";
import { evaluate } from "../../../src/filter/verdict.ts";
import type { Posting } from "../../../src/posting/posting.ts";
import { aPosting, testNow } from "../../builders.ts";
import { filters } from "../arbitraries.ts";
import { closeFilters, closePostings } from "./close-arbitraries.ts";

function matchesOf(index: FilterIndex, posting: Posting): readonly number[] {
  return [...index.matches(posting, testNow)].toSorted((a, b) => a - b);
}

/** The answer of the plain evaluator. */
function expectedOf(wanted: ReadonlyMap<number, Filter>, posting: Posting): readonly number[] {
  return [...wanted]
    .flatMap(([number, filter]) => (evaluate(filter, posting, testNow).outcome === "match" ? [number] : []))
    .toSorted((a, b) => a - b);
}

describe("the index", () => {
  it("gives the answers of the plain evaluator for 100,000 pairs, through additions, changes and removals", {
    timeout: 60_000,
  }, () => {
    const [count, read, rounds] = [400, 60, 8];
    const some = fc.sample(fc.oneof(closeFilters, closeFilters, closeFilters, filters), count * rounds);
    const postings = fc.sample(closePostings, read * rounds);
    const index = new FilterIndex();
    const wanted = new Map<number, Filter>();
    let pairs = 0;
    let matches = 0;

    for (let round = 0; round < rounds; round++) {
      // Two of three of the round before change, of which every second one ends.
      for (const [at, filter] of some.slice(round * count, (round + 1) * count).entries()) {
        const number = at % 3 === 0 ? round * count + at : at;
        index.set(number, filter);
        wanted.set(number, filter);
        if (at % 3 === 1) expect(index.delete(number)).toBe(wanted.delete(number));
      }
      for (const posting of postings.slice(round * read, (round + 1) * read)) {
        const found = matchesOf(index, posting);
        pairs += wanted.size;
        matches += found.length;

        expect(found).toEqual(expectedOf(wanted, posting));
      }
    }

    expect(pairs).toBeGreaterThan(100_000);
    expect(matches).toBeGreaterThan(pairs / 50);
  });

  it("gives back what it took when all have gone", () => {
    const index = new FilterIndex();
    const some = fc.sample(closeFilters, 300);

    for (const [number, filter] of some.entries()) index.set(number, filter);
    for (const number of some.keys()) index.delete(number);

    expect(index.delete(0)).toBe(false);
    expect(index.size).toEqual({ subscribers: 0, filters: 0, claims: 0 });
  });

  it("keeps equal filters once, whatever companies their subscribers do without", () => {
    const index = new FilterIndex();
    for (const [number, text] of [
      "role:backend",
      "role:backend company:-acme",
      "role:backend company:-initech",
    ].entries()) {
      index.set(number, parseQuery(text).filter);
    }

    expect(index.size).toMatchObject({ subscribers: 3, filters: 1 });
    expect(matchesOf(index, aPosting())).toEqual([0, 2]);
  });

  it("finds all of many alike, and no longer those that went", () => {
    const index = new FilterIndex();
    const postings = [
      aPosting({ company: "Acme" }),
      aPosting({ facts: { languages: ["Java"] } }),
      aPosting({ facts: { roles: [] } }),
      aPosting({ closedAt: testNow }),
    ];
    const wanted = new Map<number, Filter>();
    const texts = [
      "role:backend",
      "role:backend company:-acme",
      "lang:go role:backend",
      "role:backend unknown:hide",
      "role:backend status:any",
    ];
    const count = 6_000;

    // Filters of one subscriber each that fill a page with bits, and lists of subscribers that are longer than what is read at once.
    for (let number = 0; number < count; number++) {
      const text = texts[number % texts.length] ?? "";
      const filter = parseQuery(number % 2 === 0 ? text : `${text} pay:>=${10_000 + number}/yr,usd`).filter;
      index.set(number, filter);
      wanted.set(number, filter);
      index.set(count + number, parseQuery("location:germany").filter);
      wanted.set(count + number, parseQuery("location:germany").filter);
    }
    for (const left of [2 * count, 7_000, 2_000, 10]) {
      for (const number of wanted.keys().toArray().slice(left)) {
        index.delete(number);
        wanted.delete(number);
      }

      for (const posting of postings) expect(matchesOf(index, posting)).toEqual(expectedOf(wanted, posting));
    }
  });

  it.each([
    ["text:zig+kafka", "We use Zig and Kafka.", true],
    ["text:zig+kafka", "We use Zig.", false],
    ["text:zig+kafka", "We use Kafka.", false],
    ["text:zig+kafka,elixir", "Elixir it is.", true],
    ["text:zig+kafka+elixir", "Zig, Kafka and Elixir.", true],
    ["text:zig+kafka+elixir", "Zig and Kafka.", false],
    ['text:"event driven"+kafka', "An event-driven system on Kafka.", true],
    ['text:"event driven"+kafka', "Driven by every event, on Kafka.", false],
    ["text:k8s+zig", "Zig on Kubernetes.", true],
    ["lang:go+rust", "", false],
  ])("%s of %j: %s", (query, text, isWanted) => {
    const index = new FilterIndex();
    const { filter } = parseQuery(query);
    const facts = { languages: ["Go" as const], tools: text.includes("Kubernetes") ? ["Kubernetes"] : [] };
    const posting = aPosting({ text, facts });
    index.set(7, filter);

    expect(matchesOf(index, posting)).toEqual(isWanted ? [7] : []);
    expect(expectedOf(new Map([[7, filter]]), posting)).toEqual(isWanted ? [7] : []);
  });

  it("refuses to go on with matches after a change", () => {
    const index = new FilterIndex();
    for (const number of [0, 1]) index.set(number, parseQuery("role:backend").filter);
    const matches = index.matches(aPosting(), testNow);
    matches.next();

    index.delete(1);

    expect(() => matches.next()).toThrow("expected no change while matches are read");
  });
});
