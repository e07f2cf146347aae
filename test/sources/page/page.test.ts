import { describe, expect, test } from "vitest";
import type { SourcedPosting } from "../../../src/posting/posting.ts";
import type { SourceContext } from "../../../src/sources/source.ts";
import { page } from "../../../src/sources/page/index.ts";
import { testBoard } from "../conformance.ts";
import { aContext, pollOf } from "../harness.ts";

const options = { url: "https://granite.example/careers" };
const quarrier = {
  "@context": "https://schema.org",
  "@type": "JobPosting",
  title: "Blast &amp; Drill Engineer",
  description: "&lt;p&gt;Stone in Java.&lt;/p&gt;",
  datePosted: "2026-03-04",
  validThrough: "2026-12-31",
  employmentType: ["FULL_TIME", "CONTRACTOR"],
  hiringOrganization: { "@type": "Organization", name: "Granite" },
  jobLocation: [
    {
      "@type": "Place",
      address: { "@type": "PostalAddress", addressLocality: "Aberdeen", addressCountry: { name: "GB" } },
    },
    { "@type": "Place", address: "Inverness, Scotland" },
  ],
  baseSalary: { currency: "GBP", value: { minValue: 40_000, maxValue: "50000", unitText: "YEAR" } },
  identifier: { "@type": "PropertyValue", name: "Granite", value: 17 },
  url: "https://granite.example/careers/17",
};
const carver = { "@type": "JobPosting", title: "Carver", identifier: "c-2", description: "Carve." };
const html = (...scripts: string[]) =>
  `<!doctype html><html><head>${scripts.map((text) => `<script type="application/ld+json">${text}</script>`).join("")}</head><body><p>Hi</p></body></html>`;
const jsonOf = (...values: unknown[]) => html(...values.map((value) => JSON.stringify(value)));

testBoard({
  source: page,
  options,
  board: "granite.example/careers",
  requests: ["/robots.txt", "/careers"],
  optionsAt: (origin) => ({ url: `${origin}/careers` }),
  followsRedirects: true,
  full: jsonOf(quarrier, carver),
  ids: ["https://granite.example/careers/17", "c-2"],
  withBadItem: jsonOf(quarrier, carver, { "@type": "JobPosting", title: "" }),
  badItem: "[2]",
  wrongEnvelopes: ["", "<html></html>", jsonOf({ "@type": "Organization" }), html("{"), "{}"],
  pages: [],
  strangers: ["https://granite.example/careers"],
});

