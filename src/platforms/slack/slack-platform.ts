import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Clock } from "../../clock.ts";
import { type Destination, type Failure, type Found, type Platform } from "../../delivery/platform.ts";
import type { Log } from "../../log.ts";
import { type Address, isPerson, parseAddress, parseReference, printReference, slackDestination } from "./address.ts";
import { type Cache, cached } from "../chat/cache.ts";
import { messageEveryMs, slackCapabilities } from "./capabilities.ts";
import { classifySlackError, limitOf, longTroubles, slackCode } from "./classify.ts";
import type { Clients } from "./clients.ts";
import { findMessage } from "./find-message.ts";
import { createPacer } from "../chat/pacer.ts";
import { PlatformRefusal } from "../chat/platform-refusal.ts";
import type { MovedChannels } from "./moved-channels.ts";
import type { RefusedWorkspaces } from "./refused-workspaces.ts";
import { createTroubles } from "./troubles.ts";
import { renderMessage, renderNotice, type SlackMessage } from "./render-message.ts";

export interface SlackPlatformOptions {
  readonly clients: Clients;
  readonly cache: Cache;
  readonly clock: Clock;
  readonly log: Log;
  /** Where the app is installed anew, for what needs that. */
  readonly installUrl: string;
  /** Told of each workspace in which the app itself is refused, which holds what waits for it. */
  readonly refused: Pick<RefusedWorkspaces, "note">;
  readonly moved: Pick<MovedChannels, "present">;
}

/** Slack as a platform that can also say more than words outside of the ledger. */
export interface SlackPlatform extends Platform {
  /** Shows it once, as `notify` does. @throws Anything. */
  say(destination: Destination, message: SlackMessage): Promise<void>;
}

/** What every message is sent with: nothing in it is read as a command. */
const inert = { parse: "none", link_names: false } as const;
/** What only a new one can be sent with: no link draws a preview, and no sign formats. */
const asItIs = { unfurl_links: false, unfurl_media: false, mrkdwn: false } as const;

/** Of each method of the third tier, fifty a minute in a workspace, and some more in a burst. */
const thirdTierEveryMs = 1_200;
const thirdTierBurst = 20;
const dayMs = 86_400_000;

export const deliveryEvent = "rolecall_delivery";

