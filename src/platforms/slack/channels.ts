import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import { type Cache, cached } from "../chat/cache.ts";
import { classifySlackError, slackCode } from "./classify.ts";
import type { Clients } from "./clients.ts";
import type { Place } from "./installations.ts";
import type { NamedChannel } from "./typed-text.ts";

const slackChannel = z.looseObject({
  id: z.string(),
  name: z.string(),
  is_private: z.boolean().default(false),
  is_archived: z.boolean().default(false),
  is_member: z.boolean().default(false),
  is_ext_shared: z.boolean().default(false),
  is_pending_ext_shared: z.boolean().default(false),
  is_im: z.boolean().default(false),
  is_mpim: z.boolean().default(false),
});

/** A channel as the bot sees it. */
export interface Channel extends NamedChannel {
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
  /** Whether the bot is in it. */
  readonly isMember: boolean;
  /** Whether people of other organisations are in it, or invited. */
  readonly isShared: boolean;
}

export interface Search {
  /** Undefined where the bot sees none of that name. */
  readonly channel: Channel | undefined;
  /** Names that were looked through, for a suggestion. */
  readonly names: readonly string[];
}

export interface Channels {
  /** Undefined where the bot may not see it, or it is no channel. @throws What Slack answers where it refuses the app itself. */
  byId(place: Place, id: string): Promise<Channel | undefined>;
  /** First among those of the person, then among the public ones; a private one only where the person is in it. */
  byName(place: Place, name: string, user: string): Promise<Search>;
  isMember(place: Place, channel: string, user: string): Promise<boolean>;
  /** Of those channels, the ones that the person may know of: public ones, and private ones that they are in. */
  seenBy(place: Place, user: string, ids: ReadonlySet<string>): Promise<ReadonlySet<string>>;
  /** Lets the bot into a public channel; false where it may not. */
  join(place: Place, channel: string): Promise<boolean>;
  remember(team: string, channels: readonly NamedChannel[]): Promise<void>;
}

const hourMs = 3_600_000;
/** So long is somebody shown a private channel that they have left; what they may do there is asked each time. */
const ownMs = 60_000;
const ownAmong = z.object({ asked: z.array(z.string()), own: z.array(z.string()) });
const weekMs = 7 * 86_400_000;
const pageSize = 500;
/** Slack takes fifty questions about one channel a minute of a workspace, and twenty for a page of the list. */
const fewChannels = 10;

