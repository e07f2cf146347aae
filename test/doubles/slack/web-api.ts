/** Slack's Web API, method by method, as strict as Slack: one table, in one file for that. */
import { charactersIn, problemsOfBlocks, problemsOfView } from "./block-kit.ts";
import { announceFile, completeFiles, type SlackFile } from "./files.ts";
import { refuse } from "./slack-refusal.ts";
import { aToken, type SlackChannel, type SlackPost, type SlackToken, type SlackUser, type World } from "./world.ts";

type Args = Readonly<Record<string, unknown>>;

export interface ViewRecord {
  readonly id: string;
  readonly user: string;
  readonly team: string;
  view: Readonly<Record<string, unknown>>;
  hash: number;
  isOpen: boolean;
}

export interface Trigger {
  readonly user: string;
  readonly team: string;
  readonly at: number;
  isUsed: boolean;
}

export interface ScheduledMessage {
  readonly channel: string;
  /** Seconds since the epoch. */
  readonly postAt: number;
  readonly text: string;
}

/** What the API needs of the rest of the double. */
export interface ApiState {
  readonly world: World;
  readonly views: Map<string, ViewRecord>;
  readonly homes: Map<string, Readonly<Record<string, unknown>>>;
  readonly triggers: Map<string, Trigger>;
  readonly now: () => number;
  /** A socket's address, good once. */
  readonly openSocket: () => string;
  /** Messages that are to come later, which nobody sees. */
  readonly scheduled: Map<string, ScheduledMessage>;
  readonly files: Map<string, SlackFile>;
  /** Where the bytes of a file are to be sent. */
  readonly uploadUrl: (id: string) => string;
  readonly codes: Map<string, OauthCode>;
  readonly refreshTokens: Map<
    string,
    { readonly team: string | null; readonly enterprise: string | null; isUsed: boolean }
  >;
  readonly clients: { readonly id: string; readonly secret: string };
  readonly rotates: boolean;
  /** Sends an event of Slack's. */
  readonly emit: (team: string, event: Args) => void;
  readonly changed: () => void;
}

export interface OauthCode {
  readonly team: string | null;
  readonly enterprise: string | null;
  readonly user: string;
  readonly scopes: readonly string[];
  readonly redirectUri: string | null;
  readonly at: number;
  isUsed: boolean;
}

interface Call {
  readonly state: ApiState;
  readonly args: Args;
  readonly token: SlackToken;
  readonly team: string;
  readonly bot: { readonly user: string; readonly id: string };
}

interface Method {
  readonly token?: "bot" | "app" | "none" | "config";
  readonly scopes?: (call: Call) => readonly string[];
  readonly run: (call: Call) => Readonly<Record<string, unknown>>;
}

const triggerLifeMs = 3_000;
const codeLifeMs = 600_000;
const mostCharacters = 13_000;

/** Calls a method. @throws SlackRefused. */
export function callMethod(
  state: ApiState,
  name: string,
  args: Args,
  tokenText: string,
): Readonly<Record<string, unknown>> {
  const method = methods[name];
  if (method === undefined) refuse("unknown_method", { req_method: name });
  const kind = method.token ?? "bot";
  if (kind === "none") return method.run({ state, args, token: nobody, team: "", bot: { user: "", id: "" } });
  const token = tokenOf(state, tokenText, kind);
  const team = token.team ?? String(args["team_id"] ?? "");
  const home = state.world.teams.get(team);
  const call: Call = { state, args, token, team, bot: { user: home?.botUser ?? "", id: home?.botId ?? "" } };
  const missing = (method.scopes?.(call) ?? []).filter((scope) => !token.scopes.has(scope));
  if (missing.length > 0) {
    refuse("missing_scope", { needed: missing.join(","), provided: [...token.scopes].join(",") });
  }
  return method.run(call);
}

const nobody: SlackToken = aToken("bot", []);

