import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dispatch, execute } from "../../../commands/dispatch.ts";
import { importLines } from "../../../commands/import.ts";
import { readForeign } from "../../../commands/foreign/foreign.ts";
import { anAsker, aSubscription, memoryServices } from "../../doubles/services.ts";
import { said } from "../said.ts";

const opml = `<?xml version="1.0"?>
<!DOCTYPE opml [<!ENTITY x "y">]>
<opml version="2.0"><head><title>Mine</title></head><body>
  <outline text="Jobs">
    <outline type="rss" title="" text="Acme &amp; Sons" xmlUrl="https://acme.example/jobs.rss"/>
    <outline text="Rust in Berlin" title="Rust in Berlin" xmlURL="https://www.indeed.com/rss?q=rust+engineer&amp;l=Berlin"/>
  </outline>
  <outline text="Broken" xmlUrl="javascript:alert(1)"/>
</body></opml>`;

/** As somebody sends it in parts: the last of them. */
const lastPart = `<outline text="Acme" xmlUrl="https://acme.example/jobs.rss"/>
  <outline text="Beta" xmlUrl="https://beta.example/jobs.rss"/></outline></body></opml>`;

const monitorRss = JSON.stringify({
  profile: { name: "Guild" },
  feeds: [
    { title: "All", url: "https://a.example/feed", channel: "1" },
    {
      title: "Rust",
      url: "https://b.example/feed",
      filters: { title: ["rust", "~embed", "!senior"], description: ["distributed systems"] },
    },
    {
      title: "Newer",
      url: "https://c.example/feed",
      filters: {
        expression: {
          type: "LOGICAL",
          op: "AND",
          children: [
            {
              type: "LOGICAL",
              op: "OR",
              children: ["go", "rust"].map((value) => ({ type: "RELATIONAL", op: "CONTAINS", right: { value } })),
            },
            { type: "RELATIONAL", op: "CONTAINS", right: { value: "kafka" } },
            { type: "RELATIONAL", op: "CONTAINS", not: true, right: { value: "blockchain" } },
          ],
        },
      },
    },
    {
      title: "By pattern",
      url: "https://d.example/feed",
      filters: { expression: { type: "RELATIONAL", op: "MATCHES", right: { value: "ru.t" } } },
    },
    { title: "Nowhere" },
  ],
});

