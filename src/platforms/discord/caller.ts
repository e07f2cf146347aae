import { guildWorkspace, personDestination, personWorkspace } from "./address.ts";
import type { Interaction } from "./interaction.ts";
import type { Member } from "./permissions.ts";

/** Who did something on Discord, as Discord says: nothing of it can be chosen by the person. */
export interface Caller {
  readonly user: string;
  /** What the others there call them. */
  readonly name: string;
  /** The server that has the app, where it happened in one; null where somebody uses the app that they installed for themselves. */
  readonly guild: string | null;
  /** Of that server. */
  readonly member: Member | null;
  /** What the member may do in the channel where it happened, as bits. */
  readonly permissions: bigint;
  /** Of the person's own settings: `de`, `pt-BR`. */
  readonly locale: string;
}

/** Owner of the installation for a whole server, in what Discord says of who installed the app. */
const installedForGuild = "0";

export function callerOf(interaction: Interaction): Caller | null {
  const { member, guild_id: guildId, locale, authorizing_integration_owners: owners } = interaction;
  const user = member?.user ?? interaction.user;
  if (user === undefined) return null;
  const hasApp = guildId !== undefined && owners[installedForGuild] === guildId;
  return {
    user: user.id,
    name: member?.nick ?? user.global_name ?? user.username,
    guild: hasApp ? guildId : null,
    member: hasApp && member !== undefined ? { user: user.id, roles: member.roles } : null,
    permissions: hasApp ? (member?.permissions ?? 0n) : 0n,
    locale,
  };
}

export function workspaceOf({ guild, user }: Caller): string {
  return guild === null ? personWorkspace(user) : guildWorkspace(guild);
}

/** Where `to:me` leads. */
export function selfOf({ guild, user }: Caller): string {
  return personDestination(user, guild);
}
