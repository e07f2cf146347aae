/** What there is in Discord as its API and its gateway tell of it: one shape after the other, and therefore one file. */
import { GuildMemberFlags } from "discord.js";
import type { Json } from "./json.ts";
import { permissionsIn } from "./permissions.ts";
import { createdMentions } from "./mentions.ts";
import {
  channelTypes,
  type DiscordChannel,
  type DiscordGuild,
  type DiscordMember,
  type DiscordMessage,
  type DiscordRole,
  type DiscordUser,
  type World,
} from "./world.ts";

const iso = (at: number) => new Date(at).toISOString();

export function userJson({ id, name, isBot }: DiscordUser): Json {
  return {
    id,
    username: name,
    avatar: null,
    discriminator: "0",
    public_flags: 0,
    flags: 0,
    ...(isBot ? { bot: true } : {}),
    banner: null,
    accent_color: null,
    global_name: name,
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
  };
}

export function userOf(world: World, id: string): DiscordUser {
  return (
    world.users.get(id) ?? { id, name: "nobody", isBot: false, locale: "en-US", closesDirect: false, hasApp: false }
  );
}

export function selfJson(world: World): Json {
  return { ...userJson(userOf(world, world.app.id)), mfa_enabled: true, locale: "en-US", verified: true, email: null };
}

export function applicationJson(world: World, guilds: number): Json {
  const { id, name } = world.app;
  return {
    id,
    name,
    icon: null,
    description: "",
    type: null,
    bot: userJson(userOf(world, id)),
    bot_public: true,
    bot_require_code_grant: false,
    integration_types_config: { 0: {}, 1: {} },
    verify_key: "0".repeat(64),
    flags: 0,
    flags_new: "0",
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: userJson(userOf(world, id)),
    approximate_guild_count: guilds,
    approximate_user_install_count: [...world.users.values()].filter(({ hasApp }) => hasApp).length,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    team: null,
    eligible_oauth2_scopes: [],
  };
}

export function roleJson({ id, name, permissions, isManaged }: DiscordRole, guild: DiscordGuild, bot: string): Json {
  return {
    id,
    name,
    permissions: String(permissions),
    position: [...guild.roles.keys()].indexOf(id),
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: isManaged,
    mentionable: false,
    icon: null,
    unicode_emoji: null,
    ...(isManaged ? { tags: { bot_id: bot } } : {}),
    flags: 0,
  };
}

export function memberJson(world: World, { user, roles, joinedAt }: DiscordMember): Json {
  return {
    avatar: null,
    banner: null,
    communication_disabled_until: null,
    flags: GuildMemberFlags.CompletedOnboarding,
    joined_at: iso(joinedAt),
    nick: null,
    pending: false,
    premium_since: null,
    roles: [...roles],
    user: userJson(userOf(world, user)),
    mute: false,
    deaf: false,
  };
}

export function guildJson(guild: DiscordGuild, bot: string): Json {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    description: null,
    home_header: null,
    splash: null,
    discovery_splash: null,
    features: ["COMMUNITY", "NEWS"],
    banner: null,
    owner_id: guild.owner,
    application_id: null,
    region: "deprecated",
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: guild.systemChannel,
    system_channel_flags: 0,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 0,
    roles: [...guild.roles.values()].map((role) => roleJson(role, guild, bot)),
    default_message_notifications: 1,
    mfa_level: 0,
    explicit_content_filter: 0,
    max_presences: null,
    max_members: 500_000,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    preferred_locale: guild.locale,
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    public_updates_channel_id: null,
    premium_progress_bar_enabled: false,
    nsfw: false,
    nsfw_level: 0,
    emojis: [],
    stickers: [],
    incidents_data: null,
  };
}

