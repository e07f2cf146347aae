import type { Destination } from "../../delivery/platform.ts";

/**
 * Where something goes. Printed, a thread continues its channel behind a slash, so that what is told of the channel holds
 * for it too; and a person continues with the server in which they subscribed, so that what becomes of one server says
 * nothing of the others: `123`, `123/456`, `@789`, `@789/321`.
 */
export type Address =
  | { readonly kind: "channel"; readonly channel: string; readonly thread: string | null }
  | { readonly kind: "person"; readonly user: string; readonly guild: string | null };

/** @throws RangeError for what no destination of Discord's says. */
export function parseAddress(text: string): Address {
  const { at, first, second } = /^(?<at>@?)(?<first>\d+)(?:\/(?<second>\d+))?$/.exec(text)?.groups ?? {};
  if (first === undefined) throw new RangeError(`discord: expected CHANNEL, CHANNEL/THREAD or @USER, got "${text}"`);
  if (at === "@") return { kind: "person", user: first, guild: second ?? null };
  return { kind: "channel", channel: first, thread: second ?? null };
}

export function channelDestination(channel: string, thread: string | null = null): string {
  return thread === null ? `discord:${channel}` : `discord:${channel}/${thread}`;
}

/** The direct conversation with somebody, as subscribed in a server, or in no server. */
export function personDestination(user: string, guild: string | null): string {
  return guild === null ? `discord:@${user}` : `discord:@${user}/${guild}`;
}

/** The workspace of a server; that of somebody who uses the app outside of servers is theirs alone. */
export function guildWorkspace(guild: string): string {
  return `discord:${guild}`;
}

export function personWorkspace(user: string): string {
  return `discord:@${user}`;
}

/** The server of a workspace; null for one of a person alone. */
export function guildOf(workspace: string): string | null {
  return /^discord:(?<guild>\d+)$/.exec(workspace)?.groups?.["guild"] ?? null;
}

export function destinationAt(printed: string): Destination {
  return { platform: "discord", address: printed.replace(/^discord:/, "") };
}

/**
 * Of a message: the channel in which it really stands, its id, and the key of its delivery, which an edit has to write into
 * it anew. Without an id: it was there, and somebody deleted it.
 */
export interface MessageReference {
  readonly channel: string;
  readonly message: string | null;
  readonly key: string;
}

export function printReference({ channel, message, key }: MessageReference): string {
  return `${channel}/${message ?? "deleted"}/${key}`;
}

/** @throws RangeError for what no reference of Discord's says. */
export function parseReference(text: string): MessageReference {
  const { channel, message, key } = /^(?<channel>\d+)\/(?<message>\d+|deleted)\/(?<key>.*)$/s.exec(text)?.groups ?? {};
  if (channel === undefined || message === undefined || key === undefined) {
    throw new RangeError(`discord: expected CHANNEL/MESSAGE/KEY, got "${text}"`);
  }
  return { channel, message: message === "deleted" ? null : message, key };
}
