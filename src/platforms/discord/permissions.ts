import { PermissionFlagsBits } from "discord.js";
import type { Place } from "./place.ts";

/** Of a server, what decides over rights. */
export interface GuildRights {
  readonly id: string;
  readonly owner: string;
  /** Rights of each role, as bits; the role of everyone has the server's id. */
  readonly roles: ReadonlyMap<string, bigint>;
}

export interface Member {
  readonly user: string;
  readonly roles: readonly string[];
}

const everything = (1n << 62n) - 1n;

/** What a member may do in the whole server. */
export function guildPermissions(guild: GuildRights, member: Member): bigint {
  if (member.user === guild.owner) return everything;
  const granted = [guild.id, ...member.roles].reduce((sum, role) => sum | (guild.roles.get(role) ?? 0n), 0n);
  return (granted & PermissionFlagsBits.Administrator) === 0n ? granted : everything;
}

/**
 * What a member may do in a channel: the server's rights, then what the channel says of everyone, of roles and of the member,
 * each over the one before. A thread has the rights of its channel.
 */
export function channelPermissions(
  guild: GuildRights,
  member: Member,
  { overwrites }: Pick<Place, "overwrites">,
): bigint {
  const base = guildPermissions(guild, member);
  if (base === everything) return everything;
  const ofRoles = overwrites.filter(({ id }) => id !== guild.id && member.roles.includes(id));
  const steps = [
    overwrites.filter(({ id }) => id === guild.id),
    ofRoles,
    overwrites.filter(({ id }) => id === member.user),
  ];
  const granted = steps.reduce((rights, step) => {
    const deny = step.reduce((sum, one) => sum | one.deny, 0n);
    const allow = step.reduce((sum, one) => sum | one.allow, 0n);
    return (rights & ~deny) | allow;
  }, base);
  // Whoever does not see it can do nothing in it.
  return has(granted, "ViewChannel") ? granted : 0n;
}

/** Those of a server's channels that a member sees: the others are not even there for them, and have no names. */
export function seenBy(guild: GuildRights, member: Member, channels: readonly Place[]): readonly Place[] {
  return channels.filter((channel) => has(channelPermissions(guild, member, channel), "ViewChannel"));
}

export type Permission = keyof typeof PermissionFlagsBits;

export function has(rights: bigint, permission: Permission): boolean {
  const bit = PermissionFlagsBits[permission];
  return (rights & bit) === bit;
}

/** As Discord's settings call them. */
const words = {
  ViewChannel: "View Channel",
  SendMessages: "Send Messages",
  SendMessagesInThreads: "Send Messages in Threads",
  EmbedLinks: "Embed Links",
  ReadMessageHistory: "Read Message History",
  CreatePosts: "Create Posts",
} as const;
export type NeededPermission = keyof typeof words;

/** What the bot needs in a place, and what for; the invitation asks for the same. */
export function neededIn(kind: Place["kind"]): readonly NeededPermission[] {
  const reading = ["ViewChannel", "EmbedLinks", "ReadMessageHistory"] as const;
  if (kind === "thread") return [...reading, "SendMessagesInThreads"];
  // In a forum the right to write is called otherwise; what is written there stands in threads.
  if (kind === "forum") return [...reading, "CreatePosts", "SendMessagesInThreads"];
  return [...reading, "SendMessages"];
}

/** Those that are missing, in words. */
export function missingIn(kind: Place["kind"], rights: bigint): readonly string[] {
  return neededIn(kind)
    .filter((permission) => !has(rights, permission === "CreatePosts" ? "SendMessages" : permission))
    .map((permission) => words[permission]);
}

/** Whether it is a locked thread, in which only those write who look after threads. */
export function isShutFor({ isLocked }: Place, rights: bigint): boolean {
  return isLocked && !has(rights, "ManageThreads");
}

/** Those without which nothing, or no card, can be shown there at all. */
export function missingForSending(kind: Place["kind"], rights: bigint): readonly string[] {
  return missingIn(kind, rights).filter((permission) => permission !== words.ReadMessageHistory);
}

/** All that the bot is invited with, as bits. */
export const invitedWith: bigint =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.ReadMessageHistory;
