import { describe, expect, it } from "vitest";
import type { Log } from "../../../src/log.ts";
import { silentLog } from "../../../src/log.ts";
import { createPause } from "../../../src/platforms/discord/pause.ts";
import { createRefusals, refusedLately } from "../../../src/platforms/discord/refusals.ts";
import { virtualClock } from "../../doubles/virtual-clock.ts";
import { aCache } from "../chat/a-cache.ts";

function aCount() {
  const clock = virtualClock(0);
  const cache = aCache();
  const warned: object[] = [];
  const log: Log = { ...silentLog, warn: (fields) => void warned.push(fields) };
  const pause = createPause(clock, silentLog);
  return { clock, cache, warned, pause, refusals: createRefusals({ cache, pause, clock, log }) };
}

describe("what Discord refuses", () => {
  it("is counted, warned of, and stops all sending long before a ban", () => {
    const { warned, pause, refusals } = aCount();

    for (let met = 0; met < 4_999; met++) refusals.met();
    pause.check();
    refusals.met();

    expect(warned).toHaveLength(10);
    expect(warned.at(-1)).toMatchObject({ count: 5_000, remainingMs: 600_000, banAt: 10_000 });
    expect(() => pause.check()).toThrow("refused too many requests");
  });

  it("is no longer counted after ten minutes", async () => {
    const { clock, cache, refusals } = aCount();
    refusals.met();
    await Promise.resolve();
    const [before, after] = [await refusedLately(cache, 599_999), await refusedLately(cache, 600_000)];

    clock.advance(600_000);
    refusals.met();

    expect([before, after]).toEqual([1, 0]);
  });
});
