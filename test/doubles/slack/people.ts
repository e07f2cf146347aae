/** People of the double, and what they do: every act arrives at the app as Slack would send it. */
import { randomUUID } from "node:crypto";
import { problemsOfView } from "./block-kit.ts";
import type { Acknowledged, EventChannel, EventKind } from "./event-channel.ts";
import { fileJson, type HandedFile } from "./handed-files.ts";
import { type Filled, stateOf } from "./form-state.ts";
import { type ApiState, messageJson, permalink, viewJson } from "./web-api.ts";
import {
  aChannel,
  aToken,
  type SlackChannel,
  type SlackPost,
  type SlackTeam,
  type SlackUser,
  type World,
} from "./world.ts";

type Json = Readonly<Record<string, unknown>>;

/** What people need of the rest of the double. */
export interface PeopleContext {
  readonly world: World;
  readonly state: ApiState;
  readonly channel: EventChannel;
  readonly violations: string[];
  readonly now: () => number;
  readonly emit: (team: string, event: Json, origin?: string) => Promise<Acknowledged>;
  readonly aPost: (args: Json, only: string | undefined) => SlackPost;
  readonly approve: (consent: URL, team: string, isOrganisation: boolean) => string;
  /** Files that people have uploaded for a form, by their ids. */
  readonly given: Map<string, HandedFile>;
  readonly fileUrl: (file: Pick<HandedFile, "id" | "team" | "name">) => string;
  readonly newResponseUrl: (user: SlackUser, place: string, ts: string) => string;
}

/** All that the bot asks for. */
export const allScopes = [
  "commands",
  "files:read",
  "files:write",
  "chat:write",
  "im:write",
  "channels:read",
  "groups:read",
  "channels:join",
  "users:read",
  "channels:history",
  "groups:history",
  "im:history",
] as const;