function tokenOf({ world, now }: ApiState, text: string, kind: SlackToken["kind"]): SlackToken {
  if (text === "") refuse("not_authed");
  const token = world.tokens.get(text);
  if (token === undefined) refuse("invalid_auth");
  if (token.isRevoked) refuse(kind === "bot" ? "token_revoked" : "invalid_auth");
  if (token.expiresAt !== null && token.expiresAt <= now()) refuse("token_expired");
  if (token.kind !== kind) refuse("not_allowed_token_type");
  return token;
}

const methods: Readonly<Record<string, Method>> = {
  "auth.test": {
    run: ({ state, team, bot, token }) => ({
      url: `https://${team.toLowerCase()}.slack.test/`,
      team: state.world.teams.get(team)?.name,
      user: "rolecall",
      team_id: team || undefined,
      user_id: bot.user,
      bot_id: bot.id,
      enterprise_id: token.enterprise ?? undefined,
      is_enterprise_install: token.team === null,
    }),
  },
  "auth.revoke": {
    run({ state, token }) {
      token.isRevoked = true;
      state.changed();
      return { revoked: true };
    },
  },
  "apps.connections.open": {
    token: "app",
    scopes: () => ["connections:write"],
    run: ({ state }) => ({ url: state.openSocket() }),
  },
  "bots.info": {
    scopes: () => ["users:read"],
    run: ({ bot, state }) => ({ bot: { id: bot.id, user_id: bot.user, app_id: state.world.appId, name: "rolecall" } }),
  },
  "team.info": {
    scopes: () => ["team:read"],
    run: ({ state, team }) => ({ team: { id: team, name: state.world.teams.get(team)?.name } }),
  },
  "users.info": { scopes: () => ["users:read"], run: (call) => ({ user: userJson(userIn(call, "user")) }) },
  "users.conversations": {
    scopes: (call) => typeScopes(call),
    run(call) {
      const user = call.args["user"] === undefined ? call.bot.user : String(call.args["user"]);
      return listed(call, ({ members }) => members.has(user));
    },
  },
  "conversations.list": { scopes: (call) => typeScopes(call), run: (call) => listed(call, () => true) },
  "conversations.info": {
    scopes: (call) => readScope(call, "read"),
    run: (call) => ({ channel: channelJson(seen(call), call) }),
  },
  "conversations.members": {
    scopes: (call) => readScope(call, "read"),
    run: (call) => paged(call, [...seen(call).members], "members"),
  },
  "conversations.join": {
    scopes: () => ["channels:join"],
    run(call) {
      const channel = seen(call);
      if (channel.kind !== "public") refuse("method_not_supported_for_channel_type");
      if (channel.isArchived) refuse("is_archived");
      if (!channel.members.has(call.bot.user)) {
        channel.members.add(call.bot.user);
        call.state.emit(call.team, {
          type: "member_joined_channel",
          user: call.bot.user,
          channel: channel.id,
          channel_type: "C",
          team: call.team,
        });
      }
      call.state.changed();
      return { channel: channelJson(channel, call) };
    },
  },
  "conversations.open": {
    scopes: () => ["im:write"],
    run(call) {
      const users = String(call.args["users"] ?? "").split(",");
      if (users.length !== 1) refuse("method_not_supported_for_channel_type");
      const user = call.state.world.users.get(users[0] ?? "");
      if (user === undefined) refuse("user_not_found");
      if (user.role === "stranger") refuse("user_not_visible");
      if (user.isDeactivated) refuse("user_disabled");
      if (user.role === "bot") refuse("cannot_dm_bot");
      return { channel: { id: call.state.world.direct(user).id } };
    },
  },
  "conversations.history": {
    scopes: (call) => readScope(call, "history"),
    run(call) {
      const channel = joined(call);
      return historyOf(
        call,
        channel.messages.filter(({ thread, ts }) => thread === undefined || thread === ts),
      );
    },
  },
  "conversations.replies": {
    scopes: (call) => readScope(call, "history"),
    run(call) {
      const channel = joined(call);
      const root = String(call.args["ts"]);
      const messages = channel.messages.filter(({ thread, ts }) => ts === root || thread === root);
      if (messages.length === 0) refuse("thread_not_found");
      return historyOf(call, messages);
    },
  },
  "chat.postMessage": { scopes: () => ["chat:write"], run: postMessage },
  "chat.scheduleMessage": {
    scopes: () => ["chat:write"],
    run(call) {
      const channel = joined(call);
      if (channel.isArchived) refuse("is_archived");
      checkContent(call.args);
      const at = Number(call.args["post_at"]) * 1_000;
      if (!(at > call.state.now())) refuse("time_in_past");
      if (at > call.state.now() + 120 * 86_400_000) refuse("time_too_far");
      const id = call.state.world.nextId("Q");
      const postAt = Number(call.args["post_at"]);
      call.state.scheduled.set(id, { channel: channel.id, postAt, text: String(call.args["text"]) });
      return { channel: channel.id, scheduled_message_id: id, post_at: call.args["post_at"] };
    },
  },
  "chat.deleteScheduledMessage": {
    scopes: () => ["chat:write"],
    run({ args, state }) {
      const id = String(args["scheduled_message_id"]);
      if (state.scheduled.get(id)?.channel !== args["channel"]) refuse("invalid_scheduled_message_id");
      state.scheduled.delete(id);
      return {};
    },
  },
  "chat.scheduledMessages.list": {
    scopes: () => [],
    run({ args, state }) {
      const found = [...state.scheduled].filter(
        ([, { channel, postAt }]) =>
          channel === args["channel"] &&
          postAt >= Number(args["oldest"] ?? 0) &&
          postAt <= Number(args["latest"] ?? Number.POSITIVE_INFINITY),
      );
      return {
        scheduled_messages: found.map(([id, { channel, postAt, text }]) => ({
          id,
          channel_id: channel,
          post_at: postAt,
          text,
        })),
      };
    },
  },
  "chat.postEphemeral": {
    scopes: () => ["chat:write"],
    run(call) {
      const channel = joined(call);
      const user = String(call.args["user"] ?? "");
      if (!channel.members.has(user)) refuse("user_not_in_channel");
      checkContent(call.args);
      const thread = call.args["thread_ts"] === undefined ? undefined : String(call.args["thread_ts"]);
      const post = append(call, channel, { only: user, thread });
      return { message_ts: post.ts };
    },
  },
  "chat.update": {
    scopes: () => ["chat:write"],
    run(call) {
      const channel = visible(call);
      if (channel.isArchived) refuse("is_archived");
      const post = channel.messages.find(
        ({ ts, isDeleted, only }) => ts === call.args["ts"] && !isDeleted && only === undefined,
      );
      if (post === undefined) refuse("message_not_found");
      if (post.botId !== call.bot.id) refuse("cant_update_message");
      // Stricter than for what is posted.
      if (String(call.args["text"] ?? "").length > 4_000) refuse("msg_too_long");
      checkContent(call.args);
      edit(post, call.args);
      call.state.changed();
      return { channel: channel.id, ts: post.ts, text: post.text };
    },
  },
  "chat.delete": {
    scopes: () => ["chat:write"],
    run(call) {
      const post = visible(call).messages.find(({ ts, isDeleted }) => ts === call.args["ts"] && !isDeleted);
      if (post === undefined) refuse("message_not_found");
      if (post.botId !== call.bot.id) refuse("cant_delete_message");
      post.isDeleted = true;
      call.state.changed();
      return { channel: call.args["channel"], ts: post.ts };
    },
  },
  "chat.getPermalink": {
    run(call) {
      const channel = visible(call);
      return { permalink: permalink(call.team, channel.id, String(call.args["message_ts"])) };
    },
  },
  "views.open": {
    run(call) {
      const trigger = spend(call);
      return openView(call, trigger.user);
    },
  },
  "views.push": { run: (call) => openView(call, spend(call).user) },
  "views.update": {
    run(call) {
      const { view_id: id, hash } = call.args;
      const record = call.state.views.get(String(id));
      if (record === undefined || !record.isOpen) refuse("not_found");
      if (hash !== undefined && String(record.hash) !== hash) refuse("hash_conflict");
      checkView(call.args["view"], "modal");
      demandForFiles(call.args["view"], call.token);
      record.view = objectOf(call.args["view"]);
      record.hash += 1;
      call.state.changed();
      return { view: viewJson(record, call.state.world.appId) };
    },
  },
  "views.publish": {
    run(call) {
      const user = userIn(call, "user_id");
      checkView(call.args["view"], "home");
      call.state.homes.set(user.id, objectOf(call.args["view"]));
      call.state.changed();
      return { view: { id: `V${user.id}`, type: "home" } };
    },
  },
  "files.getUploadURLExternal": {
    scopes: () => ["files:write"],
    run({ state, team, args }) {
      const file = announceFile(state.files, state.world, team, args);
      return { upload_url: state.uploadUrl(file.id), file_id: file.id };
    },
  },
  "files.completeUploadExternal": {
    scopes: () => ["files:write"],
    run: (call) =>
      completeFiles(call.state.files, call.team, call.args, (id) => {
        const there = { ...call, args: { channel: id, text: call.args["initial_comment"] } };
        const channel = joined(there);
        if (channel.isArchived) refuse("is_archived");
        return { channel, post: append(there, channel, {}) };
      }),
  },
  "oauth.v2.access": { token: "none", run: oauthAccess },
};

