import { describe, expect, it } from "vitest";
import { createFindMessage } from "../../../src/platforms/discord/find-message.ts";
import { placeSchema } from "../../../src/platforms/discord/place.ts";
import { snowflakeAt } from "../../../src/platforms/discord/snowflake.ts";
import { discordSays } from "./discord-errors.ts";
import { type Script, scriptedApi } from "./scripted-api.ts";

const since = Date.UTC(2026, 4, 20);
const channel = placeSchema.parse({ id: "5", type: 0, guild_id: "1" });
const forum = placeSchema.parse({ id: "5", type: 15, guild_id: "1" });
const readHistory = 1n << 16n;

function aMessage(id: string, key: string, author = "20") {
  const button = { type: 2, custom_id: `why:p2abc:k:${key}` };
  return { id, author: { id: author }, components: [{ type: 1, components: [button] }] };
}

/** Ids as Discord makes them, one a second. */
function idsSince(count: number): string[] {
  return Array.from({ length: count }, (_, index) => snowflakeAt(since + (index + 1) * 1_000));
}

function finding(script: Script, rights: bigint | null = readHistory) {
  const api = scriptedApi(script);
  const find = createFindMessage(api, { ofBot: async () => rights, deciding: async (place) => place });
  return { api, find: (key: string, place = channel) => find({ place, key, since, author: "20" }) };
}

describe("a search in a channel's history", () => {
  it("finds our own message by the key in its buttons", async () => {
    const { api, find } = finding(() => [aMessage("9", "abc1"), aMessage("8", "abc")]);

    expect(await find("abc")).toEqual({ kind: "found", reference: "5/8/abc" });
    expect(api.calls[0]?.route).toBe(`/channels/5/messages?after=${snowflakeAt(since)}&limit=100`);
  });

  it.each([
    ["somebody else's with the same key", [aMessage("9", "abc", "66")]],
    ["one whose key ends alike", [aMessage("9", "xabc")]],
    ["one whose key begins alike", [aMessage("9", "abcd")]],
    ["none at all", []],
  ])("does not take %s for it", async (_, messages) => {
    expect(await finding(() => messages).find("abc")).toEqual({ kind: "absent" });
  });

  it("goes on where a page ends", async () => {
    const ids = idsSince(150);
    const { api, find } = finding(({ route }) => {
      const after = BigInt(new URLSearchParams(route.split("?")[1]).get("after") ?? 0);
      const newer = ids.filter((id) => BigInt(id) > after).slice(0, 100);
      return newer.toReversed().map((id) => aMessage(id, id === ids[120] ? "abc" : "other"));
    });

    expect(await find("abc")).toEqual({ kind: "found", reference: `5/${ids[120]}/abc` });
    expect(api.calls).toHaveLength(2);
  });

  it("knows nothing where it may not read what was written before", async () => {
    expect(await finding(() => [], 0n).find("abc")).toEqual({ kind: "unknown" });
  });

  it("may read a direct conversation", async () => {
    expect(await finding(() => [], null).find("abc")).toEqual({ kind: "absent" });
  });

  it.each([50001, 50013, 10003])("knows nothing where Discord refuses to let it read: %d", async (code) => {
    const refuse = () => {
      throw discordSays(code, 403);
    };

    expect(await finding(refuse).find("abc")).toEqual({ kind: "unknown" });
  });

  it("passes on what is no refusal", async () => {
    const refuse = () => {
      throw discordSays(20028, 429);
    };

    await expect(finding(refuse).find("abc")).rejects.toThrow("Discord's words for 20028");
  });

  it("gives up in a channel in which too much was written since", async () => {
    const { api, find } = finding(() => idsSince(100).map((id) => aMessage(id, "other")));

    expect(await find("abc")).toEqual({ kind: "unknown" });
    expect(api.calls).toHaveLength(10);
  });
});

describe("a search in a forum", () => {
  const old = snowflakeAt(since - 1_000);
  const [first = "", second = ""] = idsSince(2);
  const post = (id: string, more: object = {}) => ({ id, parent_id: "5", owner_id: "20", ...more });

  function aForum(
    active: readonly object[],
    archived: readonly object[],
    messages: Readonly<Record<string, object>>,
  ): Script {
    return ({ route }) => {
      if (route === "/guilds/1/threads/active") return { threads: active };
      if (route.startsWith("/channels/5/threads/archived/public")) return { threads: archived };
      const message = messages[route.split("/")[2] ?? ""];
      if (message === undefined) throw discordSays(10008, 404);
      return message;
    };
  }

  it("looks into our own posts since then, archived ones too", async () => {
    const messages = { [first]: aMessage(first, "abc"), [second]: aMessage(second, "def") };
    const { find } = finding(aForum([post(first)], [post(second)], messages));

    expect(await find("abc", forum)).toEqual({ kind: "found", reference: `${first}/${first}/abc` });
    expect(await find("def", forum)).toEqual({ kind: "found", reference: `${second}/${second}/def` });
    expect(await find("ghi", forum)).toEqual({ kind: "absent" });
  });

  it("leaves alone what is older, elsewhere or somebody else's, and what was deleted", async () => {
    const threads = [post(old), post(first, { parent_id: "6" }), post(first, { owner_id: "66" }), post(second)];
    const messages = { [old]: aMessage(old, "abc"), [first]: aMessage(first, "abc") };
    const { api, find } = finding(aForum(threads, [], messages));

    expect(await find("abc", forum)).toEqual({ kind: "absent" });
    expect(api.calls.filter(({ route }) => /\/messages\//.test(route))).toHaveLength(1);
  });

  it("knows nothing where it may not read what was written before", async () => {
    expect(await finding(aForum([], [], {}), 0n).find("abc", forum)).toEqual({ kind: "unknown" });
  });
});
