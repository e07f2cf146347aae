import {
  type Client,
  DMChannel,
  Events,
  GatewayDispatchEvents,
  type Guild,
  type GuildChannel,
  type Role,
} from "discord.js";
import { z } from "zod";
import type { Clock } from "../../clock.ts";
import type { DestinationPart, PlatformHost } from "../../delivery/platform.ts";
import type { Log } from "../../log.ts";
import type { UnderWay } from "../chat/under-way.ts";
import { untilHandled } from "../chat/until-handled.ts";
import { channelDestination, guildWorkspace } from "./address.ts";
import { createGuildRoll, type Shard } from "./guild-roll.ts";
import { missingForSending } from "./permissions.ts";
import { type PlaceKind, placeSchema } from "./place.ts";
import type { Places } from "./places.ts";

export interface EventOptions {
  readonly host: PlatformHost;
  readonly places: Places;
  readonly clock: Clock;
  readonly log: Log;
  readonly underWay: UnderWay;
  /** Sends what became due. Never throws. */
  readonly deliver: () => Promise<void>;
  /** The bot came into a server not long ago. Never throws. */
  readonly greet: (guild: string) => Promise<void>;
  /** The bot was taken out of a server, and Discord has deleted what it had there. */
  readonly onLeft: (guild: string) => Promise<void>;
}

const readySchema = z.looseObject({
  guilds: z.array(z.looseObject({ id: z.string() })),
  shard: z
    .tuple([z.number(), z.number().min(1)])
    .default([0, 1])
    .transform(([id, count]): Shard => ({ id, count })),
});
const guildSchema = z.looseObject({
  id: z.string(),
  unavailable: z.boolean().optional(),
  /** When the bot came into it; of a server that it has left there is none. */
  joined_at: z.string().optional(),
});
const threadSchema = z.looseObject({
  id: z.string(),
  parent_id: z.string().nullish(),
  thread_metadata: z
    .looseObject({ archived: z.boolean().default(false), locked: z.boolean().default(false) })
    .nullish(),
});

/** Who has had the bot for longer knows it: a greeting would come out of the blue. */
const newForMs = 86_400_000;
const removed = "the bot was removed from the server";