function postMessage(call: Call): Readonly<Record<string, unknown>> {
  const { args, state } = call;
  const target = String(args["channel"] ?? "");
  const user = state.world.users.get(target);
  const channel = user === undefined ? visible(call) : state.world.direct(user);
  if (channel.isArchived) refuse("is_archived");
  if (channel.kind === "public" && !channel.members.has(call.bot.user) && !call.token.scopes.has("chat:write.public")) {
    refuse("not_in_channel");
  }
  const person = [...channel.members].map((id) => state.world.users.get(id)).find((one) => one?.role !== "bot");
  if (channel.kind === "direct" && person?.isDeactivated === true) refuse("user_disabled");
  checkContent(args);
  checkMetadata(args["metadata"]);
  const thread = args["thread_ts"] === undefined ? undefined : String(args["thread_ts"]);
  if (thread !== undefined && !channel.messages.some(({ ts }) => ts === thread)) refuse("thread_not_found");
  const post = append(call, channel, { thread, metadata: args["metadata"] });
  return { channel: channel.id, ts: post.ts, message: messageJson(post, true) };
}

function append(
  call: Call,
  channel: SlackChannel,
  more: { thread?: string | undefined; metadata?: unknown; only?: string },
): SlackPost {
  const { args, state, bot } = call;
  const text = typeof args["text"] === "string" ? args["text"] : "";
  const blocks = Array.isArray(args["blocks"]) ? args["blocks"] : [];
  const hasLink = /<https?:|https?:\/\//.test(text) || JSON.stringify(blocks).includes('"link"');
  const post: SlackPost = {
    ts: state.world.nextTs(state.now()),
    user: bot.user,
    botId: bot.id,
    thread: more.thread,
    metadata: more.metadata,
    text,
    blocks,
    mrkdwn: args["mrkdwn"] !== false,
    versions: [{ text, blocks }],
    only: more.only,
    unfurls: hasLink && (args["unfurl_links"] !== false || args["unfurl_media"] !== false),
    files: [],
    isDeleted: false,
  };
  channel.messages.push(post);
  state.changed();
  return post;
}

