import { describe, expect, test } from "vitest";
import { feed } from "../../../src/sources/feed/index.ts";
import { testBoard } from "../conformance.ts";
import { aContext, pollOf } from "../harness.ts";

const options = { url: "https://www.lantern.example/jobs/feed/" };
const keeper = `<item>
  <title>Lamp Engineer &amp;amp; Keeper</title>
  <link>https://lantern.example/jobs/1</link>
  <guid isPermaLink="false">lamp-1</guid>
  <pubDate>Mon, 02 Mar 2026 10:00:00 EST</pubDate>
  <description>short</description>
  <content:encoded><![CDATA[<p>Lamps in Go.</p>]]></content:encoded>
  <job_listing:company>Lantern &amp; Sons</job_listing:company>
  <job_listing:location>Brno, Czechia</job_listing:location>
  <job_listing:job_type>Full Time</job_listing:job_type>
  <job_listing:salary>60 000 CZK</job_listing:salary>
</item>`;
const clerk = `<item><title>Clerk</title><link>/jobs/2</link></item>`;
const rss = (...items: string[]) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Lantern</title><link>https://lantern.example</link>${items.join("")}</channel></rss>`;

testBoard({
  source: feed,
  options,
  board: "lantern.example/jobs/feed",
  requests: ["/feed.xml"],
  optionsAt: (origin) => ({ url: `${origin}/feed.xml` }),
  followsRedirects: true,
  isWindow: true,
  full: rss(keeper, clerk),
  ids: ["lamp-1", "/jobs/2"],
  empty: rss(),
  withBadItem: rss(keeper, clerk, "<item><guid>untitled</guid></item>"),
  badItem: "untitled",
  wrongEnvelopes: ["", "<html><body>Nothing here</body></html>", "{}", '{"version":"1"}', '{"a":', "<a>".repeat(70)],
  pages: [],
  strangers: ["https://lantern.example/feed.xml"],
});

