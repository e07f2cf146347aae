import { describe, expect, it } from "vitest";
import { createGuildRoll } from "../../../src/platforms/discord/guild-roll.ts";

/** Ids of servers by the shard of two that has them. */
const [even, odd] = [String(2n << 22n), String(3n << 22n)];
const whole = { id: 0, count: 1 };

/** A roll over a core that keeps `known`, and what was told by it. */
function aRoll(known: readonly string[] = [], { fails = 0 } = {}) {
  const has = new Set(known.map((guild) => `discord:${guild}`));
  const told: string[] = [];
  let failures = fails;
  const tell = (name: string, guild: string) => {
    if (failures-- > 0) throw new Error("the database is away");
    told.push(`${name} ${guild}`);
  };
  const roll = createGuildRoll({
    host: { having: async () => [...has] },
    async onThere(guild) {
      tell("there", guild);
      has.add(`discord:${guild}`);
    },
    async onLeft(guild) {
      tell("left", guild);
      has.delete(`discord:${guild}`);
    },
  });
  return { roll, told };
}

describe("the roll of servers", () => {
  it("notices what happened while the process was away, by what the core has written down", async () => {
    const { roll, told } = aRoll(["1", "2"]);

    await roll.all(whole, ["2", "3"])();
    await roll.joined("2")();
    await roll.joined("3")();

    expect(told).toEqual(["left 1", "there 2", "there 3"]);
  });

  it("leaves people without a server, and the servers of other shards, alone", async () => {
    const { roll, told } = aRoll([even, odd, "@1"]);

    await roll.all({ id: 1, count: 2 }, [])();

    expect(told).toEqual([`left ${odd}`]);
  });

  it("forgets at a new beginning of a shard who was there before it", async () => {
    const { roll, told } = aRoll([even, odd]);
    await roll.all({ id: 0, count: 2 }, [even])();
    await roll.all({ id: 1, count: 2 }, [odd])();

    await roll.all({ id: 1, count: 2 }, [])();

    expect(told).toEqual([`left ${odd}`]);
  });

  it("tells of a change again of which nothing came", async () => {
    const { roll, told } = aRoll(["1"], { fails: 1 });
    const settle = roll.left("1");

    await expect(settle()).rejects.toThrow("away");
    await settle();

    expect(told).toEqual(["left 1"]);
  });

  it("goes by the last word where the one before it comes to nothing at first", async () => {
    const { roll, told } = aRoll(["1"]);
    const [left, joined] = [roll.left("1"), roll.joined("1")];

    await joined();
    await left();

    expect(told).toEqual(["there 1", "there 1"]);
  });

  it("takes nobody for gone who came while the beginning was being compared", async () => {
    const { roll, told } = aRoll(["9"]);
    const compare = roll.all(whole, []);
    roll.joined("9");

    await compare();

    expect(told).toEqual([]);
  });
});