/** Changes what a message shows: what is not given of text and blocks stays only where Slack leaves it. */
export function edit(post: SlackPost, args: Args): void {
  if (typeof args["text"] === "string") post.text = args["text"];
  if (Array.isArray(args["blocks"])) post.blocks = args["blocks"];
  // It has no such switch: what is changed is formatted.
  post.mrkdwn = true;
  post.versions.push({ text: post.text, blocks: post.blocks });
}

/** @throws SlackRefused for a message that Slack would not show. */
export function checkContent(args: Args): void {
  const { text, blocks } = args;
  const hasBlocks = Array.isArray(blocks) && blocks.length > 0;
  if ((typeof text !== "string" || text === "") && !hasBlocks) refuse("no_text");
  if (typeof text === "string" && text.length > 40_000) refuse("msg_too_long");
  if (blocks === undefined) return;
  if (!Array.isArray(blocks)) refuse("invalid_blocks_format");
  const problems = problemsOfBlocks(blocks);
  if (problems.length > 0)
    refuse("invalid_blocks", { errors: problems.slice(0, 5), response_metadata: { messages: problems.slice(0, 5) } });
  if (charactersIn(blocks) > mostCharacters) refuse("msg_blocks_too_long");
}

function checkMetadata(metadata: unknown): void {
  if (metadata === undefined) return;
  const { event_type: type, event_payload: payload, ...rest } = objectOf(metadata);
  if (typeof type !== "string" || type === "" || typeof payload !== "object" || payload === null)
    refuse("invalid_metadata_format");
  if (Object.keys(rest).length > 0) refuse("invalid_metadata_schema");
}

