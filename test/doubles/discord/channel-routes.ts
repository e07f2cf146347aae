import { appendMessage } from "./append-message.ts";
import { createFormCheck } from "./form-check.ts";
import { isGiven, type Json, objectOf } from "./json.ts";
import { checkMessage } from "./message-rules.ts";
import { demandContent } from "./message-routes.ts";
import { demand, may } from "./permissions.ts";
import { refuse, refuseForm } from "./refusal.ts";
import { type Call, channelOf, Created, formOf, type Routes, snowflake } from "./route.ts";
import type { DoubleState } from "./state.ts";
import { channelJson, messageJson, threadMemberJson } from "./to-json.ts";
import { aDiscordChannel, type ChannelKind, type DiscordChannel, type DiscordMessage } from "./world.ts";

/** Channels, threads and forum posts, and direct conversations, which are opened here. */
export const channelRoutes: Routes = {
  "GET /channels/{channel_id}"(call) {
    const channel = channelOf(call);
    demand(call.state.world, channel);
    return channelJson(call.state.world, channel);
  },
  "PATCH /channels/{channel_id}": change,
  "POST /channels/{channel_id}/threads": createThread,
  "POST /channels/{channel_id}/messages/{message_id}/threads"(call) {
    const channel = channelOf(call);
    demand(call.state.world, channel, "CreatePublicThreads");
    const message = channel.messages.find(({ id, isDeleted }) => id === call.params["message_id"] && !isDeleted);
    if (message === undefined) refuse(10008);
    if (message.thread !== undefined) refuse(160004);
    if (channel.kind !== "text" && channel.kind !== "announcement") refuse(50024);
    const body = formOf(call);
    checkName(body);
    message.thread = message.id;
    const kind = channel.kind === "announcement" ? "announcement-thread" : "thread";
    return new Created(channelJson(call.state.world, openThread(call.state, channel, kind, body, message.id)));
  },
  "PUT /channels/{channel_id}/thread-members/@me"(call) {
    joinable(call).members.add(call.state.world.app.id);
    return undefined;
  },
  "DELETE /channels/{channel_id}/thread-members/@me"(call) {
    joinable(call).members.delete(call.state.world.app.id);
    return undefined;
  },
  "GET /channels/{channel_id}/thread-members"(call) {
    const { id, thread } = channelOf(call);
    if (thread === null) refuse(50024);
    return [...thread.members].map((user) => threadMemberJson(id, user, thread.createdAt));
  },
  "POST /channels/{channel_id}/typing"(call) {
    demand(call.state.world, channelOf(call), "SendMessages");
    return undefined;
  },
  "POST /users/@me/channels": openDirect,
};

function joinable(call: Call): NonNullable<DiscordChannel["thread"]> {
  const channel = channelOf(call);
  demand(call.state.world, channel);
  if (channel.thread === null) refuse(50024);
  if (channel.thread.isArchived) refuse(50083);
  return channel.thread;
}

/** Discord tells nobody how many are too many; each that was open already is free. */
function openDirect(call: Call): Json {
  const { state } = call;
  const { world } = state;
  const id = snowflake(String(formOf(call)["recipient_id"] ?? ""));
  const user = world.users.get(id);
  if (user === undefined) refuse(50033);
  if (user.isBot) refuse(50007);
  const known = world.direct(id);
  if (known !== undefined) return channelJson(world, known);
  const waitMs = state.limits.openDirect();
  if (waitMs !== null) refuse(40003, { retry_after: waitMs / 1_000, global: false });
  return channelJson(world, makeDirect(state, id));
}

export function makeDirect({ world, changed }: DoubleState, user: string): DiscordChannel {
  const made = aDiscordChannel({
    id: world.nextId(),
    guild: null,
    kind: "direct",
    name: "",
    people: [user, world.app.id],
  });
  world.channels.set(made.id, made);
  changed();
  return made;
}

function change(call: Call): Json {
  const { state } = call;
  const { world } = state;
  const channel = channelOf(call);
  const body = formOf(call);
  demand(world, channel);
  if (channel.guild === null) refuse(50024);
  if (isGiven(body["name"])) checkName(body);
  if (channel.thread === null) demand(world, channel, "ManageChannels");
  else changeThread(state, channel, channel.thread, body);
  if (typeof body["name"] === "string") channel.name = body["name"];
  if (typeof body["rate_limit_per_user"] === "number") channel.slowModeSeconds = body["rate_limit_per_user"];
  const json = channelJson(world, channel);
  state.emit(channel.thread === null ? "CHANNEL_UPDATE" : "THREAD_UPDATE", json, channel);
  state.changed();
  return json;
}

