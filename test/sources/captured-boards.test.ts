/** Real answers of boards, kept outside of the project because their texts belong to their employers. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { recogniseSource, sourceById } from "../../src/sources/index.ts";
import { pollOf, Site } from "./harness.ts";

const folder = new URL("../../../shared/data/ats/", import.meta.url);

interface Captured {
  readonly file: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** How many different postings are in it. */
  readonly count: number;
  /** Whether texts and places were left in it. */
  readonly isWhole?: boolean;
  /** Paths at which it is a list of several addresses; its details are not there. */
  readonly list?: string;
}

const captures: readonly Captured[] = [
  { file: "ashby.json", options: { board: "captured" }, count: 2, isWhole: true },
  { file: "ashby-2.json", options: { board: "captured" }, count: 2, isWhole: true },
  { file: "greenhouse.json", options: { board: "captured" }, count: 2, isWhole: true },
  { file: "greenhouse-2.json", options: { board: "captured" }, count: 2, isWhole: true },
  { file: "lever.json", options: { site: "captured" }, count: 2, isWhole: true },
  { file: "lever-2.json", options: { site: "captured" }, count: 2, isWhole: true },
  { file: "recruitee.json", options: { company: "captured" }, count: 2, isWhole: true },
  { file: "personio.xml", options: { company: "captured" }, count: 1 },
  { file: "workable.json", options: { account: "captured" }, count: 1 },
  { file: "pinpoint.json", options: { company: "captured" }, count: 2 },
  {
    file: "smartrecruiters.json",
    options: { company: "captured" },
    count: 1,
    list: "/v1/companies/captured/postings?limit=100&offset=0",
  },
  { file: "bamboohr.json", options: { company: "captured" }, count: 2, list: "/careers/list" },
  { file: "rippling.json", options: { board: "captured" }, count: 1, list: "/platform/api/ats/v1/board/captured/jobs" },
  {
    file: "workday.json",
    options: { tenant: "captured", server: "wd5", site: "Careers" },
    count: 2,
    list: "/wday/cxs/captured/Careers/jobs",
  },
];

describe("captured boards", () => {
  const feed = new URL("teamtailor.json", folder);

  test.skipIf(!existsSync(feed))("teamtailor.json: another feed than the one that is read is refused", async () => {
    const source = sourceById("teamtailor");

    const polling = source && pollOf(source, { company: "captured" }, readFileSync(feed, "utf8"));

    await expect(polling).rejects.toMatchObject({ code: "schema" });
  });

  for (const { file, options, count, isWhole = false, list } of captures) {
    const address = new URL(file, folder);
    if (!existsSync(address)) {
      test.skip(`${file}: ../shared/data/ats/${file} is missing, so it is not read`, () => {});
      continue;
    }

    test(`${file}: every listed posting is read`, async () => {
      const text = readFileSync(address, "utf8");
      const source = sourceById(file.replace(/(?:-2)?\..*$/, ""));
      if (source === undefined) throw new Error(`expected a source for ${file}`);
      const answer: unknown = file.endsWith(".json") ? JSON.parse(text) : text;

      const { postings, dropped } = await pollOf(
        source,
        options,
        list === undefined ? answer : new Site({ [list]: answer }),
      );

      // Of lists alone each detail is missed, and named under the id of its posting.
      const ids = [...postings, ...dropped].flatMap(({ externalId }) => externalId ?? []);
      expect(new Set(ids).size).toBe(count);
      if (list === undefined) expect(postings).toHaveLength(count);
      for (const posting of postings) {
        expect(URL.canParse(posting.url ?? "")).toBe(true);
        if (!isWhole) continue;
        expect(posting.text.length).toBeGreaterThan(1000);
        expect(posting.location).not.toBe(null);
        const known = recogniseSource(new URL(posting.url ?? ""))?.source;
        expect(known ?? source).toBe(source);
      }
    });
  }
});

describe("captured feeds", () => {
  const feed = new URL("../feeds/weworkremotely-programming-2014.rss", folder);

  test.skipIf(!existsSync(feed))("weworkremotely: every item is read", async () => {
    const text = readFileSync(feed, "utf8");
    const source = sourceById("weworkremotely");

    const snapshot = source && (await pollOf(source, {}, text));

    expect(snapshot?.dropped).toEqual([]);
    expect(snapshot?.postings).toHaveLength(text.split("<item>").length - 1);
    for (const posting of snapshot?.postings ?? []) {
      expect(posting).toMatchObject({ company: expect.any(String), publishedAt: expect.any(Number) });
      expect(posting.text.length).toBeGreaterThan(300);
    }
  });
});