function checkView(view: unknown, type: string): void {
  const problems = problemsOfView(view);
  if (objectOf(view)["type"] !== type)
    refuse("invalid_arguments", { response_metadata: { messages: [`expected a ${type} view`] } });
  if (problems.length > 0) refuse("invalid_arguments", { response_metadata: { messages: problems.slice(0, 5) } });
}

/** Only an app that may read files may ask for them. */
function demandForFiles(view: unknown, { scopes }: SlackToken): void {
  if (JSON.stringify(view).includes('"file_input"') && !scopes.has("files:read")) {
    refuse("missing_scope", { needed: "files:read", provided: [...scopes].join(",") });
  }
}

function spend({ state, args, team }: Call): Trigger {
  const trigger = state.triggers.get(String(args["trigger_id"]));
  if (trigger === undefined || trigger.team !== team) refuse("invalid_trigger_id");
  // Real time: a person's patience does not run faster in a test.
  if (Date.now() - trigger.at > triggerLifeMs) refuse("expired_trigger_id");
  if (trigger.isUsed) refuse("exchanged_trigger_id");
  trigger.isUsed = true;
  return trigger;
}

function openView({ state, args, team, token }: Call, user: string): Readonly<Record<string, unknown>> {
  checkView(args["view"], "modal");
  demandForFiles(args["view"], token);
  const record: ViewRecord = {
    id: state.world.nextId("V"),
    user,
    team,
    view: objectOf(args["view"]),
    hash: 1,
    isOpen: true,
  };
  state.views.set(record.id, record);
  state.changed();
  return { view: viewJson(record, state.world.appId) };
}

/** A view as Slack hands it over. */
export function viewJson({ id, team, view, hash }: ViewRecord, appId: string): Readonly<Record<string, unknown>> {
  return {
    ...view,
    id,
    team_id: team,
    hash: String(hash),
    app_id: appId,
    app_installed_team_id: team,
    root_view_id: id,
  };
}

