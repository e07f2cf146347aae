import { describe, expect, it } from "vitest";
import { createGuildRoll, type RollChange } from "../../../src/platforms/discord/guild-roll.ts";
import { aCache } from "../chat/a-cache.ts";

/** A roll whose changes are what it answers with. */
function aRoll(cache = aCache()) {
  let last: RollChange = { left: [], returned: [] };
  const roll = createGuildRoll(cache, async (change) => {
    last = change;
  });
  const after = (work: Promise<void>) => work.then(() => last);
  return {
    all: (shard: string, guilds: readonly string[]) => after(roll.all(shard, guilds)),
    joined: (shard: string, guild: string) => after(roll.joined(shard, guild)),
    left: (shard: string, guild: string) => after(roll.left(shard, guild)),
  };
}

describe("the roll of servers", () => {
  it("notices what happened while the process was away", async () => {
    const cache = aCache();
    await aRoll(cache).all("0/1", ["1", "2"]);

    const atStart = await aRoll(cache).all("0/1", ["2", "3"]);
    const later = await aRoll(cache).all("0/1", ["1", "2", "3"]);

    expect(atStart).toEqual({ left: ["1"], returned: [] });
    expect(later).toEqual({ left: [], returned: ["1"] });
  });

  it("tells of each change once", async () => {
    const roll = aRoll();
    await roll.all("0/1", ["1"]);

    expect(await roll.left("0/1", "1")).toEqual({ left: ["1"], returned: [] });
    expect(await roll.left("0/1", "1")).toEqual({ left: [], returned: [] });
    expect(await roll.joined("0/1", "1")).toEqual({ left: [], returned: ["1"] });
    expect(await roll.joined("0/1", "1")).toEqual({ left: [], returned: [] });
  });

  it("tells of a change again of which nothing came", async () => {
    const cache = aCache();
    await aRoll(cache).all("0/1", ["1"]);
    const away = () => Promise.reject(new Error("the database is away"));

    await expect(createGuildRoll(cache, away).left("0/1", "1")).rejects.toThrow("away");

    expect(await aRoll(cache).left("0/1", "1")).toEqual({ left: ["1"], returned: [] });
  });

  it("takes no server that is new for one that is back", async () => {
    const roll = aRoll();
    await roll.all("0/1", []);

    expect(await roll.joined("0/1", "9")).toEqual({ left: [], returned: [] });
  });

  it("compares no shards of different numbers", async () => {
    const roll = aRoll();
    await roll.all("0/1", ["1", "2"]);

    expect(await roll.all("0/2", ["2"])).toEqual({ left: [], returned: [] });
  });

  it("keeps up with changes that come all at once", async () => {
    const roll = aRoll();

    await Promise.all(["1", "2", "3"].map((guild) => roll.joined("0/1", guild)));

    expect((await roll.all("0/1", [])).left).toEqual(["1", "2", "3"]);
  });
});
