/** Real answers of boards, kept outside of the project because their texts belong to their employers. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { recogniseSource, sourceById } from "../../src/sources/index.ts";
import { pollOf, snapshotOf } from "./harness.ts";

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

/** Captures that were cut to a few postings; the texts of those that are asked for one by one were not captured. */
const trimmed: readonly (readonly [file: string, options: Readonly<Record<string, string>>, ids: readonly string[]])[] =
  [
    ["bamboohr.json", { company: "captured" }, ["86", "87"]],
    ["personio.xml", { company: "captured" }, ["1834171"]],
    ["pinpoint.json", { company: "captured" }, ["post-001", "post-002"]],
    ["recruitee.json", { company: "captured" }, ["2700825", "2697184"]],
    ["rippling.json", { board: "captured" }, ["2f0674e6-f01f-4ecd-b459-e947241c211f"]],
    ["smartrecruiters.json", { company: "captured" }, ["743999671674844"]],
    ["workable.json", { account: "captured" }, ["DD136DD7E7"]],
    ["workday.json", { tenant: "captured", server: "wd5", site: "jobs" }, ["JR354232", "JR332446"]],
  ];

describe("captured boards that were cut", () => {
  for (const [name, options, ids] of trimmed) {
    const file = new URL(name, folder);

    test.skipIf(!existsSync(file))(`${name}: every posting is read`, async () => {
      const answer = readFileSync(file, "utf8");
      const source = sourceById(name.split(".")[0] ?? "");
      const payload: unknown = name.endsWith(".json") ? JSON.parse(answer) : answer;

      const snapshot = source && (await snapshotOf(source, options, payload));

      expect(snapshot?.postings.map(({ externalId }) => externalId)).toEqual(ids);
      // One of the captures has its only posting twice.
      expect(snapshot?.dropped.filter(({ what }) => !ids.includes(what))).toEqual([]);
      for (const posting of snapshot?.postings ?? []) if ("title" in posting) expect(posting.location).not.toBe(null);
    });
  }

  const feed = new URL("teamtailor.json", folder);
  test.skipIf(!existsSync(feed))("teamtailor.json: another feed than the one that is read is refused", async () => {
    const source = sourceById("teamtailor");

    const polling = source && snapshotOf(source, { company: "captured" }, readFileSync(feed, "utf8"));

    await expect(polling).rejects.toMatchObject({ code: "schema" });
  });
});