function changeThread(
  state: DoubleState,
  channel: DiscordChannel,
  thread: NonNullable<DiscordChannel["thread"]>,
  body: Json,
): void {
  const { world } = state;
  const isManager = may(world, channel, world.app.id, "ManageThreads");
  const isOwner = thread.owner === world.app.id;
  const { archived, locked, applied_tags: tags } = body;
  const others = Object.keys(body).filter((name) => !["archived", "locked"].includes(name));
  if (thread.isArchived && archived !== false && others.length > 0) refuse(50083);
  // Whoever may write in it may open it again, unless it is locked.
  const mayReopen = isManager || (!thread.isLocked && may(world, channel, world.app.id, "SendMessagesInThreads"));
  if (archived === false && !mayReopen) refuse(50013);
  if ((archived === true || others.length > 0) && !isManager && !isOwner) refuse(50013);
  if (typeof locked === "boolean" && !isManager) refuse(50013);
  if (Array.isArray(tags)) thread.appliedTags = checkedTags(state, world.channels.get(channel.parent ?? ""), tags);
  if (typeof archived === "boolean") {
    thread.isArchived = archived;
    thread.archivedAt = state.now();
  }
  if (typeof locked === "boolean") thread.isLocked = locked;
}

function createThread(call: Call): Created {
  const { state } = call;
  const channel = channelOf(call);
  const body = formOf(call);
  demand(state.world, channel);
  if (channel.kind === "forum") return createPost(state, channel, body);
  if (channel.kind !== "text" && channel.kind !== "announcement") refuse(50024);
  const isPublic = channel.kind === "announcement" || body["type"] === 11;
  demand(state.world, channel, isPublic ? "CreatePublicThreads" : "CreatePrivateThreads");
  checkName(body);
  const kind = channel.kind === "announcement" ? "announcement-thread" : isPublic ? "thread" : "private-thread";
  return new Created(channelJson(state.world, openThread(state, channel, kind, body)));
}

/** A post: a thread that begins with its message. */
function createPost(state: DoubleState, channel: DiscordChannel, body: Json): Created {
  const { world } = state;
  demand(world, channel, "SendMessages");
  const message = objectOf(body["message"]);
  demandContent(state, channel, message);
  checkName(body);
  const tags = checkedTags(state, channel, Array.isArray(body["applied_tags"]) ? body["applied_tags"] : []);
  if (channel.requiresTag && tags.length === 0) refuse(40067);
  checkMessage(message, ["message"]);
  const id = world.nextId();
  const thread = openThread(state, channel, "thread", body, id, tags);
  const first: DiscordMessage = appendMessage(state, thread, message, { author: world.app.id, id });
  return new Created({ ...channelJson(world, thread), message: messageJson(world, first) });
}

function checkName(body: Json): void {
  const form = createFormCheck();
  form.text(["name"], body["name"], { min: 1, max: 100, isRequired: true });
  if (isGiven(body["auto_archive_duration"])) {
    form.choice(["auto_archive_duration"], body["auto_archive_duration"], [60, 1_440, 4_320, 10_080]);
  }
  refuseForm(form.problems);
}

function checkedTags(
  state: DoubleState,
  forum: DiscordChannel | undefined,
  tags: readonly unknown[],
): readonly string[] {
  const form = createFormCheck();
  form.length(["applied_tags"], tags, { max: 5 });
  for (const [index, tag] of tags.entries()) {
    const known = forum?.tags.find(({ id }) => id === tag);
    if (known === undefined) form.add(["applied_tags", index], "FORUM_TAG_UNKNOWN", "Unknown tag");
    else if (known.isModerated && forum !== undefined && !may(state.world, forum, state.world.app.id, "ManageThreads"))
      refuse(50013);
  }
  refuseForm(form.problems);
  return tags.map(String);
}

/** Opens a thread of the bot's own. */
function openThread(
  state: DoubleState,
  parent: DiscordChannel,
  kind: ChannelKind,
  body: Json,
  id: string = state.world.nextId(),
  appliedTags: readonly string[] = [],
): DiscordChannel {
  return addThread(state, parent, {
    id,
    kind,
    name: String(body["name"]).trim(),
    owner: state.world.app.id,
    appliedTags,
  });
}

/** Puts a thread into a channel, and tells of it. */
export function addThread(
  state: DoubleState,
  parent: DiscordChannel,
  of: Pick<DiscordChannel, "id" | "kind" | "name"> & {
    readonly owner: string;
    readonly appliedTags: readonly string[];
  },
): DiscordChannel {
  const { world } = state;
  const at = state.now();
  const made = aDiscordChannel({
    id: of.id,
    guild: parent.guild,
    kind: of.kind,
    name: of.name,
    parent: parent.id,
    thread: {
      owner: of.owner,
      createdAt: at,
      isArchived: false,
      isLocked: false,
      archivedAt: at,
      archiveMinutes: 4_320,
      appliedTags: of.appliedTags,
      members: new Set([of.owner]),
    },
  });
  world.channels.set(made.id, made);
  state.emit("THREAD_CREATE", { ...channelJson(world, made), newly_created: true }, made);
  state.changed();
  return made;
}
