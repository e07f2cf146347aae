import { afterEach, describe, expect, it } from "vitest";
import { commands } from "../../../commands/index.ts";
import { aCache } from "../chat/a-cache.ts";
import { type ADiscord, aDiscord, type DiscordTestOptions } from "./a-discord.ts";

let discord: ADiscord;

afterEach(async () => {
  await discord.close();
  expect(discord.violations).toEqual([]);
});

const putGlobal = "PUT /applications/{application_id}/commands";
const putInGuild = "PUT /applications/{application_id}/guilds/{guild_id}/commands";

/** What is registered, by where: null is everywhere. */
function registered(guild: string | null) {
  return [...discord.state.commands.values()].filter((command) => command.guild === guild);
}

/** The bot ends, and begins again with what it remembers. */
async function restart(options: DiscordTestOptions): Promise<void> {
  await discord.stop();
  discord = await aDiscord({ ...options, on: discord });
  await discord.start();
}

describe("commands", () => {
  it("are registered with every verb, and not again where they are as they should be", async () => {
    const cache = aCache();
    discord = await aDiscord({ cache });
    await discord.ready();
    const options = registered(null).find(({ definition }) => definition["name"] === "jobs")?.definition["options"];

    await restart({ cache });
    const looked = "GET /applications/{application_id}/commands";
    await discord.until("it has looked again", () => discord.countOf(looked) === 2);
    await new Promise((resolve) => setTimeout(resolve, 50));

    expect(options).toEqual(commands.map(({ verb }) => expect.objectContaining({ name: verb })));
    expect(discord.countOf(putGlobal)).toBe(1);
  });

  it("are registered anew where one differs", async () => {
    discord = await aDiscord();
    const definition = { name: "jobs", type: 1, description: "Old" };
    discord.state.commands.set("1", { id: "1", version: "1", guild: null, definition });

    await discord.start();

    await discord.until("they are put", () => discord.countOf(putGlobal) === 1);
    expect(registered(null).map((command) => command.definition["name"])).toEqual(["jobs", "Find jobs like this"]);
  });

  it("are registered for the servers of developers too, and taken back where those are no longer", async () => {
    const cache = aCache();
    discord = await aDiscord({ cache });
    const guild = discord.people.guild("Acme").id;
    await restart({ cache, config: { developmentGuilds: [guild] } });
    await discord.until("they are put in the server", () => registered(guild).length === 2);

    await restart({ cache });

    await discord.until("they are taken back", () => registered(guild).length === 0);
    expect(discord.countOf(putInGuild)).toBe(2);
    expect(registered(null)).toHaveLength(2);
  });

  it("leave nothing to take back in a server that took the bot out", async () => {
    const cache = aCache();
    discord = await aDiscord({ cache });
    const guild = discord.people.guild("Acme");
    await restart({ cache, config: { developmentGuilds: [guild.id] } });
    await discord.until("they are put in the server", () => registered(guild.id).length === 2);

    discord.people.kick(guild);
    await discord.until("it was told", () => discord.told.some((one) => one.startsWith("removed")));
    await restart({ cache });
    await new Promise((resolve) => setTimeout(resolve, 100));

    expect(discord.countOf(putInGuild)).toBe(1);
  });

  it("are registered for all, though one server of a developer does not have the bot", async () => {
    discord = await aDiscord({ config: { developmentGuilds: ["123456789012345678"] } });

    await discord.ready();

    await discord.until("it is told", () => discord.lines.some(({ text }) => text.includes("cannot be registered")));
    expect(registered(null)).toHaveLength(2);
  });
});
