import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { systemRandom } from "../../../src/clock.ts";
import { createInstallStates, stateLifeMs } from "../../../src/platforms/slack/install-states.ts";
import { createSeal, readSealKeys } from "../../../src/platforms/slack/seal.ts";
import { virtualClock } from "../../doubles/virtual-clock.ts";
import { aCache } from "../chat/a-cache.ts";

function theStates(keys = randomBytes(32).toString("hex")) {
  const cache = aCache();
  const clock = virtualClock(1_000_000);
  const seal = createSeal(readSealKeys(keys), systemRandom);
  return { cache, clock, states: createInstallStates({ cache, seal, clock, random: systemRandom }) };
}

describe("the state of an installation", () => {
  it("is good once, in the browser that it was issued to", async () => {
    const { states } = theStates();
    const { state, binding } = states.issue();

    expect(await states.redeem(state, binding)).toBe("ok");
    expect(await states.redeem(state, binding)).toBe("used");
  });

  it("is not good without its binding, nor used up by that", async () => {
    const { states, cache } = theStates();
    const [issued, other] = [states.issue(), states.issue()];
    const foreign = theStates().states.issue();

    for (const binding of [undefined, "", "v1.none.at-all", other.binding, foreign.binding]) {
      expect(await states.redeem(issued.state, binding)).toBe("elsewhere");
    }
    expect(await states.redeem(foreign.state, foreign.binding)).toBe("elsewhere");
    expect(cache.entries.size).toBe(0);
    expect(await states.redeem(issued.state, issued.binding)).toBe("ok");
  });

  it("lives ten minutes, as does what is stored of its use", async () => {
    const { states, cache, clock } = theStates();
    const [early, late] = [states.issue(), states.issue()];

    clock.advance(stateLifeMs - 1);
    expect(await states.redeem(early.state, early.binding)).toBe("ok");
    clock.advance(1);

    expect(await states.redeem(late.state, late.binding)).toBe("late");
    expect(stateLifeMs).toBe(600_000);
    expect([...cache.lives.values()]).toEqual([1]);
  });

  it("is good for one of two that bring it at the same moment", async () => {
    const { states } = theStates();
    const { state, binding } = states.issue();

    const verdicts = await Promise.all([states.redeem(state, binding), states.redeem(state, binding)]);

    expect(verdicts.toSorted()).toEqual(["ok", "used"]);
  });

  it("cannot be guessed, and is not stored when it is issued", async () => {
    const { states, cache } = theStates();

    const issued = Array.from({ length: 50 }, () => states.issue());

    expect(new Set(issued.flatMap(({ state, binding }) => [state, binding])).size).toBe(100);
    for (const { state } of issued) expect(Buffer.from(state, "base64url")).toHaveLength(24);
    expect(cache.entries.size).toBe(0);
  });
});
