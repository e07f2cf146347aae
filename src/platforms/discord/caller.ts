import { MessageFlags } from "discord.js";
import { channelDestination } from "./address.ts";
import type { Interaction, PressInteraction } from "./interaction.ts";
import type { Member } from "./permissions.ts";

/** Who did something on Discord, as Discord says: nothing of it can be chosen by the person, but for what is hinted at. */
export interface Caller {
  readonly user: string;
  /** What the others there call them. */
  readonly name: string;
  /** The server that has the app, where it happened in one; else null. */
  readonly guild: string | null;
  /** Of that server. */
  readonly member: Member | null;
  /** What the member may do in the channel where it happened, as bits. */
  readonly permissions: bigint;
  /** Of the person's own settings: `de`, `pt-BR`. */
  readonly locale: string;
  /** Whether the person has installed the app for themselves. */
  readonly hasOwnApp: boolean;
  /** The server that a button outside of servers was about: to be looked up, not to be trusted. */
  readonly hint: string | null;
  /** Of a button in a server that others see too: where the message with it stands, as printed destinations; a post's or thread's channel second. */
  readonly pressedIn?: readonly string[];
}

/** Owners of an installation, in what Discord says of who installed the app: a server, a person. */
const [ofGuild, ofPerson] = ["0", "1"] as const;

/** Of announcements, public and private ones. */
const threadTypes: ReadonlySet<number> = new Set([10, 11, 12]);

export function callerOf(interaction: Interaction): Caller | null {
  const { member, guild_id: guildId, locale, authorizing_integration_owners: owners } = interaction;
  const user = member?.user ?? interaction.user;
  if (user === undefined) return null;
  const isThere = guildId !== undefined && owners[ofGuild] === guildId;
  return {
    user: user.id,
    name: member?.nick ?? user.global_name ?? user.username,
    guild: isThere ? guildId : null,
    member: isThere && member !== undefined ? { user: user.id, roles: member.roles } : null,
    permissions: isThere ? (member?.permissions ?? 0n) : 0n,
    locale,
    hasOwnApp: owners[ofPerson] !== undefined,
    hint: null,
    ...(isThere ? pressedIn(interaction) : {}),
  };
}

/** Cards stand in channels; what somebody alone sees there is about themselves. */
function pressedIn(interaction: Interaction): Pick<Caller, "pressedIn"> {
  if (interaction.type !== 3 || interaction.channel === undefined) return {};
  const isEphemeral = ((interaction.message?.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
  return isEphemeral ? {} : { pressedIn: destinationsOf(interaction.channel) };
}

function destinationsOf({ id, type, parent_id: parent }: NonNullable<PressInteraction["channel"]>): readonly string[] {
  const isThread = threadTypes.has(type) && typeof parent === "string";
  return isThread ? [channelDestination(parent, id), channelDestination(parent)] : [channelDestination(id)];
}
