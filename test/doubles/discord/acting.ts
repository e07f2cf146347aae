import { randomUUID } from "node:crypto";
import { PermissionFlagsBits } from "discord.js";
import { isGiven, type Json } from "./json.ts";
import { interactionKinds } from "./discord-numbers.ts";
import { everyonePermissions, permissionsIn, permissionsInGuild } from "./permissions.ts";
import type { DoubleState, Interaction, InteractionAnswer, RegisteredCommand } from "./state.ts";
import { messageJson, userJson } from "./to-json.ts";
import { actingMember, NotPossible, partialChannel } from "./typed-options.ts";
import type { DiscordChannel, DiscordMessage, DiscordUser } from "./world.ts";

/** What became of something that a person did. */
export interface Acted {
  readonly interaction: Interaction;
  /** The first answer; undefined when none came in time, and people read that the application did not respond. */
  readonly answer: InteractionAnswer | undefined;
}

export interface Act {
  readonly user: DiscordUser;
  readonly channel: DiscordChannel;
  readonly kind: (typeof interactionKinds)[keyof typeof interactionKinds];
  readonly what: string;
  readonly data: Json;
  readonly owners: Readonly<Record<string, string>>;
  readonly source?: DiscordMessage | undefined;
}

/** Hands something to the app, through the gateway, and waits for its first answer. */
export async function act(
  state: DoubleState,
  { user, channel, kind, what, data, owners, source }: Act,
): Promise<Acted> {
  const { promise, resolve } = Promise.withResolvers<InteractionAnswer>();
  const interaction: Interaction = {
    id: state.world.nextId(),
    token: `aW50ZXJhY3Rpb24-${randomUUID()}`,
    kind,
    what,
    user,
    channel,
    at: state.now(),
    owners,
    source,
    answer: undefined,
    original: undefined,
    isLoading: false,
    followUps: [],
    heard: resolve,
  };
  state.interactions.set(interaction.token, interaction);
  state.emit("INTERACTION_CREATE", payload(state, interaction, data), channel);
  const answer = await within(promise, state.patienceMs);
  state.changed();
  return { interaction, answer };
}

function payload(state: DoubleState, interaction: Interaction, data: Json): Json {
  const { world } = state;
  const { id, token, kind, user, channel, owners, source } = interaction;
  const guild = world.guilds.get(channel.guild ?? "");
  const isHome = guild?.members.has(world.app.id) === true;
  const rights =
    guild === undefined ? everyonePermissions : permissionsIn(world, channel, isHome ? world.app.id : user.id);
  return {
    id,
    application_id: world.app.id,
    type: kind,
    token,
    version: 1,
    channel_id: channel.id,
    channel: partialChannel(world, channel, user),
    ...(guild === undefined
      ? { user: userJson(user) }
      : {
          guild_id: guild.id,
          guild: { id: guild.id, locale: guild.locale, features: [] },
          guild_locale: guild.locale,
          member: actingMember(world, channel, user),
        }),
    locale: user.locale,
    app_permissions: String(rights),
    entitlements: [],
    authorizing_integration_owners: owners,
    context: contextOf(state, channel),
    attachment_size_limit: 10_485_760,
    data,
    ...(source === undefined ? {} : { message: messageJson(world, source) }),
  };
}

/** A guild, the conversation with the bot, or one of people. */
function contextOf({ world }: DoubleState, channel: DiscordChannel): 0 | 1 | 2 {
  if (channel.guild !== null) return 0;
  return channel.people.includes(world.app.id) ? 1 : 2;
}

/**
 * Through whose installation somebody can use a command in a place.
 *
 * @throws NotPossible where Discord would not show it to them.
 */
export function ownersFor(
  state: DoubleState,
  { definition, guild }: RegisteredCommand,
  user: DiscordUser,
  channel: DiscordChannel,
): Readonly<Record<string, string>> {
  const { contexts, integration_types: types, default_member_permissions: wanted } = definition;
  const context = contextOf(state, channel);
  const hidden = (why: string) =>
    new NotPossible(`/${String(definition["name"])} is not shown to ${user.name}: ${why}`);
  if (Array.isArray(contexts) && !contexts.includes(context)) throw hidden(`not in a place of kind ${context}`);
  if (guild !== null && guild !== channel.guild) throw hidden("it is another guild's");
  const kinds: readonly unknown[] = Array.isArray(types) ? types : [0];
  const owners = {
    ...(kinds.includes(0) ? guildOwner(state, channel) : {}),
    ...(kinds.includes(1) && user.hasApp ? { "1": user.id } : {}),
  };
  if (Object.keys(owners).length === 0) throw hidden("neither they nor the guild have installed the app");
  const home = state.world.guilds.get(channel.guild ?? "");
  if (home === undefined) return owners;
  const rights = permissionsIn(state.world, channel, user.id);
  if ((rights & PermissionFlagsBits.UseApplicationCommands) === 0n) throw hidden("they may not use commands there");
  const needed = isGiven(wanted) ? BigInt(String(wanted)) : null;
  const isAdmin = (permissionsInGuild(home, user.id) & PermissionFlagsBits.Administrator) !== 0n;
  if (needed !== null && !isAdmin && (needed === 0n || (rights & needed) !== needed))
    throw hidden("they lack the rights that it asks for");
  return owners;
}

function guildOwner({ world }: DoubleState, channel: DiscordChannel): Readonly<Record<string, string>> {
  if (channel.guild === null) return channel.people.includes(world.app.id) ? { "0": "0" } : {};
  return world.guilds.get(channel.guild)?.members.has(world.app.id) === true ? { "0": channel.guild } : {};
}

/** Through whose installation a component of a message works. */
export function ownersOf(
  state: DoubleState,
  message: DiscordMessage | undefined,
  user: DiscordUser,
  channel: DiscordChannel,
): Readonly<Record<string, string>> {
  const owners = message?.origin?.owners ?? guildOwner(state, channel);
  return Object.keys(owners).length > 0 ? owners : { "1": user.id };
}

/** In real time: a person's patience does not run faster in a test. */
async function within<Value>(answer: Promise<Value>, ms: number): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