describe("what is exported elsewhere", () => {
  it("as OPML has its feeds looked at, and its searches made subscriptions", async () => {
    const reply = said(await dispatch(`import ${opml}`, anAsker(), memoryServices()));

    expect(reply.split("\n")).toEqual([
      "As subscriptions here, which you can edit first:",
      "/jobs subscribe berlin-rust location:berlin lang:rust",
      "[Subscribe] /jobs import /jobs subscribe berlin-rust location:berlin lang:rust",
      "Where postings came from; look at those that are about jobs, and add them:",
      "Acme & Sons: https://acme.example/jobs.rss",
      "[Acme & Sons] /jobs sources https://acme.example/jobs.rss",
      "Not taken over:",
      "Broken: its address is none: javascript:alert(1)",
    ]);
  });

  it("of a reader is read in parts as well", () => {
    expect(readForeign(lastPart)?.addresses.map(({ calledThere }) => calledThere)).toEqual(["Acme", "Beta"]);
    expect(readForeign(`<body>${lastPart}`)?.addresses).toHaveLength(2);
  });

  it("by MonitoRSS has its filters taken over as far as one line can say them", () => {
    expect(readForeign(monitorRss)).toEqual({
      wishes: [
        { calledThere: "Rust", query: 'text:rust,embed,-senior,"distributed systems"' },
        { calledThere: "Newer", query: "text:go+kafka,rust+kafka,-blockchain" },
      ],
      addresses: ["a", "b", "c", "d"].map((name, i) => ({
        calledThere: ["All", "Rust", "Newer", "By pattern"][i],
        url: `https://${name}.example/feed`,
      })),
      left: [
        { what: "the filters of Rust", why: "words match as a whole here, never as a part of another" },
        { what: "the filters of By pattern", why: "they combine words in a way that one line cannot say" },
        { what: "feed 5", why: "it has no address" },
      ],
    });
  });

  it("as lines for other bots is read word by word", async () => {
    const lines = [
      "/github subscribe speedyapply/2026-SWE-College-Jobs commits:main",
      "!subscribe backend rust remote",
      "@bot follow https://jobs.lever.co/acme",
      "!subscribe zorblefrob",
    ];
    const services = memoryServices({ subscriptions: [aSubscription({ name: "backend-remote" })] });

    const reply = said(await dispatch(`import ${lines.join("\n")}`, anAsker(), services));

    expect(reply.split("\n")).toEqual([
      "As subscriptions here, which you can edit first:",
      "/jobs subscribe backend-remote-2 role:backend mode:remote lang:rust",
      "/jobs subscribe zorblefrob text:zorblefrob",
      "[Subscribe all] /jobs import /jobs subscribe backend-remote-2 role:backend mode:remote lang:rust /jobs subscribe zorblefrob text:zorblefrob",
      "Where postings came from; look at those that are about jobs, and add them:",
      "speedyapply/2026-SWE-College-Jobs: https://github.com/speedyapply/2026-SWE-College-Jobs",
      "https://jobs.lever.co/acme",
      "[speedyapply/2026-SWE-College-Jobs] /jobs sources https://github.com/speedyapply/2026-SWE-College-Jobs",
      "[jobs.lever.co] /jobs sources https://jobs.lever.co/acme",
      "Not taken over:",
      "commits:main: only the list of postings of a repository is read",
    ]);
    expect(services.stored.subscriptions).toHaveLength(1);
  });

  it("proposes no more than its buttons hold, and says how many are left for another import", async () => {
    const file = Array.from({ length: 20_000 }, (_, n) => `!sub word${n}`).join("\n");

    const reply = said(await execute(importLines, { file }, anAsker(), memoryServices()));

    expect(reply.split("\n").filter((line) => line.startsWith("/jobs subscribe "))).toHaveLength(50);
    expect(reply).toContain("the last 19,950: import them by themselves: at most 50 are proposed at once");
  });

  it("with an expression of any depth is read all the same", () => {
    const levels = 4_000;
    const leaf = '{"type":"RELATIONAL","op":"CONTAINS","right":{"value":"rust"}}';
    const tree = `${'{"type":"LOGICAL","op":"AND","children":['.repeat(levels)}${leaf}${"]}".repeat(levels)}`;

    const read = readForeign(
      `{"feeds":[{"title":"Deep","url":"https://a.example/","filters":{"expression":${tree}}}]}`,
    );

    expect(read?.addresses).toHaveLength(1);
    expect(read?.left).toEqual([
      { what: "the filters of Deep", why: "they combine words in a way that one line cannot say" },
    ]);
  });

  it("with filters of a form that is not known has its address all the same", () => {
    const read = readForeign('{"feeds":[{"title":"New","url":"https://a.example/","filters":{"expression":[1]}}]}');

    expect(read).toMatchObject({
      addresses: [{ calledThere: "New" }],
      left: [{ why: "they are in a form that I do not know" }],
    });
  });

  it("of more feeds than anybody follows is refused", () => {
    const feeds = Array.from({ length: 5_001 }, () => ({ url: "https://a.example/" }));

    expect(() => readForeign(JSON.stringify({ feeds }))).toThrow("At most 5,000 feeds");
  });

  it("wishes for nothing that is longer than any line, however many keys it has", async () => {
    const file = `!sub ${"a:b ".repeat(60_000)}`;
    const before = performance.now();

    const reply = said(await execute(importLines, { file }, anAsker(), memoryServices()));

    expect(reply).toContain("it cannot be said in one line");
    expect(performance.now() - before).toBeLessThan(1_000);
  });

  it("is shown in parts where it is much", async () => {
    const addresses = Array.from({ length: 60 }, (_, i) => `https://indeed.com/?q=w${i}\nhttps://f${i}.de/`);

    const reply = await dispatch(`import ${addresses.join("\n")}`, anAsker(), memoryServices());

    const [subscribing = [], looking = []] = reply.parts.flatMap((part) =>
      part.kind === "choices" ? [part.choices] : [],
    );
    expect(subscribing.map(({ label }) => label)).toEqual(
      [1, 11, 21, 31, 41].map((first) => `Subscribe ${first} to ${first + 9}`),
    );
    expect(Math.max(...subscribing.map(({ line }) => line.length))).toBeLessThan(2_000);
    expect(looking).toHaveLength(5);
    expect(said(reply)).toContain("https://f49.de/\nand 10 more");
  });

  it("makes what its button says", async () => {
    const services = memoryServices();
    const proposed = await dispatch("import !subscribe backend rust remote", anAsker(), services);
    const [choice] = proposed.parts.flatMap((part) => (part.kind === "choices" ? part.choices : []));

    await dispatch(choice?.line ?? "", anAsker(), services);

    expect(services.stored.subscriptions.map(({ query }) => query)).toEqual(["role:backend mode:remote lang:rust"]);
  });
});