/** Sending to Slack: each message once, in order, and no faster than Slack takes it. */
export function createSlackPlatform(options: SlackPlatformOptions): SlackPlatform {
  const { clients, cache, clock, log, installUrl, refused, moved } = options;
  const messages = createPacer(clock, messageEveryMs, 1, limitOf);
  /** By workspace and method. */
  const thirdTier = createPacer(clock, thirdTierEveryMs, thirdTierBurst, limitOf);
  const troubles = createTroubles({ cache, clock, log });

  /** The channel of an address: a direct conversation has to be opened first. */
  async function channelOf({ team, id }: Address): Promise<string> {
    if (!isPerson({ id })) return await moved.present(team, id);
    const key = `direct:${team}/${id}`;
    const known = await cached(cache, key, z.string());
    if (known !== undefined) return known;
    const { channel } = await thirdTier.run(`${team}/conversations.open`, () =>
      clients.call({ team }, "once", (client) => client.conversations.open({ users: id })),
    );
    const opened = channel?.id ?? id;
    await cache.set(key, opened, 30 * dayMs);
    return opened;
  }

  /** Posts in the channel's turn. @returns The channel and the time stamp that name the message. */
  async function post(address: Address, message: SlackMessage, more: object): Promise<string> {
    const channel = await channelOf(address);
    const { team, thread } = address;
    const { ts = "", channel: real = channel } = await messages.run(`${team}/${channel}`, () =>
      clients.call({ team }, "once", (client) =>
        client.chat.postMessage({
          channel,
          ...contentOf(message),
          ...inert,
          ...asItIs,
          ...(thread === null ? {} : { thread_ts: thread }),
          ...more,
        }),
      ),
    );
    return printReference(real, ts);
  }

  /**
   * Posts, and once more where the bot is said not to be in the channel: of a direct conversation it asks anew which it is.
   * Slack refused clearly, so nothing can be there twice. No channel is joined here: whoever removed the bot meant it, and
   * only somebody who subscribes there lets it in again.
   */
  async function postThere(address: Address, message: SlackMessage, more: object): Promise<string> {
    try {
      return await post(address, message, more);
    } catch (error) {
      const code = slackCode(error);
      if (code !== "not_in_channel" && code !== "channel_not_found") throw error;
      if (isPerson(address)) await cache.delete(`direct:${address.team}/${address.id}`);
      return await post(address, message, more);
    }
  }

  /** Tells more of a refusal than its code does. */
  async function asking<Result>({ team }: Pick<Address, "team">, call: () => Promise<Result>): Promise<Result> {
    try {
      const result = await call();
      await troubles.over(team);
      return result;
    } catch (error) {
      const failure = classifySlackError(error);
      if (failure.class === "installation") await refused.note(team);
      throw new PlatformRefusal(await refined(team, failure, error), error);
    }
  }

  async function refined(team: string, failure: Failure, error: unknown): Promise<Failure> {
    if (failure.code === "missing_scope") {
      const right = neededScope(error);
      return { ...failure, reason: `the app lacks the right ${right}: install it again at ${installUrl}` };
    }
    if (!longTroubles.has(failure.code)) return failure;
    const since = await troubles.since(team, failure);
    // Hourly for a day, then daily.
    return clock.now() - since < dayMs ? failure : { ...failure, retryAfterMs: dayMs };
  }

  async function say(destination: Destination, message: SlackMessage): Promise<void> {
    const address = parseAddress(destination.address);
    await asking(address, () => postThere(address, message, {}));
  }

  return {
    id: "slack",
    capabilities: slackCapabilities,
    async send(destination, message, key, sendOptions) {
      const address = parseAddress(destination.address);
      const metadata = { event_type: deliveryEvent, event_payload: { key } };
      const rendered = renderMessage(message, sendOptions);
      return await asking(address, () => postThere(address, rendered, { metadata }));
    },
    async edit(destination, reference, message, sendOptions) {
      const { team } = parseAddress(destination.address);
      const { channel: posted, ts } = parseReference(reference);
      const content = contentOf(renderMessage(message, sendOptions));
      await asking({ team }, async () => {
        const channel = await moved.present(team, posted);
        try {
          await thirdTier.run(`${team}/chat.update`, () =>
            // Without blocks the old ones would stay. The metadata stays by itself.
            clients.call({ team }, "once", (client) =>
              client.chat.update({ blocks: [], ...content, channel, ts, ...inert }),
            ),
          );
        } catch (error) {
          // Somebody deleted it: there is nothing left that could say something wrong.
          if (slackCode(error) !== "message_not_found") throw error;
        }
      });
    },
    async find(destination, key, since, until): Promise<Found> {
      const address = parseAddress(destination.address);
      return await asking(address, async () => {
        const channel = await channelOf(address);
        return await clients.call({ team: address.team }, "once", (client, { botId, botUserId }) =>
          findMessage(
            client,
            { channel, thread: address.thread, key, since, until, botId, botUserId },
            (method, call) => thirdTier.run(`${address.team}/${method}`, call),
          ),
        );
      });
    },
    say,
    notify: (destination, text) => say(destination, renderNotice(text)),
    async openDirect({ workspace, user }): Promise<Destination> {
      const { team, id } = parseAddress(`${workspace.replace(/^slack:/, "")}/${user}`);
      return slackDestination(team, id);
    },
    classify: classifySlackError,
  };
}

type Post = Parameters<WebClient["chat"]["postMessage"]>[0];

function contentOf({ text, blocks }: SlackMessage): {
  text: string;
  blocks?: Extract<Post, { blocks: unknown }>["blocks"];
} {
  return { text, ...(blocks === undefined ? {} : { blocks: [...blocks] }) };
}

/** What Slack says is missing: `needed` beside the code. */
function neededScope(error: unknown): string {
  const data: unknown = error instanceof Error && "data" in error ? error.data : undefined;
  const needed = typeof data === "object" && data !== null && "needed" in data ? data.needed : undefined;
  return typeof needed === "string" ? needed : "that Slack asks for";
}