describe("feeds", () => {
  test("an entry of RSS with everything", async () => {
    const { postings } = await pollOf(feed, options, rss(keeper, clerk));

    expect(postings).toEqual([
      {
        externalId: "lamp-1",
        url: "https://lantern.example/jobs/1",
        publishedAt: Date.UTC(2026, 2, 2, 15),
        title: "Lamp Engineer & Keeper",
        company: "Lantern & Sons",
        location: "Brno, Czechia",
        text: "<p>Lamps in Go.</p>\n<h3>Salary</h3>60 000 CZK",
        format: "html",
        stated: { employment: ["full-time"] },
      },
      {
        externalId: "/jobs/2",
        url: "https://www.lantern.example/jobs/2",
        title: "Clerk",
        company: null,
        location: null,
        text: "",
        format: "html",
      },
    ]);
  });

  test("Atom", async () => {
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>L</title><link href="https://lantern.example/"/><entry>
      <id>tag:lantern.example,2026:7</id><title type="html">Wick &amp;amp; Wax</title>
      <link rel="self" href="https://lantern.example/7.atom"/><link rel="alternate" href="https://lantern.example/7"/>
      <published>2026-01-02T03:04:05Z</published><updated>2026-02-02T00:00:00Z</updated>
      <content type="xhtml"><div>Wicks in <b>Rust</b></div></content></entry></feed>`;

    const { postings } = await pollOf(feed, options, atom);

    expect(postings).toMatchObject([
      {
        externalId: "tag:lantern.example,2026:7",
        url: "https://lantern.example/7",
        title: "Wick & Wax",
        publishedAt: Date.UTC(2026, 0, 2, 3, 4, 5),
        text: "<div>Wicks in <b>Rust</b></div>",
      },
    ]);
  });

  test("RDF, whose items stand beside the channel", async () => {
    const rdf = `<rdf:RDF><channel rdf:about="https://lantern.example/"><items/></channel>
      <item rdf:about="https://lantern.example/a"><title>A</title><link>https://lantern.example/a</link><dc:date>2026-05-06T07:08:09+02:00</dc:date><description>x</description></item>
      <item rdf:about="https://lantern.example/b"><title>B</title></item></rdf:RDF>`;

    const { postings } = await pollOf(feed, options, rdf);

    expect(postings.map(({ externalId, url }) => [externalId, url])).toEqual([
      ["https://lantern.example/a", "https://lantern.example/a"],
      ["https://lantern.example/b", "https://lantern.example/b"],
    ]);
    expect(postings[0]?.publishedAt).toBe(Date.UTC(2026, 4, 6, 5, 8, 9));
  });

  test("JSON Feed, with what schema.org adds", async () => {
    const json = {
      version: "https://jsonfeed.org/version/1.1",
      items: [
        {
          id: "j1",
          url: "https://lantern.example/j1",
          title: "Glass &amp; Light",
          content_html: "<p>Glass in Kotlin.</p>",
          date_published: "2026-02-04T09:26:20+01:00",
          _jobposting: {
            "@type": "JobPosting",
            title: "Glass",
            jobLocation: [{ address: { addressLocality: "Madrid", addressCountry: "ES" } }],
            employmentType: "PART_TIME",
          },
        },
        { id: 2, title: "Plain", content_text: "a < b" },
        { id: "bad" },
      ],
    };

    const { postings, dropped } = await pollOf(feed, { ...options, company: "Lantern" }, json);

    expect(postings).toMatchObject([
      {
        externalId: "j1",
        title: "Glass & Light",
        company: "Lantern",
        location: "Madrid, ES",
        text: "<p>Glass in Kotlin.</p>",
        publishedAt: Date.UTC(2026, 1, 4, 8, 26, 20),
        stated: { employment: ["part-time"] },
      },
      { externalId: "2", url: null, text: "a &lt; b" },
    ]);
    expect(dropped).toMatchObject([{ what: "bad", externalId: "bad" }]);
  });

  test("NEOGOV's fields: pay, more text, the end of the application", async () => {
    const item = `<item><guid>9</guid><title>Clerk</title><link>https://gov.example/9</link><description>&lt;p&gt;Files.&lt;/p&gt;</description>
      <joblisting:minimumSalary>135000</joblisting:minimumSalary><joblisting:maximumSalary>175,000</joblisting:maximumSalary>
      <joblisting:salaryCurrency>USD</joblisting:salaryCurrency><joblisting:salaryInterval>Year</joblisting:salaryInterval>
      <joblisting:location>Atlanta, Georgia</joblisting:location><joblisting:qualifications>&lt;p&gt;COBOL&lt;/p&gt;</joblisting:qualifications>
      <joblisting:advertiseToDateTimeUTC>2026-03-01T00:00:00Z</joblisting:advertiseToDateTimeUTC></item>`;
    const at = (now: number) => pollOf(feed, options, rss(item), { clock: { ...aContext().clock, now: () => now } });

    const [before, after] = [await at(Date.UTC(2026, 1, 1)), await at(Date.UTC(2026, 2, 2))];

    expect(before.postings[0]).toMatchObject({
      location: "Atlanta, Georgia",
      text: "<p>Files.</p>\n<h3>Qualifications</h3><p>COBOL</p>",
      stated: { pay: { min: 135_000, max: 175_000, currency: "USD", period: "year" } },
    });
    expect(before.postings[0]?.stated?.closed).toBe(undefined);
    expect(after.postings[0]?.stated?.closed).toBe(true);
  });

  test.each([
    ["a stray ampersand", "<item><guid>1</guid><title>P&P & Co</title></item>", { title: "P&P & Co" }],
    [
      "HTML that was never escaped",
      "<item><guid>1</guid><title>T</title><description>We <b>bake</b><br/>daily</description></item>",
      { text: "We <b>bake</b><br></br>daily" },
    ],
    [
      "a date of the beginning",
      "<item><guid>1</guid><title>T</title><pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate></item>",
      { externalId: "1" },
    ],
    [
      "an address as its id",
      "<item><guid>https://a.example/1</guid><title>T</title></item>",
      { url: "https://a.example/1" },
    ],
    [
      "a link that is none",
      "<item><guid>1</guid><title>T</title><link>javascript:alert(1)</link></item>",
      { url: null },
    ],
  ])("%s", async (_, item, expected) => {
    const { postings } = await pollOf(feed, options, rss(item));

    expect(postings[0]).toMatchObject(expected);
    expect(postings[0]?.publishedAt).toBe(undefined);
  });

  test("entries that share one id are told apart by their addresses", async () => {
    const item = (link: string) => `<item><guid>same</guid><title>T</title><link>${link}</link></item>`;

    const { postings } = await pollOf(feed, options, rss(item("https://a.example/1"), item("https://a.example/2")));

    expect(postings.map(({ externalId }) => externalId)).toEqual(["https://a.example/1", "https://a.example/2"]);
  });

  test("entries that share one address and no id are told apart by what they say", async () => {
    const item = (title: string) => `<item><title>${title}</title><link>https://a.example/careers</link></item>`;

    const { postings, dropped } = await pollOf(feed, options, rss(item("A"), item("B"), clerk));

    expect(postings.map(({ title }) => title)).toEqual(["A", "B", "Clerk"]);
    expect(dropped).toEqual([]);
  });

  // Where each is compared with all others, this takes minutes.
  test("fifty thousand entries that share one id are read through", async () => {
    const items = Array.from({ length: 50_000 }, (_, i) => `<item><title>${i}</title><guid>1</guid></item>`);

    expect((await pollOf(feed, options, rss(...items))).postings).toHaveLength(items.length);
  });

  test("an entry that stands there twice keeps its id", async () => {
    const { postings, dropped } = await pollOf(feed, options, rss(keeper, keeper));

    expect(postings.map(({ externalId }) => externalId)).toEqual(["lamp-1"]);
    expect(dropped).toMatchObject([{ what: "lamp-1" }]);
  });

  test("long addresses that only differ at their ends are two ids", async () => {
    const item = (end: string) =>
      `<item><title>T</title><link>https://a.example/${"x".repeat(300)}${end}</link></item>`;

    const ids = (await pollOf(feed, options, rss(item("1"), item("2")))).postings.map(({ externalId }) => externalId);

    expect(new Set(ids).size).toBe(2);
    expect(Math.max(...ids.map(({ length }) => length))).toBeLessThanOrEqual(200);
  });

  test("an edit of an Atom entry is no publication, and its plain text is no HTML", async () => {
    const atom = `<feed><entry><id>1</id><title>T</title><updated>2026-02-02T00:00:00Z</updated>
      <content type="text">a &lt;b&gt; c</content></entry></feed>`;

    const { postings } = await pollOf(feed, options, atom);

    expect(postings[0]?.publishedAt).toBe(undefined);
    expect(postings[0]?.text).toBe("a &lt;b&gt; c");
  });

  test.each([
    ["https://a.example/jobs.rss?category=dev", "a.example/jobs.rss?category=dev"],
    ["https://a.example/jobs.rss?apikey=s3cret", expect.not.stringContaining("s3cret")],
    ["https://a.example/jobs.rss?x=0123456789abcdef0123456789abcdef", expect.not.stringContaining("0123")],
  ])("%s is shown without what may be a key", (url, expected) => {
    expect(feed.board(feed.options.parse({ url }))).toEqual(expected);
  });

  test.each([
    ["60", 3_600_000],
    ["0", undefined],
    ["soon", undefined],
  ])("a ttl of %s minutes is kept", async (ttl, freshForMs) => {
    const text = rss(keeper).replace("<channel>", `<channel><ttl>${ttl}</ttl>`);

    expect((await pollOf(feed, options, text)).freshForMs).toBe(freshForMs);
  });

  test("one that lists everything is whole", async () => {
    expect(await pollOf(feed, { ...options, whole: true }, rss(keeper))).toMatchObject({ complete: true });
  });

  test.each<[string, unknown]>([
    ["breaks off", rss(keeper, clerk).slice(0, -30)],
    ["names a next page", rss('<atom:link rel="next" href="/feed?page=2"/>', keeper)],
    [
      "names a next page, in Atom",
      '<feed><link rel="next" href="/2"/><entry><id>1</id><title>T</title></entry></feed>',
    ],
    [
      "names a next page, in JSON",
      { version: "https://jsonfeed.org/version/1.1", next_url: "https://lantern.example/2", items: [] },
    ],
  ])("one that %s is not, whatever it was said to be", async (_, payload) => {
    expect(await pollOf(feed, { ...options, whole: true }, payload)).toMatchObject({ complete: false, isWindow: true });
  });

  test.each(["ftp://lantern.example/x", "https://me:secret@lantern.example/", "lantern.example"])(
    "%s is no address of a feed",
    (url) => {
      expect(feed.options.safeParse({ url }).success).toBe(false);
    },
  );
});
