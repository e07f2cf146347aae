import { REST } from "discord.js";
import { createDiscordDouble, type DiscordDouble, type DiscordDoubleOptions } from "./discord-double.ts";
import type { DiscordChannel } from "./world.ts";

/** A Discord with one guild, somebody in it, a channel, and a sender that never tries again. */
export async function aDiscord(options: DiscordDoubleOptions = {}) {
  const discord = await createDiscordDouble(options);
  const guild = discord.people.guild("Acme");
  const ann = discord.people.member(guild, "ann", { permissions: ["ManageChannels"] });
  const jobs = discord.people.channel(guild, "jobs");
  return { discord, guild, ann, jobs, rest: aRest(discord) };
}

export function aRest({ apiUrl, token }: Pick<DiscordDouble, "apiUrl" | "token">): REST {
  // Limits that come back as errors at once, so that a test sees them.
  const options = { api: apiUrl, version: "10", retries: 0, timeout: 10_000, rejectOnRateLimit: () => true };
  return new REST(options).setToken(token);
}

export function messagesOf({ id }: Pick<DiscordChannel, "id">): `/${string}` {
  return `/channels/${id}/messages`;
}

export function commandsOf({ world }: DiscordDouble): `/${string}` {
  return `/applications/${world.app.id}/commands`;
}
