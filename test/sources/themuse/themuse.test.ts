import { describe, expect, test } from "vitest";
import { themuse } from "../../../src/sources/themuse/index.ts";
import { testBoard } from "../conformance.ts";
import { pollOf, Site } from "../harness.ts";
import { newest, older } from "./pages.ts";

const options = { category: "Data Science", location: "Berlin, Germany" };
const query = "descending=true&category=Data+Science&location=Berlin%2C+Germany";
const requests = [`/api/public/jobs?page=0&${query}`, `/api/public/jobs?page=1&${query}`] as const;
const site = new Site({ [requests[0]]: newest, [requests[1]]: older });
const bad = { ...newest.results[0], id: 9, refs: {} };

testBoard({
  source: themuse,
  options,
  board: "category=Data+Science&location=Berlin%2C+Germany",
  requests,
  full: site,
  ids: ["4000001", "4000002", "4000003"],
  empty: { page: 0, page_count: 0, results: [] },
  withBadItem: new Site({ ...site.pages, [requests[1]]: { ...older, results: [...older.results, bad] } }),
  badItem: "9",
  wrongEnvelopes: [null, [], {}, { results: [] }, { page_count: 1, results: {} }],
  isWindow: true,
  pages: [
    ["https://www.themuse.com/", "all"],
    ["https://themuse.com/jobs", "all"],
    ["https://www.themuse.com/api/public/jobs?page=3&category=Data%20Science", "category=Data+Science"],
  ],
  strangers: [
    "https://www.themuse.com/jobs/parnassus/lyre-engineer",
    "https://www.themuse.com/advice",
    `https://www.themuse.com/api/public/jobs?category=${"x".repeat(101)}`,
    "https://themuse.com.example/jobs",
  ],
});

describe("themuse", () => {
  test("a posting with everything", async () => {
    const { postings } = await pollOf(themuse, options, site);

    expect(postings.at(-1)).toEqual({
      externalId: "4000003",
      url: "https://www.themuse.com/jobs/parnassus/lyre-engineer",
      publishedAt: Date.UTC(2026, 4, 1, 10),
      title: "Lyre Engineer",
      company: "Parnassus",
      location: "Flexible / Remote | Thebes, Greece",
      text: "<p>Compose in <b>Scala</b>.</p>",
      format: "html",
    });
  });

  test("a posting with little", async () => {
    const { postings } = await pollOf(themuse, options, site);

    expect(postings[1]).toEqual({
      externalId: "4000002",
      url: "https://www.themuse.com/jobs/parnassus/chorus-lead",
      title: "Chorus Lead",
      company: null,
      location: null,
      text: "",
      format: "html",
    });
  });
});
