import { describe, expect, it } from "vitest";
import { seededRandom } from "../doubles/seeded-random.ts";
import { killTest } from "./killtest.ts";

/** Six kills; `npm run killtest` takes a hundred, at every point. */
describe("a process that is killed again and again", () => {
  it.each([
    ["terminal", ["sent", "claimed", "settled"]],
    ["chat", ["sent", "match-stored", "random"]],
  ] as const)(
    "on the %s: loses nothing, and lists what it showed twice",
    { timeout: 60_000 },
    async (variant, points) => {
      const random = seededRandom(7);

      const tallies = await killTest({ variant, rounds: points.length, points, random, note: () => {} });

      expect(tallies.filter(({ hit }) => hit > 0).map(({ point }) => point)).toEqual(
        expect.arrayContaining([...points]),
      );
      expect(tallies.filter(({ lost, unlisted }) => lost + unlisted > 0)).toEqual([]);
      // A chat that can be asked what it has is never in doubt.
      if (variant === "chat") expect(tallies.every(({ doubled }) => doubled === 0)).toBe(true);
    },
  );
});
