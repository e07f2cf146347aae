import { appendMessage, editMessage } from "./append-message.ts";
import { messageFlags } from "./discord-numbers.ts";
import { isGiven, type Json, listOf, objectOf } from "./json.ts";
import { keptContent } from "./kept-content.ts";
import { checkMessage, usesComponentsV2 } from "./message-rules.ts";
import { demand, may } from "./permissions.ts";
import { refuse, refuseForm } from "./refusal.ts";
import { type Call, channelOf, formOf, type Routes, snowflake } from "./route.ts";
import type { DoubleState } from "./state.ts";
import { channelJson, messageJson } from "./to-json.ts";
import type { DiscordChannel, DiscordMessage } from "./world.ts";

/** For so long Discord knows a nonce again. */
const nonceMs = 120_000;

/** Messages in channels, threads and direct conversations, as the bot. */
export const messageRoutes: Routes = {
  "POST /channels/{channel_id}/messages": create,
  "GET /channels/{channel_id}/messages": history,
  "GET /channels/{channel_id}/messages/{message_id}"(call) {
    const { channel, message } = messageOf(call);
    demand(call.state.world, channel, "ReadMessageHistory");
    return messageJson(call.state.world, message);
  },
  "PATCH /channels/{channel_id}/messages/{message_id}"(call) {
    const { channel, message } = messageOf(call);
    const { world } = call.state;
    const body = formOf(call);
    if (message.author !== world.app.id) refuse(50005);
    refuseArchived(channel);
    if (listOf(body["embeds"]).length > 0) demandContent(call.state, channel, body);
    // A message of the new components stays one.
    const flags = usesComponentsV2(message as unknown as Json)
      ? { flags: Number(body["flags"] ?? 0) | messageFlags.componentsV2 }
      : {};
    checkEdit({ ...body, ...flags }, message);
    editMessage(call.state, message, { ...body, ...flags });
    return messageJson(world, message);
  },
  "DELETE /channels/{channel_id}/messages/{message_id}"(call) {
    const { channel, message } = messageOf(call);
    refuseArchived(channel);
    if (message.author !== call.state.world.app.id) demand(call.state.world, channel, "ManageMessages");
    deleteMessage(call.state, channel, message);
    return undefined;
  },
  "POST /channels/{channel_id}/messages/{message_id}/crosspost"(call) {
    const { channel, message } = messageOf(call);
    if (channel.kind !== "announcement") refuse(50024);
    demand(call.state.world, channel, "SendMessages");
    if (message.author !== call.state.world.app.id) demand(call.state.world, channel, "ManageMessages");
    if ((message.flags & messageFlags.crossposted) !== 0) refuse(40033);
    message.flags |= messageFlags.crossposted;
    call.state.changed();
    return messageJson(call.state.world, message);
  },
};

function create(call: Call): Json {
  const { state } = call;
  const { world, nonces } = state;
  const channel = channelOf(call);
  const body = formOf(call);
  demandSending(state, channel);
  demandContent(state, channel, body);
  checkMessage(body);
  const replyTo = replied(call, channel, body);
  const nonce = isGiven(body["nonce"]) ? String(body["nonce"]) : undefined;
  const before = nonce === undefined ? undefined : nonces.get(nonce);
  if (body["enforce_nonce"] === true && before !== undefined && state.now() - before.at < nonceMs) {
    if (before.isDeleted) refuse(10008);
    return messageJson(world, before, { withNonce: true });
  }
  refuseSlowMode(state, channel);
  if (channel.thread?.isArchived === true) reopen(state, channel);
  const message = appendMessage(state, channel, body, { author: world.app.id, nonce, replyTo });
  if (nonce !== undefined) nonces.set(nonce, message);
  return messageJson(world, message, { withNonce: true });
}

/** @throws DiscordRefused where the bot may not send at all. */
export function demandSending({ world }: DoubleState, channel: DiscordChannel): void {
  if (channel.kind === "direct") return refuseClosedDirect(world, channel);
  demand(world, channel);
  if (channel.kind === "forum") refuse(40058);
  if (channel.kind === "category") refuse(50008);
  demand(world, channel, channel.thread === null ? "SendMessages" : "SendMessagesInThreads");
  const { thread } = channel;
  if (thread?.isArchived === true && thread.isLocked && !may(world, channel, world.app.id, "ManageThreads"))
    refuse(50083);
}

/** @throws DiscordRefused for what the bot may not show there. */
export function demandContent({ world }: DoubleState, channel: DiscordChannel, body: Json): void {
  if (channel.guild === null) return;
  if (listOf(body["embeds"]).length > 0) demand(world, channel, "EmbedLinks");
  if (listOf(body["attachments"]).length > 0) demand(world, channel, "AttachFiles");
}

