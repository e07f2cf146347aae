import { describe, expect, test } from "vitest";
import { HttpError } from "../../../src/http/http-error.ts";
import { NoPosting } from "../../../src/sources/source.ts";
import { sitemap } from "../../../src/sources/sitemap/index.ts";
import { testBoard } from "../conformance.ts";
import { contextOf, pollOf, Site, snapshotOf } from "../harness.ts";

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

const relative = `<urlset>${["/", "/jobs/crane", "/about", "/en/careers/dock-hand"].map((path) => `<url><loc>${path}</loc></url>`).join("")}</urlset>`;

testBoard({
  source: sitemap,
  options,
  board: "harbour.example/sitemap.xml",
  requests: ["/sitemap.xml", "/robots.txt", "/jobs/crane", "/en/careers/dock-hand"],
  optionsAt: (origin) => ({ url: `${origin}/sitemap.xml` }),
  followsRedirects: true,
  isConditional: false,
  wrongEnvelopes: ["", "{}", "<html></html>", "<rss/>"],
  full: new Site({ "/sitemap.xml": relative, "/robots.txt": "", ...crane, ...dock }),
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

  test("of more pages than allowed, the ones that changed last", async () => {
    const site = new Site({
      "/sitemap.xml": urlset(
        ["/jobs/old", "2024-05-01"],
        ["/jobs/undated", ""],
        ["/jobs/crane", "2026-05-01T10:00:00Z"],
      ),
      ...crane,
    });

    const snapshot = await pollOf(sitemap, { ...options, maxPages: 1 }, site);

    expect(snapshot).toMatchObject({ isWindow: true, postings: [{ title: "Crane Engineer" }] });
  });

  test.each([
    ["is no posting, if it is whole", "<html><body>All of our jobs</body></html>", true],
    ["may be one that breaks off", "<html><body>All of our jo", false],
    [
      "may be one in data that cannot be read",
      `<script type="application/ld+json">${"[".repeat(100)}"JobPosting"</script>`,
      false,
    ],
  ])("a page without JobPosting %s", async (_, html, isNone) => {
    const site = new Site({ "/sitemap.xml": urlset("/jobs/"), "/jobs/": html });
    const { postings } = await snapshotOf(sitemap, options, site);
    const [listed] = postings;

    const reading = listed !== undefined && "read" in listed ? await listed.read().catch((error) => error) : undefined;

    expect(reading).toMatchObject({ code: "schema" });
    expect(reading instanceof NoPosting).toBe(isNone);
  });

  test("the list and its pages are not asked for at every poll", () => {
    expect(sitemap.terms?.minEveryMs).toBe(3_600_000);
  });

  test("of more pages than a sitemap may have, the first, and the rest is told", async () => {
    const paths = (name: string) => Array.from({ length: 26_000 }, (_, at) => `/jobs/${name}/${at}`);
    const index = `<sitemapindex>${["a", "b", "c"].map((name) => `<sitemap><loc>${host}/${name}.xml</loc></sitemap>`).join("")}</sitemapindex>`;
    const site = new Site({ "/sitemap.xml": index, "/a.xml": urlset(...paths("a")), "/b.xml": urlset(...paths("b")) });

    const snapshot = await snapshotOf(sitemap, { ...options, maxPages: 1 }, site);

    expect(snapshot).toMatchObject({ complete: false, isWindow: true });
    expect(snapshot.dropped).toMatchObject([
      { what: "maxPages", why: expect.stringContaining("got 49999 more") },
      { why: "expected at most 50000 pages to read, got more" },
    ]);
  });

  test("a file with more elements than any sitemap is refused", async () => {
    const hostile = `<urlset>${"<a/>".repeat(300_000)}</urlset>`;

    await expect(pollOf(sitemap, options, hostile)).rejects.toMatchObject({
      code: "schema",
      message: expect.stringContaining("300000 elements"),
    });
  });

  test("with and without www is one site; addresses on others are counted", async () => {
    const site = new Site({
      "/sitemap.xml": urlset("https://www.harbour.example/jobs/crane", "https://elsewhere.example/jobs/x"),
      ...crane,
    });

    const { postings, dropped } = await pollOf(sitemap, options, site);

    expect(postings).toMatchObject([{ externalId: "https://www.harbour.example/jobs/crane" }]);
    expect(dropped).toMatchObject([{ what: "harbour.example", why: expect.stringContaining("1 on other hosts") }]);
  });

  test.each([
    ["is missing", {}],
    ["is something else", { "/b.xml": "<html>Gone</html>" }],
    ["breaks off", { "/b.xml": urlset("/jobs/dredge").slice(0, -12), "/jobs/dredge": pageOf("Dredge") }],
  ])("a file of an index that %s costs only its own pages, and nothing closes", async (_, rest) => {
    const index = `<sitemapindex>${["a", "b"].map((name) => `<sitemap><loc>${host}/${name}.xml</loc></sitemap>`).join("")}</sitemapindex>`;
    const site = new Site({ "/sitemap.xml": index, "/a.xml": urlset("/jobs/crane"), ...crane, ...rest });

    const snapshot = await pollOf(sitemap, options, site);

    expect(snapshot.postings[0]).toMatchObject({ title: "Crane Engineer" });
    expect(snapshot).toMatchObject({ complete: false, isWindow: true, dropped: [{ what: `${host}/b.xml` }] });
  });

  test("a file of an index that is gone for good is not the whole source", async () => {
    const index = `<sitemapindex>${["a", "b"].map((name) => `<sitemap><loc>${host}/${name}.xml</loc></sitemap>`).join("")}</sitemapindex>`;
    const { http } = contextOf(new Site({ "/sitemap.xml": index, "/a.xml": urlset("/jobs/crane"), ...crane }));
    const text: typeof http.text = async (address, options) => {
      if (address === `${host}/b.xml`) throw new HttpError("gone", "http: gone", { url: host, status: 410 });
      return await http.text(address, options);
    };

    const snapshot = await pollOf(sitemap, options, undefined, { http: { ...http, text } });

    expect(snapshot).toMatchObject({ complete: false, dropped: [{ what: `${host}/b.xml` }] });
    expect(snapshot.postings).toHaveLength(1);
  });

  test.each([
    ["its own address", { url: `${host}/jobs/crane/` }, { url: `${host}/jobs/other` }, "Crane Engineer"],
    ["none", {}, {}, undefined],
  ])("of several postings on a page, the one with %s", async (_, first, second, title) => {
    const jobs = [
      { "@type": "JobPosting", title: "Other", ...second },
      { "@type": "JobPosting", title: "Crane Engineer", ...first },
    ];
    const html = `<script type="application/ld+json">${JSON.stringify(jobs)}</script>`;

    const snapshot = await pollOf(
      sitemap,
      options,
      new Site({ "/sitemap.xml": urlset("/jobs/crane"), "/jobs/crane": html }),
    );

    expect(snapshot.postings[0]?.title).toBe(title);
    expect(snapshot.dropped).toHaveLength(title === undefined ? 1 : 0);
  });

  describe("a page that fails", () => {
    const failing = (fields: { status?: number; reason?: string }, code: "unreachable" | "blocked" = "unreachable") =>
      new HttpError(code, "http: it failed", { url: host, ...fields });
    const paths = Array.from({ length: 7 }, (_, at) => `/jobs/${at}`);

    /** A site on which pages fail as told, by their place in the list; the others are fine. */
    async function pollFailing(error: HttpError, isFailing: (at: number) => boolean) {
      const { http } = contextOf(new Site({ "/sitemap.xml": urlset(...paths) }));
      const text: typeof http.text = async (address, options) => {
        const at = paths.indexOf(new URL(address).pathname);
        if (at === -1) return await http.text(address, options);
        if (isFailing(at)) throw error;
        return { url: new URL(address), text: pageOf(`Job ${at}`), contentType: "" };
      };
      return await pollOf(sitemap, options, undefined, { http: { ...http, text } });
    }

    test.each([
      ["kept out by robots.txt", failing({ reason: "robots" }, "blocked")],
      ["redirected in a circle", failing({ reason: "redirects" })],
      ["a fault of its server", failing({ status: 500 })],
      ["one without an end", failing({ reason: "deadline" })],
    ])("%s, is named, and the others are read", async (_, error) => {
      const { postings, dropped } = await pollFailing(error, (at) => at === 2);

      expect(postings).toHaveLength(6);
      expect(dropped).toMatchObject([{ externalId: `${host}/jobs/2` }]);
    });

    test("is the site's failure once many in a row do", async () => {
      await expect(pollFailing(failing({ status: 500 }), () => true)).rejects.toMatchObject({ code: "unreachable" });
    });

    test.each([failing({ status: 429 }, "blocked"), failing({ status: 503 })])(
      "ends the poll where it speaks for the site: %#",
      async (error) => {
        await expect(pollFailing(error, (at) => at === 2)).rejects.toBe(error);
      },
    );
  });

  test.each(["<html></html>", "", "<rss/>"])("%j is no sitemap", async (answer) => {
    await expect(pollOf(sitemap, options, answer)).rejects.toMatchObject({ code: "schema" });
  });
});
