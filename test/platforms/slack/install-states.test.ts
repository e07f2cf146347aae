import { describe, expect, it } from "vitest";
import { systemRandom } from "../../../src/clock.ts";
import { createInstallStates, stateLifeMs } from "../../../src/platforms/slack/install-states.ts";
import { aCache } from "../chat/a-cache.ts";

describe("the state of an installation", () => {
  it("is good once, in the browser that it was issued to", async () => {
    const states = createInstallStates(aCache(), systemRandom);
    const { state, binding } = await states.issue();

    expect(await states.redeem(state, binding)).toBe("ok");
    expect(await states.redeem(state, binding)).toBe("unknown");
  });

  it.each([
    ["another browser", "someone else's"],
    ["no browser", undefined],
  ])("is used up by %s without being good there", async (_, binding) => {
    const states = createInstallStates(aCache(), systemRandom);
    const issued = await states.issue();

    expect(await states.redeem(issued.state, binding)).toBe("elsewhere");
    expect(await states.redeem(issued.state, issued.binding)).toBe("unknown");
  });

  it("is good for one of two that bring it at the same moment", async () => {
    const states = createInstallStates(aCache(), systemRandom);
    const { state, binding } = await states.issue();

    const verdicts = await Promise.all([states.redeem(state, binding), states.redeem(state, binding)]);

    expect(verdicts.toSorted()).toEqual(["ok", "unknown"]);
  });

  it("cannot be guessed, lives ten minutes, and is stored without what the browser holds", async () => {
    const cache = aCache();
    const states = createInstallStates(cache, systemRandom);

    const issued = await Promise.all(Array.from({ length: 50 }, () => states.issue()));

    expect(new Set(issued.flatMap(({ state, binding }) => [state, binding])).size).toBe(100);
    for (const { state, binding } of issued) {
      expect(Buffer.from(state, "base64url")).toHaveLength(24);
      expect([...cache.entries.values()].join()).not.toContain(binding);
    }
    expect(new Set(cache.lives.values())).toEqual(new Set([stateLifeMs]));
    expect(stateLifeMs).toBe(600_000);
  });
});
