import type { RespondFn } from "@slack/bolt";
import { messageOf } from "../../errors.ts";
import type { Log } from "../../log.ts";
import type { SlackMessage } from "./render-message.ts";

/** Says something to whoever pressed or typed, and to nobody else; the card that was pressed stays as it is. */
export async function respondPrivately(respond: RespondFn, messages: readonly SlackMessage[], log: Log): Promise<void> {
  try {
    for (const { text, blocks } of messages) {
      await respond({
        text,
        ...(blocks === undefined ? {} : { blocks: [...blocks] }),
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
}
