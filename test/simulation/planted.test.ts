import { describe, expect, it } from "vitest";
import { type FaultKind, faultKinds } from "./faults.ts";
import { type HistoryOptions, runHistory } from "./history.ts";
import { type Plant, type PlantName, plants } from "./plants.ts";

/** A few histories for each; the first that notices is enough. */
const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
const size = { days: 6, sources: 6, subscriptions: 12, faults: faultKinds };

/**
 * Two edits of one message within a minute need changes on two boards that are polled together, as after a downtime, and
 * a digest that shows both.
 */
const boardsTogether = [
  "downtime",
  "crash-anywhere",
  "crash-at-checkpoint",
  "posting-changes",
  "posting-closes",
] as const;
const special: Partial<Record<PlantName, { readonly seeds: readonly number[] } & Partial<HistoryOptions>>> = {
  "edits as often as it likes": {
    seeds: [45, 47, 56, 66],
    days: 8,
    sources: 16,
    subscriptions: 10,
    faults: [...boardsTogether, "posting-flaps"] satisfies FaultKind[],
  },
  // What was ended comes to its end at once: with clocks that are off nobody can say which was first.
  "does not know who unsubscribed": { seeds, faults: faultKinds.filter((kind) => kind !== "clock-steps") },
};

async function firstBroken(name: PlantName): Promise<string | undefined> {
  const plant: Plant = plants[name];
  const { seeds: ownSeeds = seeds, ...own } = special[name] ?? {};
  for (const seed of ownSeeds) {
    const report = await runHistory({ ...size, ...own, seed, plant });
    const [violation] = report.violations;
    if (violation !== undefined) return violation.invariant;
  }
  return undefined;
}

describe("a planted fault is noticed: the bot", () => {
  it.each(Object.keys(plants) as PlantName[])("%s", { timeout: 120_000 }, async (name) => {
    expect(await firstBroken(name)).toBeDefined();
  });
});
