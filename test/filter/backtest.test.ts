import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backtest, type Backtest, backtestLine } from "../../src/filter/backtest.ts";
import { parseQuery } from "../../src/filter/parse.ts";
import { evaluate } from "../../src/filter/verdict.ts";
import { isClosed, type Pay, type Posting } from "../../src/posting/posting.ts";
import { aPosting, dayMs, testNow } from "../builders.ts";
import { closeFilters, closePostings } from "./index/close-arbitraries.ts";

async function* stream(postings: Iterable<Posting>): AsyncIterable<Posting> {
  yield* postings;
}

function tried(query: string, postings: Iterable<Posting>, examples?: number): Promise<Backtest> {
  return backtest(parseQuery(query), stream(postings), testNow, examples);
}

function paying(max: number): { pay: Pay } {
  return { pay: { min: null, max, currency: "EUR", period: "year" } };
}

describe("a backtest", () => {
  test("counts as the verdicts do", async () => {
    const postings = fc.sample(closePostings, 60);
    for (const filter of fc.sample(closeFilters, 60)) {
      const verdicts = postings.map((posting) => evaluate(filter, posting, testNow));
      const misses = verdicts.flatMap(({ clauses }, at) => {
        const obstacles = clauses.filter(
          ({ result }) => result === "fail" || (result === "unknown" && filter.unknown === "hide"),
        );
        const key = obstacles[0]?.key;
        return obstacles.length !== 1 || (key === "status" && isClosed(postings[at] ?? aPosting())) ? [] : [key];
      });

      const result = await backtest({ filter }, stream(postings), testNow);

      expect(result.matched).toBe(verdicts.filter(({ outcome }) => outcome === "match").length);
      expect(result.flagged).toBe(verdicts.filter(({ flags }) => flags.length > 0).length);
      expect(result.nearMisses.reduce((sum, { count }) => sum + count, 0)).toBe(misses.length);
      for (const { key, count } of result.nearMisses) {
        expect([key, count]).toEqual([key, misses.filter((missed) => missed === key).length]);
      }
    }
  });

  test("counts matches, and what one clause alone kept out", async () => {
    const postings = [
      aPosting({ facts: paying(100_000) }),
      aPosting({ facts: paying(90_000) }),
      aPosting({ facts: paying(10_000) }),
      aPosting({ facts: { ...paying(90_000), languages: ["Java"] } }),
      aPosting({ facts: paying(20_000) }),
      aPosting({ facts: { ...paying(20_000), languages: ["Java"] } }),
      aPosting({ facts: paying(90_000), closedAt: testNow }),
      aPosting({ facts: paying(10_000), closedAt: testNow }),
    ];

    const result = await tried("lang:go pay:>=80k/yr,eur", postings);

    expect(result).toMatchObject({ matched: 2, flagged: 0, total: 8, closed: 1, days: 2, perWeek: null });
    expect(result.nearMisses).toEqual([
      { key: "pay", count: 2 },
      { key: "lang", count: 1 },
    ]);
    expect(backtestLine(result)).toBe(
      "2 matched of 8 stored in the last 30 days; 1 more is closed; 2 more but for their pay; 1 more but for its programming languages",
    );
  });

  test("what is not said matches, is marked, or stands in the way, as the query asks", async () => {
    const silent = [aPosting(), aPosting({ facts: { languages: [] } })];

    const [shown, flagged, hidden] = await Promise.all([
      tried("lang:go", silent),
      tried("lang:go unknown:flag", silent),
      tried("lang:go unknown:hide", silent),
    ]);

    expect(shown).toMatchObject({ matched: 2, flagged: 0, nearMisses: [] });
    expect(flagged).toMatchObject({ matched: 2, flagged: 1, nearMisses: [] });
    expect(hidden).toMatchObject({ matched: 1, nearMisses: [{ key: "lang", count: 1 }] });
    expect(backtestLine(flagged)).toBe("2 matched of 2 stored in the last 30 days; 1 of these is flagged");
  });

  test("keeps the newest near misses, each with the clause that kept it out", async () => {
    const miss = { languages: ["Java" as const] };
    const postings = [1, 5, 2, 3].map((age) =>
      aPosting({ id: `p${age}`, firstSeenAt: testNow - age * dayMs, facts: miss }),
    );
    const twice = aPosting({ id: "p0", firstSeenAt: testNow, facts: { ...miss, roles: ["design"] } });

    const { nearest } = await tried("lang:go role:backend", [twice, ...postings]);

    expect(nearest.map(({ posting, clause }) => [posting.id, clause.wanted, clause.reason])).toEqual([
      ["p1", "lang:go", "says Java"],
      ["p2", "lang:go", "says Java"],
      ["p3", "lang:go", "says Java"],
    ]);
  });

  test("open ones are no near miss of a closed one", async () => {
    const result = await tried("lang:go status:closed", [aPosting(), aPosting({ closedAt: testNow })]);

    expect(result).toMatchObject({ matched: 1, closed: 0, nearMisses: [{ key: "status", count: 1 }] });
  });

  test("keeps the newest matches only, in whatever order they come", async () => {
    const ages = [5, 1, 9, 3, 2];
    const postings = ages.map((age) => aPosting({ id: `p${age}`, firstSeenAt: testNow - age * dayMs }));
    const other = aPosting({ id: "java", firstSeenAt: testNow, facts: { languages: ["Java"] } });

    const three = await tried("lang:go", [other, ...postings]);
    const one = await tried("lang:go", postings, 1);

    expect(three.newest.map(({ id }) => id)).toEqual(["p1", "p2", "p3"]);
    expect(one.newest.map(({ id }) => id)).toEqual(["p1"]);
  });

  test.each([
    ["six days are too few", 6, 12, null],
    ["a week is enough", 7, 12, 12],
    ["two weeks", 14, 12, 6],
  ])("weekly rate: %s", async (_, days, count, expected) => {
    const postings = Array.from({ length: count }, () => aPosting({ firstSeenAt: testNow - days * dayMs }));

    expect((await tried("lang:go", postings)).perWeek).toBe(expected);
  });

  test("what was published long before our history does not swell the rate", async () => {
    const history = { firstSeenAt: testNow - 14 * dayMs };
    const postings = [
      aPosting({ ...history, publishedAt: testNow - 90 * dayMs }),
      aPosting({ ...history, publishedAt: testNow - 10 * dayMs }),
    ];

    expect(await tried("lang:go", postings)).toMatchObject({ matched: 2, perWeek: 0.5 });
  });

  test("streams: what it has seen is let go", async () => {
    let pulled = 0;
    async function* many(): AsyncIterable<Posting> {
      for (; pulled < 5_000; pulled++) yield aPosting({ id: `p${pulled}` });
    }

    const result = await backtest(parseQuery("lang:go"), many(), testNow);

    expect(result).toMatchObject({ matched: 5_000, total: 5_000 });
    expect(result.newest).toHaveLength(3);
  });
});

