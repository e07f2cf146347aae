import { describe, expect, test } from "vitest";
import { remotive } from "../../../src/sources/remotive/index.ts";
import { testBoard } from "../conformance.ts";
import { pollOf } from "../harness.ts";
import board from "./board.json" with { type: "json" };

const [loom] = board.jobs;

testBoard({
  source: remotive,
  options: { category: "software-dev" },
  board: "software-dev",
  requests: ["/api/remote-jobs?category=software-dev"],
  full: board,
  ids: ["2000001", "2000002"],
  empty: { "job-count": 0, jobs: [] },
  withBadItem: { "job-count": 3, jobs: [...board.jobs, { ...loom, id: 9, title: " " }] },
  badItem: "9",
  wrongEnvelopes: [null, [], {}, { jobs: [] }, { "job-count": 0, jobs: {} }],
  pages: [
    ["https://remotive.com/", "all"],
    ["https://www.remotive.com/remote-jobs", "all"],
    ["https://remotive.io/remote-jobs", "all"],
    ["https://remotive.com/remote-jobs/software-dev", "software-dev"],
    ["https://remotive.com/api/remote-jobs?category=software-dev&limit=5", "software-dev"],
  ],
  strangers: [
    "https://remotive.com/remote-jobs/software-dev/weaver-2000001",
    "https://remotive.com/remote-jobs/..%2f..%2fx",
    "https://remotive.com/blog?category=design",
    "https://remotive.com.example/",
  ],
});

describe("remotive", () => {
  test("a posting with everything", async () => {
    const { postings } = await pollOf(remotive, {}, board);

    expect(postings[0]).toEqual({
      externalId: "2000001",
      url: "https://remotive.com/remote-jobs/software-dev/weaver-2000001",
      publishedAt: Date.UTC(2026, 4, 1, 10),
      title: "Loom Developer",
      company: "Warp & Weft",
      location: "Remote (Europe, Canada)",
      text: "<p>Weave <em>PHP</em>.</p>\n<h3>Salary</h3>$60k - $80k &lt;OTE&gt;",
      format: "html",
      stated: { modes: ["remote"], employment: ["full-time"] },
    });
  });

  test("a posting with little", async () => {
    const { postings } = await pollOf(remotive, {}, board);

    expect(postings[1]).toEqual({
      externalId: "2000002",
      url: "https://remotive.com/remote-jobs/writing/scribe-2000002",
      title: "Scribe",
      company: "Inkwell",
      location: "Remote (Worldwide)",
      text: "<p>Write.</p>",
      format: "html",
      stated: { modes: ["remote"] },
    });
  });

  test("a list that hands over fewer than it counts is not complete", async () => {
    expect(await pollOf(remotive, {}, { ...board, "job-count": 3 })).toMatchObject({ complete: false, dropped: [] });
  });
});
