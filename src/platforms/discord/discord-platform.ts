/** The port to Discord as a whole: what is sent, edited, looked for and called off shares its keys and what it knows of places. */
import { Routes } from "discord.js";
import { z } from "zod";
import type { Clock } from "../../clock.ts";
import type { Destination, Failure, Found, Platform, SendOptions } from "../../delivery/platform.ts";
import type { Message } from "../../delivery/card/digest.ts";
import type { Log } from "../../log.ts";
import type { Cache } from "../chat/cache.ts";
import { PlatformRefusal } from "../chat/platform-refusal.ts";
import {
  type Address,
  destinationAt,
  guildOf,
  parseAddress,
  type MessageReference,
  parseReference,
  personDestination,
  printReference,
} from "./address.ts";
import { type Api, patiently } from "./api.ts";
import { discordCapabilities } from "./capabilities.ts";
import { blockedCodes, classifyDiscordError, discordCode, goneCode, isShutOut } from "./classify.ts";
import { keyInDirect } from "./direct-key.ts";
import { createDirects } from "./directs.ts";
import type { DiscordMessage } from "./discord-message.ts";
import { createFindMessage } from "./find-message.ts";
import { createForums } from "./forums.ts";
import type { Identities } from "./identity.ts";
import type { Pause } from "./pause.ts";
import type { Place } from "./place.ts";
import type { Places } from "./places.ts";
import { renderMessage, renderNotice } from "./render-message.ts";
import type { Rights } from "./rights.ts";

export interface DiscordPlatformOptions {
  readonly api: Api;
  readonly identities: Identities;
  readonly places: Places;
  readonly rights: Rights;
  readonly pause: Pause;
  readonly cache: Cache;
  readonly clock: Clock;
  readonly log: Log;
  readonly isCrossposting: boolean;
  readonly hasForumTags: boolean;
  /** A destination is gone for good. Never throws. */
  readonly onGone: (destination: Destination, reason: string) => Promise<void>;
}

/** Discord as a platform that can also say more than words outside of the ledger. */
export interface DiscordPlatform extends Platform {
  /** Shows it once, as `notify` does; in a forum as a post of its own. @throws Anything. */
  say(destination: Destination, message: DiscordMessage): Promise<void>;
}

/** Within this time since the first try, Discord answers a repeated nonce with the message that is there already. */
const nonceMs = 120_000;
/** Whoever goes on while something before Discord shuts us out is shut out for longer. */
const shutOutMs = 10 * 60_000;
/** So many messages in a row that a server blocks for what they say are the server's doing, and its people are told. */
const blockedInARow = 3;

const unknownMessage = 10008;
const archivedThread = 50083;
/** What keeps one post of a forum from being changed, as moderators close a discussion: new posts are no matter of it. */
const closedPost: ReadonlySet<number> = new Set([archivedThread, 160005, 50013]);
const forumInstead = 40058;

const messageSchema = z.looseObject({ id: z.string(), channel_id: z.string() });

