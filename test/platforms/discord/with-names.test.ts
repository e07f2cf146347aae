import { describe, expect, it } from "vitest";
import { withNames } from "../../../src/platforms/discord/with-names.ts";
import { aServer, guildId, people } from "./a-server.ts";

const boss = { guild: guildId, member: people.owner };
const member = { guild: guildId, member: people.member };

describe("what was typed", () => {
  it.each([
    ["role:backend to:<#50001>", "role:backend to:#jobs"],
    ["to:<#60001>", `to:https://discord.com/channels/${guildId}/60001`],
    ["to:<#50007>", `to:https://discord.com/channels/${guildId}/50007`],
    ["to:<#99999>", "to:#99999"],
    ["to:<#70001>", "to:#70001"],
    ["channels:<@&30002>", "channels:@recruiting"],
    ["<#50001> and <#50001>", "#jobs and #jobs"],
    ["nothing of the kind <@40001> #jobs", "nothing of the kind <@40001> #jobs"],
  ])("names channels and roles as people do: %s", async (typed, expected) => {
    expect(await withNames(typed, boss, aServer())).toBe(expected);
  });

  it("gives no name to a channel that whoever typed does not see", async () => {
    const [seen, hidden] = await Promise.all(
      [boss, member].map((speaker) => withNames("to:<#50002>", speaker, aServer())),
    );

    expect(seen).toBe("to:#secret");
    expect(hidden).toBe(`to:https://discord.com/channels/${guildId}/50002`);
  });

  it("asks Discord nothing where nothing is named, or there is no server", async () => {
    const server = aServer();

    expect(await withNames("role:backend to:#jobs", boss, server)).toBe("role:backend to:#jobs");
    expect(await withNames("to:<#50001>", { guild: null, member: null }, server)).toBe("to:<#50001>");
    expect(server.asked).toEqual([]);
  });
});
