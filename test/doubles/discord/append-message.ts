import { keptContent } from "./kept-content.ts";
import type { Json } from "./json.ts";
import type { DoubleState } from "./state.ts";
import { messageJson } from "./to-json.ts";
import { changeMessage, type DiscordChannel, type DiscordMessage } from "./world.ts";

interface About {
  readonly author: string;
  readonly id?: string;
  readonly nonce?: string | undefined;
  readonly only?: string | undefined;
  readonly replyTo?: string | undefined;
  readonly origin?: DiscordMessage["origin"];
  /** Flags that only Discord sets. */
  readonly flags?: number;
}

/** Puts a message into a channel, and tells of it. */
export function appendMessage(state: DoubleState, channel: DiscordChannel, body: Json, about: About): DiscordMessage {
  const content = keptContent(body, undefined, about.flags ?? 0);
  const message: DiscordMessage = {
    ...content,
    id: about.id ?? state.world.nextId(),
    channel: channel.id,
    author: about.author,
    at: state.now(),
    nonce: about.nonce,
    isSystem: false,
    replyTo: about.replyTo,
    origin: about.origin,
    only: about.only,
    editedAt: null,
    versions: [content],
    isDeleted: false,
    thread: undefined,
  };
  channel.messages.push(message);
  tell(state, "MESSAGE_CREATE", channel, message);
  return message;
}

export function editMessage(
  state: DoubleState,
  message: DiscordMessage,
  body: Json,
  flags: number = message.flags,
): void {
  changeMessage(message, keptContent(body, message, flags), state.now());
  const channel = state.world.channels.get(message.channel);
  if (channel !== undefined) tell(state, "MESSAGE_UPDATE", channel, message);
}

function tell(state: DoubleState, event: string, channel: DiscordChannel, message: DiscordMessage): void {
  const where = channel.guild === null ? {} : { guild_id: channel.guild };
  if (message.only === undefined) state.emit(event, { ...messageJson(state.world, message), ...where }, channel);
  state.changed();
}
