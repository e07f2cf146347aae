import { describe, expect, test } from "vitest";
import { jobicy } from "../../../src/sources/jobicy/index.ts";
import { testBoard } from "../conformance.ts";
import { pollOf } from "../harness.ts";
import board from "./board.json" with { type: "json" };

const [founder] = board.jobs;

testBoard({
  source: jobicy,
  options: { geo: "usa", industry: "dev", tag: "c++ bells" },
  board: "geo=usa&industry=dev&tag=c%2B%2B+bells",
  requests: ["/api/v2/remote-jobs?count=100&geo=usa&industry=dev&tag=c%2B%2B+bells"],
  full: board,
  ids: ["3000001", "3000002", "3000003"],
  empty: { jobs: [] },
  withBadItem: { jobs: [...board.jobs, { ...founder, id: 9, url: "/jobs/9" }] },
  badItem: "9",
  wrongEnvelopes: [null, [], {}, { success: false }, { jobs: {} }],
  isWindow: true,
  pages: [
    ["https://jobicy.com/", "all"],
    ["https://www.jobicy.com/jobs", "all"],
    ["https://jobicy.com/feed/job_feed", "all"],
    ["https://jobicy.com/api/v2/remote-jobs?count=20&geo=usa&tag=python", "geo=usa&tag=python"],
  ],
  strangers: [
    "https://jobicy.com/jobs/3000001-bell-founder",
    "https://jobicy.com/api/v2/remote-jobs?geo=..%2Fx",
    "https://jobicy.com/employers",
    "https://jobicy.com.example/jobs",
  ],
});

describe("jobicy", () => {
  test.each([{ tag: "go" }, { geo: "United States" }, { industry: "" }])("%j is no filter", (filter) => {
    expect(jobicy.options.safeParse(filter).success).toBe(false);
  });

  test("a posting with everything", async () => {
    const { postings } = await pollOf(jobicy, {}, board);

    expect(postings[0]).toEqual({
      externalId: "3000001",
      url: "https://jobicy.com/jobs/3000001-bell-founder",
      publishedAt: Date.UTC(2026, 4, 1, 10),
      title: "Bell Founder – Bronze & Tin",
      company: "Carillon & Sons",
      location: "Remote (Europe)",
      text: "<p>Cast bells.</p>",
      format: "html",
      stated: {
        modes: ["remote"],
        employment: ["full-time", "contract"],
        pay: { min: 5000, max: 6500, currency: "EUR", period: "month" },
      },
    });
  });

  test("pay by its former names is a year's", async () => {
    const { postings } = await pollOf(jobicy, {}, board);

    expect(postings[1]?.stated).toEqual({
      modes: ["remote"],
      employment: ["part-time"],
      pay: { min: 40_000, max: 50_000, currency: "USD", period: "year" },
    });
  });

  test("a posting with little", async () => {
    const { postings } = await pollOf(jobicy, {}, board);

    expect(postings[2]).toEqual({
      externalId: "3000003",
      url: "https://jobicy.com/jobs/3000003-bell-tuner",
      title: "Bell Tuner",
      company: null,
      location: "Remote",
      text: "",
      format: "html",
      stated: { modes: ["remote"] },
    });
  });
});
