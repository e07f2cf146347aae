import { describe, expect, it } from "vitest";
import { discordConfig, discordSettings } from "../../../src/platforms/discord/discord-settings.ts";

const config = discordConfig.parse(undefined);

describe("the settings of Discord", () => {
  it("are none without a token", () => {
    expect(discordSettings({ DISCORD_SHARDS: "0/1" }, config)).toBeNull();
  });

  it("need no more than a token", () => {
    expect(discordSettings({ DISCORD_TOKEN: "a.b.c" }, config)).toEqual({
      token: "a.b.c",
      apiUrl: "https://discord.com/api",
      shards: null,
      developmentGuilds: [],
      crosspost: false,
      forumTags: true,
    });
  });

  it.each([
    ["http://127.0.0.1:8/api", "http://127.0.0.1:8/api"],
    ["http://127.0.0.1:8/api/", "http://127.0.0.1:8/api"],
    ["http://127.0.0.1:8/api/v10", "http://127.0.0.1:8/api"],
  ])("take another server: %s", (typed, expected) => {
    expect(discordSettings({ DISCORD_TOKEN: "a", DISCORD_API_URL: typed }, config)?.apiUrl).toBe(expected);
  });

  it.each([
    ["0-3/8", [0, 1, 2, 3], 8],
    ["5/8", [5], 8],
    [" 0/1 ", [0], 1],
  ])("take shards: %s", (typed, ids, count) => {
    expect(discordSettings({ DISCORD_TOKEN: "a", DISCORD_SHARDS: typed }, config)?.shards).toEqual({ ids, count });
  });

  it.each(["8", "8/8", "3-1/8", "0-8/8", "a/b", "0/0", "-1/2"])("refuse shards that there cannot be: %s", (typed) => {
    expect(() => discordSettings({ DISCORD_TOKEN: "a", DISCORD_SHARDS: typed }, config)).toThrow(
      /expected DISCORD_SHARDS .* such as 0-3\/8, got/,
    );
  });

  it.each(["two words", "line\nbreak", ""])("refuse what is no token, without saying it: %j", (typed) => {
    expect(() => discordSettings({ DISCORD_TOKEN: `canary ${typed}` }, config)).toThrow("expected DISCORD_TOKEN");
    expect(() => discordSettings({ DISCORD_TOKEN: `canary ${typed}` }, config)).not.toThrow("canary");
  });

  it("refuse an address that is none", () => {
    expect(() => discordSettings({ DISCORD_TOKEN: "a", DISCORD_API_URL: "ftp://x" }, config)).toThrow("got ftp://x");
  });

  it("refuse ids of servers that are none", () => {
    expect(() => discordConfig.parse({ developmentGuilds: ["acme"] })).toThrow("expected the id of a server");
  });
});