/** What Discord tells of by itself, told on to the bot. Everything may come twice. */
export function listenToEvents(client: Client, options: EventOptions): void {
  const { host, places, clock, log, underWay, deliver, greet, onLeft } = options;

  /**
   * Servers and threads as Discord sends them: what discord.js keeps of them is not complete.
   *
   * @param note Takes down at once what was told. What it returns is done after that, and again where it fails.
   */
  function onRaw<Data>(
    event: GatewayDispatchEvents,
    schema: z.ZodType<Data>,
    note: (data: Data) => (() => Promise<void>) | undefined,
  ): void {
    client.ws.on(event, (sent: unknown) => {
      const { success, data } = schema.safeParse(sent);
      const handle = success ? note(data) : undefined;
      if (handle !== undefined) void run(event, handle);
      if (!success) log.warn({ event }, "discord event cannot be read");
    });
  }

  function run(event: string, handle: () => Promise<void>): Promise<boolean> {
    const handled = untilHandled(handle, { event }, { clock, log });
    underWay.add(handled);
    return handled;
  }

  const roll = createGuildRoll({
    host,
    /** What changed there while nothing was told of it is not known: it is looked at anew, and what was held tried again. */
    async onThere(guild) {
      places.forgetAll(guild);
      if (await host.restored(guildWorkspace(guild))) void deliver();
    },
    async onLeft(guild) {
      await host.removed(guildWorkspace(guild), removed);
      await onLeft(guild);
    },
  });
  onRaw(GatewayDispatchEvents.Ready, readySchema, ({ guilds, shard }) =>
    roll.all(
      shard,
      guilds.map(({ id }) => id),
    ),
  );
  // One that is unavailable is in an outage, which ends.
  onRaw(GatewayDispatchEvents.GuildCreate, guildSchema, (guild) => {
    if (guild.unavailable === true) return undefined;
    const settle = roll.joined(guild.id);
    return async () => {
      await settle();
      greetIfNew(guild.id, guild.joined_at === undefined ? undefined : Date.parse(guild.joined_at));
    };
  });

  onRaw(GatewayDispatchEvents.GuildDelete, guildSchema, ({ id, unavailable }) =>
    unavailable === true ? undefined : roll.left(id),
  );

  onRaw(GatewayDispatchEvents.ChannelDelete, placeSchema, ({ id }) => {
    places.forget(id);
    return () => host.ended(channelDestination(id), "the channel was deleted");
  });
  onRaw(GatewayDispatchEvents.ThreadDelete, threadSchema, ({ id, parent_id: parent }) => {
    places.forget(id);
    if (parent === null || parent === undefined) return undefined;
    return () => host.ended(channelDestination(parent, id), "the thread was deleted");
  });
  onRaw(GatewayDispatchEvents.ThreadUpdate, threadSchema, ({ id, parent_id: parent, thread_metadata: state }) => {
    places.forget(id);
    if (parent === null || parent === undefined || state?.archived === true || state?.locked === true) return undefined;
    return async () => {
      await host.released(channelDestination(parent, id));
      void deliver();
    };
  });

  client.on(Events.ChannelUpdate, (before, after) => {
    places.forget(after.id);
    if (before instanceof DMChannel || after instanceof DMChannel) return;
    void run("CHANNEL_UPDATE", () => compareChannels(before, after));
  });

  async function compareChannels(before: GuildChannel, after: GuildChannel): Promise<void> {
    if (before.name !== after.name) await host.renamed(channelDestination(after.id), `#${after.name}`);
    const { data: place } = placeSchema.safeParse({ id: after.id, type: after.type });
    await compareRights(before, after, place?.kind ?? "other", "itself");
    // To write in its threads is another right than to write in it.
    await compareRights(before, after, "thread", "threads");
  }

  async function compareRights(
    before: GuildChannel,
    after: GuildChannel,
    kind: PlaceKind,
    part: DestinationPart,
  ): Promise<void> {
    const destination = channelDestination(after.id);
    const [lacked, lacks] = [missingFor(before, kind), missingFor(after, kind)];
    if (lacked.join() === lacks.join()) return;
    // Where nothing could be written when the bot came, the greeting waits for a right to.
    if (lacks.length === 0) greetIfNew(after.guild.id, after.guild.joinedTimestamp);
    if (lacks.length > 0) {
      return await host.held(destination, `the bot may not write there: give it ${lacks.join(", ")}`, part);
    }
    await host.released(destination, part);
    void deliver();
  }

  client.on(Events.GuildRoleUpdate, (before, after) => {
    const me = after.guild.members.me;
    const isOwn = after.id === after.guild.id || me?.roles.cache.has(after.id) === true;
    if (isOwn && gained(before, after)) rightsChanged(after.guild);
  });
  client.on(Events.GuildMemberUpdate, (before, after) => {
    if (after.id !== client.user?.id) return;
    const had = new Set(before.partial ? [] : before.roles.cache.keys());
    if (after.roles.cache.some((role) => !had.has(role.id))) rightsChanged(after.guild);
  });

  function greetIfNew(guild: string, joinedAt: number | undefined): void {
    if (joinedAt !== undefined && clock.now() - joinedAt < newForMs) underWay.add(greet(guild));
  }

  /** What waits in the server is tried again; what still may not be sent is held as before. */
  function rightsChanged({ id, joinedTimestamp }: Guild): void {
    greetIfNew(id, joinedTimestamp);
    void run("rights changed", async () => {
      if (await host.restored(guildWorkspace(id))) void deliver();
    });
  }

  function missingFor(channel: GuildChannel, kind: PlaceKind): readonly string[] {
    const { me } = channel.guild.members;
    const rights = me === null ? null : channel.permissionsFor(me, true);
    return rights === null ? [] : missingForSending(kind, rights.bitfield);
  }
}

function gained(before: Role, after: Role): boolean {
  return (after.permissions.bitfield & ~before.permissions.bitfield) !== 0n;
}
