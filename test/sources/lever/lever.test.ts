import { describe, expect, test } from "vitest";
import { lever } from "../../../src/sources/lever/index.ts";
import { testBoard } from "../conformance.ts";
import { pollOf } from "../harness.ts";
import board from "./board.json" with { type: "json" };

const options = { site: "KilnWorks" };
const [firmware] = board;

testBoard({
  source: lever,
  options,
  board: "KilnWorks",
  requests: ["/v0/postings/KilnWorks?mode=json"],
  full: board,
  ids: ["22222222-bbbb-4bbb-8bbb-000000000001", "22222222-bbbb-4bbb-8bbb-000000000002"],
  empty: [],
  withBadItem: [...board, { ...firmware, id: "bad", lists: "none" }],
  badItem: "bad",
  wrongEnvelopes: [null, {}, { ok: false, error: "Document not found" }, "x"],
  pages: [
    ["https://jobs.lever.co/KilnWorks", "KilnWorks"],
    ["https://jobs.lever.co/KilnWorks/22222222-bbbb-4bbb-8bbb-000000000001/apply?lever-source=x", "KilnWorks"],
    ["https://jobs.eu.lever.co/KilnWorks", "eu/KilnWorks"],
    ["https://api.lever.co/v0/postings/KilnWorks?mode=json", "KilnWorks"],
    ["https://api.eu.lever.co/v0/postings/KilnWorks", "eu/KilnWorks"],
  ],
  strangers: [
    "https://jobs.lever.co/",
    "https://lever.co/KilnWorks",
    "https://jobs.lever.co/a%2Fb",
    "https://__proto__/x",
  ],
});

describe("lever", () => {
  test("a posting with everything", async () => {
    const { postings } = await pollOf(lever, options, board);

    expect(postings[0]).toEqual({
      externalId: "22222222-bbbb-4bbb-8bbb-000000000001",
      url: "https://jobs.lever.co/KilnWorks/22222222-bbbb-4bbb-8bbb-000000000001",
      applyUrl: "https://jobs.lever.co/KilnWorks/22222222-bbbb-4bbb-8bbb-000000000001/apply",
      publishedAt: 1_770_000_000_000,
      title: "Firmware Engineer",
      company: "KilnWorks",
      location: "Ghent, Belgium | Remote, Belgium",
      text: [
        "<div>Our kilns phone home.</div>",
        "<h3>You bring &lt;b&gt;&amp; love&lt;/b&gt;</h3><ul><li>Rust</li><li>Patience</li></ul>",
        "<ul><li>Clay</li></ul>",
        "<div>We reply within a week.</div>",
        "<div>Paid thirteen times a year.</div>",
      ].join("\n"),
      format: "html",
      stated: {
        modes: ["onsite"],
        employment: ["full-time"],
        pay: { min: 48_000, max: 61_000, currency: "EUR", period: "year" },
      },
    });
  });

  test("a posting with little", async () => {
    const { postings } = await pollOf(lever, options, board);

    expect(postings[1]).toMatchObject({
      location: "Delft",
      text: "Glaze &amp; fire.<br>Twice a day.",
      stated: { employment: ["temporary"] },
    });
    expect(postings[1]?.stated).not.toHaveProperty("modes");
  });

  test.each([
    ["per-year-salary", "year"],
    ["per-hour-wage", "hour"],
    ["per-month-salary", "month"],
    ["per-week-salary", "week"],
    ["per-day-wage", "day"],
    ["1-YEAR", "year"],
    ["1 HOUR", "hour"],
    ["semi-month-salary", undefined],
    ["one-time", undefined],
    ["", undefined],
  ])("the interval %j", async (interval, period) => {
    const salaryRange = { min: 10, max: 20, currency: "eur", interval };

    const { postings } = await pollOf(lever, options, [{ ...firmware, salaryRange }]);

    expect(postings[0]?.stated?.pay).toEqual(period && { min: 10, max: 20, currency: "EUR", period });
  });

  test.each([
    ["Full-time", ["full-time"]],
    ["Permanent", ["full-time"]],
    ["Regular Part-Time", ["part-time"]],
    ["Full- or part-time", ["full-time", "part-time"]],
    ["Part/Full Time", ["part-time", "full-time"]],
    ["Contract / 1099", ["contract"]],
    ["Intern (Summer)", ["internship"]],
    ["Fixed Term Contract", ["temporary", "contract"]],
    ["Employee", undefined],
  ])("the commitment %j", async (commitment, employment) => {
    const { postings } = await pollOf(lever, options, [{ ...firmware, categories: { commitment } }]);

    expect(postings[0]?.stated?.employment).toEqual(employment);
  });

  test("one site name in two regions is two boards", () => {
    expect(lever.board({ site: "KilnWorks", eu: false })).not.toBe(lever.board({ site: "KilnWorks", eu: true }));
  });
});
