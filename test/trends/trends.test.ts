import { describe, expect, it } from "vitest";
import type { Facts, Pay } from "../../src/posting/posting.ts";
import { type Appearance, trendsBegin, trendsOf } from "../../src/trends/trends.ts";
import { aPosting, dayMs, hourMs } from "../builders.ts";

/** A Wednesday. */
const now = Date.UTC(2026, 4, 20, 9);
const sunday = Date.UTC(2026, 4, 17, 22, 30);

function anAppearance(
  opening: string,
  { at = now - hourMs, isSure = true, ...facts }: Partial<Facts> & { at?: number | null; isSure?: boolean } = {},
): Appearance {
  return { posting: aPosting({ openingId: opening, facts }), at, isSure };
}

async function trends(of: readonly Appearance[], { zone = "UTC", countsUnsure = false } = {}) {
  async function* all() {
    yield* of;
  }
  return await trendsOf(all(), now, { zone, countsUnsure });
}

function aPay(min: number | null, more: Partial<Pay> = {}): Partial<Facts> {
  return { pay: { min, max: min, currency: "EUR", period: "year", ...more } };
}

describe("the weeks of trends", () => {
  it.each([
    ["UTC", [0, 1, 0]],
    // Half past midnight of Monday there.
    ["Europe/Berlin", [0, 0, 1]],
  ] as const)("are those of %s", async (zone, counts) => {
    const { weeks } = await trends([anAppearance("o1", { at: sunday })], { zone });

    expect(weeks.slice(-3).map(({ count }) => count)).toEqual(counts);
    expect(weeks.slice(-3).map(({ monday }) => monday)).toEqual(["2026-05-04", "2026-05-11", "2026-05-18"]);
    expect(weeks).toHaveLength(12);
  });

  it("begin on Monday by the clock also where it went forward meanwhile", () => {
    const begin = trendsBegin(now, "Europe/Berlin");

    // In winter time, an hour later in UTC than the mondays of summer.
    expect(new Date(begin).toISOString()).toBe("2026-03-01T23:00:00.000Z");
  });

  it("count an opening once, when it appeared first", async () => {
    const found = await trends([anAppearance("o1"), anAppearance("o1", { at: now - 15 * dayMs })]);

    expect(found.openings).toBe(1);
    expect(found.weeks.slice(-3).map(({ count }) => count)).toEqual([1, 0, 0]);
  });

  it("leave out what is older, and what was there before anybody looked", async () => {
    const found = await trends([anAppearance("o1", { at: now - 200 * dayMs }), anAppearance("o2", { at: null })]);

    expect(found).toMatchObject({ openings: 2, undated: 2 });
    expect(found.weeks.every(({ count }) => count === 0)).toBe(true);
  });

  it("know nothing of an opening that one board had before anybody looked", async () => {
    const found = await trends([anAppearance("o1"), anAppearance("o1", { at: null })]);

    expect(found).toMatchObject({ openings: 1, undated: 1 });
  });
});

describe("what openings have in common", () => {
  it("is ranked, the same twice once, with what is left out", async () => {
    const london = { city: "London", region: null, country: "GB" };
    const places = Array.from({ length: 9 }, (_, index) => ({ ...london, city: `City${index}` }));

    const found = await trends([
      anAppearance("o1", { places: [london, london, ...places], languages: ["Go", "Rust"] }),
      anAppearance("o2", { places: [london], languages: ["Go"] }),
      anAppearance("o3", { places: [], languages: [] }),
    ]);

    expect(found.places.top.slice(0, 2)).toEqual([
      { name: "London, GB", count: 2 },
      { name: "City0, GB", count: 1 },
    ]);
    expect(found.places).toMatchObject({ others: 2, unsaid: 1 });
    expect(found.languages).toEqual({
      top: [
        { name: "Go", count: 2 },
        { name: "Rust", count: 1 },
      ],
      others: 0,
      unsaid: 1,
    });
  });

  it("counts those that do not say what was asked only where that is wanted", async () => {
    const given = [anAppearance("o1"), anAppearance("o2", { isSure: false }), anAppearance("o1", { isSure: false })];

    expect(await trends(given)).toMatchObject({ openings: 1, unsure: 1 });
    expect(await trends(given, { countsUnsure: true })).toMatchObject({ openings: 2, unsure: 1 });
  });
});

describe("pay", () => {
  it("is the median and the quartiles of the middle of what is stated, a year, by currency", async () => {
    const found = await trends([
      anAppearance("o1", aPay(60_000)),
      anAppearance("o2", aPay(50_000, { max: 90_000 })),
      anAppearance("o3", aPay(40, { period: "hour" })),
      anAppearance("o4", aPay(7_500, { period: "month" })),
      anAppearance("o5", aPay(null, { max: 100_000 })),
      anAppearance("o6", aPay(120_000, { currency: "USD" })),
      anAppearance("o7"),
    ]);

    expect(found.paid).toBe(6);
    expect(found.pay).toEqual([
      { currency: "EUR", count: 5, quartiles: { low: 70_000, median: 83_200, high: 90_000 } },
      { currency: "USD", count: 1, quartiles: null },
    ]);
  });

  it("has no quartiles of fewer than five, nor of what states no amount", async () => {
    const pays = [1, 2, 3, 4].map((one) => anAppearance(`o${one}`, aPay(one * 10_000)));

    const found = await trends([...pays, anAppearance("o5", aPay(null))]);

    expect(found).toMatchObject({ paid: 4, pay: [{ count: 4, quartiles: null }] });
  });
});
