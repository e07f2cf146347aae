import { describe, expect, test } from "vitest";
import { rippling } from "../../../src/sources/rippling/index.ts";
import { testBoard } from "../conformance.ts";
import { pollOf } from "../harness.ts";
import { rows, siteOf } from "./board.ts";

const options = { board: "ferryman" };
const [engineer] = rows;
const ids = ["2f0674e6-0000-4000-8000-000000000001", "2f0674e6-0000-4000-8000-000000000002"];
const path = "/platform/api/ats/v1/board/ferryman/jobs";

testBoard({
  source: rippling,
  options,
  board: "ferryman",
  requests: [path, `${path}/${ids[0]}`, `${path}/${ids[1]}`],
  full: siteOf(rows),
  ids,
  empty: siteOf([]),
  withBadItem: siteOf([...rows, { ...engineer, uuid: "bad", url: "ftp://x" }]),
  badItem: "bad",
  wrongEnvelopes: [null, {}, { error: "not found" }, "x"],
  pages: [
    ["https://ats.rippling.com/ferryman", "ferryman"],
    ["https://ats.rippling.com/ferryman/jobs/2f0674e6-0000-4000-8000-000000000001?jobSite=x", "ferryman"],
    ["https://ats.rippling.com/en-GB/ferryman/jobs", "ferryman"],
    ["https://ats.rippling.com/en/ferryman/jobs", "ferryman"],
    ["https://ats.rippling.com/hp/jobs", "hp"],
    ["https://api.rippling.com/platform/api/ats/v1/board/ferryman/jobs", "ferryman"],
    ["https://ats.rippling.com/api/v2/board/ferryman/jobs?page=0", "ferryman"],
  ],
  strangers: [
    "https://ats.rippling.com/",
    "https://ats.rippling.com/en-GB",
    "https://www.rippling.com/careers",
    "https://app.rippling.com/ferryman/jobs",
    "https://ats.rippling.com.example.com/ferryman",
  ],
});

describe("rippling", () => {
  test("a posting in several places is one", async () => {
    const { postings } = await pollOf(rippling, options, siteOf(rows));

    expect(postings[0]).toEqual({
      externalId: "2f0674e6-0000-4000-8000-000000000001",
      url: "https://ats.rippling.com/ferryman/jobs/2f0674e6-0000-4000-8000-000000000001",
      publishedAt: Date.UTC(2026, 1, 3, 12, 5, 6, 789),
      title: "Ferry Timetable Engineer",
      company: "Ferryman, Inc.",
      location: "Remote (New Jersey, US) | New York, NY",
      text: "<p>You time tides, in <b>Kotlin</b>.</p>\n<p>We cross.</p>",
      format: "html",
      stated: {
        employment: ["full-time"],
        pay: { min: 110_000, max: 150_000, currency: "USD", period: "year" },
      },
    });
  });

  test("a posting with little", async () => {
    const { postings } = await pollOf(rippling, options, siteOf(rows));

    expect(postings[1]).toEqual({
      externalId: "2f0674e6-0000-4000-8000-000000000002",
      url: "https://ats.rippling.com/ferryman/jobs/2f0674e6-0000-4000-8000-000000000002",
      title: "Deckhand",
      company: "Ferryman",
      location: "Albany, NY",
      text: "",
      format: "html",
      stated: { employment: ["part-time"] },
    });
  });

  test("a text that is gone or has another shape is that posting's own fault", async () => {
    expect(await pollOf(rippling, options, siteOf(rows, { [ids[0] ?? ""]: {} }))).toMatchObject({
      complete: true,
      postings: [],
      dropped: ids.map((externalId) => ({ externalId })),
    });
  });
});
