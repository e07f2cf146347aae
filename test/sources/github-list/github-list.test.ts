import { describe, expect, test } from "vitest";
import { read } from "../../../src/posting/reader/read.ts";
import { githubList } from "../../../src/sources/github-list/index.ts";
import { testBoard, testSource } from "../conformance.ts";
import { pollOf } from "../harness.ts";
import listings from "./listings.json" with { type: "json" };
import { models, pipes, tags } from "./tables.ts";

const [pruning] = listings;
const options = { repository: "gardeners/jobs-2026", branch: "dev" };
const asTables = { repository: "gardeners/jobs-2026", file: "README.md" };
const strangers = [
  "https://github.com/gardeners/jobs-2026",
  "https://github.com/gardeners/jobs-2026/blob/main/README.md",
  "https://raw.githubusercontent.com/gardeners/jobs-2026/main/README.md",
  "https://raw.githubusercontent.com/gardeners/jobs-2026/main/data.json",
  "https://raw.githubusercontent.com/gardeners/jobs-2026/main/%2e%2e%2flistings.json",
  "https://raw.githubusercontent.com/gardeners/jobs-2026/listings.json",
  "https://gist.github.com/gardeners/jobs-2026/blob/main/listings.json",
  "https://github.com/gardeners/jobs-2026/issues/listings.json",
];

testBoard({
  source: githubList,
  options,
  board: "gardeners/jobs-2026/dev",
  requests: ["/gardeners/jobs-2026/dev/.github/scripts/listings.json"],
  full: listings,
  ids: ["33333333-cccc-4ccc-8ccc-000000000001", "33333333-cccc-4ccc-8ccc-000000000002"],
  empty: [],
  withBadItem: [...listings, { ...pruning, id: "bad", url: "apply by mail" }],
  badItem: "bad",
  wrongEnvelopes: [null, {}, { data: "an encrypted list" }, "x"],
  pages: [
    [
      "https://raw.githubusercontent.com/gardeners/jobs-2026/dev/.github/scripts/listings.json",
      "gardeners/jobs-2026/dev",
    ],
    [
      "https://raw.githubusercontent.com/gardeners/jobs-2026/refs/heads/dev/.github/scripts/listings.json",
      "gardeners/jobs-2026/dev",
    ],
    ["https://github.com/gardeners/jobs-2026/blob/dev/.github/scripts/listings.json", "gardeners/jobs-2026/dev"],
    ["https://github.com/gardeners/jobs-2026/blob/main/NEW_GRAD_USA.md", "gardeners/jobs-2026/main/NEW_GRAD_USA.md"],
    ["https://github.com/gardeners/jobs-2026/raw/main/INTERN_INTL.md", "gardeners/jobs-2026/main/INTERN_INTL.md"],
  ],
  strangers,
});

test("more rows than any list has are refused", async () => {
  const rows = "|a|b|\n".repeat(110_000);

  await expect(pollOf(githubList, asTables, `|Company|Role|\n|-|-|\n${rows}`)).rejects.toMatchObject({
    code: "schema",
    message: expect.stringContaining("300000 tags"),
  });
});

testSource({
  source: githubList,
  options: asTables,
  board: "gardeners/jobs-2026/README.md",
  full: models,
  ids: ["crskqmp3y777wajn3rgdzyj5"],
  empty: models.split("\n").slice(0, 3).join("\n"),
  withBadItem: `${models.trimEnd()}\n| Bad | [Mate](/mate) | Dover | On Site | Mar 11 |`,
  badItem: "[1] Bad: Mate",
  pages: [],
  strangers,
  poll: (payload) => pollOf(githubList, asTables, payload),
});

describe("a list on GitHub in JSON", () => {
  test("a posting with everything", async () => {
    const { postings } = await pollOf(githubList, options, listings);

    expect(postings[0]).toEqual({
      externalId: "33333333-cccc-4ccc-8ccc-000000000001",
      url: "https://orchard.example/jobs/1?utm_source=list",
      publishedAt: Date.UTC(2026, 4, 1, 10),
      title: "Pruning Intern",
      company: "Orchard",
      location: "Yakima, WA | Remote in USA",
      text: "Terms: Summer 2026, Fall 2026\nSponsorship: Offers Sponsorship",
      format: "plain",
    });
  });

  test("the other dialect names a season; what is not active is closed; what is not visible is not there", async () => {
    const { postings, complete } = await pollOf(githubList, options, listings);

    expect(postings.slice(1)).toEqual([
      {
        externalId: "33333333-cccc-4ccc-8ccc-000000000002",
        url: "https://cellar.example/jobs/2",
        publishedAt: Date.UTC(2026, 4, 1, 10),
        title: "Bottling Intern",
        company: "Cellar",
        location: null,
        text: "Season: Winter",
        format: "plain",
        stated: { closed: true },
      },
    ]);
    expect(complete).toBe(true);
  });

  test("the second of two postings under one id is dropped", async () => {
    const snapshot = await pollOf(githubList, options, [...listings, { ...pruning, title: "Again" }]);

    expect(snapshot.postings).toHaveLength(2);
    expect(snapshot.dropped).toEqual([
      { what: "33333333-cccc-4ccc-8ccc-000000000001", why: "expected every id once, got it a second time" },
    ]);
  });
});

