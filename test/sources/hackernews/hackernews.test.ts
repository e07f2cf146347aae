import { describe, expect, test } from "vitest";
import { read } from "../../../src/posting/reader/read.ts";
import { hackernews } from "../../../src/sources/hackernews/index.ts";
import { testBoard } from "../conformance.ts";
import { pollOf, Site } from "../harness.ts";
import { glass, lead, search, thread } from "./thread.ts";

const requests = [
  "/api/v1/search_by_date?tags=story%2Cauthor_whoishiring&hitsPerPage=5",
  "/api/v1/items/9000001",
] as const;
const site = siteOf(thread.children);

function siteOf(children: readonly unknown[]): Site {
  return new Site({ [requests[0]]: search, [requests[1]]: { ...thread, children } });
}

testBoard({
  source: hackernews,
  options: {},
  board: "who-is-hiring",
  requests,
  full: site,
  ids: ["9000101", "9000102"],
  empty: siteOf([]),
  withBadItem: siteOf([...thread.children, { id: 9_000_104, text: 7 }]),
  badItem: "9000104",
  wrongEnvelopes: [
    null,
    [],
    {},
    { hits: {} },
    { hits: [] },
    { hits: [search.hits[0]] },
    new Site({ [requests[0]]: search, [requests[1]]: { id: 9_000_001 } }),
  ],
  isWindow: true,
  pages: [
    ["https://news.ycombinator.com/submitted?id=whoishiring", "who-is-hiring"],
    ["https://news.ycombinator.com/user?id=whoishiring", "who-is-hiring"],
  ],
  strangers: [
    "https://news.ycombinator.com/",
    "https://news.ycombinator.com/jobs",
    "https://news.ycombinator.com/item?id=9000001",
    "https://news.ycombinator.com/user?id=glazier",
    "https://news.ycombinator.com.example/user?id=whoishiring",
  ],
});

describe("hackernews", () => {
  test("a comment is a posting, without a word of whoever wrote it or answered", async () => {
    const { postings } = await pollOf(hackernews, {}, site);

    expect(postings[0]).toEqual({
      externalId: "9000101",
      url: "https://news.ycombinator.com/item?id=9000101",
      publishedAt: Date.UTC(2026, 4, 1, 16),
      title: null,
      company: null,
      location: null,
      text: glass.text,
      format: "html",
    });
  });

  test("its first line says who hires whom, and where", async () => {
    const { postings } = await pollOf(hackernews, {}, site);
    const readings = postings.map((posting) => read(posting).facts);

    expect(readings).toMatchObject([
      {
        company: "Pane & Putty",
        title: "Backend Engineer",
        modes: ["remote"],
        remoteFrom: ["eu"],
        places: [{ city: "Lisbon", country: "PT" }],
        employment: ["full-time"],
        languages: ["Go"],
      },
      { company: "Leadpipe", title: "Site Reliability Engineer", modes: ["onsite"], places: [{ city: "Leeds" }] },
    ]);
  });

  test("a new month's thread takes the place of the former", async () => {
    const june = { objectID: "9500001", title: "Ask HN: Who is hiring? (June 2026)" };
    const next = new Site({
      [requests[0]]: { hits: [june, ...search.hits] },
      "/api/v1/items/9500001": { ...thread, children: [{ ...lead, id: 9_500_101 }] },
    });

    const { postings } = await pollOf(hackernews, {}, next);

    expect(postings.map(({ externalId }) => externalId)).toEqual(["9500101"]);
  });
});
