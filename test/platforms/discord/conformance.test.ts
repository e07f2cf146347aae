import { expect } from "vitest";
import { systemRandom } from "../../../src/clock.ts";
import { silentLog } from "../../../src/log.ts";
import { createDiscord } from "../../../src/platforms/discord/discord.ts";
import { discordConfig, discordSettings } from "../../../src/platforms/discord/discord-settings.ts";
import { createDiscordDouble } from "../../doubles/discord/discord-double.ts";
import { leapingClock } from "../../doubles/leaping-clock.ts";
import { aCache } from "../chat/a-cache.ts";
import { testPlatform } from "../conformance.ts";
import { discordErrors } from "./discord-errors.ts";

/** Of Discord's limits another test speaks: waited for, they would take minutes here. */
const unhurried = { calls: 100_000, windowMs: 1_000 };

/** The platform with a strict Discord at its other end, which the test has refuse what Discord would. */
async function open() {
  const clock = leapingClock(Date.now());
  const routes = { "PATCH /channels/{channel_id}/messages/{message_id}": unhurried };
  const limits = { perChannel: unhurried, routes, global: unhurried };
  const discord = await createDiscordDouble({ now: clock.now, limits });
  const guild = discord.people.guild("Acme");
  const ann = discord.people.member(guild, "ann");
  const jobs = discord.people.channel(guild, "jobs");
  const settings = discordSettings(
    { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
    discordConfig.parse(undefined),
  );
  if (settings === null) throw new Error("expected settings");
  const { platform } = createDiscord({ settings, cache: aCache(), clock, random: systemRandom, log: silentLog });
  return {
    platform,
    destination: { platform: "discord", address: jobs.id },
    person: { workspace: `discord:${guild.id}`, user: ann.id },
    shown: () => discord.shown(jobs).map(({ text }) => text),
    async close() {
      await discord.close();
      expect(discord.violations).toEqual([]);
      const shown = [...discord.world.channels.values()].flatMap((channel) => discord.shown(channel));
      expect(shown.flatMap(({ pings, previews }) => [...pings, ...previews])).toEqual([]);
      expect(discord.limits.refused.size).toBe(0);
    },
  };
}

testPlatform("Discord", { open, runs: 25, errors: discordErrors });