export function createChannels(clients: Clients, cache: Cache): Channels {
  function keyOf(team: string, name: string): string {
    return `channel:${team}/${name.toLowerCase()}`;
  }

  async function remember(team: string, channels: readonly NamedChannel[]): Promise<void> {
    for (const { id, name } of channels) await cache.set(keyOf(team, name), id, weekMs);
  }

  async function byId(place: Place, id: string): Promise<Channel | undefined> {
    try {
      return await clients.call(place, "again", async (client) => {
        const { success, data } = slackChannel.safeParse((await client.conversations.info({ channel: id })).channel);
        return success && !data.is_im && !data.is_mpim ? channelOf(data) : undefined;
      });
    } catch (error) {
      // For want of a right or a token nobody knows what there is.
      if (slackCode(error) === undefined || classifySlackError(error).class === "installation") throw error;
      return undefined;
    }
  }

  async function isMember(place: Place, channel: string, user: string): Promise<boolean> {
    return await clients.call(place, "again", async (client) => {
      for await (const page of channelsOf(user)(client)) if (page.some(({ id }) => id === channel)) return true;
      return false;
    });
  }

  /** The name may have gone to another channel since it was remembered, and somebody else may have named a private one. */
  async function remembered(place: Place, name: string, user: string): Promise<Channel | undefined> {
    const id = await cached(cache, keyOf(place.team, name), z.string());
    const channel = id === undefined ? undefined : await byId(place, id);
    if (channel?.name.toLowerCase() !== name.toLowerCase()) return undefined;
    return !channel.isPrivate || (await isMember(place, channel.id, user)) ? channel : undefined;
  }

  /** Of those channels, the public ones: Slack is asked about few one by one, about many by the list of all. */
  async function publicAmong(place: Place, ids: ReadonlySet<string>): Promise<ReadonlySet<string>> {
    const keyOfKind = (id: string) => `public:${place.team}/${id}`;
    const found = new Set<string>();
    const unknown = new Set<string>();
    for (const id of ids) {
      const known = await cached(cache, keyOfKind(id), z.boolean());
      if (known === undefined) unknown.add(id);
      else if (known) found.add(id);
    }
    const asked =
      unknown.size <= fewChannels ? await eachPublic(place, unknown) : await listed(place, publicChannels, unknown);
    for (const id of unknown) await cache.set(keyOfKind(id), asked.has(id), hourMs);
    return new Set([...found, ...asked]);
  }

  async function eachPublic(place: Place, ids: ReadonlySet<string>): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    for (const id of ids) {
      const channel = await byId(place, id).catch((error: unknown) => {
        // A list without some of them is better than none.
        if (slackCode(error) === undefined) throw error;
        return undefined;
      });
      if (channel?.isPrivate === false) found.add(id);
    }
    return found;
  }

  /** Of those channels, the ones that the person is in. */
  async function ownOf(place: Place, user: string, ids: ReadonlySet<string>): Promise<ReadonlySet<string>> {
    const key = `own:${place.team}/${user}`;
    const known = await cached(cache, key, ownAmong);
    if (known !== undefined && ids.isSubsetOf(new Set(known.asked))) return new Set(known.own).intersection(ids);
    const own = await listed(place, channelsOf(user), ids);
    await cache.set(key, { asked: [...ids], own: [...own] }, ownMs);
    return own;
  }

  async function listed(place: Place, pages: Pages, ids: ReadonlySet<string>): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    await clients.call(place, "again", async (client) => {
      for await (const page of pages(client)) for (const { id } of page) if (ids.has(id)) found.add(id);
    });
    return found;
  }

  return {
    byId,
    async byName(place, name, user) {
      const known = await remembered(place, name, user);
      if (known !== undefined) return { channel: known, names: [] };
      const names: string[] = [];
      for (const pages of [channelsOf(user), publicChannels]) {
        const channel = await clients.call(place, "again", async (client) => {
          for await (const page of pages(client)) {
            for (const one of page) {
              names.push(one.name);
              if (one.name.toLowerCase() === name.toLowerCase()) return one;
            }
          }
          return undefined;
        });
        if (channel === undefined) continue;
        await remember(place.team, [channel]);
        // What a list says of the bot's membership is about whoever was asked for.
        return { channel: await byId(place, channel.id), names };
      }
      return { channel: undefined, names };
    },
    isMember,
    async seenBy(place, user, ids) {
      const own = await ownOf(place, user, ids);
      return new Set([...own, ...(await publicAmong(place, ids.difference(own)))]);
    },
    async join(place, channel) {
      try {
        await clients.call(place, "again", (client) => client.conversations.join({ channel }));
        return true;
      } catch (error) {
        if (slackCode(error) === undefined) throw error;
        return false;
      }
    },
    remember,
  };
}

type Pages = (client: WebClient) => AsyncIterable<readonly Channel[]>;

/** Those of a person, as far as the bot sees them: private ones only where it is in them too. */
function channelsOf(user: string): Pages {
  return (client) =>
    pagesOf(client, "users.conversations", { user, types: "public_channel,private_channel", exclude_archived: false });
}

function publicChannels(client: WebClient): AsyncIterable<readonly Channel[]> {
  return pagesOf(client, "conversations.list", { types: "public_channel", exclude_archived: false });
}

async function* pagesOf(client: WebClient, method: string, query: object): AsyncIterable<readonly Channel[]> {
  for await (const page of client.paginate(method, { ...query, limit: pageSize })) {
    const { channels } = z.looseObject({ channels: z.array(z.unknown()) }).parse(page);
    yield channels.flatMap((one) => {
      const { success, data } = slackChannel.safeParse(one);
      return success ? [channelOf(data)] : [];
    });
  }
}

function channelOf(channel: z.output<typeof slackChannel>): Channel {
  return {
    id: channel.id,
    name: channel.name,
    isPrivate: channel.is_private,
    isArchived: channel.is_archived,
    isMember: channel.is_member,
    isShared: channel.is_ext_shared || channel.is_pending_ext_shared,
  };
}
