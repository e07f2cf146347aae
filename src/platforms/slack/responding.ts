import type { RespondFn } from "@slack/bolt";
import { messageOf } from "../../errors.ts";
import type { Log } from "../../log.ts";
import type { Caller } from "./caller.ts";
import { slackCode } from "./classify.ts";
import type { Clients } from "./clients.ts";
import { inPlaceOf } from "./forms.ts";
import type { SlackMessage } from "./render-message.ts";

/**
 * Says something to whoever pressed or typed, and to nobody else; the card that was pressed stays as it is. What was pressed,
 * or asked of a message, in a thread is answered there. Never throws.
 */
export type Responding = (respond: RespondFn, messages: readonly SlackMessage[], caller: Caller) => Promise<void>;

export function createResponding(clients: Clients, log: Log): Responding {
  return async (respond, messages, caller) => {
    const left = await respondInThread(messages, caller);
    try {
      for (const message of left) {
        await respond({
          ...contentOf(message),
          response_type: "ephemeral",
          replace_original: false,
          unfurl_links: false,
          unfurl_media: false,
        });
      }
    } catch (error) {
      // Its address holds a secret, so the message alone; whoever asked can ask again.
      log.warn({ error: messageOf(error) }, "slack took no answer");
    }
  };

  /** The address for answers leads out of the thread. @returns What is to be said there all the same. */
  async function respondInThread(messages: readonly SlackMessage[], caller: Caller): Promise<readonly SlackMessage[]> {
    if (caller.thread === undefined) return messages;
    const { channel, ts } = caller.thread;
    const left = [...messages];
    try {
      for (const message of messages) {
        const more = { channel, thread_ts: ts, user: caller.user, parse: "none", link_names: false } as const;
        await inPlaceOf(caller, clients, (client) => client.chat.postEphemeral({ ...contentOf(message), ...more }));
        left.shift();
      }
    } catch (error) {
      log.debug({ code: slackCode(error) }, "slack took no answer in a thread");
    }
    return left;
  }
}

function contentOf({ text, blocks }: SlackMessage) {
  return { text, ...(blocks === undefined ? {} : { blocks: [...blocks] }) };
}
