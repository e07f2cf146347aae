import { describe, expect, test } from "vitest";
import { greenhouse } from "../../../src/sources/greenhouse/index.ts";
import { testBoard } from "../conformance.ts";
import { pollOf } from "../harness.ts";
import board from "./board.json" with { type: "json" };

const options = { board: "larkfield" };
const [ledger] = board.jobs;

testBoard({
  source: greenhouse,
  options,
  board: "larkfield",
  requests: ["/v1/boards/larkfield/jobs?content=true&pay_transparency=true"],
  full: board,
  ids: ["7000000001", "7000000002"],
  empty: { jobs: [], meta: { total: 0 } },
  withBadItem: { jobs: [...board.jobs, { ...ledger, id: 9, absolute_url: "javascript:alert(1)" }], meta: { total: 3 } },
  badItem: "9",
  wrongEnvelopes: [null, [], {}, { jobs: [] }, { jobs: {}, meta: { total: 0 } }, { jobs: [], meta: { total: "0" } }],
  pages: [
    ["https://boards.greenhouse.io/larkfield", "larkfield"],
    ["https://boards.eu.greenhouse.io/larkfield/jobs/7000000001?gh_jid=7000000001", "larkfield"],
    ["http://job-boards.greenhouse.io/larkfield/jobs/7000000001", "larkfield"],
    ["https://job-boards.eu.greenhouse.io/larkfield", "larkfield"],
    ["https://boards.greenhouse.io/embed/job_board?for=larkfield&b=x", "larkfield"],
    ["https://job-boards.greenhouse.io/embed/job_app?token=7&for=larkfield", "larkfield"],
    ["https://boards-api.greenhouse.io/v1/boards/larkfield/jobs", "larkfield"],
  ],
  strangers: [
    "https://boards.greenhouse.io/",
    "https://boards.greenhouse.io/embed/job_board",
    "https://boards.greenhouse.io/embed/job_board?for=../../x",
    "https://www.greenhouse.io/larkfield",
    "https://larkfield.example/careers?gh_jid=7000000001",
  ],
});

describe("greenhouse", () => {
  test("a posting with everything", async () => {
    const { postings } = await pollOf(greenhouse, options, board);

    expect(postings[0]).toEqual({
      externalId: "7000000001",
      url: "https://job-boards.greenhouse.io/larkfield/jobs/7000000001",
      publishedAt: Date.UTC(2026, 4, 1, 12),
      title: "Ledger Engineer",
      company: "Larkfield",
      location: "Hybrid | Leeds, England, United Kingdom | Utrecht",
      text: "<p>Postings &amp; balances, x &lt; y, in <b>Kotlin</b>.</p>",
      format: "html",
      stated: {
        modes: ["onsite"],
        employment: ["part-time"],
        pay: { min: 52_000, max: 70_000, currency: "GBP", period: "year" },
      },
    });
  });

  test("a posting with little", async () => {
    const { postings } = await pollOf(greenhouse, options, board);

    expect(postings[1]).toEqual({
      externalId: "7000000002",
      url: "https://job-boards.greenhouse.io/larkfield/jobs/7000000002",
      title: "Support Writer",
      company: "Larkfield",
      location: "Oslo, Norway | Bergen, Norway",
      text: "",
      format: "html",
    });
  });

  test("a board that hands over fewer than it counts is not complete", async () => {
    expect(await pollOf(greenhouse, options, { ...board, meta: { total: 3 } })).toMatchObject({
      complete: false,
      postings: [{}, {}],
      dropped: [],
    });
  });

  test.each([
    ["&lt;b&gt;", "<b>"],
    ["&amp;lt;", "&lt;"],
    ["&quot;it&#39;s&quot;", `"it's"`],
    ["&lt;p&gt;a&amp;nbsp;b&lt;/p&gt;", "<p>a&nbsp;b</p>"],
    ["<p>1 &lt; 2</p>", "<p>1 &lt; 2</p>"],
  ])("content %s is %s", async (content, text) => {
    const { postings } = await pollOf(greenhouse, options, { ...board, jobs: [{ ...ledger, content }] });

    expect(postings[0]?.text).toBe(text);
  });

  test.each([
    ["the period in the title", [range(2550, 3000, "Hourly rate")], { min: 25.5, max: 30, period: "hour" }],
    [
      "the period in the blurb",
      [range(800_000, 900_000, "Pay", "<p>a month</p>")],
      { min: 8000, max: 9000, period: "month" },
    ],
    [
      "a year's pay without words",
      [range(9_000_000, 12_000_000, "Zone 1")],
      { min: 90_000, max: 120_000, period: "year" },
    ],
    ["an open end", [range(9_000_000, null, "Annual")], { min: 90_000, max: null, period: "year" }],
    [
      "on-target earnings alone",
      [range(9_000_000, 9_900_000, "OTE, annual")],
      { min: 90_000, max: 99_000, period: "year" },
    ],
    ["little pay without words", [range(2550, 3000, "Zone 1")], undefined],
    ["unset", [range(0, 0, "Annual")], undefined],
    ["upside down", [range(9_000_000, 100, "Annual")], undefined],
  ])("pay: %s", async (_name, ranges, pay) => {
    const { postings } = await pollOf(greenhouse, options, {
      ...board,
      jobs: [{ ...ledger, pay_input_ranges: ranges }],
    });

    expect(postings[0]?.stated?.pay).toEqual(pay && { ...pay, currency: "USD" });
  });
});

function range(min: number | null, max: number | null, title: string, blurb = "") {
  return { min_cents: min, max_cents: max, currency_type: "USD", title, blurb };
}
