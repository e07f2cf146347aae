import type { Json } from "./json.ts";

export interface DiscordUser {
  readonly id: string;
  readonly name: string;
  readonly isBot: boolean;
  readonly locale: string;
  /** Whether the person takes no direct messages from members of their guilds. */
  closesDirect: boolean;
  /** Whether the person has installed the app for themselves. */
  hasApp: boolean;
}

export interface DiscordRole {
  readonly id: string;
  readonly name: string;
  permissions: bigint;
  readonly isManaged: boolean;
}

export interface DiscordMember {
  readonly user: string;
  readonly roles: Set<string>;
  readonly joinedAt: number;
}

export interface DiscordGuild {
  readonly id: string;
  name: string;
  readonly owner: string;
  readonly locale: string;
  /** With the role that everyone has, whose id is the guild's own. */
  readonly roles: Map<string, DiscordRole>;
  readonly members: Map<string, DiscordMember>;
  /** Where it announces who is new. */
  systemChannel: string | null;
  /** In an outage of Discord's. */
  isUnavailable: boolean;
  /** The role that came with the bot. */
  readonly botRole: string;
}

export interface Overwrite {
  readonly id: string;
  readonly kind: "role" | "member";
  allow: bigint;
  deny: bigint;
}

export interface ForumTag {
  readonly id: string;
  readonly name: string;
  readonly isModerated: boolean;
}

/** With Discord's number of each. */
export const channelTypes = {
  text: 0,
  direct: 1,
  voice: 2,
  group: 3,
  category: 4,
  announcement: 5,
  "announcement-thread": 10,
  thread: 11,
  "private-thread": 12,
  forum: 15,
} as const;
export type ChannelKind = keyof typeof channelTypes;

export interface ThreadState {
  readonly owner: string;
  readonly createdAt: number;
  isArchived: boolean;
  isLocked: boolean;
  archivedAt: number;
  archiveMinutes: number;
  appliedTags: readonly string[];
  readonly members: Set<string>;
}

export interface DiscordChannel {
  readonly id: string;
  /** Null for conversations outside of guilds. */
  readonly guild: string | null;
  readonly kind: ChannelKind;
  name: string;
  readonly parent: string | null;
  readonly overwrites: Overwrite[];
  slowModeSeconds: number;
  tags: readonly ForumTag[];
  readonly requiresTag: boolean;
  /** Of conversations outside of guilds; the bot only where it takes part. */
  readonly people: readonly string[];
  readonly thread: ThreadState | null;
  readonly messages: DiscordMessage[];
  isDeleted: boolean;
}

/** What a message shows; each edit leaves another. */
export interface MessageContent {
  readonly content: string;
  readonly embeds: readonly Json[];
  readonly components: readonly Json[];
  readonly flags: number;
  readonly allowedMentions: Json | undefined;
  readonly attachments: readonly Json[];
}

/** What a message answers to. */
export interface MessageOrigin {
  readonly interaction: string;
  readonly kind: number;
  readonly user: string;
  readonly owners: Readonly<Record<string, string>>;
  readonly originalResponse?: string;
  readonly interactedMessage?: string;
}

export interface DiscordMessage extends MessageContent {
  readonly id: string;
  readonly channel: string;
  readonly author: string;
  readonly at: number;
  readonly nonce: string | undefined;
  readonly isSystem: boolean;
  readonly replyTo: string | undefined;
  readonly origin: MessageOrigin | undefined;
  /** Seen by one person alone. */
  readonly only: string | undefined;
  editedAt: number | null;
  /** As it was sent, then as each edit left it. */
  readonly versions: MessageContent[];
  content: string;
  embeds: readonly Json[];
  components: readonly Json[];
  flags: number;
  allowedMentions: Json | undefined;
  attachments: readonly Json[];
  isDeleted: boolean;
  thread: string | undefined;
}

/** Everything that there is in Discord. */
export interface World {
  readonly app: { readonly id: string; readonly name: string; token: string };
  readonly users: Map<string, DiscordUser>;
  readonly guilds: Map<string, DiscordGuild>;
  readonly channels: Map<string, DiscordChannel>;
  /** Ids that sort by the time at which they were made. */
  nextId(): string;
  /** The direct conversation of a person with the bot, undefined where none was opened. */
  direct(user: string): DiscordChannel | undefined;
}

const epochMs = 1_420_070_400_000;

export function createWorld(now: () => number): World {
  let last = 0n;
  const nextId = () => {
    const made = BigInt(Math.floor(now()) - epochMs) << 22n;
    last = made > last ? made : last + 1n;
    return String(last);
  };
  const id = nextId();
  const world: World = {
    app: { id, name: "Rolecall", token: `${Buffer.from(id).toString("base64url")}.double.token-of-the-double` },
    users: new Map(),
    guilds: new Map(),
    channels: new Map(),
    nextId,
    direct: (user) =>
      [...world.channels.values()].find(
        ({ kind, people }) => kind === "direct" && people.includes(user) && people.includes(id),
      ),
  };
  world.users.set(id, { id, name: "rolecall", isBot: true, locale: "en-US", closesDirect: false, hasApp: false });
  return world;
}

export function aDiscordChannel(
  of: Pick<DiscordChannel, "id" | "guild" | "kind" | "name"> & Partial<DiscordChannel>,
): DiscordChannel {
  return {
    parent: null,
    overwrites: [],
    slowModeSeconds: 0,
    tags: [],
    requiresTag: false,
    people: [],
    thread: null,
    messages: [],
    isDeleted: false,
    ...of,
  };
}

/** Shows something else in a message's place. */
export function changeMessage(message: DiscordMessage, content: MessageContent, at: number): void {
  Object.assign(message, content);
  message.editedAt = at;
  message.versions.push(content);
}

export function shardOf(guild: string | null, shards: number): number {
  return guild === null ? 0 : Number((BigInt(guild) >> 22n) % BigInt(shards));
}
