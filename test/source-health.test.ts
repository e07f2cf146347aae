import { expect, onTestFinished, test } from "vitest";
import { sourceHealths } from "../src/source-health.ts";
import { aDraft } from "./builders.ts";
import { openStorage } from "../src/storage/storage.ts";
import { seededRandom } from "./doubles/seeded-random.ts";

const dayMs = 86_400_000;
const start = Date.UTC(2026, 5, 1);

test("the rhythm of a source is that of its last eight weeks, its baseline left out", async () => {
  const storage = await openStorage(":memory:", seededRandom(1));
  onTestFinished(() => storage.close());
  await storage.sources.configure(
    [
      { key: "a:x", kind: "a" },
      { key: "b:x", kind: "b" },
    ],
    start,
  );
  const draft = (n: number) => aDraft({ id: `p${n}`, externalId: `${n}`, source: "a:x", openingKeys: [`k${n}`] });
  await storage.postings.add([draft(0), draft(1)], start, true);
  for (let week = 0; week < 20; week++) {
    const now = start + week * 7 * dayMs;
    await storage.postings.add([draft(2 * week + 10), draft(2 * week + 11)], now, false);
  }
  const last = start + 19 * 7 * dayMs;

  const early = await sourceHealths(storage, start + 10 * dayMs);
  const [a, b] = await sourceHealths(storage, last + dayMs);
  const only = await sourceHealths(storage, last + dayMs, undefined, (key) => key === "a:x");

  expect(early.map(({ newPerWeek }) => newPerWeek)).toEqual([null, null]);
  expect(a).toMatchObject({ key: "a:x", lastNewAt: last, newPerWeek: 2, postings: 42, state: "waiting" });
  expect(only).toEqual([a]);
  expect(b).toMatchObject({ key: "b:x", lastNewAt: start, newPerWeek: 0, postings: 0 });
});
