import { PermissionFlagsBits } from "discord.js";
import { refuse } from "./refusal.ts";
import type { DiscordChannel, DiscordGuild, World } from "./world.ts";

/** `ViewChannel`, `SendMessages` and the others, by their names in the SDK. */
export type PermissionName = keyof typeof PermissionFlagsBits;

export function bitsOf(names: readonly PermissionName[]): bigint {
  return names.reduce((bits, name) => bits | PermissionFlagsBits[name], 0n);
}

export const allPermissions = bitsOf(Object.keys(PermissionFlagsBits) as PermissionName[]);

/** What a guild lets everyone do when it is made. */
export const everyonePermissions = bitsOf([
  "ViewChannel",
  "SendMessages",
  "SendMessagesInThreads",
  "CreatePublicThreads",
  "EmbedLinks",
  "AttachFiles",
  "AddReactions",
  "ReadMessageHistory",
  "UseApplicationCommands",
  "UseExternalApps",
]);

/** What lapses without the right to send. */
const whileSending = bitsOf(["MentionEveryone", "SendTTSMessages", "AttachFiles", "EmbedLinks"]);

/** What somebody may do in a guild, before its channels have their say. */
export function permissionsInGuild(guild: DiscordGuild, user: string): bigint {
  const member = guild.members.get(user);
  if (member === undefined) return 0n;
  if (guild.owner === user) return allPermissions;
  const roles = [guild.roles.get(guild.id), ...[...member.roles].map((id) => guild.roles.get(id))];
  const bits = roles.reduce((all, role) => all | (role?.permissions ?? 0n), 0n);
  return (bits & PermissionFlagsBits.Administrator) === 0n ? bits : allPermissions;
}

/** What somebody may do in a channel, or in a thread, which has the rights of its parent. */
export function permissionsIn(world: World, channel: DiscordChannel, user: string): bigint {
  if (channel.guild === null) return channel.people.includes(user) ? everyonePermissions : 0n;
  const guild = world.guilds.get(channel.guild);
  if (guild === undefined) return 0n;
  const base = permissionsInGuild(guild, user);
  if (base === allPermissions || base === 0n) return base;
  const place = channel.thread === null ? channel : world.channels.get(channel.parent ?? "");
  const roles = guild.members.get(user)?.roles ?? new Set<string>();
  const overwrites = place?.overwrites ?? [];
  const steps = [
    overwrites.filter(({ id }) => id === guild.id),
    overwrites.filter(({ id, kind }) => kind === "role" && roles.has(id)),
    overwrites.filter(({ id, kind }) => kind === "member" && id === user),
  ];
  const bits = steps.reduce((held, step) => {
    const denied = step.reduce((all, { deny }) => all | deny, 0n);
    const allowed = step.reduce((all, { allow }) => all | allow, 0n);
    return (held & ~denied) | allowed;
  }, base);
  if ((bits & PermissionFlagsBits.ViewChannel) === 0n) return 0n;
  const canSend =
    channel.thread === null ? PermissionFlagsBits.SendMessages : PermissionFlagsBits.SendMessagesInThreads;
  return (bits & canSend) === 0n ? bits & ~whileSending : bits;
}

export function may(world: World, channel: DiscordChannel, user: string, name: PermissionName): boolean {
  return (permissionsIn(world, channel, user) & PermissionFlagsBits[name]) !== 0n;
}

/** @throws DiscordRefused as Discord would, for what the bot may not do there. */
export function demand(world: World, channel: DiscordChannel, ...names: readonly PermissionName[]): void {
  if (!may(world, channel, world.app.id, "ViewChannel")) refuse(50001);
  if (names.some((name) => !may(world, channel, world.app.id, name))) refuse(50013);
}
