import { ChannelFlags, ChannelType } from "discord.js";
import { z } from "zod";

/** A tag that posts of a forum can have. */
export interface ForumTag {
  readonly id: string;
  readonly name: string;
  /** Only those with Manage Threads may set it. */
  readonly isModerated: boolean;
}

/** A right that a channel gives or takes to a role or to one person, as bits. */
export interface Overwrite {
  readonly id: string;
  readonly allow: bigint;
  readonly deny: bigint;
}

export type PlaceKind = "text" | "announcement" | "forum" | "thread" | "direct" | "other";

/** A channel of Discord's, of whatever kind. */
export interface Place {
  readonly id: string;
  readonly kind: PlaceKind;
  readonly name: string;
  readonly guild: string | null;
  /** Of a thread: the channel or forum that it belongs to. */
  readonly parent: string | null;
  readonly owner: string | null;
  readonly isPrivateThread: boolean;
  readonly isLocked: boolean;
  readonly tags: readonly ForumTag[];
  readonly needsTag: boolean;
  readonly overwrites: readonly Overwrite[];
  /** Among the channels of its category, or the categories of its server. */
  readonly position: number;
  /** Whether people speak in it, and write beside that. */
  readonly isVoice: boolean;
}

const kinds: ReadonlyMap<number, PlaceKind> = new Map([
  [ChannelType.GuildText, "text"],
  [ChannelType.GuildVoice, "text"],
  [ChannelType.GuildStageVoice, "text"],
  [ChannelType.GuildAnnouncement, "announcement"],
  [ChannelType.GuildForum, "forum"],
  [ChannelType.GuildMedia, "forum"],
  [ChannelType.PublicThread, "thread"],
  [ChannelType.PrivateThread, "thread"],
  [ChannelType.AnnouncementThread, "thread"],
  [ChannelType.DM, "direct"],
]);

const voiceTypes: ReadonlySet<number> = new Set([ChannelType.GuildVoice, ChannelType.GuildStageVoice]);

const privateThread: number = ChannelType.PrivateThread;

const bits = z.string().regex(/^\d+$/).transform(BigInt);

/** A channel as Discord describes it: only what is used. */
export const placeSchema = z
  .looseObject({
    id: z.string(),
    type: z.number(),
    name: z.string().nullish(),
    guild_id: z.string().nullish(),
    parent_id: z.string().nullish(),
    owner_id: z.string().nullish(),
    flags: z.number().nullish(),
    position: z.number().nullish(),
    thread_metadata: z.looseObject({ locked: z.boolean().default(false) }).nullish(),
    available_tags: z
      .array(z.looseObject({ id: z.string(), name: z.string(), moderated: z.boolean().default(false) }))
      .nullish(),
    permission_overwrites: z.array(z.looseObject({ id: z.string(), allow: bits, deny: bits })).nullish(),
  })
  .transform(
    (channel): Place => ({
      id: channel.id,
      kind: kinds.get(channel.type) ?? "other",
      name: channel.name ?? "",
      guild: channel.guild_id ?? null,
      parent: channel.parent_id ?? null,
      owner: channel.owner_id ?? null,
      isPrivateThread: channel.type === privateThread,
      isLocked: channel.thread_metadata?.locked ?? false,
      tags: (channel.available_tags ?? []).map(({ id, name, moderated }) => ({ id, name, isModerated: moderated })),
      needsTag: ((channel.flags ?? 0) & ChannelFlags.RequireTag) !== 0,
      overwrites: channel.permission_overwrites ?? [],
      position: channel.position ?? 0,
      isVoice: voiceTypes.has(channel.type),
    }),
  );
