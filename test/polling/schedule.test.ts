import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextPollAfterFailure, nextPollAfterSuccess } from "../../src/polling/schedule.ts";
import { seededRandom } from "../doubles/seeded-random.ts";

const dayMs = 24 * 3_600_000;

describe("the next poll", () => {
  it("after a success is the interval away, or what the server asks for, within a tenth and never more than a day", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_000, max: dayMs }),
        fc.integer({ min: 0, max: 400 * dayMs }),
        fc.nat(),
        (everyMs, freshForMs, seed) => {
          const { nextPollAt, notBefore } = nextPollAfterSuccess(0, everyMs, freshForMs, seededRandom(seed));

          const wanted = Math.min(Math.max(everyMs, freshForMs), dayMs);
          expect(nextPollAt).toBeGreaterThanOrEqual(Math.floor(wanted * 0.95));
          expect(nextPollAt).toBeLessThanOrEqual(Math.min(Math.ceil(wanted * 1.05), dayMs));
          expect(notBefore).toBe(Math.min(freshForMs, dayMs));
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
    const { nextPollAt, notBefore } = nextPollAfterFailure(0, "schema", before, {}, seededRandom(7));

    expect(nextPollAt / 60_000).toBeGreaterThanOrEqual(minutes * 0.9);
    expect(nextPollAt / 60_000).toBeLessThanOrEqual(minutes * 1.1);
    expect(notBefore).toBe(nextPollAt);
  });

  it("waits as long as the server asked, if that is longer", () => {
    expect(nextPollAfterFailure(0, "blocked", 0, { retryAfterMs: 3_600_000 }, seededRandom(7)).nextPollAt).toBe(
      3_600_000,
    );
  });

  it("waits as long as the terms of a source want, if that is longer", () => {
    expect(nextPollAfterFailure(0, "schema", 0, { minEveryMs: 7_200_000 }, seededRandom(7)).nextPollAt).toBe(7_200_000);
  });

  it("of a board that is gone never comes", () => {
    expect(nextPollAfterFailure(0, "gone", 0, {}, seededRandom(7)).notBefore).toBe(Number.MAX_SAFE_INTEGER);
  });
});
