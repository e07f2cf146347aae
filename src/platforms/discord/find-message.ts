import { Routes } from "discord.js";
import { z } from "zod";
import type { Found } from "../../delivery/platform.ts";
import { printReference } from "./address.ts";
import type { Api } from "./api.ts";
import { discordCode } from "./classify.ts";
import { has } from "./permissions.ts";
import type { Place } from "./place.ts";
import type { Rights } from "./rights.ts";
import { madeAt, snowflakeAt } from "./snowflake.ts";

export interface Wanted {
  readonly place: Place;
  readonly key: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** The bot itself: anybody else may write any key. */
  readonly author: string;
}

/** Whether it is there, as far as the bot may read. @throws What Discord answers, but for refusals to let it read. */
export type FindMessage = (wanted: Wanted) => Promise<Found>;

/** Refusals to let the bot read: nobody knows then. */
const refusals: ReadonlySet<number> = new Set([10003, 10004, 50001, 50013, 50024]);
const unknownMessage = 10008;

const pageSize = 100;
/** A thousand messages since one attempt: more than that, and it costs less to send again. */
const maxPages = 10;
/** As many posts of a forum are looked into. */
const maxPosts = 50;

const component: z.ZodType<{ custom_id?: string | undefined; components?: readonly unknown[] | undefined }> =
  z.looseObject({ custom_id: z.string().optional(), components: z.array(z.unknown()).optional() });

const messageSchema = z.looseObject({
  id: z.string(),
  author: z.looseObject({ id: z.string() }),
  components: z.array(z.unknown()).default([]),
});
const threadsSchema = z.looseObject({
  threads: z.array(z.looseObject({ id: z.string(), parent_id: z.string().nullish(), owner_id: z.string().nullish() })),
});

export function createFindMessage(api: Api, rights: Rights): FindMessage {
  async function inHistory({ place, key, since, author }: Wanted): Promise<Found> {
    let after = snowflakeAt(since);
    for (let page = 0; page < maxPages; page++) {
      const query = { after, limit: String(pageSize) };
      const messages = z.array(messageSchema).parse(await api.get(Routes.channelMessages(place.id), query));
      const found = messages.find((one) => one.author.id === author && carries(one.components, key));
      if (found !== undefined) {
        return { kind: "found", reference: printReference({ channel: place.id, message: found.id, key }) };
      }
      // Who may not read what was written before gets an empty list, not a refusal.
      if (messages.length < pageSize) return (await mayRead(place)) ? { kind: "absent" } : { kind: "unknown" };
      after = messages.reduce((newest, { id }) => (BigInt(id) > BigInt(newest) ? id : newest), after);
    }
    return { kind: "unknown" };
  }

  /** A post of a forum is a thread of our own, and its first message has the thread's id. */
  async function inForum({ place, key, since, author }: Wanted): Promise<Found> {
    if (place.guild === null || !(await mayRead(place))) return { kind: "unknown" };
    const lists = await Promise.all([
      api.get(Routes.guildActiveThreads(place.guild)),
      api.get(Routes.channelThreads(place.id, "public"), { limit: String(pageSize) }),
    ]);
    const posts = lists
      .flatMap((answer) => threadsSchema.parse(answer).threads)
      .filter((one) => one.parent_id === place.id && one.owner_id === author && madeAt(one.id) >= since)
      .toSorted((a, b) => madeAt(b.id) - madeAt(a.id));
    for (const { id } of posts.slice(0, maxPosts)) {
      const first = await firstMessage(id);
      if (first !== null && carries(first.components, key)) {
        return { kind: "found", reference: printReference({ channel: id, message: id, key }) };
      }
    }
    return { kind: posts.length > maxPosts ? "unknown" : "absent" };
  }

  async function firstMessage(thread: string): Promise<z.output<typeof messageSchema> | null> {
    try {
      return messageSchema.parse(await api.get(Routes.channelMessage(thread, thread)));
    } catch (error) {
      if (discordCode(error) === unknownMessage) return null;
      throw error;
    }
  }

  async function mayRead(place: Place): Promise<boolean> {
    const granted = await rights.ofBot(place);
    return granted === null || has(granted, "ReadMessageHistory");
  }

  return async (wanted) => {
    try {
      return await (wanted.place.kind === "forum" ? inForum(wanted) : inHistory(wanted));
    } catch (error) {
      if (refusals.has(discordCode(error) ?? 0)) return { kind: "unknown" };
      throw error;
    }
  };
}

/** Whether a button of a message, or a menu, ends in the key: `why:p2abc:k:KEY`. */
function carries(components: readonly unknown[], key: string): boolean {
  return components.some((one) => {
    const { success, data } = component.safeParse(one);
    if (!success) return false;
    return (data.custom_id?.endsWith(`:${key}`) ?? false) || carries(data.components ?? [], key);
  });
}
