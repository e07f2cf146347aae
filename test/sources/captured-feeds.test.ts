/** Real feeds and pages, kept outside of the project because their texts belong to their publishers. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { feed } from "../../src/sources/feed/index.ts";
import { page } from "../../src/sources/page/index.ts";
import { pollOf, Site } from "./harness.ts";

const folder = new URL("../../../shared/data/", import.meta.url);

describe.skipIf(!existsSync(folder))("captured feeds and pages", () => {
  test.each([
    ["feeds/ambicuity-newgrad.rss", 50],
    ["feeds/neogov-governmentjobs.rss", 2],
    ["feeds/open-jobs-data-new-jobs.rss", 833],
    ["feeds/research-computing-teams.rss", 350],
    ["feeds/rss10-rdf-craigslist-housing.rdf", 25],
    ["feeds/teamtailor.jsonfeed.json", 2],
    ["feeds/weworkremotely-programming-2014.rss", 25],
    ["pages/detail-diode-senior.html", 1],
    ["pages/detail-diode-staff.html", 1],
    ["pages/detail-fermi-4248451.html", 1],
    ["pages/detail-loombotic-software.html", 1],
    ["pages/detail-sendcutsend-4272751.html", 1],
    ["pages/open-positions.html", 9],
  ])("%s: all %i postings are read", async (file, count) => {
    const address = new URL(file, folder);
    const source = file.startsWith("feeds/") ? feed : page;
    const site = new Site({ "/captured": readFileSync(address, "utf8") });

    const { postings, dropped } = await pollOf(source, { url: "https://captured.example/captured" }, site);

    expect(postings).toHaveLength(count);
    expect(dropped).toEqual([]);
    for (const { title, url } of postings) expect([title, url]).not.toContain(null);
    // The pages tell no date of what they only list.
    if (count !== 9) expect(postings.filter(({ publishedAt }) => publishedAt === undefined)).toEqual([]);
  });
});
