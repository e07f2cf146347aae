import { describe, expect, it } from "vitest";
import { faultKinds } from "./faults.ts";
import { runHistory } from "./history.ts";
import { holdsForSeeds } from "./seeds.ts";

describe("the simulation", () => {
  it("comes out the same for the same seed", async () => {
    const options = { seed: 3, days: 2, sources: 3, subscriptions: 5, faults: faultKinds };

    const first = await runHistory(options);
    const second = await runHistory(options);

    expect(second.trace).toEqual(first.trace);
    expect(first.counts.shown).toBeGreaterThan(0);
  });

  it("is quiet where nothing goes wrong: all is shown once, and nothing is in doubt", async () => {
    const report = await runHistory({ seed: 5, days: 4, sources: 6, subscriptions: 12, faults: [] });

    expect(report.violations).toEqual([]);
    expect(report.counts).toMatchObject({ crashes: 0, uncertain: 0 });
    expect(report.counts.shown).toBeGreaterThan(20);
  });
});

describe("the bot, whatever goes wrong", () => {
  holdsForSeeds(1, 60);
});
