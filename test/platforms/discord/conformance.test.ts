import { describe, expect, it } from "vitest";
import { systemRandom } from "../../../src/clock.ts";
import { silentLog } from "../../../src/log.ts";
import { createApi } from "../../../src/platforms/discord/api.ts";
import { createDiscordPlatform } from "../../../src/platforms/discord/discord-platform.ts";
import { createGuilds } from "../../../src/platforms/discord/guilds.ts";
import { createIdentities } from "../../../src/platforms/discord/identity.ts";
import { createPause } from "../../../src/platforms/discord/pause.ts";
import { createPlaces } from "../../../src/platforms/discord/places.ts";
import { createRights } from "../../../src/platforms/discord/rights.ts";
import { leapingClock } from "../../doubles/leaping-clock.ts";
import { createDiscordDouble } from "../../doubles/discord/discord-double.ts";
import { testPlatform } from "../conformance.ts";
import { aCache } from "../chat/a-cache.ts";
import { discordErrors } from "./discord-errors.ts";
void systemRandom;
void describe;
void it;

async function open() {
  const clock = leapingClock(Date.now());
  const discord = await createDiscordDouble({
    now: clock.now,
    limits: { perChannel: { calls: 1000, windowMs: 1000 }, global: { calls: 100000, windowMs: 1000 } },
  });
  const guild = discord.people.guild("Acme");
  const ann = discord.people.member(guild, "ann");
  const jobs = discord.people.channel(guild, "jobs");
  const log = silentLog;
  const api = createApi({ token: discord.token, apiUrl: discord.apiUrl, log });
  const identities = createIdentities(api);
  const places = createPlaces(api, clock);
  const rights = createRights(createGuilds(api), places, identities);
  const platform = createDiscordPlatform({
    api,
    identities,
    places,
    rights,
    pause: createPause(clock, log),
    cache: aCache(),
    clock,
    log,
    isCrossposting: false,
    hasForumTags: true,
    onGone: async () => {},
  });
  return {
    discord,
    platform,
    destination: { platform: "discord", address: jobs.id },
    person: { workspace: `discord:${guild.id}`, user: ann.id },
    shown: () => discord.shown(jobs).map(({ text }) => text),
    async close() {
      await discord.close();
      expect(discord.violations).toEqual([]);
    },
  };
}

testPlatform("Discord", { open, runs: 5, errors: discordErrors });