function oauthAccess({ state, args }: Call): Readonly<Record<string, unknown>> {
  const { client_id: id, client_secret: secret } = args;
  if (id !== state.clients.id) refuse("invalid_client_id");
  if (secret !== state.clients.secret) refuse("bad_client_secret");
  if (args["grant_type"] === "refresh_token") {
    const refresh = state.refreshTokens.get(String(args["refresh_token"]));
    if (refresh === undefined || refresh.isUsed) refuse("invalid_refresh_token");
    refresh.isUsed = true;
    const old = [...state.world.tokens.values()].find((one) => one.team === refresh.team && one.kind === "bot");
    return granted(state, refresh.team, refresh.enterprise, [...(old?.scopes ?? [])], "");
  }
  const code = state.codes.get(String(args["code"]));
  if (code === undefined) refuse("invalid_code");
  if (code.isUsed) refuse("code_already_used");
  if (state.now() - code.at > codeLifeMs) refuse("invalid_code");
  if (code.redirectUri !== null && args["redirect_uri"] !== code.redirectUri) refuse("bad_redirect_uri");
  code.isUsed = true;
  return granted(state, code.team, code.enterprise, code.scopes, code.user);
}

const tokenLifeSeconds = 43_200;

function granted(
  state: ApiState,
  team: string | null,
  enterprise: string | null,
  scopes: readonly string[],
  user: string,
): Readonly<Record<string, unknown>> {
  const { world } = state;
  const token = aToken("bot", scopes, {
    team,
    enterprise,
    expiresAt: state.rotates ? state.now() + tokenLifeSeconds * 1_000 : null,
  });
  world.tokens.set(token.value, token);
  const refresh = `xoxe-1-${token.value.slice(5)}`;
  if (state.rotates) state.refreshTokens.set(refresh, { team, enterprise, isUsed: false });
  const home = team === null ? undefined : world.teams.get(team);
  const anyTeam = [...world.teams.values()].find((one) => one.enterprise === enterprise);
  return {
    app_id: world.appId,
    access_token: token.value,
    token_type: "bot",
    scope: scopes.join(","),
    bot_user_id: (home ?? anyTeam)?.botUser,
    team: team === null ? null : { id: team, name: home?.name },
    enterprise: enterprise === null ? null : { id: enterprise, name: `Organisation ${enterprise}` },
    is_enterprise_install: team === null,
    authed_user: { id: user },
    ...(state.rotates ? { refresh_token: refresh, expires_in: tokenLifeSeconds } : {}),
  };
}

function channelIn({ state, args, team }: Call): SlackChannel | undefined {
  const channel = state.world.channels.get(String(args["channel"] ?? ""));
  return channel?.team === team && !channel.isDeleted ? channel : undefined;
}

/** What the bot may know of. */
function seen(call: Call): SlackChannel {
  const channel = channelIn(call);
  if (channel === undefined) refuse("channel_not_found");
  if (channel.kind !== "public" && !channel.members.has(call.bot.user)) refuse("channel_not_found");
  return channel;
}

const visible = seen;

function joined(call: Call): SlackChannel {
  const channel = seen(call);
  if (!channel.members.has(call.bot.user)) refuse("not_in_channel");
  return channel;
}

function userIn({ state, args, team }: Call, name: string): SlackUser {
  const user = state.world.users.get(String(args[name] ?? ""));
  if (user === undefined) refuse("user_not_found");
  if (user.team !== team && user.role !== "stranger") refuse("user_not_visible");
  return user;
}

function readScope(call: Call, what: "read" | "history"): readonly string[] {
  const kind = channelIn(call)?.kind ?? "public";
  return [`${{ public: "channels", private: "groups", direct: "im" }[kind]}:${what}`];
}

function typesOf({ args }: Call): ReadonlySet<SlackChannel["kind"]> {
  const named = String(args["types"] ?? "public_channel").split(",");
  const kinds = { public_channel: "public", private_channel: "private", im: "direct" } as const;
  return new Set(named.flatMap((one) => (one in kinds ? [kinds[one as keyof typeof kinds]] : [])));
}

function typeScopes(call: Call): readonly string[] {
  return [...typesOf(call)].map((kind) => `${{ public: "channels", private: "groups", direct: "im" }[kind]}:read`);
}

