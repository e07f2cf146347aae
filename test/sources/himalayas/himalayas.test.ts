import { describe, expect, test } from "vitest";
import { himalayas } from "../../../src/sources/himalayas/index.ts";
import { testBoard } from "../conformance.ts";
import { pollOf, Site } from "../harness.ts";
import { newest, older } from "./pages.ts";

const requests = ["/jobs/api?limit=20", "/jobs/api?limit=20&cursor=c2"] as const;
const site = new Site({ [requests[0]]: newest, [requests[1]]: older });
const bad = { ...newest.jobs[0], guid: "bad", applicationLink: "mailto:yaks@example.com" };

testBoard({
  source: himalayas,
  options: {},
  board: "all",
  requests,
  full: site,
  ids: [
    "https://himalayas.app/companies/highpass/jobs/tea-picker",
    "https://himalayas.app/companies/highpass/jobs/tea-taster",
    "https://himalayas.app/companies/highpass/jobs/yak-herder",
  ],
  empty: { jobs: [], nextCursor: null },
  withBadItem: new Site({ ...site.pages, [requests[1]]: { ...older, jobs: [...older.jobs, bad] } }),
  badItem: "bad",
  wrongEnvelopes: [null, [], {}, { jobs: {} }, { jobs: [], nextCursor: {} }],
  isWindow: true,
  pages: [
    ["https://himalayas.app/", "all"],
    ["https://www.himalayas.app/jobs", "all"],
    ["https://himalayas.app/jobs/api?limit=50", "all"],
  ],
  strangers: [
    "https://himalayas.app/companies/highpass/jobs/yak-herder",
    "https://himalayas.app/companies/highpass",
    "https://himalayas.app.example/jobs",
  ],
});

describe("himalayas", () => {
  test("a posting with everything", async () => {
    const { postings } = await pollOf(himalayas, {}, site);

    expect(postings.at(-1)).toEqual({
      externalId: "https://himalayas.app/companies/highpass/jobs/yak-herder",
      url: "https://himalayas.app/companies/highpass/jobs/yak-herder",
      publishedAt: Date.UTC(2026, 4, 1, 10),
      title: "Yak Herder",
      company: "Highpass",
      location: "Remote (Nepal | India)",
      text: "<p>Herd yaks in <b>Elixir</b>.</p>",
      format: "html",
      stated: {
        modes: ["remote"],
        employment: ["part-time"],
        pay: { min: 20, max: 25, currency: "USD", period: "hour" },
      },
    });
  });

  test("a posting with little, for anyone anywhere, its pay of an unknown period", async () => {
    const { postings } = await pollOf(himalayas, {}, site);

    expect(postings[1]).toEqual({
      externalId: "https://himalayas.app/companies/highpass/jobs/tea-taster",
      url: "https://himalayas.app/companies/highpass/jobs/tea-taster",
      title: "Tea Taster",
      company: "Highpass",
      location: "Remote (Worldwide)",
      text: "<p>Taste tea.</p>",
      format: "html",
      stated: { modes: ["remote"] },
    });
  });

  test("one page is enough where nothing is new", async () => {
    const one = new Site({ [requests[0]]: newest });

    const { postings } = await pollOf(himalayas, {}, one, { isKnown: async () => true });

    expect(postings).toHaveLength(2);
  });
});