describe("its line", () => {
  const nothing: Backtest = {
    matched: 0,
    flagged: 0,
    total: 0,
    days: 0,
    perWeek: null,
    closed: 0,
    nearMisses: [],
    nearest: [],
    newest: [],
  };

  test.each<[Partial<Backtest>, string]>([
    [{}, "Nothing is stored from the last 30 days yet, so there is nothing to try it on"],
    [{ total: 1 }, "0 matched of 1 stored in the last 30 days"],
    [
      { matched: 3, total: 4, closed: 1, nearMisses: [{ key: "pay", count: 6 }] },
      "3 matched of 4 stored in the last 30 days; 1 more is closed; 6 more but for their pay",
    ],
    [{ matched: 41, total: 1_200, perWeek: 9.6 }, "41 matched of 1,200 stored in the last 30 days, about 10 a week"],
    [{ matched: 1, total: 9, perWeek: 0.3 }, "1 matched of 9 stored in the last 30 days, less than 1 a week"],
    [{ total: 9, perWeek: 0 }, "0 matched of 9 stored in the last 30 days"],
    [{ total: 9, closed: 2 }, "0 matched of 9 stored in the last 30 days; 2 more are closed"],
    [{ matched: 2, total: 9, flagged: 2 }, "2 matched of 9 stored in the last 30 days; 2 of these are flagged"],
    [
      {
        total: 9,
        nearMisses: [
          { key: "location", count: 3 },
          { key: "company", count: 1 },
          { key: "status", count: 1 },
          { key: "role", count: 1 },
        ],
      },
      "0 matched of 9 stored in the last 30 days; 3 more but for their places; 1 more but for its company; 1 more but for being open",
    ],
  ])("%j", (result, expected) => {
    expect(backtestLine({ ...nothing, ...result })).toBe(expected);
  });
});