describe("the address of a job search", () => {
  it.each([
    ["https://www.indeed.com/jobs?q=rust+engineer&l=Berlin", "location:berlin lang:rust"],
    [
      "https://de.indeed.com/jobs?q=%22data+engineer%22&l=M%C3%BCnchen&jt=fulltime",
      "role:data-engineering location:munich type:full-time",
    ],
    [
      "https://www.linkedin.com/jobs/search/?keywords=golang&location=Germany&f_WT=2&f_E=4",
      "level:senior location:germany mode:remote lang:go",
    ],
    ["https://www.linkedin.com/jobs/search/?keywords=backend&f_WT=2%2C3", "role:backend mode:remote,hybrid"],
    ["https://remoteok.com/remote-rust-jobs", "mode:remote lang:rust"],
    ["https://www.ziprecruiter.com/jobs-search?search=sre&location=Remote", "role:sre mode:remote"],
    ["https://hnrss.org/whoishiring/jobs?q=elixir", "lang:elixir"],
  ])("%s is %s", async (url, query) => {
    const reply = said(await dispatch(`import ${url}`, anAsker(), memoryServices()));

    expect(reply.split("\n")[1]?.replace(/^\/jobs subscribe \S+ /, "")).toBe(query);
  });

  it.each([
    ["https://de.indeed.com/jobs?q=rust&l=Berlin&radius=50&fromage=3&from=serp", "radius=50, fromage=3"],
    [
      "https://www.linkedin.com/jobs/search/?keywords=rust&location=Berlin&geoId=1&f_E=3%2C4&f_SB2=5&trk=x",
      "f_E=3,4, f_SB2=5",
    ],
    ["https://www.glassdoor.com/Job/jobs.htm?sc.keyword=rust&locT=C&locId=2622109", "locId=2622109"],
  ])("%s has not taken over %s, which is said", async (url, unread) => {
    const reply = said(await dispatch(`import ${url}`, anAsker(), memoryServices()));

    expect(reply).toMatch(/^\/jobs subscribe \S+ .*lang:rust/m);
    expect(reply).toContain(`Not taken over:\n${url.slice(0, 100)}: of its search, ${unread}`);
  });

  it("that is none is left out, and the rest taken", async () => {
    const lines = "https://jobs.example.com:port/feed\nhttps://example.org/jobs.xml";
    const reply = said(await dispatch(`import ${lines}`, anAsker(), memoryServices()));

    expect(reply).toContain("https://example.org/jobs.xml");
    expect(reply).toContain("Not taken over:\nhttps://jobs.example.com:port/feed: its address is none");
  });

  it("followed by more words says that these are not read", async () => {
    const reply = said(await dispatch("import https://indeed.com/jobs?q=rust -java", anAsker(), memoryServices()));

    expect(reply).toContain(
      "Not taken over:\n-java: nothing is read behind the address https://indeed.com/jobs?q=rust",
    );
  });

  it.each([
    "https://example.com/search?q=rust",
    "https://www.indeed.com/",
    "https://boards.greenhouse.io/acme",
    "https://jobs.lever.co/acme?location=Berlin",
    "https://jobs.ashbyhq.com/acme?q=rust",
  ])("%s is a place to look at", (url) => {
    expect(readForeign(url)).toEqual({ wishes: [], addresses: [{ url, calledThere: "" }], left: [] });
  });
});

it("whatever is pasted is answered in words", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.json(),
        fc.record({ feeds: fc.array(fc.jsonValue()) }).map((value) => JSON.stringify(value)),
        fc.string().map((inner) => `<opml><outline xmlUrl="${inner}"/>`),
      ),
      async (typed) => {
        const reply = await dispatch(`import ${typed}`, anAsker(), memoryServices());
        expect(said(reply)).not.toBe("");
      },
    ),
    { numRuns: 300 },
  );
});

it("filters that multiply beyond one line are told, not multiplied out", () => {
  const either = {
    type: "LOGICAL",
    op: "OR",
    children: ["go", "rust"].map((value) => ({ type: "RELATIONAL", op: "CONTAINS", right: { value } })),
  };
  const expression = { type: "LOGICAL", op: "AND", children: Array.from({ length: 40 }, () => either) };

  const read = readForeign(JSON.stringify({ feeds: [{ url: "https://a.example/feed", filters: { expression } }] }));

  expect(read?.left.map(({ why }) => why)).toEqual(["they combine words in a way that one line cannot say"]);
});