/** Channels that the bot sees, of the types that are asked for: private ones only where it is in them. */
function listed(call: Call, isMeant: (channel: SlackChannel) => boolean): Readonly<Record<string, unknown>> {
  const types = typesOf(call);
  const withoutArchived = call.args["exclude_archived"] === true;
  const found = [...call.state.world.channels.values()].filter(
    (one) =>
      one.team === call.team &&
      types.has(one.kind) &&
      (one.kind === "public" || one.members.has(call.bot.user)) &&
      !(withoutArchived && one.isArchived) &&
      !one.isDeleted &&
      isMeant(one),
  );
  return paged(
    call,
    found.map((one) => channelJson(one, call)),
    "channels",
  );
}

function paged(call: Call, all: readonly unknown[], name: string): Readonly<Record<string, unknown>> {
  const limit = Math.min(Number(call.args["limit"] ?? 100), 1_000);
  const cursor = String(call.args["cursor"] ?? "");
  const from = cursor === "" ? 0 : Number(cursor.replace(/^c:/, ""));
  if (!Number.isInteger(from) || from < 0) refuse("invalid_cursor");
  const next = from + limit < all.length ? `c:${from + limit}` : "";
  return { [name]: all.slice(from, from + limit), response_metadata: { next_cursor: next } };
}

function historyOf(call: Call, messages: readonly SlackPost[]): Readonly<Record<string, unknown>> {
  const { oldest, latest, include_all_metadata: all } = call.args;
  const from = oldest === undefined ? 0 : Number(oldest);
  const until = latest === undefined ? Number.POSITIVE_INFINITY : Number(latest);
  const found = messages
    .filter(({ ts, isDeleted, only }) => Number(ts) >= from && Number(ts) <= until && !isDeleted && only === undefined)
    .toReversed();
  return {
    ...paged(
      call,
      found.map((one) => messageJson(one, all === true)),
      "messages",
    ),
    has_more: false,
  };
}

/** A message as Slack hands it over. */
export function messageJson(post: SlackPost, withMetadata: boolean): Readonly<Record<string, unknown>> {
  const { ts, user, botId, thread, metadata, text, blocks, versions } = post;
  return {
    type: "message",
    ts,
    user,
    text,
    ...(botId === undefined ? {} : { bot_id: botId }),
    ...(thread === undefined ? {} : { thread_ts: thread }),
    ...(blocks.length === 0 ? {} : { blocks }),
    ...(versions.length > 1 ? { edited: { user, ts } } : {}),
    ...(withMetadata && metadata !== undefined ? { metadata } : {}),
  };
}

function channelJson(channel: SlackChannel, { bot }: Call): Readonly<Record<string, unknown>> {
  return {
    id: channel.id,
    name: channel.name,
    is_channel: channel.kind === "public",
    is_private: channel.kind === "private",
    is_im: channel.kind === "direct",
    is_mpim: false,
    is_archived: channel.isArchived,
    is_member: channel.members.has(bot.user),
    is_ext_shared: channel.isShared,
  };
}

function userJson(user: SlackUser): Readonly<Record<string, unknown>> {
  const { id, team, name, zone, role, isDeactivated } = user;
  return {
    id,
    team_id: role === "stranger" ? "T0ELSEWHERE" : team,
    name,
    real_name: name,
    deleted: isDeactivated,
    tz: zone,
    is_admin: role === "admin",
    is_owner: false,
    is_restricted: role === "guest" || role === "single-channel-guest",
    is_ultra_restricted: role === "single-channel-guest",
    is_bot: role === "bot",
    ...(role === "stranger" ? { is_stranger: true } : {}),
    profile: { display_name: name, real_name: name },
  };
}

export function permalink(team: string, channel: string, ts: string): string {
  return `https://${team.toLowerCase()}.slack.com/archives/${channel}/p${ts.replace(".", "")}`;
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
