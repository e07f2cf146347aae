import { type Reply, type ReplyPart, text } from "../../../commands/reply.ts";
import { messageOf } from "../../errors.ts";
import { inert } from "../../delivery/card/inert.ts";
import type { Log } from "../../log.ts";
import type { Speaker } from "./asker.ts";
import { slackCode, troubleWithSlack } from "./classify.ts";
import type { Clients } from "./clients.ts";
import { escaped, unformatted } from "./escape.ts";
import { uploadScope } from "./requirements.ts";

/**
 * Shows the pictures and files of a reply in somebody's own conversation with the bot: an answer that one person alone sees can
 * hold none. Never throws.
 *
 * @returns The reply, with where they are, or why they are not.
 */
export type Uploads = (reply: Reply, asking: Asking) => Promise<Reply>;

type Asking = Pick<Speaker, "place" | "asker">;

export interface UploadOptions {
  readonly clients: Clients;
  /** Where the app is installed anew, for what needs that. */
  readonly installUrl: string;
  readonly log: Log;
}

/** What is uploaded of a part of a reply. */
interface Upload {
  /** As the answer calls it. */
  readonly called: string;
  readonly fileName: string;
  readonly title: string;
  readonly comment: readonly string[];
  readonly bytes: Uint8Array;
  /** What the answer has beside it: of a picture its words, of a file nothing. */
  readonly kept: readonly ReplyPart[];
}

/** Characters of a title, and of each sentence above what is uploaded. */
const most = { title: 300, sentence: 600 } as const;

export function createUploads({ clients, installUrl, log }: UploadOptions): Uploads {
  /**
   * The words go with it as its message: a file that has an alternative text of its own is taken by Slack and shown nowhere
   * (github.com/slackapi/python-slack-sdk, issue 1818).
   */
  async function send({ fileName, title, comment, bytes }: Upload, { place, asker }: Asking): Promise<void> {
    const { channel } = await clients.call(place, "once", (client) => client.conversations.open({ users: asker.user }));
    await clients.call(place, "upload", (client) =>
      client.filesUploadV2({
        channel_id: channel?.id ?? "",
        initial_comment: comment.map(inComment).join("\n"),
        file: Buffer.from(bytes),
        filename: fileName,
        title: inert(title, most.title),
      }),
    );
  }

  async function shown(part: ReplyPart, before: ReplyPart | undefined, asking: Asking): Promise<readonly ReplyPart[]> {
    const upload = uploadOf(part, before);
    if (upload === undefined) return [part];
    try {
      await send(upload, asking);
      return [...upload.kept, text(`${upload.called} is in your direct messages with me.`)];
    } catch (error) {
      const code = slackCode(error);
      log.warn({ code, error: messageOf(error) }, "slack took no picture or file");
      return [part, text(`${upload.called} is not in your direct messages: ${reasonOf(error, code)}`)];
    }
  }

  function reasonOf(error: unknown, code: string | undefined): string {
    if (code === "missing_scope") {
      return `the app lacks the right ${uploadScope}. An admin can give it by installing the app again: ${installUrl}`;
    }
    return troubleWithSlack(error) ?? "Slack did not take it. Try again in a minute.";
  }

  return async (reply, asking) => {
    const parts = await Promise.all(reply.parts.map((part, index) => shown(part, reply.parts[index - 1], asking)));
    return { ...reply, parts: parts.flat() };
  };
}

/** Undefined for what an answer shows by itself. */
function uploadOf(part: ReplyPart, before: ReplyPart | undefined): Upload | undefined {
  if (part.kind === "file") {
    return {
      called: part.name,
      fileName: part.name,
      title: part.name,
      comment: [before?.kind === "text" ? before.text : part.name],
      bytes: Buffer.from(part.content),
      kept: [],
    };
  }
  if (part.kind !== "dashboard" || part.picture === undefined) return undefined;
  const { title, subtitle, summary } = part.dashboard;
  return {
    called: "The picture of it",
    fileName: "chart.png",
    title,
    comment: [`${title}: ${subtitle}`, ...summary],
    bytes: part.picture,
    kept: [part],
  };
}

/** Slack reads its markup there. */
function inComment(sentence: string): string {
  return escaped(unformatted(inert(sentence, most.sentence)), 2 * most.sentence);
}
