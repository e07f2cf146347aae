import type { Draw } from "../../charts/dashboard.ts";
import { type Reply, type ReplyPart, text } from "../../../commands/reply.ts";
import type { Log } from "../../log.ts";

/** A reply with its pictures drawn; where one cannot be, its words say all, and that they have to. Never throws. */
export async function withPictures(reply: Reply, draw: Draw, log: Log): Promise<Reply> {
  const parts = await Promise.all(reply.parts.map((part) => pictured(part, draw, log)));
  return { ...reply, parts: parts.flat() };
}

async function pictured(part: ReplyPart, draw: Draw, log: Log): Promise<readonly ReplyPart[]> {
  if (part.kind !== "dashboard" || part.picture !== undefined) return [part];
  try {
    return [{ ...part, picture: await draw(part.dashboard) }];
  } catch (error) {
    log.error({ error }, "a picture could not be drawn by a fault of ours");
    return [part, text("The picture of it could not be drawn, by a fault on our side.")];
  }
}
