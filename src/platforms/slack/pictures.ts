import { type DashboardPart, type Reply, type ReplyPart, text } from "../../../commands/reply.ts";
import { messageOf } from "../../errors.ts";
import { inert } from "../../delivery/card/inert.ts";
import type { Log } from "../../log.ts";
import type { Speaker } from "./asker.ts";
import { slackCode, troubleWithSlack } from "./classify.ts";
import type { Clients } from "./clients.ts";
import { escaped, unformatted } from "./escape.ts";
import { pictureScope } from "./requirements.ts";

/**
 * Shows the pictures of a reply in somebody's own conversation with the bot: an answer that one person alone sees can hold no
 * file. Never throws.
 *
 * @returns The reply, with where they are, or why they are not.
 */
export type Pictures = (reply: Reply, asking: Asking) => Promise<Reply>;

type Asking = Pick<Speaker, "place" | "asker">;

export interface PictureOptions {
  readonly clients: Clients;
  /** Where the app is installed anew, for what needs that. */
  readonly installUrl: string;
  readonly log: Log;
}

/** Characters of what stands above a picture, and of each sentence in that. */
const most = { title: 300, sentence: 600 } as const;

export function createPictures({ clients, installUrl, log }: PictureOptions): Pictures {
  /**
   * The words go with it as its message: a file that has an alternative text of its own is taken by Slack and shown nowhere
   * (github.com/slackapi/python-slack-sdk, issue 1818).
   */
  async function upload({ dashboard }: DashboardPart, picture: Uint8Array, { place, asker }: Asking): Promise<void> {
    const { title, subtitle, summary } = dashboard;
    const { channel } = await clients.call(place, "once", (client) => client.conversations.open({ users: asker.user }));
    await clients.call(place, "upload", (client) =>
      client.filesUploadV2({
        channel_id: channel?.id ?? "",
        initial_comment: [`${title}: ${subtitle}`, ...summary].map(inComment).join("\n"),
        file: Buffer.from(picture),
        filename: "chart.png",
        title: inert(title, most.title),
      }),
    );
  }

  async function shown(part: ReplyPart, asking: Asking): Promise<readonly ReplyPart[]> {
    if (part.kind !== "dashboard" || part.picture === undefined) return [part];
    try {
      await upload(part, part.picture, asking);
      return [part, text("The picture of it is in your direct messages with me.")];
    } catch (error) {
      const code = slackCode(error);
      log.warn({ code, error: messageOf(error) }, "slack took no picture");
      return [part, text(`There is no picture of it: ${reasonOf(error, code)}`)];
    }
  }

  function reasonOf(error: unknown, code: string | undefined): string {
    if (code === "missing_scope") {
      return `the app lacks the right ${pictureScope}. An admin can give it by installing the app again: ${installUrl}`;
    }
    return troubleWithSlack(error) ?? "Slack did not take it. Try again in a minute.";
  }

  return async (reply, asking) => {
    const parts = await Promise.all(reply.parts.map((part) => shown(part, asking)));
    return { ...reply, parts: parts.flat() };
  };
}

/** Slack reads its markup there. */
function inComment(sentence: string): string {
  return escaped(unformatted(inert(sentence, most.sentence)), 2 * most.sentence);
}