describe("pages", () => {
  test("a posting with everything", async () => {
    const { postings } = await pollOf(page, options, jsonOf(quarrier));

    expect(postings).toEqual([
      {
        externalId: "https://granite.example/careers/17",
        url: "https://granite.example/careers/17",
        publishedAt: Date.UTC(2026, 2, 4),
        title: "Blast & Drill Engineer",
        company: "Granite",
        location: "Aberdeen, GB | Inverness, Scotland",
        text: "<p>Stone in Java.</p>",
        format: "html",
        stated: {
          employment: ["full-time", "contract"],
          pay: { min: 40_000, max: 50_000, currency: "GBP", period: "year" },
        },
      },
    ]);
  });

  test.each([
    ["a graph", JSON.stringify({ "@graph": [{ "@type": "WebSite" }, carver] })],
    ["a list", JSON.stringify([carver])],
    [
      "a list of items",
      JSON.stringify({ "@type": "ItemList", itemListElement: [{ "@type": "ListItem", item: carver }] }),
    ],
    ["a type in full", JSON.stringify({ ...carver, "@type": ["https://schema.org/JobPosting"] })],
    ["line breaks within strings", JSON.stringify(carver).replace("Carve.", "Carve\n\tit.")],
    ["trailing commas", `${JSON.stringify(carver).slice(0, -1)},}`],
    ["comments", `/* ours */ ${JSON.stringify(carver)}`],
    ["HTML's comment", `<!-- ${JSON.stringify(carver)} -->`],
  ])("in %s", async (_, script) => {
    expect((await pollOf(page, options, html(script))).postings).toMatchObject([
      { externalId: "c-2", title: "Carver" },
    ]);
  });

  test.each<[string, object, Partial<SourcedPosting>]>([
    [
      "remote, from where one may work",
      {
        jobLocationType: "TELECOMMUTE",
        applicantLocationRequirements: [{ "@type": "Country", name: "Germany" }, "Austria"],
      },
      { location: "Remote, Germany | Remote, Austria", stated: { modes: ["remote"] } },
    ],
    [
      "pay of one number",
      { baseSalary: { currency: "EUR", value: { value: 30, unitText: "HOUR" } } },
      { stated: { pay: { min: 30, max: 30, currency: "EUR", period: "hour" } } },
    ],
    ["a company as a word", { hiringOrganization: "Granite &amp; Sons" }, { company: "Granite & Sons" }],
    [
      "more than its description",
      { qualifications: "Go & grit" },
      { text: "Carve.\n<h3>Qualifications</h3>Go &amp; grit" },
    ],
    ["an address that is none", { url: "javascript:alert(1)" }, { url: "https://granite.example/careers" }],
  ])("%s", async (_, more, expected) => {
    expect((await pollOf(page, options, jsonOf({ ...carver, ...more }))).postings[0]).toMatchObject(expected);
  });

  test.each([
    [{ value: { minValue: 0, maxValue: 0, unitText: "YEAR" }, currency: "USD" }],
    [50_000],
    [{ value: 50_000, currency: "USD" }],
    ["competitive"],
  ])("pay that says nothing: %j", async (baseSalary) => {
    expect((await pollOf(page, options, jsonOf({ ...carver, baseSalary }))).postings[0]).not.toHaveProperty("stated");
  });

  test.each([
    ["2026-03-01", Date.UTC(2026, 2, 1, 23), undefined],
    ["2026-03-01", Date.UTC(2026, 2, 2, 1), true],
    ["2026-03-01T12:00:00+02:00", Date.UTC(2026, 2, 1, 9), undefined],
    ["2026-03-01T12:00:00+02:00", Date.UTC(2026, 2, 1, 11), true],
    ["soon", Date.UTC(2030, 0), undefined],
  ])("valid through %s, at %i", async (validThrough, now, closed) => {
    const parts = { clock: { ...aContext().clock, now: () => now } };

    const { postings } = await pollOf(page, options, jsonOf({ ...carver, validThrough }), parts);

    expect(postings[0]?.stated?.closed).toBe(closed);
  });

  test("the same posting twice is one, and others that share its identifier are others", async () => {
    const { postings, dropped } = await pollOf(page, options, jsonOf(carver, carver, { ...carver, title: "Setter" }));

    expect(postings.map(({ title }) => title)).toEqual(["Carver", "Setter"]);
    expect(new Set(postings.map(({ externalId }) => externalId)).size).toBe(2);
    expect(dropped).toEqual([]);
  });

  test("a script that cannot be read is named, and the page is not whole", async () => {
    const deep = `{"@type":"JobPosting","title":${"[".repeat(70)}`;

    expect(await pollOf(page, options, html(JSON.stringify(carver), deep))).toMatchObject({
      complete: false,
      postings: [{ title: "Carver" }],
      dropped: [{ what: "script 2" }],
    });
  });

  // Where the time grows with the square of the length, each of these takes minutes.
  test.each([
    ["tags that are never closed", "<x>".repeat(600_000) + "</y>".repeat(400_000)],
    ["a script full of quotes", html(`["${'a" b'.repeat(300_000)}`)],
    ["many of them", html(...Array.from({ length: 60 }, () => `["${'a" b'.repeat(20_000)}`))],
  ])("%s are read through", async (_, hostile) => {
    expect((await pollOf(page, options, jsonOf(carver) + hostile)).postings).toHaveLength(1);
  });

  describe("without JobPosting", () => {
    const plain = "<html><body><h1>Careers</h1><p>Nothing is open right now.</p></body></html>";

    test("has nothing open any more, where something was", async () => {
      const snapshot = await pollOf(page, options, plain, { hasOpen: async () => true });

      expect(snapshot).toEqual({ complete: true, postings: [], dropped: [] });
    });

    test.each<[string, string, SourceContext["hasOpen"]]>([
      ["where nothing ever was", plain, async () => false],
      ["at a first look", plain, undefined],
      ["where it breaks off", plain.slice(0, 40), async () => true],
      ["where it is empty", "", async () => true],
      ["where it is no page", "{}", async () => true],
      ["where data cannot be read", html(`${"[".repeat(100)}"JobPosting"`), async () => true],
      ["behind a challenge", plain.replace("Careers", "Just a moment..."), async () => true],
      ["behind a login", plain.replace("<p>", '<input type="password"><p>'), async () => true],
      ["in a shell for scripts", plain.replace("Careers", "Please enable JavaScript"), async () => true],
    ])("is an error %s", async (_, text, hasOpen) => {
      const parts = hasOpen === undefined ? {} : { hasOpen };

      await expect(pollOf(page, options, text, parts)).rejects.toMatchObject({ code: "schema" });
    });
  });

  test("a page that breaks off lacks what may have followed", async () => {
    const whole = jsonOf(quarrier, carver);
    const cut = whole.slice(0, whole.lastIndexOf("<script"));

    const snapshot = await pollOf(page, options, cut);

    expect(snapshot.postings).toHaveLength(1);
    expect(snapshot).toMatchObject({ complete: false, dropped: [{ what: "end of the page" }] });
  });

  test("a hundred thousand nested tags and a script without an end are read through", async () => {
    const hostile = `${"<div>".repeat(100_000)}${jsonOf(carver)}<script>${"x".repeat(2_000_000)}`;

    expect((await pollOf(page, options, hostile)).postings).toHaveLength(1);
  });
});
