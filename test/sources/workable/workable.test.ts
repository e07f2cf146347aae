import { describe, expect, test } from "vitest";
import { workable } from "../../../src/sources/workable/index.ts";
import { testBoard } from "../conformance.ts";
import { pollOf } from "../harness.ts";
import board from "./board.json" with { type: "json" };

const options = { account: "tallow-wick" };
const [analyst] = board.jobs;

testBoard({
  source: workable,
  options,
  board: "tallow-wick",
  requests: ["/api/v1/widget/accounts/tallow-wick?details=true"],
  full: board,
  ids: ["AB12CD34EF", "FF00FF00FF"],
  empty: { name: "Tallow & Wick", description: null, jobs: [] },
  withBadItem: { ...board, jobs: [...board.jobs, { ...analyst, shortcode: "BAD", url: "javascript:alert(1)" }] },
  badItem: "BAD",
  wrongEnvelopes: [null, [], {}, { jobs: {} }, { error: "Not found" }, "x"],
  pages: [
    ["https://apply.workable.com/tallow-wick/", "tallow-wick"],
    ["https://apply.workable.com/tallow-wick/j/AB12CD34EF/apply/", "tallow-wick"],
    ["https://apply.workable.com/api/v1/widget/accounts/tallow-wick?details=true", "tallow-wick"],
    ["https://apply.workable.com/api/v3/accounts/tallow-wick/jobs", "tallow-wick"],
    ["https://tallow-wick.workable.com/", "tallow-wick"],
  ],
  strangers: [
    "https://apply.workable.com/",
    "https://apply.workable.com/j/AB12CD34EF",
    "https://apply.workable.com/a%2Fb",
    "https://jobs.workable.com/view/1",
    "https://www.workable.com/tallow-wick",
    "https://apply.workable.com.example.com/tallow-wick",
  ],
});

describe("workable", () => {
  test("a posting in several places is one", async () => {
    const { postings } = await pollOf(workable, options, board);

    expect(postings[0]).toEqual({
      externalId: "AB12CD34EF",
      url: "https://apply.workable.com/j/AB12CD34EF",
      applyUrl: "https://apply.workable.com/j/AB12CD34EF/apply",
      publishedAt: Date.UTC(2026, 7, 5),
      title: "Candle Data Analyst",
      company: "Tallow & Wick",
      location: "Spain | Porto, Porto District, Portugal",
      text: "<p>You weigh wax, in <b>SQL</b>.</p>",
      format: "html",
      stated: { modes: ["remote"], employment: ["full-time"] },
    });
  });

  test("a posting with little", async () => {
    const { postings } = await pollOf(workable, options, board);

    expect(postings[1]).toEqual({
      externalId: "FF00FF00FF",
      url: "https://apply.workable.com/j/FF00FF00FF",
      title: "Wick Cutter",
      company: "Tallow & Wick",
      location: "Patras, Greece",
      text: "",
      format: "html",
    });
  });

  test("a bad row of a posting leaves the posting its other places", async () => {
    const jobs = [analyst, { ...analyst, title: null }];

    const snapshot = await pollOf(workable, options, { ...board, jobs });

    expect(snapshot).toMatchObject({ complete: true, postings: [{ location: "Spain" }], dropped: [{}] });
  });

  test("it is asked for once an hour at most", () => {
    expect(workable.terms?.minEveryMs).toBe(60 * 60 * 1000);
  });
});
