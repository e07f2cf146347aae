/** Real answers of boards, kept outside of the project because their texts belong to their employers. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { recogniseSource, sourceById } from "../../src/sources/index.ts";
import { pollOf } from "./harness.ts";

const folder = new URL("../../../shared/data/ats/", import.meta.url);
const Listed = z.union([
  z.array(z.unknown()),
  z
    .object({ jobs: z.array(z.object({ isListed: z.boolean().optional() })) })
    .transform(({ jobs }) => jobs.filter(({ isListed }) => isListed !== false)),
]);

describe("captured boards", () => {
  for (const name of ["ashby", "ashby-2", "greenhouse", "greenhouse-2", "lever", "lever-2"]) {
    const file = new URL(`${name}.json`, folder);
    if (!existsSync(file)) {
      test.skip(`${name}: ../shared/data/ats/${name}.json is missing, so it is not read`, () => {});
      continue;
    }

    test(`${name}: every listed posting is read`, async () => {
      const answer = readFileSync(file, "utf8");
      const listed = Listed.parse(JSON.parse(answer));
      const id = name.replace("-2", "");
      const source = sourceById(id);
      const options = source?.options.parse({
        [id === "lever" ? "site" : "board"]: "captured",
      });

      const snapshot = source && (await pollOf(source, options ?? {}, JSON.parse(answer)));

      expect(snapshot?.dropped).toEqual([]);
      expect(snapshot?.postings).toHaveLength(listed.length);
      for (const posting of snapshot?.postings ?? []) {
        expect(recogniseSource(new URL(posting.url ?? ""))?.source).toBe(source);
        expect(posting.text.length).toBeGreaterThan(1000);
        expect(posting.location).not.toBe(null);
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