/** A guild as the gateway hands it over. */
export function guildCreateJson(world: World, guild: DiscordGuild): Json {
  const bot = world.app.id;
  const me = guild.members.get(bot);
  const places = channelsOf(world, guild.id);
  const threads = places.filter(({ thread }) => thread !== null && !thread.isArchived);
  return {
    ...guildJson(guild, bot),
    joined_at: iso(me?.joinedAt ?? 0),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    voice_states: [],
    members: me === undefined ? [] : [memberJson(world, me)],
    channels: places.filter(({ thread }) => thread === null).map((channel) => channelJson(world, channel)),
    threads: threads.filter((one) => permissionsIn(world, one, bot) !== 0n).map((thread) => channelJson(world, thread)),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

export function channelsOf(world: World, guild: string): readonly DiscordChannel[] {
  return [...world.channels.values()].filter((one) => one.guild === guild && !one.isDeleted);
}

export function channelJson(world: World, channel: DiscordChannel): Json {
  const { id, guild, kind, name, parent, slowModeSeconds } = channel;
  const last = channel.messages.findLast(({ only }) => only === undefined)?.id ?? null;
  const type = channelTypes[kind];
  if (guild === null) {
    const recipients = channel.people.filter((one) => one !== world.app.id).map((one) => userJson(userOf(world, one)));
    return { id, type, flags: 0, last_message_id: last, recipients };
  }
  const common = {
    id,
    type,
    flags: channel.requiresTag ? 16 : 0,
    last_message_id: last,
    guild_id: guild,
    name,
    parent_id: parent,
    rate_limit_per_user: slowModeSeconds,
  };
  if (channel.thread !== null) return { ...common, ...threadParts(world, channel, channel.thread) };
  return {
    ...common,
    topic: null,
    position: channelsOf(world, guild).indexOf(channel),
    permission_overwrites: channel.overwrites.map((one) => ({
      id: one.id,
      type: one.kind === "role" ? 0 : 1,
      allow: String(one.allow),
      deny: String(one.deny),
    })),
    nsfw: false,
    ...(kind === "forum" ? forumParts(channel) : {}),
  };
}

function forumParts({ tags }: DiscordChannel): Json {
  return {
    available_tags: tags.map((tag) => ({
      id: tag.id,
      name: tag.name,
      moderated: tag.isModerated,
      emoji_id: null,
      emoji_name: null,
    })),
    default_reaction_emoji: null,
    default_sort_order: null,
    default_forum_layout: 0,
  };
}

function threadParts(world: World, channel: DiscordChannel, thread: NonNullable<DiscordChannel["thread"]>): Json {
  const count = channel.messages.filter(({ isDeleted, only }) => !isDeleted && only === undefined).length;
  return {
    owner_id: thread.owner,
    thread_metadata: {
      archived: thread.isArchived,
      archive_timestamp: iso(thread.archivedAt),
      auto_archive_duration: thread.archiveMinutes,
      locked: thread.isLocked,
      create_timestamp: iso(thread.createdAt),
    },
    message_count: Math.max(0, count - 1),
    member_count: Math.min(50, thread.members.size),
    total_message_sent: Math.max(0, channel.messages.length - 1),
    applied_tags: [...thread.appliedTags],
    ...(thread.members.has(world.app.id)
      ? { member: threadMemberJson(channel.id, world.app.id, thread.createdAt) }
      : {}),
  };
}

export function threadMemberJson(thread: string, user: string, at: number): Json {
  return { id: thread, user_id: user, join_timestamp: iso(at), flags: 0 };
}

export function messageJson(world: World, message: DiscordMessage, { withNonce = false } = {}): Json {
  const { id, channel, content, embeds, components, flags, at, editedAt, nonce, origin, thread } = message;
  const mentions = createdMentions(world, message);
  const isFromApp = message.author === world.app.id;
  const place = world.channels.get(channel);
  const startedThread = thread === undefined ? undefined : world.channels.get(thread);
  return {
    id,
    type: origin === undefined ? (message.replyTo === undefined ? 0 : 19) : origin.kind === 2 ? 20 : 0,
    channel_id: channel,
    author: userJson(userOf(world, message.author)),
    content,
    timestamp: iso(at),
    edited_timestamp: editedAt === null ? null : iso(editedAt),
    tts: false,
    mention_everyone: mentions.everyone,
    mentions: mentions.users.map((user) => userJson(userOf(world, user))),
    mention_roles: mentions.roles,
    // The bytes are for the page alone.
    attachments: message.attachments.map(({ data: _data, ...attachment }) => attachment),
    embeds: (flags & 4) === 0 ? embeds : [],
    components,
    pinned: false,
    flags,
    ...(isFromApp ? { application_id: world.app.id } : {}),
    ...(withNonce && nonce !== undefined ? { nonce } : {}),
    ...(origin === undefined ? {} : { webhook_id: world.app.id, interaction_metadata: originJson(world, origin) }),
    ...(message.replyTo === undefined ? {} : { message_reference: referenceJson(message, place?.guild ?? null) }),
    ...(startedThread === undefined ? {} : { thread: channelJson(world, startedThread) }),
  };
}

function referenceJson({ channel, replyTo }: DiscordMessage, guild: string | null): Json {
  return { type: 0, channel_id: channel, message_id: replyTo, ...(guild === null ? {} : { guild_id: guild }) };
}

function originJson(world: World, origin: NonNullable<DiscordMessage["origin"]>): Json {
  const common = {
    id: origin.interaction,
    user: userJson(userOf(world, origin.user)),
    authorizing_integration_owners: origin.owners,
    ...(origin.originalResponse === undefined ? {} : { original_response_message_id: origin.originalResponse }),
  };
  if (origin.kind === 5) return { ...common, type: 5, triggering_interaction_metadata: { ...common, type: 2 } };
  if (origin.kind === 3) return { ...common, type: 3, interacted_message_id: origin.interactedMessage };
  return { ...common, type: 2 };
}
