import { describe, expect, it } from "vitest";
import { orderedIds } from "../src/clock.ts";
import { seededRandom } from "./doubles/seeded-random.ts";

describe("ordered ids", () => {
  it("sort as they were made, are of one length and never the same", () => {
    const random = seededRandom(1);

    const ids = [1_790_000_000_000, 1_790_000_000_001, 1_790_000_123_456].flatMap((now) => {
      const nextId = orderedIds(now, random);
      return Array.from({ length: 2_000 }, () => nextId());
    });

    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(6_000);
    expect(ids.every((id) => /^[2-9a-z]{20}$/.test(id))).toBe(true);
  });
});
