import { type DashboardPart, type Reply, type ReplyPart, text } from "../../../commands/reply.ts";
import { messageOf } from "../../errors.ts";
import { inert } from "../../delivery/card/inert.ts";
import type { Log } from "../../log.ts";
import type { Speaker } from "./asker.ts";
import { slackCode, troubleWithSlack } from "./classify.ts";
import type { Clients } from "./clients.ts";
import { escaped } from "./escape.ts";
import { pictureScope } from "./requirements.ts";

/**
 * Shows the pictures of a reply in somebody's own conversation with the bot: an answer that one person alone sees can hold no
 * file. Never throws.
 *
 * @returns The reply, with where they are, or why they are not.
 */
export type Pictures = (reply: Reply, speaker: Pick<Speaker, "place" | "asker">) => Promise<Reply>;

export interface PictureOptions {
  readonly clients: Clients;
  /** Where the app is installed anew, for what needs that. */
  readonly installUrl: string;
  readonly log: Log;
}

/** Characters that Slack takes of what is said in the place of a picture, and of what stands above it. */
const most = { alternative: 1_000, comment: 300 } as const;

export function createPictures({ clients, installUrl, log }: PictureOptions): Pictures {
  async function upload({ dashboard }: DashboardPart, picture: Uint8Array, speaker: Pick<Speaker, "place" | "asker">) {
    const { place, asker } = speaker;
    const { title, subtitle, summary } = dashboard;
    const { channel } = await clients.call(place, "once", (client) => client.conversations.open({ users: asker.user }));
    await clients.call(place, "upload", (client) =>
      client.filesUploadV2({
        channel_id: channel?.id ?? "",
        initial_comment: escaped(`${title}: ${subtitle}`, most.comment),
        file: Buffer.from(picture),
        filename: "chart.png",
        title: inert(title, most.comment),
        alt_text: inert(`${title}. ${summary.join(" ")}`, most.alternative),
      }),
    );
  }

  async function shown(part: ReplyPart, speaker: Pick<Speaker, "place" | "asker">): Promise<readonly ReplyPart[]> {
    if (part.kind !== "dashboard" || part.picture === undefined) return [part];
    try {
      await upload(part, part.picture, speaker);
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

  return async (reply, speaker) => {
    const parts = await Promise.all(reply.parts.map((part) => shown(part, speaker)));
    return { ...reply, parts: parts.flat() };
  };
}
