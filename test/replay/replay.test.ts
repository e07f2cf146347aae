import { expect, test } from "vitest";
import { seededRandom } from "../doubles/seeded-random.ts";
import { inventedHistory } from "./history.ts";
import { replay } from "./replay.ts";

test.each([1, 2])("a made-up history is followed without a mistake, seed %i", async (seed) => {
  const history = inventedHistory(12, 12, seededRandom(seed));
  const all = history.boards.flatMap(({ postings }) => postings);

  const report = await replay(history, { seed, pollsPerDay: 4 });

  expect(report.violations).toEqual([]);
  expect(report.postings).toBe(all.length);
  expect(report.announced).toBeGreaterThan(0);
  expect(report.closings).toBeGreaterThan(20);
  expect(report.reopenings).toBeGreaterThan(3);
  expect(report.failed).toBeGreaterThan(20);
});
