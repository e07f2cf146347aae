import { describe, expect, test } from "vitest";
import { teamtailor } from "../../../src/sources/teamtailor/index.ts";
import { testBoard } from "../conformance.ts";
import { pollOf, Site } from "../harness.ts";
import { feedOf, firstItem, itemOf, secondItem } from "./feed.ts";

const options = { company: "firn" };
const feed = feedOf(firstItem, secondItem);

testBoard({
  source: teamtailor,
  options,
  board: "firn",
  requests: ["/jobs.rss?offset=0&per_page=100"],
  full: feed,
  ids: ["7100001", "7100002"],
  empty: feedOf(),
  withBadItem: feedOf(firstItem, secondItem, itemOf(7100003, " ")),
  badItem: "7100003",
  isConditional: false,
  wrongEnvelopes: ["", "{}", '{"version":"https://jsonfeed.org/version/1.1","items":[]}', "<html></html>"],
  pages: [
    ["https://firn.teamtailor.com/", "firn"],
    ["https://firn.teamtailor.com/jobs/7100002-ski-patroller", "firn"],
    ["https://career.teamtailor.com/jobs.rss", "career"],
    ["https://firn.na.teamtailor.com/jobs", "na/firn"],
  ],
  strangers: [
    "https://teamtailor.com/",
    "https://www.teamtailor.com/en/",
    "https://app.teamtailor.com/login",
    "https://firn.eu.teamtailor.com/",
    "https://firn.teamtailor.com.example.com/",
  ],
});

describe("teamtailor", () => {
  test("a posting with everything", async () => {
    const { postings } = await pollOf(teamtailor, options, feed);

    expect(postings[0]).toEqual({
      externalId: "7100001",
      url: "https://careers.firn.example/jobs/7100001-glacier-snow-analyst",
      publishedAt: Date.UTC(2026, 1, 4, 8, 26, 20),
      title: "Glacier & Snow Analyst",
      company: "Firn",
      location: "Kiruna, Sweden | The hut",
      text: "<p>You read ice, in <strong>Python</strong> &amp; R.</p>",
      format: "html",
      stated: { modes: ["hybrid"] },
    });
  });

  test("a posting with little", async () => {
    const { postings } = await pollOf(teamtailor, options, feed);

    expect(postings[1]).toEqual({
      externalId: "7100002",
      url: "https://firn.teamtailor.com/jobs/7100002-x",
      title: "Ski Patroller",
      company: "Firn",
      location: null,
      text: "",
      format: "html",
    });
  });

  test.each([
    ["<remoteStatus>fully</remoteStatus>", { stated: { modes: ["remote"] } }],
    ["<remoteStatus>temporary</remoteStatus>", {}],
    ["<remoteStatus>none</remoteStatus>", {}],
    ["<pubDate>Wed, 04 Feb 2026 09:26:20 GMT</pubDate>", { publishedAt: Date.UTC(2026, 1, 4, 9, 26, 20) }],
    ["<pubDate>Wed, 04 Feb 2026 09:26:20</pubDate>", { publishedAt: Date.UTC(2026, 1, 4, 9, 26, 20) }],
    ["<pubDate>Today 1</pubDate>", {}],
  ])("%s", async (more, expected) => {
    const { postings } = await pollOf(teamtailor, options, feedOf(itemOf(1, "Skier", more)));
    const { stated, publishedAt } = postings[0] ?? {};

    expect({ ...(stated && { stated }), ...(publishedAt && { publishedAt }) }).toEqual(expected);
  });

  test("a link without a number leaves the guid as the id", async () => {
    const { postings } = await pollOf(teamtailor, options, feedOf(itemOf("x", "Skier", "<guid>g-1</guid>")));

    expect(postings[0]?.externalId).toBe("g-1");
  });

  describe("of several pages", () => {
    const first = feedOf(...Array.from({ length: 100 }, (_, index) => itemOf(index + 1, "Skier")));

    test.each([
      ["a short last page", feedOf(itemOf(101, "Skier")), true, 101],
      ["nothing on the last page", feedOf(), true, 100],
      ["a posting that moved on while we read", feedOf(itemOf(100, "Skier")), false, 100],
      ["a page that breaks off", feedOf(itemOf(101, "Skier")).replace("</rss>", ""), false, 101],
    ])("%s", async (_, second, complete, count) => {
      const progress: (number | undefined)[][] = [];
      const site = new Site({
        "/jobs.rss?offset=0&per_page=100": first,
        "/jobs.rss?offset=100&per_page=100": second,
      });

      const snapshot = await pollOf(teamtailor, options, site, { progress: (...done) => void progress.push(done) });

      expect(snapshot.complete).toBe(complete);
      expect(snapshot.postings).toHaveLength(count);
      expect(progress[0]).toEqual([100, undefined]);
    });

    test("a page that is missing fails the poll", async () => {
      const site = new Site({ "/jobs.rss?offset=0&per_page=100": first });

      await expect(pollOf(teamtailor, options, site)).rejects.toMatchObject({ code: "not-found" });
    });

    test("a feed that begins again is left, and is not complete", async () => {
      const progress: number[] = [];

      const endless = await pollOf(teamtailor, options, first, { progress: (done) => void progress.push(done) });

      expect(progress).toEqual([100]);
      expect(endless).toMatchObject({ complete: false, isWindow: true, dropped: [] });
      expect(endless.postings).toHaveLength(100);
    });
  });
});
