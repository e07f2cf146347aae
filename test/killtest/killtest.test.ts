import { describe, expect, it } from "vitest";
import { seededRandom } from "../doubles/seeded-random.ts";
import { killTest } from "./killtest.ts";
import { brokenIn } from "./tally.ts";
import { type Variant, variants } from "./variants.ts";

/** Where messages go slowly, one kill has to do. */
const pointsOf = ({ openingsPerRound }: Variant) =>
  openingsPerRound < 6 ? (["sent"] as const) : (["sent", "claimed", "match-stored"] as const);

/** A few kills each; `npm run killtest` takes a hundred, at every point. */
describe("a process that is killed again and again", () => {
  it.each(variants.map((variant) => [variant.id, variant] as const))(
    "on the %s: loses nothing, lists what it showed twice, and shows at last what is so",
    { timeout: 60_000 },
    async (_, variant) => {
      const random = seededRandom(7);
      const points = pointsOf(variant);

      const tallies = await killTest({ variant, rounds: points.length, points, random, note: () => {} });

      expect(tallies.filter(({ hit }) => hit > 0).map(({ point }) => point)).toEqual(
        expect.arrayContaining([...points]),
      );
      expect(tallies.filter((tally) => brokenIn(tally, variant) > 0)).toEqual([]);
    },
  );
});