describe("a list on GitHub in tables", () => {
  const written = { externalId: expect.any(String), format: "plain" };

  test("of pipes, with links and marks in the ways that people write them", async () => {
    const { postings, dropped, complete } = await pollOf(githubList, asTables, pipes);

    expect(postings).toEqual([
      {
        ...written,
        url: "https://mill.example/1",
        title: "Flour Engineer",
        company: "Mill",
        location: "Ghent, BE",
        text: "Salary: $172k/yr",
      },
      {
        ...written,
        url: "https://mill.example/2",
        title: "Grain | Oat Engineer",
        company: "Mill",
        location: "Bern | Basel",
        text: "Does not offer sponsorship",
      },
      {
        ...written,
        url: "https://bakery.example/1",
        publishedAt: Date.UTC(2026, 4, 1),
        title: "Oven Intern",
        company: "Bakery",
        location: "York | Leeds",
        text: "Sponsorship: U.S. citizenship is required",
      },
    ]);
    expect({ dropped, complete }).toEqual({ dropped: [], complete: true });
  });

  test("of tags", async () => {
    const { postings } = await pollOf(githubList, asTables, tags);

    expect(postings).toMatchObject([
      {
        url: "https://quarry.example/1",
        title: "Stone Analyst",
        company: "Quarry & Sons",
        location: "Remote in Canada | Halifax, NS",
      },
    ]);
  });

  test("whose titles carry the links, with the mode of work", async () => {
    const { postings } = await pollOf(githubList, asTables, models);

    expect(postings).toEqual([
      {
        ...written,
        url: "https://board.example/jobs/7",
        title: "Deck Officer",
        company: "Ferry",
        location: "Dover, UK",
        text: "",
        stated: { modes: ["onsite"] },
      },
    ]);
  });

  test("a posting stays the same as it ages, and as its link is tracked", async () => {
    const before = await pollOf(githubList, asTables, pipes);
    const later = pipes.replace("| 1d |", "| 2d |").replace("mill.example/2", "mill.example/2?utm_source=x&ref=y");
    const after = await pollOf(githubList, asTables, later);

    expect(after.postings[0]).toEqual(before.postings[0]);
    expect(after.postings[1]?.externalId).toBe(before.postings[1]?.externalId);
  });

  test("closed is what has the mark beside its link; what has it instead of one is gone", async () => {
    const beside = await pollOf(githubList, asTables, pipes.replace("Flour Engineer", "Flour Engineer 🔒"));
    const instead = await pollOf(githubList, asTables, pipes.replace("<https://bakery.example/1>", "🔒"));

    expect(beside.postings[0]).toMatchObject({ title: "Flour Engineer", stated: { closed: true } });
    expect(instead).toMatchObject({ complete: true, dropped: [], postings: [{}, {}] });
  });

  test("one with a row for each place is one, two of one name with links of their own are two", async () => {
    const row = models.trimEnd().split("\n").at(-1) ?? "";
    const there = row.replace("Dover, UK", "Calais, FR");
    const other = row.replace("jobs/7", "jobs/8");

    const { postings, dropped } = await pollOf(githubList, asTables, [models.trimEnd(), there, other].join("\n"));

    expect(postings.map(({ location }) => location)).toEqual(["Dover, UK | Calais, FR", "Dover, UK"]);
    expect(dropped).toEqual([]);
  });

  test("marks say whether a visa is sponsored", async () => {
    const { postings } = await pollOf(githubList, asTables, pipes);

    expect(postings.map((posting) => read(posting).facts.visa)).toEqual([null, "no", "no"]);
  });

  test.each([
    ["no table", "# Nothing yet"],
    ["no table of postings", "| Name | Age |\n|---|---|\n| Ann | 7 |"],
    ["nothing but depth", `<table><tr><th>Company</th><th>Role</th></tr>${"<b>".repeat(300)}`],
  ])("%s is an error", async (_name, markdown) => {
    await expect(pollOf(githubList, asTables, markdown)).rejects.toMatchObject({ code: "schema" });
  });

  test.each([
    ["a title", "| Ferry | | Dover | | |", "[1] Ferry: "],
    ["a company above", "| | Mate | Dover | | |", "[1] : Mate"],
    ["a link", "| Ferry | Mate | Dover | | |", "[1] Ferry: Mate"],
  ])("a row without %s is named and passed over", async (_name, row, what) => {
    const snapshot = await pollOf(githubList, asTables, models + row);

    expect(snapshot).toMatchObject({ complete: true, postings: [{}] });
    expect(snapshot.dropped).toEqual([{ what, why: expect.stringContaining("expected") }]);
  });

  test("no cell takes long, whatever is in it", async () => {
    const cell = `${"![".repeat(40_000)}${"[](a".repeat(40_000)}${"<http://".repeat(20_000)}`;

    const { postings } = await pollOf(githubList, asTables, models.replace("Dover, UK", cell));

    expect(postings).toHaveLength(1);
  });
});

describe("the address of a list on GitHub", () => {
  test.each([
    [{ repository: "gardeners" }],
    [{ repository: "gardeners/.." }],
    [{ repository: "a/b", file: "../c/README.md" }],
    [{ repository: "a/b", file: "/README.md" }],
    [{ repository: "a/b", file: "list.csv" }],
    [{ repository: "a/b", branch: "main/.." }],
    [{ repository: "a/b", branch: "main?x" }],
  ])("is not %j", (wrong) => {
    expect(githubList.options.safeParse(wrong).success).toBe(false);
  });

  test("may have a branch with slashes", async () => {
    expect(githubList.options.safeParse({ repository: "a/b", branch: "feature/x", file: "docs/LIST.md" }).success).toBe(
      true,
    );
  });
});
