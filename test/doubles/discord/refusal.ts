import { type Json, objectOf } from "./json.ts";

/** A part of a body that Discord does not take: where it stands, Discord's name for what is wrong, and its words. */
export interface Problem {
  readonly path: readonly (string | number)[];
  readonly code: string;
  readonly message: string;
}

/** An answer of Discord's that is no success. */
export class DiscordRefused extends Error {
  readonly status: number;
  readonly code: number;
  readonly body: Json;
  /** Whether an app that does everything right never gets this one. */
  readonly isOwnFault: boolean;

  constructor(code: number, more: Json = {}) {
    const known = refusals[code];
    if (known === undefined) throw new TypeError(`discord double: expected a code that it knows, got ${code}`);
    const [status, message, fault] = known;
    super(`${code} ${message}`);
    this.status = status;
    this.code = code;
    this.body = { message, code, ...more };
    this.isOwnFault = fault === "own";
  }
}

export function refuse(code: number, more?: Json): never {
  throw new DiscordRefused(code, more);
}

/** @throws DiscordRefused with the problems nested as Discord nests them, when there are any. */
export function refuseForm(problems: readonly Problem[]): void {
  if (problems.length > 0) refuse(50035, { errors: nested(problems) });
}

function nested(problems: readonly Problem[]): Json {
  const root: Record<string, unknown> = {};
  for (const { path, code, message } of problems) {
    let level = root;
    for (const step of path) {
      const next = objectOf(level[String(step)]) as Record<string, unknown>;
      level[String(step)] = next;
      level = next;
    }
    const errors = Array.isArray(level["_errors"]) ? level["_errors"] : [];
    level["_errors"] = [...errors, { code, message }];
  }
  return root;
}

/** Status, Discord's words, and whether only a mistake of the app's leads there. */
type Row = readonly [status: number, message: string, fault?: "own"];

const refusals: Readonly<Record<number, Row>> = {
  0: [404, "404: Not Found", "own"],
  10003: [404, "Unknown Channel"],
  10004: [404, "Unknown Guild"],
  10007: [404, "Unknown Member"],
  10008: [404, "Unknown Message"],
  10011: [404, "Unknown Role"],
  10013: [404, "Unknown User"],
  10015: [404, "Unknown Webhook", "own"],
  10062: [404, "Unknown interaction", "own"],
  10063: [404, "Unknown application command", "own"],
  20012: [403, "You are not authorized to perform this action on this application", "own"],
  20016: [429, "This action cannot be performed due to slowmode rate limit."],
  20028: [429, "The write action you are performing on the channel has hit the write rate limit."],
  20029: [429, "The write action you are performing on the server has hit the write rate limit."],
  20009: [400, "Explicit content cannot be sent to the desired recipient(s)"],
  30032: [400, "Maximum number of application commands reached (100)", "own"],
  30046: [429, "Maximum number of edits to messages older than 1 hour reached. Try again later"],
  40001: [401, "Unauthorized"],
  40003: [429, "You are opening direct messages too fast"],
  40005: [413, "Request entity too large", "own"],
  40033: [400, "This message has already been crossposted"],
  40058: [400, "Cannot send a message in a forum channel"],
  40060: [400, "Interaction has already been acknowledged.", "own"],
  40062: [429, "Service resource is being rate limited."],
  40067: [400, "A tag is required to create a forum post in this channel"],
  40094: [400, "This interaction has hit the maximum number of follow up messages", "own"],
  50001: [403, "Missing Access"],
  50003: [400, "Cannot execute action on a DM channel"],
  50005: [403, "Cannot edit a message authored by another user"],
  50006: [400, "Cannot send an empty message", "own"],
  50007: [403, "Cannot send messages to this user"],
  50008: [400, "Cannot send messages in a non-text channel"],
  50009: [403, "Channel verification level is too high for you to gain access"],
  50013: [403, "Missing Permissions"],
  50021: [403, "Cannot execute action on a system message"],
  50024: [400, "Cannot execute action on this channel type"],
  50027: [401, "Invalid Webhook Token", "own"],
  50033: [400, "Invalid Recipient(s)"],
  50035: [400, "Invalid Form Body", "own"],
  50068: [400, "Invalid message type"],
  50083: [400, "Thread is archived"],
  50109: [400, "The request body contains invalid JSON.", "own"],
  50278: [403, "Cannot send messages to this user due to having no mutual guilds"],
  110001: [404, "Index not yet available. Try again later"],
  130000: [503, "API resource is currently overloaded. Try again a little later"],
  160002: [400, "Cannot reply without permission to read message history"],
  160004: [400, "A thread has already been created for this message"],
  200000: [400, "Message was blocked by automatic moderation"],
  240000: [400, "Message blocked by harmful links filter"],
};