export function createPeople(context: PeopleContext) {
  const { world, state, channel, violations, now, emit, aPost, approve, newResponseUrl } = context;
  /** Options that the app has offered for external menus, by value. */
  const offered = new Map<string, unknown>();
  const { given } = context;

  /** Of a channel that organisations share: here all of them come from another one. */
  function emitIn({ team, isShared }: SlackChannel, event: Json): Promise<Acknowledged> {
    return emit(team, event, isShared ? "T0ELSEWHERE" : team);
  }

  function newTrigger(user: SlackUser): string {
    const id = `${Date.now()}.${randomUUID().slice(0, 8)}`;
    state.triggers.set(id, { user: user.id, team: user.team, at: Date.now(), isUsed: false });
    return id;
  }

  function teamJson(team: string): Json {
    return {
      id: team,
      domain: team.toLowerCase(),
      ...(world.teams.get(team)?.enterprise === null ? {} : { enterprise_id: world.teams.get(team)?.enterprise }),
    };
  }

  function userJson({ id, name, team }: SlackUser): Json {
    return { id, username: name, name, team_id: team };
  }

  function common(user: SlackUser, homeTeam: string): Json {
    return {
      token: "unused",
      api_app_id: world.appId,
      team: teamJson(homeTeam),
      enterprise: null,
      is_enterprise_install: false,
      user: userJson(user),
    };
  }

  async function hand(kind: EventKind, payload: Json, what: string): Promise<Acknowledged> {
    const acknowledged = await channel.deliver(kind, payload);
    if (!acknowledged.isAcknowledged && channel.connections() > 0)
      violations.push(`${what}: not acknowledged within 3 s`);
    return acknowledged;
  }

  /** Of a message or a view: the element, with the block that it is in. Of buttons of one name, the one with that value. */
  function elementIn(
    blocks: readonly unknown[],
    actionId: string,
    value?: string,
  ): { readonly element: Json; readonly block: string } {
    const found = (blocks as readonly Json[]).flatMap((block, index) =>
      [...listOf(block["elements"]), ...listOf([block["accessory"]]), ...listOf([block["element"]])]
        .filter((element) => element["action_id"] === actionId)
        .map((element) => ({ element, block: String(block["block_id"] ?? `b${index}`) })),
    );
    const pressed = found.find(({ element }) => value !== undefined && element["value"] === value) ?? found[0];
    if (pressed === undefined) throw new Error(`slack double: nothing to press is called ${actionId}`);
    return pressed;
  }

  function actionOf(
    { element, block }: { readonly element: Json; readonly block: string },
    value: string | undefined,
  ): Json {
    const { type, action_id: id, text } = element;
    const base = {
      type,
      action_id: id,
      block_id: block,
      action_ts: world.nextTs(now()),
      ...(text === undefined ? {} : { text }),
    };
    if (type === "button") return { ...base, value: element["value"] };
    const chosen = listOf(element["options"]).find((one) => one["value"] === value || textIn(one) === value);
    if (chosen === undefined) throw new Error(`slack double: ${value} is not in the menu`);
    return { ...base, selected_option: chosen };
  }

  function textIn(option: Json): string {
    return String((option["text"] as Json | undefined)?.["text"] ?? "");
  }

  return {
    /** A workspace with its bot. The first has its token at once; others may be installed by consent. */
    team(name: string, { enterprise = null }: { readonly enterprise?: string | null } = {}): SlackTeam {
      const id = world.nextId("T");
      const botUser = world.nextId("U");
      const team = { id, name, enterprise, botUser, botId: world.nextId("B") };
      world.teams.set(id, team);
      world.users.set(botUser, {
        id: botUser,
        team: id,
        name: "rolecall",
        zone: "UTC",
        role: "bot",
        isDeactivated: false,
      });
      return team;
    },
    user(
      team: SlackTeam,
      name: string,
      { role = "member", zone = "Europe/Berlin" }: Partial<Pick<SlackUser, "role" | "zone">> = {},
    ): SlackUser {
      const user: SlackUser = { id: world.nextId("U"), team: team.id, name, zone, role, isDeactivated: false };
      world.users.set(user.id, user);
      return user;
    },
    channel(
      team: SlackTeam,
      name: string,
      {
        kind = "public",
        members = [],
        hasBot = true,
        isShared = false,
      }: {
        readonly kind?: "public" | "private";
        readonly members?: readonly SlackUser[];
        readonly hasBot?: boolean;
        readonly isShared?: boolean;
      } = {},
    ): SlackChannel {
      const ids = [...members.map(({ id }) => id), ...(hasBot ? [team.botUser] : [])];
      const made = aChannel(world.nextId("C"), team.id, name, kind, ids, isShared);
      world.channels.set(made.id, made);
      return made;
    },
    botToken(team: SlackTeam, scopes: readonly string[] = allScopes): string {
      const token = aToken("bot", scopes, { team: team.id, enterprise: team.enterprise });
      world.tokens.set(token.value, token);
      return token.value;
    },
    appToken(): string {
      const token = aToken("app", ["connections:write"]);
      world.tokens.set(token.value, token);
      return token.value;
    },
    direct: (user: SlackUser): SlackChannel => world.direct(user),
    revoke(token: string): void {
      const known = world.tokens.get(token);
      if (known !== undefined) known.isRevoked = true;
    },
    expire(token: string): void {
      const known = world.tokens.get(token);
      if (known !== undefined) known.expiresAt = now();
    },
    async say(user: SlackUser, place: SlackChannel, text: string): Promise<SlackPost> {
      const post = { ...aPost({ text }, undefined), user: user.id, botId: undefined };
      place.messages.push(post);
      state.changed();
      return post;
    },
    /** Types a command; its answers come through `ephemerals`. */
    async slash(user: SlackUser, place: SlackChannel, text: string, command = "/jobs"): Promise<Acknowledged> {
      return await hand(
        "slash_commands",
        {
          token: "unused",
          team_id: user.team,
          team_domain: user.team.toLowerCase(),
          channel_id: place.id,
          channel_name: place.kind === "direct" ? "directmessage" : place.name,
          user_id: user.id,
          user_name: user.name,
          command,
          text: escapedMentions(text),
          api_app_id: world.appId,
          is_enterprise_install: "false",
          response_url: newResponseUrl(user, place.id, ""),
          trigger_id: newTrigger(user),
        },
        `slash ${text}`,
      );
    },
    /** Presses a button of a message, or chooses from a menu of it. @param choice Of several alike, the value that is meant. */
    async press(
      user: SlackUser,
      place: SlackChannel,
      post: SlackPost,
      actionId: string,
      choice?: string,
    ): Promise<Acknowledged> {
      const action = actionOf(elementIn(post.blocks, actionId, choice), choice);
      return await hand(
        "interactive",
        {
          ...common(user, place.team),
          type: "block_actions",
          container: {
            type: "message",
            message_ts: post.ts,
            channel_id: place.id,
            is_ephemeral: post.only !== undefined,
            ...(post.thread === undefined ? {} : { thread_ts: post.thread }),
          },
          trigger_id: newTrigger(user),
          channel: { id: place.id, name: place.kind === "direct" ? "directmessage" : place.name },
          ...(post.only === undefined
            ? { message: { ...messageJson(post, false), team: place.team, app_id: world.appId } }
            : {}),
          state: { values: {} },
          response_url: newResponseUrl(user, place.id, post.ts),
          actions: [action],
        },
        `press ${actionId}`,
      );
    },
    /** The same in a modal, or in the Home tab under the id `home`. */
    async pressInView(user: SlackUser, viewId: string, actionId: string, nth = 0): Promise<Acknowledged> {
      const record = state.views.get(viewId);
      const view =
        viewId === "home"
          ? { ...state.homes.get(user.id), id: `V${user.id}`, app_installed_team_id: user.team }
          : record && viewJson(record, world.appId);
      if (view === undefined) throw new Error("slack double: no such view");
      const blocks = listOf(view["blocks"]).filter((block) =>
        JSON.stringify(block).includes(`"action_id":"${actionId}"`),
      );
      const action = actionOf(elementIn([blocks[nth]], actionId), undefined);
      return await hand(
        "interactive",
        {
          ...common(user, user.team),
          type: "block_actions",
          container: { type: "view", view_id: view["id"] },
          trigger_id: newTrigger(user),
          view,
          actions: [action],
        },
        `press ${actionId}`,
      );
    },
    async submit(user: SlackUser, viewId: string, filled: Filled = {}): Promise<Acknowledged> {
      const record = state.views.get(viewId);
      if (record === undefined || !record.isOpen) throw new Error("slack double: that form is not open");
      const answer = await hand(
        "interactive",
        {
          ...common(user, user.team),
          type: "view_submission",
          trigger_id: newTrigger(user),
          view: {
            ...viewJson(record, world.appId),
            state: stateOf(record.view, filled, offered, (id) => fileJson(given.get(id), user)),
          },
          response_urls: [],
        },
        "submit",
      );
      const action = answer.payload?.["response_action"];
      if (action === undefined || action === "clear") record.isOpen = false;
      if (action === "update") {
        const problems = problemsOfView(answer.payload?.["view"]);
        if (problems.length > 0) violations.push(`submit: ${problems.join("; ")}`);
        record.view = answer.payload?.["view"] as Json;
        record.hash += 1;
      }
      if (action === "errors") {
        const named = Object.keys((answer.payload?.["errors"] as Json | undefined) ?? {});
        const inputs = listOf(record.view["blocks"])
          .filter((block) => block["type"] === "input")
          .map((block) => block["block_id"]);
        for (const name of named)
          if (!inputs.includes(name)) violations.push(`submit: an error for ${name}, which is no field`);
      }
      state.changed();
      return answer;
    },
    /** Uploads a file, for the field of a form that takes its id. */
    upload(user: SlackUser, name: string, content: string | Buffer): HandedFile {
      const bytes = Buffer.from(content);
      if (bytes.length > 10_485_760) throw new Error("slack double: a form takes no more than 10 MB");
      const about = { id: world.nextId("F"), team: user.team, name };
      const file = { ...about, user: user.id, bytes, size: bytes.length, url: context.fileUrl(about) };
      given.set(file.id, file);
      return file;
    },
    /** Types into an external select. @returns The labels and values that are offered. */
    async suggest(
      user: SlackUser,
      viewId: string,
      actionId: string,
      typed: string,
    ): Promise<readonly { text: string; value: string }[]> {
      const record = state.views.get(viewId);
      if (record === undefined) throw new Error("slack double: no such form");
      const { block } = elementIn(listOf(record.view["blocks"]), actionId);
      const answer = await hand(
        "interactive",
        {
          ...common(user, user.team),
          type: "block_suggestion",
          action_id: actionId,
          block_id: block,
          value: typed,
          container: { type: "view", view_id: viewId },
          view: viewJson(record, world.appId),
        },
        `suggest ${actionId}`,
      );
      const found = listOf(answer.payload?.["options"]);
      if (found.length > 100) violations.push(`suggest ${actionId}: more than 100 options`);
      for (const option of found) offered.set(String(option["value"]), option);
      return found.map((option) => ({ text: textIn(option), value: String(option["value"]) }));
    },
    async shortcut(user: SlackUser, place: SlackChannel, post: SlackPost, callbackId: string): Promise<Acknowledged> {
      return await hand(
        "interactive",
        {
          ...common(user, place.team),
          type: "message_action",
          callback_id: callbackId,
          trigger_id: newTrigger(user),
          message_ts: post.ts,
          channel: { id: place.id, name: place.name },
          message: messageJson(post, false),
          response_url: newResponseUrl(user, place.id, post.ts),
        },
        `shortcut ${callbackId}`,
      );
    },
    openHome: (user: SlackUser) =>
      emit(user.team, { type: "app_home_opened", user: user.id, channel: world.direct(user).id, tab: "home" }),
    async archive(place: SlackChannel): Promise<void> {
      place.isArchived = true;
      await emitIn(place, {
        type: place.kind === "private" ? "group_archive" : "channel_archive",
        channel: place.id,
        user: "U0",
      });
    },
    async unarchive(place: SlackChannel): Promise<void> {
      place.isArchived = false;
      await emitIn(place, {
        type: place.kind === "private" ? "group_unarchive" : "channel_unarchive",
        channel: place.id,
        user: "U0",
      });
    },
    async rename(place: SlackChannel, name: string): Promise<void> {
      place.name = name;
      await emitIn(place, {
        type: place.kind === "private" ? "group_rename" : "channel_rename",
        channel: { id: place.id, name, created: 1 },
      });
    },
    async deleteChannel(place: SlackChannel): Promise<void> {
      place.isDeleted = true;
      await emitIn(place, {
        type: place.kind === "private" ? "group_deleted" : "channel_deleted",
        channel: place.id,
      });
    },
    async invite(place: SlackChannel): Promise<void> {
      const bot = world.teams.get(place.team)?.botUser ?? "";
      place.members.add(bot);
      await emitIn(place, {
        type: "member_joined_channel",
        user: bot,
        channel: place.id,
        channel_type: "C",
        team: place.team,
        inviter: "U0",
      });
    },
    async kick(place: SlackChannel): Promise<void> {
      const bot = world.teams.get(place.team)?.botUser ?? "";
      place.members.delete(bot);
      await emitIn(place, {
        type: place.kind === "private" ? "group_left" : "channel_left",
        channel: place.id,
        actor_id: "U0",
      });
    },
    async changeZone(user: SlackUser, zone: string): Promise<void> {
      user.zone = zone;
      await emit(user.team, { type: "user_change", user: { id: user.id, team_id: user.team, tz: zone } });
    },
    /** Removes the app from a workspace. */
    async uninstall(team: SlackTeam): Promise<void> {
      for (const token of world.tokens.values()) if (token.team === team.id) token.isRevoked = true;
      await emit(team.id, { type: "tokens_revoked", tokens: { oauth: [], bot: [team.botUser] } });
      await emit(team.id, { type: "app_uninstalled" });
    },
    /** Approves on the consent page. @returns Where Slack sends the person's browser. */
    consent(consentUrl: string, team: SlackTeam, { isOrganisation = false } = {}): string {
      return approve(new URL(consentUrl), team.id, isOrganisation);
    },
    linkTo: (place: SlackChannel, post: SlackPost): string => permalink(place.team, place.id, post.ts),
  };
}

/** As Slack escapes what is typed: channels by their ids, so that a test may write `<#C1|jobs>` itself. */
function escapedMentions(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/<(?![#@])/g, "&lt;")
    .replace(/(?<!\|[^<>]*|<[#@][^<>]*)>/g, "&gt;");
}

function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter((one): one is Json => typeof one === "object" && one !== null) : [];
}
