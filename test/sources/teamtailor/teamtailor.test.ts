import { describe, expect, test } from "vitest";
import { teamtailor } from "../../../src/sources/teamtailor/index.ts";
import { testBoard } from "../conformance.ts";
import { pollOf } from "../harness.ts";

const options = { company: "fjordwerk" };
const sailor = `<item>
  <title>Rigging Engineer</title>
  <description>&lt;p&gt;Sails &amp;amp; ropes in Rust.&lt;/p&gt;</description>
  <pubDate>Tue, 03 Feb 2026 09:26:20 +0100</pubDate>
  <link>https://jobs.fjordwerk.example/jobs/7100001-rigging-engineer</link>
  <guid isPermaLink="false">5f0c0000-0000-4000-8000-000000000001</guid>
  <remoteStatus>hybrid</remoteStatus>
  <tt:locations>
    <tt:location><tt:name>Harbour</tt:name><tt:city>Bergen</tt:city><tt:country>Norway</tt:country><tt:zip>5003</tt:zip></tt:location>
    <tt:location><tt:name>Copenhagen</tt:name></tt:location>
  </tt:locations>
  <tt:department>Boats</tt:department>
</item>`;
const cook = `<item><title>Cook</title><link>https://fjordwerk.teamtailor.com/jobs/7100002</link><remoteStatus>none</remoteStatus></item>`;
const feedOf = (...items: string[]) =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:tt="https://teamtailor.com/locations"><channel><title>Fjordwerk</title>${items.join("")}</channel></rss>`;

testBoard({
  source: teamtailor,
  options,
  board: "fjordwerk",
  requests: ["/jobs.rss"],
  full: feedOf(sailor, cook),
  ids: ["7100001", "7100002"],
  empty: feedOf(),
  withBadItem: feedOf(sailor, cook, "<item><title>No address</title><guid>lost</guid></item>"),
  badItem: "lost",
  wrongEnvelopes: ["", "<html></html>", "{}"],
  pages: [
    ["https://fjordwerk.teamtailor.com/jobs", "fjordwerk"],
    ["https://fjordwerk.teamtailor.com/jobs/7100001-rigging-engineer", "fjordwerk"],
  ],
  strangers: [
    "https://www.teamtailor.com/",
    "https://teamtailor.com/fjordwerk",
    "https://app.teamtailor.com/companies",
  ],
});

describe("teamtailor", () => {
  test("a posting with everything", async () => {
    const { postings } = await pollOf(teamtailor, options, feedOf(sailor));

    expect(postings).toEqual([
      {
        externalId: "7100001",
        url: "https://jobs.fjordwerk.example/jobs/7100001-rigging-engineer",
        publishedAt: Date.UTC(2026, 1, 3, 8, 26, 20),
        title: "Rigging Engineer",
        company: "Fjordwerk",
        location: "Bergen, Norway | Copenhagen",
        text: "<p>Sails &amp; ropes in Rust.</p>",
        format: "html",
        stated: { modes: ["hybrid"] },
      },
    ]);
  });

  test.each([
    ["fully", ["remote"]],
    ["none", undefined],
    ["temporary", undefined],
  ])("remote status %s", async (status, expected) => {
    const { postings } = await pollOf(teamtailor, options, feedOf(sailor.replace(">hybrid<", `>${status}<`)));

    expect(postings[0]?.stated?.modes).toEqual(expected);
  });
});
