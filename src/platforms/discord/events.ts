import { type Client, DMChannel, Events, GatewayDispatchEvents, type GuildChannel, type Role } from "discord.js";
import { z } from "zod";
import type { Bot } from "../../../commands/bot.ts";
import type { Clock } from "../../clock.ts";
import type { PlatformHost } from "../../delivery/platform.ts";
import type { Log } from "../../log.ts";
import type { Cache } from "../chat/cache.ts";
import type { UnderWay } from "../chat/under-way.ts";
import { untilHandled } from "../chat/until-handled.ts";
import { channelDestination, guildWorkspace } from "./address.ts";
import { createGuildRoll, type RollChange } from "./guild-roll.ts";
import { missingForSending } from "./permissions.ts";
import { placeSchema } from "./place.ts";
import type { Places } from "./places.ts";

export interface EventOptions {
  readonly host: PlatformHost;
  readonly bot: Bot;
  readonly cache: Cache;
  readonly places: Places;
  readonly clock: Clock;
  readonly log: Log;
  readonly underWay: UnderWay;
  /** Sends what became due. Never throws. */
  readonly deliver: () => Promise<void>;
  /** The bot was taken out of a server, and Discord has deleted what it had there. */
  readonly onLeft: (guild: string) => Promise<void>;
}

const withGuilds = z.looseObject({ guilds: z.array(z.looseObject({ id: z.string() })) });
const guildSchema = z.looseObject({ id: z.string(), unavailable: z.boolean().optional() });
const threadSchema = z.looseObject({
  id: z.string(),
  parent_id: z.string().nullish(),
  thread_metadata: z
    .looseObject({ archived: z.boolean().default(false), locked: z.boolean().default(false) })
    .nullish(),
});

const removed = "the bot was removed from the server";

/** What Discord tells of by itself, told on to the bot. Everything may come twice. */
export function listenToEvents(client: Client, options: EventOptions): void {
  const { host, bot, cache, places, clock, log, underWay, deliver, onLeft } = options;

  /** Servers and threads as Discord sends them: what discord.js keeps of them is not complete. */
  function onRaw<Data>(
    event: GatewayDispatchEvents,
    schema: z.ZodType<Data>,
    handle: (data: Data, shard: string) => Promise<void>,
  ): void {
    client.ws.on(event, (sent: unknown, shardId: number) => {
      const { success, data } = schema.safeParse(sent);
      if (success) void run(event, () => handle(data, shardOf(shardId)));
      else log.warn({ event }, "discord event cannot be read");
    });
  }

  function run(event: string, handle: () => Promise<void>): Promise<boolean> {
    const handled = untilHandled(handle, { event }, { clock, log });
    underWay.add(handled);
    return handled;
  }

  function shardOf(id: number): string {
    return `${id}/${client.options.shardCount ?? 1}`;
  }

  async function apply({ left, returned }: RollChange): Promise<void> {
    for (const guild of left) {
      await host.removed(guildWorkspace(guild), removed);
      await onLeft(guild);
    }
    for (const guild of returned) {
      await bot.welcome(guildWorkspace(guild), "discord");
      await host.restored(guildWorkspace(guild));
    }
    if (returned.length > 0) void deliver();
  }

  const roll = createGuildRoll(cache, apply);
  onRaw(GatewayDispatchEvents.Ready, withGuilds, async ({ guilds }, shard) => {
    const ids = guilds.map(({ id }) => id);
    await roll.all(shard, ids);
  });
  onRaw(GatewayDispatchEvents.GuildCreate, guildSchema, async ({ id, unavailable }, shard) => {
    if (unavailable !== true) await roll.joined(shard, id);
  });
  onRaw(GatewayDispatchEvents.GuildDelete, guildSchema, async ({ id, unavailable }, shard) => {
    // Otherwise it is an outage, which ends.
    if (unavailable !== true) await roll.left(shard, id);
  });

  onRaw(GatewayDispatchEvents.ChannelDelete, placeSchema, async ({ id }) => {
    places.forget(id);
    await host.ended(channelDestination(id), "the channel was deleted");
  });
  onRaw(GatewayDispatchEvents.ThreadDelete, threadSchema, async ({ id, parent_id: parent }) => {
    places.forget(id);
    if (parent !== null && parent !== undefined) {
      await host.ended(channelDestination(parent, id), "the thread was deleted");
    }
  });
  onRaw(GatewayDispatchEvents.ThreadUpdate, threadSchema, async ({ id, parent_id: parent, thread_metadata: state }) => {
    places.forget(id);
    if (parent === null || parent === undefined || state?.archived === true || state?.locked === true) return;
    await host.released(channelDestination(parent, id));
    void deliver();
  });

  client.on(Events.ChannelUpdate, (before, after) => {
    places.forget(after.id);
    if (before instanceof DMChannel || after instanceof DMChannel) return;
    void run("CHANNEL_UPDATE", () => compareChannels(before, after));
  });

  async function compareChannels(before: GuildChannel, after: GuildChannel): Promise<void> {
    const destination = channelDestination(after.id);
    if (before.name !== after.name) await host.renamed(destination, `#${after.name}`);
    const [lacked, lacks] = [missingFor(before), missingFor(after)];
    if (lacked.join() === lacks.join()) return;
    if (lacks.length > 0)
      return await host.held(destination, `the bot may not write there: give it ${lacks.join(", ")}`);
    await host.released(destination);
    void deliver();
  }

  client.on(Events.GuildRoleUpdate, (before, after) => {
    const me = after.guild.members.me;
    const isOwn = after.id === after.guild.id || me?.roles.cache.has(after.id) === true;
    if (isOwn && gained(before, after)) rightsChanged(after.guild.id);
  });
  client.on(Events.GuildMemberUpdate, (before, after) => {
    if (after.id !== client.user?.id) return;
    const had = new Set(before.partial ? [] : before.roles.cache.keys());
    if (after.roles.cache.some((role) => !had.has(role.id))) rightsChanged(after.guild.id);
  });

  /** What waits in the server is tried again; what still may not be sent is held as before. */
  function rightsChanged(guild: string): void {
    void run("rights changed", () => host.restored(guildWorkspace(guild))).then(() => deliver());
  }

  function missingFor(channel: GuildChannel): readonly string[] {
    const { me } = channel.guild.members;
    const rights = me === null ? null : channel.permissionsFor(me, true);
    if (rights === null) return [];
    const { data } = placeSchema.safeParse({ id: channel.id, type: channel.type });
    return missingForSending(data?.kind ?? "other", rights.bitfield);
  }
}

function gained(before: Role, after: Role): boolean {
  return (after.permissions.bitfield & ~before.permissions.bitfield) !== 0n;
}
