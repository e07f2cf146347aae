import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextPollAfterFailure, nextPollAfterSuccess } from "../../src/polling/schedule.ts";
import { seededRandom } from "../doubles/seeded-random.ts";

const dayMs = 24 * 3_600_000;

describe("the next poll", () => {
  it("after a success is the interval away, or what the server asks for, within a tenth and about a day", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_000, max: dayMs }),
        fc.integer({ min: 0, max: 10 * dayMs }),
        fc.nat(),
        (everyMs, freshForMs, seed) => {
          const wait = nextPollAfterSuccess(0, everyMs, freshForMs, seededRandom(seed));

          const wanted = Math.min(Math.max(everyMs, freshForMs), dayMs);
          expect(wait).toBeGreaterThanOrEqual(Math.floor(wanted * 0.95));
          expect(wait).toBeLessThanOrEqual(Math.ceil(wanted * 1.05));
        },
      ),
    );
  });

  it.each([
    [0, 5],
    [1, 10],
    [3, 40],
    [30, 24 * 60],
  ])("after %i failures before it is about %i minutes away", (before, minutes) => {
    const wait = nextPollAfterFailure(0, before, undefined, seededRandom(7)) / 60_000;

    expect(wait).toBeGreaterThanOrEqual(minutes * 0.9);
    expect(wait).toBeLessThanOrEqual(minutes * 1.1);
  });

  it("waits as long as the server asked, if that is longer", () => {
    expect(nextPollAfterFailure(0, 0, 3_600_000, seededRandom(7))).toBe(3_600_000);
  });
});