/** Sending to Discord: each message once. Its limits are kept by what `Api` knows of them. */
export function createDiscordPlatform(options: DiscordPlatformOptions): DiscordPlatform {
  const { api, identities, places, rights, pause, cache, clock, log, isCrossposting, hasForumTags, onGone } = options;
  const directs = createDirects(api, cache, clock);
  const forums = createForums(api, places, { hasTags: hasForumTags });
  const findMessage = createFindMessage(api, rights);
  /** Keys of what was blocked since something was let through, by destination. */
  const blocked = new Map<string, Set<string>>();

  function idOf({ channel, thread }: Extract<Address, { kind: "channel" }>): string {
    return thread ?? channel;
  }

  /** @param key Of the delivery; null for what is said outside of the ledger. */
  async function post(channel: string, message: DiscordMessage, key: string | null): Promise<MessageReference> {
    const nonce = key === null ? {} : { nonce: key, enforce_nonce: true };
    try {
      const { id } = messageSchema.parse(await api.post(Routes.channelMessages(channel), { ...message, ...nonce }));
      return { channel, message: id, key: key ?? "" };
    } catch (error) {
      if (key !== null && discordCode(error) === unknownMessage) return { channel, message: null, key };
      throw error;
    }
  }

  async function toPerson(user: string, message: DiscordMessage, key: string | null): Promise<MessageReference> {
    const channel = await directs.channel(user);
    try {
      return await post(channel, message, key);
    } catch (error) {
      if (discordCode(error) !== goneCode) throw error;
      await directs.forget(user);
      return await post(await directs.channel(user), message, key);
    }
  }

  /**
   * Opens an archived thread and tries again: Discord refused clearly, so nothing can be there twice.
   *
   * @param isEdit Whether it is archived again: what only changes asks for nobody's attention.
   */
  async function opening<Result>(channel: string, call: () => Promise<Result>, isEdit = false): Promise<Result> {
    try {
      return await call();
    } catch (error) {
      if (discordCode(error) !== archivedThread) throw error;
      try {
        await api.patch(Routes.channel(channel), { archived: false });
      } catch (refused) {
        log.debug({ channel, code: discordCode(refused) }, "discord thread cannot be opened");
        // Where Discord was only in haste or away, the thread may open the next time.
        throw discordCode(refused) === undefined ? refused : error;
      }
      const result = await call();
      if (isEdit) await archive(channel);
      return result;
    }
  }

  /** The bot may do it in posts of its own; other threads stay open until Discord archives them. */
  async function archive(thread: string): Promise<void> {
    try {
      await api.patch(Routes.channel(thread), { archived: true });
    } catch (error) {
      log.debug({ thread, code: classifyDiscordError(error).code }, "discord thread stays open after an edit");
    }
  }

  async function toChannel(id: string, message: DiscordMessage, key: string | null): Promise<MessageReference> {
    const { kind } = await places.find(id);
    const posted = await opening(id, () => post(id, message, key));
    if (kind === "announcement" && isCrossposting && key !== null) void crosspost(posted);
    return posted;
  }

  /** What follows the channel elsewhere is a courtesy: the card stands where it was asked for. */
  async function crosspost({ channel, message }: MessageReference): Promise<void> {
    if (message === null) return;
    try {
      await api.post(Routes.channelMessageCrosspost(channel, message));
    } catch (error) {
      log.info({ channel, code: classifyDiscordError(error).code }, "discord message was not published");
    }
  }

  async function kindOf(id: string): Promise<Place["kind"]> {
    return (await places.find(id)).kind;
  }

  async function show(address: Address, message: Message, key: string, sendOptions?: SendOptions) {
    const body = renderMessage(message, keyShown(address, key), sendOptions);
    if (address.kind === "person") return await toPerson(address.user, body, key);
    const id = idOf(address);
    if ((await kindOf(id)) === "forum") return await forums.post(id, message, key, sendOptions);
    try {
      return await toChannel(id, body, key);
    } catch (error) {
      // It has become one since.
      if (discordCode(error) !== forumInstead) throw error;
      places.forget(id);
      return await forums.post(id, message, key, sendOptions);
    }
  }

  async function change(
    address: Address,
    reference: MessageReference,
    message: Message,
    sendOptions?: SendOptions,
  ): Promise<void> {
    const { channel, message: id, key } = reference;
    if (id === null) return;
    const body = renderMessage(message, keyShown(address, key), sendOptions);
    try {
      await opening(channel, () => api.patch(Routes.channelMessage(channel, id), body), true);
    } catch (error) {
      // Somebody deleted it, or the whole post: there is nothing left that could say something wrong.
      const code = discordCode(error);
      if (code === unknownMessage || (code === goneCode && channel === id)) return;
      const isPost = address.kind === "channel" && channel !== idOf(address);
      if (!isPost || code === undefined || !closedPost.has(code)) throw error;
      const reason = "its post is closed, and the bot may not change it: give it Manage Threads";
      throw new PlatformRefusal({ class: "message", code: String(code), reason }, error);
    }
  }

  /** Tells more of a refusal than its code does, and draws what follows from it for all that is sent. */
  async function asking<Result>(
    destination: Destination,
    key: string | null,
    call: (address: Address) => Promise<Result>,
  ): Promise<Result> {
    pause.check();
    try {
      const result = await call(parseAddress(destination.address));
      if (key !== null) blocked.delete(destination.address);
      return result;
    } catch (error) {
      if (isShutOut(error)) {
        const reason = "Discord's own guard keeps this machine's address out";
        pause.begin(shutOutMs, "40333", reason);
        throw new PlatformRefusal({ class: "transient", code: "40333", reason, retryAfterMs: shutOutMs }, error);
      }
      throw new PlatformRefusal(await refined(destination, key, error), error);
    }
  }

  async function refined(destination: Destination, key: string | null, error: unknown): Promise<Failure> {
    const failure = classifyDiscordError(error);
    const code = discordCode(error);
    const address = parseAddress(destination.address);
    if (address.kind === "channel" && failure.class === "destination") places.forget(idOf(address));
    if (code === goneCode && address.kind === "channel") {
      await onGone(destination, failure.reason);
    }
    if (code === undefined || !blockedCodes.has(code) || key === null) return failure;
    const keys = (blocked.get(destination.address) ?? new Set()).add(key);
    blocked.set(destination.address, keys);
    if (keys.size < blockedInARow) return failure;
    const reason = `${failure.reason}, three times in a row: let the bot's role pass there`;
    return { ...failure, class: "destination", reason };
  }

  async function say(destination: Destination, message: DiscordMessage): Promise<void> {
    await asking(destination, null, async (address) => {
      await patiently(clock, async () => {
        if (address.kind === "person") return void (await toPerson(address.user, message, null));
        const id = idOf(address);
        // In a forum nobody speaks but in posts.
        await ((await kindOf(id)) === "forum" ? forums.say(id, message) : toChannel(id, message, null));
      });
    });
  }

  return {
    id: "discord",
    capabilities: discordCapabilities,
    send: (destination, message, key, sendOptions) =>
      asking(destination, key, async (address) => printReference(await show(address, message, key, sendOptions))),
    edit: (destination, reference, message, sendOptions) =>
      asking(destination, null, (address) => change(address, parseReference(reference), message, sendOptions)),
    async find(destination, key, since): Promise<Found> {
      return await asking(destination, null, async (address) => {
        const isPerson = address.kind === "person";
        const place = await places.find(isPerson ? await directs.channel(address.user) : idOf(address));
        const { user } = await identities.own();
        const found = await findMessage({ place, key, since, author: user });
        if (found.kind !== "unknown" || place.kind === "forum") return found;
        return clock.now() - since < nonceMs ? { kind: "repeatable" } : found;
      });
    },
    say,
    notify: (destination, text) => say(destination, renderNotice(text)),
    openDirect: async ({ workspace, user }) => destinationAt(personDestination(user, guildOf(workspace))),
    classify: classifyDiscordError,
  };
}

/** What the message's buttons end in. */
function keyShown(address: Address, key: string): string {
  return address.kind === "person" ? keyInDirect(address.guild, key) : key;
}
