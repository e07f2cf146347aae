import { array, assert, asyncProperty, constantFrom, oneof, string } from "fast-check";
import { existsSync, globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { RolecallError } from "../../src/errors.ts";
import { HttpError } from "../../src/http/http-error.ts";
import { textOf } from "../../src/http/charset.ts";
import { candidatesIn } from "../../src/sources/candidates.ts";
import { discover, type Discovered } from "../../src/sources/discover.ts";
import { discoverInFile } from "../../src/sources/discover-file.ts";
import { parseJson } from "../../src/http/json.ts";
import type { SourceContext } from "../../src/sources/source.ts";
import greenhouseBoard from "./greenhouse/board.json" with { type: "json" };
import recruiteeBoard from "./recruitee/board.json" with { type: "json" };
import leverBoard from "./lever/board.json" with { type: "json" };
import listings from "./github-list/listings.json" with { type: "json" };
import { aContext } from "./harness.ts";

const greenhouseApi = "https://boards-api.greenhouse.io/v1/boards/larkfield/jobs?content=true&pay_transparency=true";
const leverApi = "https://api.lever.co/v0/postings/kiln?mode=json";
const boards = { [greenhouseApi]: greenhouseBoard, [leverApi]: leverBoard };
const described = `<script type="application/ld+json">${JSON.stringify({ "@type": "JobPosting", title: "Miller", url: "/jobs/1" })}</script>`;
const rss = "<rss><channel><item><title>Baker</title><guid>1</guid></item></channel></rss>";

/** A web of these addresses and no others; a number is the status of a refusal. */
function aWeb(pages: Readonly<Record<string, unknown>>): SourceContext & { readonly asked: string[] } {
  const asked: string[] = [];
  function answer(address: string): { url: URL; text: string } {
    const url = new URL(address);
    asked.push(url.href);
    const page = pages[url.href] ?? 404;
    if (typeof page === "number") {
      const code = page === 404 ? "not-found" : page === 403 ? "blocked" : "unreachable";
      throw new HttpError(code, `expected a success, got ${page}`, { url: url.origin, status: page });
    }
    return { url, text: typeof page === "string" ? page : JSON.stringify(page) };
  }
  const http: SourceContext["http"] = {
    json: async (address, schema) => parseJson(answer(address).text, schema, new URL(address)),
    text: async (address) => ({ ...answer(address), contentType: "" }),
  };
  return { ...aContext({ http }), asked };
}

const fragments = [
  rss,
  described,
  "<?xml version='1.0'?>",
  "<source><job>",
  "</job></source>",
  "<urlset><url><loc>",
  "</loc></url></urlset>",
  '<a href="//[">',
  '<script src="https://">',
  '<script>"//x:y@z:99999/"</script>',
  '<base href="https://jobs.lever.co/kiln">',
  '<meta content="0;url=//">',
  '<div data-x="a.b.c">',
  '{"version":"https://jsonfeed.org/version/1.1","items":[',
  "\u0000",
  "&#x110000;&#0;",
];

function keyOf({ source, options }: Discovered): string {
  return `${source.id}:${source.board(source.options.parse(options))}`;
}

describe("what an address is a source of", () => {
  test.each<[string, string, Readonly<Record<string, unknown>>, string]>([
    ["a board by its own address", "https://boards.greenhouse.io/larkfield/jobs/1", boards, "greenhouse:larkfield"],
    [
      "a board that a page embeds",
      "https://larkfield.example/careers",
      {
        ...boards,
        "https://larkfield.example/careers":
          '<div id="grnhse_app"></div><script src="https://boards.greenhouse.io/embed/job_board/js?for=larkfield"></script>',
      },
      "greenhouse:larkfield",
    ],
    [
      "a board that a script embeds",
      "https://kiln.example/jobs",
      {
        ...boards,
        "https://kiln.example/jobs": '<script>window.jobs = {"url":"https:\\/\\/jobs.lever.co\\/kiln"}</script>',
      },
      "lever:kiln",
    ],
    ...[
      ["an address in a script without its scheme", `<script>load("//jobs.lever.co/kiln/embed")</script>`],
      ["a frame that is filled later", '<iframe data-src="https://jobs.lever.co/kiln"></iframe>'],
      ["a widget's address without its scheme", '<div data-url="//jobs.lever.co/kiln"></div>'],
      ["what the page says that it is", '<link rel="canonical" href="https://jobs.lever.co/kiln">'],
      ["where the page sends people", '<meta http-equiv="refresh" content="0; url=https://jobs.lever.co/kiln">'],
    ].map(([what = "", html = ""]): [string, string, Readonly<Record<string, unknown>>, string] => [
      `a board by ${what}`,
      "https://kiln.example/jobs",
      { ...boards, "https://kiln.example/jobs": html },
      "lever:kiln",
    ]),
    [
      "a board by its host alone",
      "https://kiln.example/jobs",
      {
        "https://kiln.example/jobs": '<div id="widget" data-domain="kiln.recruitee.com"></div>',
        "https://kiln.recruitee.com/api/offers/": recruiteeBoard,
      },
      "recruitee:kiln",
    ],
    [
      "the one board that links lead to",
      "https://kiln.example/jobs",
      {
        ...boards,
        "https://kiln.example/jobs":
          '<a href="https://remotive.com/">friends</a><a href="https://jobs.lever.co/kiln/1">a</a><a href="https://jobs.lever.co/kiln/2">b</a>',
      },
      "lever:kiln",
    ],
    [
      "a page that describes its postings",
      "https://mill.example/jobs",
      { "https://mill.example/jobs": described },
      "page:mill.example/jobs",
    ],
    ["a feed", "https://oven.example/x", { "https://oven.example/x": rss }, "feed:oven.example/x"],
    [
      "a feed that a page announces",
      "https://oven.example/work",
      {
        "https://oven.example/work":
          '<link rel="alternate" type="application/rss+xml" href="/blog/feed"><link rel="alternate" type="application/rss+xml" href="/jobs/feed">',
        "https://oven.example/jobs/feed": rss,
        "https://oven.example/blog/feed": rss,
      },
      "feed:oven.example/jobs/feed",
    ],
    [
      "a list of jobs in XML",
      "https://oven.example/all.xml",
      {
        "https://oven.example/all.xml":
          "<source><job><title>A</title><id>1</id><url>https://oven.example/1</url></job></source>",
      },
      "indeed-xml:oven.example/all.xml",
    ],
    [
      "a sitemap",
      "https://mill.example/sitemap.xml",
      {
        "https://mill.example/sitemap.xml": "<urlset><url><loc>https://mill.example/jobs/1</loc></url></urlset>",
        "https://mill.example/jobs/1": described,
      },
      "sitemap:mill.example/sitemap.xml",
    ],
    [
      "the page about jobs of a site",
      "https://kiln.example/",
      {
        ...boards,
        "https://kiln.example/": '<a href="/about">About</a><a href="/careers">Careers</a>',
        "https://kiln.example/careers": '<iframe src="https://jobs.lever.co/kiln"></iframe>',
      },
      "lever:kiln",
    ],
    [
      "the host for jobs of a site",
      "https://www.kiln.example/",
      {
        ...boards,
        "https://www.kiln.example/": '<a href="https://careers.kiln.example/">Work</a>',
        "https://careers.kiln.example/": '<iframe src="https://jobs.lever.co/kiln"></iframe>',
      },
      "lever:kiln",
    ],
  ])("%s", async (_, address, web, expected) => {
    const found = await discover(new URL(address), aWeb(web));

    expect(keyOf(found)).toBe(expected);
    expect(found.samples.length).toBeGreaterThan(0);
  });

  test("a board that is embedded but does not exist gives way to what the page says itself", async () => {
    const html = `<iframe src="https://jobs.lever.co/nobody"></iframe>${described}`;

    const found = await discover(new URL("https://mill.example/jobs"), aWeb({ "https://mill.example/jobs": html }));

    expect(keyOf(found)).toBe("page:mill.example/jobs");
  });

  test("a board that the address is sent on to", async () => {
    const web = aWeb(boards);
    const text: typeof web.http.text = async (address) =>
      address === "https://jobs.kiln.example/"
        ? { url: new URL("https://jobs.lever.co/kiln"), text: "<html>Kiln</html>", contentType: "text/html" }
        : await web.http.text(address);

    const found = await discover(new URL("https://jobs.kiln.example/"), { ...web, http: { ...web.http, text } });

    expect(keyOf(found)).toBe("lever:kiln");
  });

  test("pages about jobs in general, with which a sitemap begins, are passed over", async () => {
    const general = Array.from({ length: 7 }, (_, at) => `https://mill.example/jobs/about-${at}`);
    const urls = [...general, "https://mill.example/jobs/1"].map((each) => `<url><loc>${each}</loc></url>`).join("");
    const web = aWeb({
      "https://mill.example/sitemap.xml": `<urlset>${urls}</urlset>`,
      ...Object.fromEntries(general.map((each) => [each, "<html><body>How we work</body></html>"])),
      "https://mill.example/jobs/1": described,
    });

    expect((await discover(new URL("https://mill.example/sitemap.xml"), web)).samples).toMatchObject([
      { title: "Miller" },
    ]);
  });

  test("a list of which no posting can be read is none, and the reason is told", async () => {
    const web = aWeb({
      "https://mill.example/sitemap.xml": "<urlset><url><loc>https://mill.example/jobs/1</loc></url></urlset>",
      "https://mill.example/jobs/1": "<html>Please log in</html>",
    });

    await expect(discover(new URL("https://mill.example/sitemap.xml"), web)).rejects.toMatchObject({
      code: "schema",
      message: expect.stringContaining("expected one schema.org JobPosting at /jobs/1"),
    });
  });

  test("what stands at anybody's address is asked for as a page, and is no larger than one; a vendor's board may be", async () => {
    const pages = {
      ...boards,
      "https://oven.example/": '<link rel="alternate" type="application/rss+xml" href="/jobs/feed">',
      "https://oven.example/jobs/feed": "<rss><channel></channel></rss>",
      "https://kiln.example/": '<iframe src="https://jobs.lever.co/kiln"></iframe>',
    };
    const asked: unknown[] = [];
    const web = aWeb(pages);
    const http: typeof web.http = {
      json(address, schema, options) {
        asked.push([address, undefined, options?.maxBytes]);
        return web.http.json(address, schema, options);
      },
      text(address, options) {
        asked.push([address, options?.isPage, options?.maxBytes]);
        return web.http.text(address, options);
      },
    };

    await discover(new URL("https://oven.example/"), { ...web, http });
    await discover(new URL("https://kiln.example/"), { ...web, http });

    expect(asked).toEqual([
      ["https://oven.example/", true, undefined],
      ["https://oven.example/jobs/feed", undefined, 5 * 1024 * 1024],
      ["https://kiln.example/", true, undefined],
      [leverApi, undefined, 32 * 1024 * 1024],
    ]);
  });

  test("nothing that is found at an address breaks it", async () => {
    const address = new URL("https://oven.example/x");
    const parts = array(oneof(string(), constantFrom(...fragments)), { maxLength: 12 });
    await assert(
      asyncProperty(parts, async (texts) => {
        const outcome = await discover(address, aWeb({ [address.href]: texts.join("") })).catch(
          (error: unknown) => error,
        );

        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(RolecallError);
      }),
      { numRuns: 500, seed: 20_260_501 },
    );
  });

  test.each([
    ["a board without openings works", { [leverApi]: [] }, undefined],
    ["a board that does not exist", {}, "not-found"],
    ["a board that keeps us out", { [leverApi]: 403 }, "blocked"],
    ["a board that is down", { [leverApi]: 500 }, "unreachable"],
  ])("three states are kept apart: %s", async (_, web, code) => {
    const looking = discover(new URL("https://jobs.lever.co/kiln"), aWeb(web));

    if (code === undefined)
      await expect(looking).resolves.toMatchObject({ snapshot: { complete: true, postings: [] } });
    else await expect(looking).rejects.toMatchObject({ code, message: expect.stringContaining("lever:kiln") });
    const isKnown = code === "not-found" || code === "blocked";
    if (isKnown) await expect(looking).rejects.toHaveProperty("fields.instead", expect.any(String));
  });

  test.each([
    ["a page with nothing", "<html><body><h1>Hello</h1></body></html>", "it is a page without postings"],
    ["JSON of another kind", '{"a":1}', "it is JSON that is no feed"],
    ["XML of another kind", "<?xml version='1.0'?><svg></svg>", "it is XML of another kind, <svg>"],
    ["nothing at all", "", "it is a page without postings"],
  ])("%s is refused, plainly", async (_, text, why) => {
    const address = new URL("https://oven.example/x");

    await expect(discover(address, aWeb({ [address.href]: text }))).rejects.toMatchObject({
      code: "schema",
      message: expect.stringContaining(why),
      fields: { tried: [{ what: address.href }] },
    });
  });

  test("of a script full of boards only so many are candidates", () => {
    const boards = Array.from({ length: 4_000 }, (_, i) => `"https://jobs.lever.co/company-${i}"`).join(",");

    const { candidates } = candidatesIn({
      text: `<script>[${boards}]</script>`,
      url: new URL("https://list.example/"),
    });

    expect(candidates).toHaveLength(3_000);
  });

  test("a link to a board of everybody's postings is none to the page's own", async () => {
    const html = `<a href="https://remoteok.com/">Seen on</a><a href="https://remotive.com/">too</a>${described}`;
    const web = aWeb({ "https://mill.example/jobs": html });

    expect(keyOf(await discover(new URL("https://mill.example/jobs"), web))).toBe("page:mill.example/jobs");
    expect(web.asked.map((address) => new URL(address).host)).toEqual(["mill.example", "mill.example"]);
  });

  test("what a page describes itself goes before the board that it leads to, and after one that it embeds", async () => {
    const linking = `<a href="https://jobs.lever.co/kiln">Jobs</a>${described}`;
    const embedding = `<iframe src="https://jobs.lever.co/kiln"></iframe>${described}`;
    const web = aWeb({ ...boards, "https://a.example/": linking, "https://b.example/": embedding });

    expect(keyOf(await discover(new URL("https://a.example/"), web))).toBe("page:a.example");
    expect(keyOf(await discover(new URL("https://b.example/"), web))).toBe("lever:kiln");
  });

  test("of several boards that a page leads to none is guessed", async () => {
    const html =
      '<a href="https://boards.greenhouse.io/larkfield">a</a><a href="https://jobs.lever.co/kiln">b</a><a href="https://jobs.lever.co/kiln/1">c</a>';
    const web = aWeb({ ...boards, "https://list.example/": html });

    await expect(discover(new URL("https://list.example/"), web)).rejects.toMatchObject({
      code: "schema",
      message: expect.stringContaining("leads to several boards, lever:kiln, greenhouse:larkfield"),
    });
    expect(web.asked).toEqual(["https://list.example/"]);
  });

  test("a posting that cannot be read is told beside those that can", async () => {
    const urls = ["1", "2"].map((each) => `<url><loc>https://mill.example/jobs/${each}</loc></url>`).join("");
    const web = aWeb({
      "https://mill.example/sitemap.xml": `<urlset>${urls}</urlset>`,
      "https://mill.example/jobs/1": described,
    });

    expect(await discover(new URL("https://mill.example/sitemap.xml"), web)).toMatchObject({
      samples: [{ title: "Miller" }],
      unread: [{ what: "https://mill.example/jobs/2" }],
    });
  });

  test.each([
    ["its page embeds it", "https://kiln.example/jobs", '<iframe src="https://jobs.jobvite.com/kiln"></iframe>'],
    ["its page leads to it", "https://kiln.example/jobs", '<a href="https://careers-kiln.icims.com/jobs">Jobs</a>'],
    ["the address is its own", "https://kiln.eightfold.ai/careers", "<html></html>"],
    ["the address is its own, and keeps us out", "https://careers-kiln.icims.com/jobs", 403],
  ])("a vendor that is not supported is named: %s", async (_, address, answer) => {
    await expect(discover(new URL(address), aWeb({ [address]: answer }))).rejects.toMatchObject({
      code: "schema",
      message: expect.stringMatching(/(?:Jobvite|iCIMS|Eightfold)(?:, whose)? boards cannot be polled yet/),
    });
  });

  test("a vendor that the site's page about jobs leads to is named", async () => {
    const web = aWeb({
      "https://kiln.example/": '<a href="/careers">Careers</a>',
      "https://kiln.example/careers": '<iframe src="https://jobs.jobvite.com/kiln"></iframe>',
    });

    await expect(discover(new URL("https://kiln.example/"), web)).rejects.toThrow(
      "it is a page that leads to Jobvite, whose boards cannot be polled yet",
    );
  });

  describe("a repository on GitHub", () => {
    const raw = "https://raw.githubusercontent.com/gardeners/jobs-2026/HEAD/";
    const table = "|Company|Role|Location|Link|\n|-|-|-|-|\n|Kew|Gardener|London|[Apply](https://kew.example/1)|";

    test.each([
      ["listings.json", `${raw}.github/scripts/listings.json`, listings, "github-list:gardeners/jobs-2026"],
      ["its README", `${raw}README.md`, table, "github-list:gardeners/jobs-2026/README.md"],
    ])("has its list in %s", async (_, address, answer, expected) => {
      const found = await discover(new URL("https://github.com/gardeners/jobs-2026"), aWeb({ [address]: answer }));

      expect(keyOf(found)).toBe(expected);
    });

    test("has none", async () => {
      await expect(discover(new URL("https://github.com/gardeners/jobs-2026"), aWeb({}))).rejects.toThrow(
        "expected a list of postings in gardeners/jobs-2026, found it neither in",
      );
    });
  });

  test("a page full of boards is not asked for all of them", async () => {
    const links = Array.from(
      { length: 50 },
      (_, i) => `<iframe src="https://jobs.lever.co/company-${i}"></iframe>`,
    ).join("");
    const web = aWeb({ "https://list.example/": links });

    await expect(discover(new URL("https://list.example/"), web)).rejects.toMatchObject({ code: "not-found" });
    expect(web.asked.length).toBeLessThan(10);
  });
});

describe("what a saved answer is of", () => {
  test.each([
    ["greenhouse", JSON.stringify(greenhouseBoard)],
    ["lever", JSON.stringify(leverBoard)],
    ["feed", rss],
    ["page", described],
    ["workday", JSON.stringify({ total: 1, jobPostings: [{ title: "A", externalPath: "/job/x/A_JR1" }] })],
  ])("%s", async (id, text) => {
    expect((await discoverInFile(text, aContext())).source.id).toBe(id);
  });

  test.each([
    ['<a href="https://jobs.lever.co/kiln">Jobs</a>', "got a page that leads to lever:kiln"],
    ['{"a":1}', "got JSON that is no feed"],
    ["<?xml version='1.0'?><svg></svg>", "got XML of another kind, <svg>"],
  ])("%s is none, and what it is instead is told", async (text, words) => {
    await expect(discoverInFile(text, aContext())).rejects.toThrow(words);
  });

  test.each(["", "hello", "{}", "[]", "<html></html>"])("%j is none", async (text) => {
    await expect(discoverInFile(text, aContext())).rejects.toMatchObject({ code: "schema" });
  });

  const folder = fileURLToPath(new URL("../../../shared/data/", import.meta.url));
  const files = existsSync(folder) ? globSync("{ats,feeds,pages}/*", { cwd: folder }) : [];
  test.skipIf(files.length > 0)("captured files: ../shared/data is missing, so none is tried", () => {});
  test.each(files)("captured %s is read, or refused with a code", async (file) => {
    const text = textOf(readFileSync(`${folder}${file}`), undefined);

    const outcome = await discoverInFile(text, aContext()).catch((error: unknown) => error);

    if (outcome instanceof RolecallError) {
      expect(outcome.code).toBe("schema");
      expect(unread).toContain(basename(file));
    } else {
      expect(unread).not.toContain(basename(file));
      const { snapshot } = outcome as Discovered;
      // One capture holds the same posting twice.
      expect(snapshot.dropped.filter(({ why }) => !why.includes("a second time"))).toEqual([]);
    }
  });

  /** Of vendors that are no sources yet, or pages without JobPosting. */
  const unread = [
    "eightfold.json",
    "hrmdirect.html",
    "icims.html",
    "jobvite.html",
    "oracle_orc.json",
    "oracle_orc_detail.json",
    "paylocity.html",
    "phenom.html",
    "board-fermi.html",
    "current-openings.json",
    "list-calqulate.json",
    "list-castelion-p1.json",
    "list-castelion-p2.json",
    "list-ghostwerks.json",
    "list-loombotic.html",
    "mara_inc-careers.html",
    "solidjobs-jobs.json",
  ];
});
