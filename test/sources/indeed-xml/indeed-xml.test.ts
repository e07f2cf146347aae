import { describe, expect, test } from "vitest";
import { indeedXml } from "../../../src/sources/indeed-xml/index.ts";
import { testBoard } from "../conformance.ts";
import { pollOf } from "../harness.ts";

const options = { url: "https://quill.example/indeed.xml" };
const writer = `<job>
  <title><![CDATA[Ink Engineer]]></title><date><![CDATA[Fri, 10 Apr 2026 12:00:00 GMT]]></date>
  <referencenumber><![CDATA[Q-1]]></referencenumber><url><![CDATA[https://quill.example/q-1?a=1&b=2]]></url>
  <company><![CDATA[Quill & Co]]></company><city>Cork</city><state></state><country>IE</country>
  <description><![CDATA[<p>Ink in Ruby.</p>]]></description><salary>€50k</salary><jobtype>fulltime</jobtype>
  <remotetype>Hybrid remote</remotetype><email>boss@quill.example</email></job>`;
const binder =
  "<job><title>Binder</title><referencenumber>Q-2</referencenumber><url>https://quill.example/q-2</url></job>";
const sourceOf = (...jobs: string[]) =>
  `<?xml version="1.0" encoding="utf-8"?><source><publisher>Quill</publisher>${jobs.join("")}</source>`;

testBoard({
  source: indeedXml,
  options,
  board: "quill.example/indeed.xml",
  requests: ["/jobs.xml"],
  optionsAt: (origin) => ({ url: `${origin}/jobs.xml` }),
  followsRedirects: true,
  full: sourceOf(writer, binder),
  ids: ["Q-1", "Q-2"],
  empty: sourceOf(),
  withBadItem: sourceOf(
    writer,
    binder,
    "<job><referencenumber>Q-3</referencenumber><url>https://quill.example/3</url></job>",
  ),
  badItem: "Q-3",
  wrongEnvelopes: ["", "{}", "<html></html>", "<rss><channel/></rss>"],
  pages: [],
  strangers: ["https://quill.example/indeed.xml"],
});

describe("Indeed's XML", () => {
  test("a posting with everything", async () => {
    const { postings } = await pollOf(indeedXml, options, sourceOf(writer));

    expect(postings).toEqual([
      {
        externalId: "Q-1",
        url: "https://quill.example/q-1?a=1&b=2",
        publishedAt: Date.UTC(2026, 3, 10, 12),
        title: "Ink Engineer",
        company: "Quill & Co",
        location: "Cork, IE",
        text: "<p>Ink in Ruby.</p>\n<h3>Salary</h3>€50k",
        format: "html",
        stated: { modes: ["hybrid"], employment: ["full-time"] },
      },
    ]);
  });

  test.each([
    [
      "LinkedIn's",
      "<source><job><partnerJobId>L1</partnerJobId><title>A</title><applyUrl>https://a.example/1</applyUrl><workplaceTypes>Remote</workplaceTypes><location>Oslo</location></job></source>",
      { externalId: "L1", url: "https://a.example/1", location: "Oslo", stated: { modes: ["remote"] } },
    ],
    [
      "Jooble's",
      '<jobs><job id="J1"><link>https://a.example/1</link><name>A</name><region>Lyon</region><pubdate>2026-01-02</pubdate><expire>2020-01-01</expire></job></jobs>',
      { externalId: "J1", title: "A", location: "Lyon", publishedAt: Date.UTC(2026, 0, 2), stated: { closed: true } },
    ],
    [
      "RSS around it",
      "<rss><jobs><job><id>R1</id><title>A</title><url>https://a.example/1</url></job></jobs></rss>",
      { externalId: "R1" },
    ],
  ])("%s dialect", async (_, xml, expected) => {
    expect((await pollOf(indeedXml, options, xml)).postings).toMatchObject([expected]);
  });

  test.each([sourceOf(writer, binder).slice(0, -9), sourceOf(writer, binder).slice(0, -60), "<source>"])(
    "what breaks off is not whole: %#",
    async (xml) => {
      expect(await pollOf(indeedXml, options, xml)).toMatchObject({ complete: false });
    },
  );

  test("what stands behind the end is no matter, nor that there is nothing", async () => {
    const commented = `${sourceOf(writer)}\n<!-- cached -->\n`;

    expect(await pollOf(indeedXml, options, commented)).toMatchObject({ complete: true, postings: [{}] });
    expect(await pollOf(indeedXml, options, "<source/>")).toMatchObject({ complete: true, postings: [] });
  });
});
