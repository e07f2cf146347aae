import { ChannelType, PermissionFlagsBits } from "discord.js";
import type { Api } from "../../../src/platforms/discord/api.ts";
import { createGuilds } from "../../../src/platforms/discord/guilds.ts";
import { createHomes } from "../../../src/platforms/discord/homes.ts";
import { createIdentities } from "../../../src/platforms/discord/identity.ts";
import { createPlaces } from "../../../src/platforms/discord/places.ts";
import { createRights } from "../../../src/platforms/discord/rights.ts";
import { aCache } from "../chat/a-cache.ts";
import { virtualClock } from "../../doubles/virtual-clock.ts";
import { discordSays } from "./discord-errors.ts";

const {
  ViewChannel,
  SendMessages,
  SendMessagesInThreads,
  EmbedLinks,
  ReadMessageHistory,
  ManageChannels,
  ManageGuild,
} = PermissionFlagsBits;

export const guildId = "10000";
export const botId = "20000";
const managers = "30001";
const recruiting = "30002";
const bots = "30003";

/** What each person may do, by the roles that they have. */
export const people = {
  owner: { user: "40000", roles: [] },
  manager: { user: "40001", roles: [managers] },
  recruiter: { user: "40002", roles: [recruiting, "30005"] },
  member: { user: "40003", roles: [] },
} as const;

function overwrite(id: string, allow: bigint, deny: bigint) {
  return { id, type: 0, allow: String(allow), deny: String(deny) };
}

const hidden = [overwrite(guildId, 0n, ViewChannel), overwrite(bots, ViewChannel, 0n)];

/** Channels of the server, as Discord describes them. */
const channels = [
  { id: "50001", type: ChannelType.GuildText, name: "jobs" },
  { id: "50002", type: ChannelType.GuildText, name: "secret", permission_overwrites: hidden },
  {
    id: "50003",
    type: ChannelType.GuildText,
    name: "read-only",
    permission_overwrites: [overwrite(guildId, 0n, SendMessages), overwrite(bots, SendMessages, 0n)],
  },
  { id: "50004", type: ChannelType.GuildText, name: "mute", permission_overwrites: [overwrite(bots, 0n, EmbedLinks)] },
  { id: "50005", type: ChannelType.GuildForum, name: "openings" },
  { id: "50006", type: ChannelType.GuildCategory, name: "work" },
  { id: "50007", type: ChannelType.GuildText, name: "twice" },
  { id: "50008", type: ChannelType.GuildText, name: "twice" },
  { id: "50009", type: ChannelType.GuildAnnouncement, name: "news" },
  { id: "50010", type: ChannelType.GuildText, name: "both" },
  { id: "50011", type: ChannelType.GuildText, name: "both", permission_overwrites: hidden },
].map((channel) => ({ permission_overwrites: [], ...channel, guild_id: guildId }));

const elsewhere = [
  { id: "60001", type: ChannelType.PublicThread, name: "Go", guild_id: guildId, parent_id: "50001" },
  { id: "60002", type: ChannelType.PrivateThread, name: "quiet", guild_id: guildId, parent_id: "50001" },
  {
    id: "60004",
    type: ChannelType.PublicThread,
    name: "over",
    guild_id: guildId,
    parent_id: "50001",
    thread_metadata: { archived: false, locked: true },
  },
  { id: "60003", type: ChannelType.PublicThread, name: "hidden", guild_id: guildId, parent_id: "50002" },
  { id: "70001", type: ChannelType.GuildText, name: "jobs", guild_id: "10001" },
];

const server = {
  id: guildId,
  name: "Acme",
  owner_id: people.owner.user,
  roles: [
    { id: guildId, name: "@everyone", permissions: String(ViewChannel | SendMessages | SendMessagesInThreads) },
    { id: managers, name: "managers", permissions: String(ManageChannels | ManageGuild) },
    { id: recruiting, name: "recruiting", permissions: "0" },
    { id: "30004", name: "twins", permissions: "0" },
    { id: "30005", name: "twins", permissions: "0" },
    { id: bots, name: "Rolecall", permissions: String(EmbedLinks | ReadMessageHistory) },
  ],
};

/** A server of Discord's in memory, behind the interface that the wire has of it. */
export function aServer() {
  const routes = new Map<string, unknown>([
    ["/users/@me", { id: botId, username: "Rolecall" }],
    ["/applications/@me", { id: botId }],
    [`/guilds/${guildId}`, server],
    [`/guilds/${guildId}/channels`, channels],
    [`/guilds/${guildId}/members/${botId}`, { roles: [bots] }],
    ...Object.values(people).map(({ user, roles }) => [`/guilds/${guildId}/members/${user}`, { roles }] as const),
    ...[...channels, ...elsewhere].map((channel) => [`/channels/${channel.id}`, channel] as const),
  ]);
  const asked: string[] = [];
  const refuse = () => Promise.reject(discordSays(50001, 403));
  const api: Api = {
    async get(route) {
      asked.push(route);
      const path = decodeURIComponent(route);
      if (!routes.has(path)) throw path.startsWith("/channels/") ? discordSays(10003, 404) : discordSays(10004, 404);
      return routes.get(path);
    },
    post: refuse,
    put: refuse,
    patch: refuse,
    delete: refuse,
  };
  const guilds = createGuilds(api);
  const identities = createIdentities(api);
  const places = createPlaces(api, virtualClock(0));
  const homes = createHomes(aCache(), guilds);
  return { api, homes, guilds, identities, places, rights: createRights(guilds, places, identities), asked };
}
