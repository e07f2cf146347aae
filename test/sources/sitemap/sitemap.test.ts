import { describe, expect, test } from "vitest";
import { sitemap } from "../../../src/sources/sitemap/index.ts";
import { testSource } from "../conformance.ts";
import { contextOf, pollOf, Site } from "../harness.ts";

const host = "https://harbour.example";
const options = { url: `${host}/sitemap.xml` };
const urlset = (...paths: (string | [path: string, lastmod: string])[]) =>
  `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${paths
    .map((each) => (typeof each === "string" ? [each, ""] : each))
    .map(
      ([path, lastmod]) =>
        `<url><loc>${path?.startsWith("http") ? path : host + path}</loc><lastmod>${lastmod}</lastmod></url>`,
    )
    .join("")}</urlset>`;
const pageOf = (title: string) =>
  `<script type="application/ld+json">${JSON.stringify({ "@type": "JobPosting", title, description: `<p>${title}</p>` })}</script>`;
const crane = { "/jobs/crane": pageOf("Crane Engineer") };
const dock = { "/en/careers/dock-hand": pageOf("Dock Hand") };

testSource({
  source: sitemap,
  options,
  board: "harbour.example/sitemap.xml",
  full: new Site({ "/sitemap.xml": urlset("/", "/jobs/crane", "/about", "/en/careers/dock-hand"), ...crane, ...dock }),
  ids: [`${host}/jobs/crane`, `${host}/en/careers/dock-hand`],
  empty: new Site({ "/sitemap.xml": urlset("/", "/about") }),
  withBadItem: new Site({
    "/sitemap.xml": urlset("/jobs/crane", "/en/careers/dock-hand", "/jobs/"),
    ...crane,
    ...dock,
    "/jobs/": "<html>All of our jobs</html>",
  }),
  badItem: `${host}/jobs/`,
  pages: [],
  strangers: [`${host}/sitemap.xml`],
  poll: (payload) => pollOf(sitemap, options, payload),
});

describe("sitemaps", () => {
  test("a posting as its page has it, under the page's address", async () => {
    const { postings } = await pollOf(sitemap, options, new Site({ "/sitemap.xml": urlset("/jobs/crane"), ...crane }));

    expect(postings).toMatchObject([
      {
        externalId: `${host}/jobs/crane`,
        url: `${host}/jobs/crane`,
        title: "Crane Engineer",
        text: "<p>Crane Engineer</p>",
      },
    ]);
  });

  test("an index of several, those of other hosts left out", async () => {
    const index = `<sitemapindex><sitemap><loc>${host}/a.xml</loc></sitemap><sitemap><loc>https://elsewhere.example/b.xml</loc></sitemap></sitemapindex>`;
    const site = new Site({
      "/sitemap.xml": index,
      "/a.xml": urlset("/jobs/crane", "https://elsewhere.example/jobs/x"),
      ...crane,
    });

    expect(await pollOf(sitemap, options, site)).toMatchObject({
      complete: true,
      postings: [{ title: "Crane Engineer" }],
    });
  });

  test("only paths that are asked for, and no more pages than allowed", async () => {
    const site = new Site({ "/sitemap.xml": urlset("/team/a", "/team/b", "/jobs/crane"), "/team/a": pageOf("A") });

    const snapshot = await pollOf(sitemap, { ...options, include: "/team/", maxPages: 1 }, site);

    expect(snapshot.postings.map(({ title }) => title)).toEqual(["A"]);
    expect(snapshot).toMatchObject({ complete: false, dropped: [{ what: "maxPages" }] });
  });

  test("a page is read again when its date changes", async () => {
    const outlines = async (lastmod: string) => {
      const site = new Site({ "/sitemap.xml": urlset(["/jobs/crane", lastmod]) });
      return await sitemap.snapshot(sitemap.options.parse(options), contextOf(site));
    };

    const [first, same, changed] = [
      await outlines("2026-01-01"),
      await outlines("2026-01-01"),
      await outlines("2026-01-02"),
    ];

    expect(same.postings[0]).toMatchObject({ outline: "2026-01-01" });
    expect(first.postings[0]).toMatchObject({ outline: "2026-01-01" });
    expect(changed.postings[0]).toMatchObject({ outline: "2026-01-02" });
  });

  test.each(["<html></html>", "", "<rss/>"])("%j is no sitemap", async (answer) => {
    await expect(pollOf(sitemap, options, answer)).rejects.toMatchObject({ code: "schema" });
  });
});
