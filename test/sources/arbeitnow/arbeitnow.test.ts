import { describe, expect, test } from "vitest";
import { arbeitnow } from "../../../src/sources/arbeitnow/index.ts";
import { testBoard } from "../conformance.ts";
import { pollOf, Site } from "../harness.ts";
import { newest, older } from "./pages.ts";

const site = new Site({ "/api/job-board-api?page=1": newest, "/api/job-board-api?page=2": older });
const bad = { ...newest.data[0], slug: "bad", title: "" };

testBoard({
  source: arbeitnow,
  options: {},
  board: "all",
  requests: ["/api/job-board-api?page=1", "/api/job-board-api?page=2"],
  full: site,
  ids: ["wax-clerk-1", "wax-engineer-2", "imker-in-honigberg-3"],
  empty: { data: [], links: { next: null } },
  withBadItem: new Site({ ...site.pages, "/api/job-board-api?page=2": { ...older, data: [...older.data, bad] } }),
  badItem: "bad",
  wrongEnvelopes: [null, [], {}, { data: [] }, { data: {}, links: { next: null } }],
  isWindow: true,
  pages: [
    ["https://www.arbeitnow.com/", "all"],
    ["https://arbeitnow.com/jobs", "all"],
    ["https://www.arbeitnow.com/api/job-board-api?page=2", "all"],
  ],
  strangers: [
    "https://www.arbeitnow.com/jobs/companies/honigberg/imker-in-honigberg-3",
    "https://www.arbeitnow.com/blog/job-board-api",
    "https://arbeitnow.com.example/jobs",
  ],
});

describe("arbeitnow", () => {
  test("a posting with everything", async () => {
    const { postings } = await pollOf(arbeitnow, {}, site);

    expect(postings.at(-1)).toEqual({
      externalId: "imker-in-honigberg-3",
      url: "https://www.arbeitnow.com/jobs/companies/honigberg/imker-in-honigberg-3",
      publishedAt: Date.UTC(2026, 4, 1, 10),
      title: "Imker:in (m/w/d)",
      company: "Honigberg GmbH",
      location: "Göttingen",
      text: "<p>Bienen &amp; Blüten.</p>",
      format: "html",
      stated: { employment: ["full-time"] },
    });
  });

  test("a posting with little", async () => {
    const { postings } = await pollOf(arbeitnow, {}, site);

    expect(postings[1]).toEqual({
      externalId: "wax-engineer-2",
      url: "https://www.arbeitnow.com/jobs/companies/wachs/wax-engineer-2",
      title: "Wax Engineer",
      company: "Wachs AG",
      location: null,
      text: "<p>Wax in <b>Rust</b>.</p>",
      format: "html",
      stated: { modes: ["remote"] },
    });
  });
});
