import { describe, expect, test } from "vitest";
import { recruitee } from "../../../src/sources/recruitee/index.ts";
import { testBoard } from "../conformance.ts";
import { pollOf } from "../harness.ts";
import board from "./board.json" with { type: "json" };

const options = { company: "pomarium" };
const [engineer] = board.offers;

testBoard({
  source: recruitee,
  options,
  board: "pomarium",
  requests: ["/api/offers/"],
  full: board,
  ids: ["501", "502"],
  empty: { offers: [] },
  withBadItem: { offers: [...board.offers, { ...engineer, id: 503, title: " " }] },
  badItem: "503",
  wrongEnvelopes: [null, [], {}, { offers: {} }, "x"],
  pages: [
    ["https://pomarium.recruitee.com/", "pomarium"],
    ["https://pomarium.recruitee.com/o/cider-press-operator/c/new", "pomarium"],
    ["https://pomarium.recruitee.com/api/offers/", "pomarium"],
  ],
  strangers: [
    "https://recruitee.com/pomarium",
    "https://www.recruitee.com/",
    "https://api.recruitee.com/c/1/offers",
    "https://a.b.recruitee.com/",
    "https://pomarium.recruitee.com.example.com/",
    "https://pomariumrecruitee.com/",
  ],
});

describe("recruitee", () => {
  test("a posting with everything", async () => {
    const { postings } = await pollOf(recruitee, options, board);

    expect(postings[0]).toEqual({
      externalId: "501",
      url: "https://jobs.pomarium.example/o/orchard-data-engineer",
      applyUrl: "https://jobs.pomarium.example/o/orchard-data-engineer/c/new",
      publishedAt: Date.UTC(2026, 3, 1, 9, 30, 15),
      title: "Orchard Data Engineer",
      company: "Pomarium",
      location: "Leuven, Flanders, Belgium | Anywhere in Spain",
      text: "<p>You count apples, in <b>Scala</b>.</p>\n<ul><li>Patience with pears</li></ul>",
      format: "html",
      stated: {
        modes: ["remote", "hybrid"],
        employment: ["full-time"],
        pay: { min: 48_000, max: 61_500.5, currency: "EUR", period: "year" },
      },
    });
  });

  test("a posting with little", async () => {
    const { postings } = await pollOf(recruitee, options, board);

    expect(postings[1]).toEqual({
      externalId: "502",
      url: "https://pomarium.recruitee.com/o/cider-press-operator",
      title: "Cider Press Operator",
      company: "Pomarium",
      location: "Ghent, Belgium",
      text: "<p>You press.</p>",
      format: "html",
      stated: { employment: ["part-time", "temporary"] },
    });
  });

  test.each([
    [{ min: "60.000", max: "75.000", period: "year", currency: "EUR" }, undefined],
    [
      { min: 20, max: null, period: "hour", currency: "eur" },
      { min: 20, max: null, currency: "EUR", period: "hour" },
    ],
    [{ min: "1", max: "2", period: "lifetime", currency: "EUR" }, undefined],
  ])("the salary %j", async (salary, pay) => {
    const { postings } = await pollOf(recruitee, options, { offers: [{ ...engineer, salary }] });

    expect(postings[0]?.stated?.pay).toEqual(pay);
  });

  test.each(["Pomarium", "a.b", "", "-a", "a/b", "a@b", "a_b"])("%j is no company", (company) => {
    expect(recruitee.options.safeParse({ company }).success).toBe(false);
  });
});