function refuseClosedDirect(world: DoubleState["world"], channel: DiscordChannel): void {
  const person = world.users.get(channel.people.find((id) => id !== world.app.id) ?? "");
  if (person === undefined) refuse(50007);
  const isMutual = [...world.guilds.values()].some(
    ({ members }) => members.has(person.id) && members.has(world.app.id),
  );
  if (person.closesDirect) refuse(50007);
  if (!isMutual && !person.hasApp) refuse(50278);
}

/** Bots are told of slow mode too, which Discord promises not to do: so that whoever waits for it is tested. */
function refuseSlowMode(state: DoubleState, channel: DiscordChannel): void {
  const { world } = state;
  if (channel.slowModeSeconds === 0) return;
  if ((["ManageMessages", "ManageChannels"] as const).some((name) => may(world, channel, world.app.id, name))) return;
  const last = channel.messages.findLast(({ author }) => author === world.app.id);
  const waitMs = last === undefined ? 0 : last.at + channel.slowModeSeconds * 1_000 - state.now();
  if (waitMs > 0) refuse(20016, { retry_after: waitMs / 1_000, global: false });
}

/** Discord opens an archived thread again for whoever may write there. */
export function reopen(state: DoubleState, channel: DiscordChannel): void {
  if (channel.thread === null) return;
  channel.thread.isArchived = false;
  channel.thread.archivedAt = state.now();
  state.emit("THREAD_UPDATE", channelJson(state.world, channel), channel);
}

function replied({ state }: Call, channel: DiscordChannel, body: Json): string | undefined {
  if (!isGiven(body["message_reference"])) return undefined;
  const { message_id: id, fail_if_not_exists: fails } = objectOf(body["message_reference"]);
  if (!may(state.world, channel, state.world.app.id, "ReadMessageHistory")) refuse(160002);
  const known = channel.messages.some((message) => message.id === id && !message.isDeleted);
  if (!known && fails !== false) {
    const path = ["message_reference"];
    refuseForm([{ path, code: "REPLIES_UNKNOWN_MESSAGE", message: "Unknown message" }]);
  }
  return known ? String(id) : undefined;
}

export function checkEdit(body: Json, before: DiscordMessage): void {
  const { allowedMentions: mentions, content, embeds, components, flags, attachments } = keptContent(body, before);
  checkMessage({ content, embeds, components, flags, attachments, allowed_mentions: mentions, ...body });
}

export function refuseArchived({ thread }: DiscordChannel): void {
  if (thread?.isArchived === true) refuse(50083);
}

export function deleteMessage(state: DoubleState, channel: DiscordChannel, message: DiscordMessage): void {
  message.isDeleted = true;
  const where = channel.guild === null ? {} : { guild_id: channel.guild };
  state.emit("MESSAGE_DELETE", { id: message.id, channel_id: channel.id, ...where }, channel);
  state.changed();
}

function messageOf(call: Call): { readonly channel: DiscordChannel; readonly message: DiscordMessage } {
  const channel = channelOf(call);
  demand(call.state.world, channel);
  const id = snowflake(call.params["message_id"]);
  const message = channel.messages.find((one) => one.id === id && !one.isDeleted && one.only === undefined);
  return { channel, message: message ?? refuse(10008) };
}

/** Newest first; empty, and no error, where the bot may not read what was. */
function history(call: Call): readonly Json[] {
  const { state, query } = call;
  const channel = channelOf(call);
  demand(state.world, channel);
  const limit = Number(query.get("limit") ?? 50);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    refuseForm([{ path: ["limit"], code: "NUMBER_TYPE_MAX", message: "int value should be between 1 and 100." }]);
  }
  if (channel.guild !== null && !may(state.world, channel, state.world.app.id, "ReadMessageHistory")) return [];
  const [before, after, around] = ["before", "after", "around"].map((name) => query.get(name));
  const all = channel.messages.filter(({ isDeleted, only }) => !isDeleted && only === undefined);
  return chosen(all, { before, after, around }, limit)
    .toReversed()
    .map((message) => messageJson(state.world, message));
}

function chosen(
  all: readonly DiscordMessage[],
  { before, after, around }: Readonly<Record<"before" | "after" | "around", string | null | undefined>>,
  limit: number,
): readonly DiscordMessage[] {
  if (isGiven(after)) return all.filter(({ id }) => BigInt(id) > BigInt(snowflake(after ?? ""))).slice(0, limit);
  if (isGiven(before)) return all.filter(({ id }) => BigInt(id) < BigInt(snowflake(before ?? ""))).slice(-limit);
  if (!isGiven(around)) return all.slice(-limit);
  const middle = all.findLastIndex(({ id }) => BigInt(id) <= BigInt(snowflake(around ?? "")));
  return all.slice(Math.max(0, middle - Math.floor(limit / 2)), middle + Math.ceil(limit / 2));
}
