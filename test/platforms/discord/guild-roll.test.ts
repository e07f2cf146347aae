import { describe, expect, it } from "vitest";
import { createGuildRoll } from "../../../src/platforms/discord/guild-roll.ts";
import { aCache } from "../chat/a-cache.ts";

describe("the roll of servers", () => {
  it("notices what happened while the process was away", async () => {
    const cache = aCache();
    await createGuildRoll(cache).all("0/1", ["1", "2"]);

    const atStart = await createGuildRoll(cache).all("0/1", ["2", "3"]);
    const later = await createGuildRoll(cache).all("0/1", ["1", "2", "3"]);

    expect(atStart).toEqual({ left: ["1"], returned: [] });
    expect(later).toEqual({ left: [], returned: ["1"] });
  });

  it("tells of each change once", async () => {
    const roll = createGuildRoll(aCache());
    await roll.all("0/1", ["1"]);

    expect(await roll.left("0/1", "1")).toEqual({ left: ["1"], returned: [] });
    expect(await roll.left("0/1", "1")).toEqual({ left: [], returned: [] });
    expect(await roll.joined("0/1", "1")).toEqual({ left: [], returned: ["1"] });
    expect(await roll.joined("0/1", "1")).toEqual({ left: [], returned: [] });
  });

  it("takes no server that is new for one that is back", async () => {
    const roll = createGuildRoll(aCache());
    await roll.all("0/1", []);

    expect(await roll.joined("0/1", "9")).toEqual({ left: [], returned: [] });
  });

  it("compares no shards of different numbers", async () => {
    const roll = createGuildRoll(aCache());
    await roll.all("0/1", ["1", "2"]);

    expect(await roll.all("0/2", ["2"])).toEqual({ left: [], returned: [] });
  });

  it("keeps up with changes that come all at once", async () => {
    const roll = createGuildRoll(aCache());

    await Promise.all(["1", "2", "3"].map((guild) => roll.joined("0/1", guild)));

    expect((await roll.all("0/1", [])).left).toEqual(["1", "2", "3"]);
  });
});
