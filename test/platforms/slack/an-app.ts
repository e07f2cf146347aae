import { aPicture } from "../../doubles/a-picture.ts";
import { createHmac } from "node:crypto";
import type { ModalView } from "@slack/types";
import type { Bot } from "../../../commands/bot.ts";
import { dispatch, execute } from "../../../commands/dispatch.ts";
import type { Reply } from "../../../commands/reply.ts";
import type { Services } from "../../../commands/services.ts";
import { type Clock, systemClock, systemRandom } from "../../../src/clock.ts";
import type { PlatformHost } from "../../../src/delivery/platform.ts";
import type { Log } from "../../../src/log.ts";
import type { Cache } from "../../../src/platforms/chat/cache.ts";
import { createSlack } from "../../../src/platforms/slack/slack.ts";
import { slackConfig, slackSettings } from "../../../src/platforms/slack/slack-settings.ts";
import { memoryServices } from "../../doubles/services.ts";
import { aFileFetcher } from "../chat/a-file-fetcher.ts";
import { aCache } from "../chat/a-cache.ts";
import { type Answer, type Call, scriptedApi } from "./scripted-api.ts";

export interface AppOptions {
  readonly services?: Services;
  readonly script?: Readonly<Record<string, (call: Call) => Answer | Promise<Answer>>>;
  /** Instead of what the commands answer. */
  readonly answer?: (line: string) => Promise<Reply>;
  /** Whether workspaces install it by OAuth; T1 has not done so yet. */
  readonly isForMany?: boolean;
  /** Of the seal on stored tokens. */
  readonly sealKeys?: string;
  /** How long every question to the bot takes. */
  readonly slowMs?: number;
  readonly clock?: Clock;
  /** What the core does when it is told, before that is noted down. */
  readonly host?: Partial<PlatformHost>;
  /** Whether it listens to people; it sends all the same. */
  readonly isStarted?: boolean;
  /** What an earlier process left. */
  readonly caches?: Map<string, ReturnType<typeof aCache>>;
}

interface EventOptions {
  readonly id?: string;
  readonly team?: string;
  /** The workspace that a shared channel comes from, where that is another one. */
  readonly origin?: string;
  readonly enterprise?: string;
  /** Whether it comes through the installation of a whole organisation. */
  readonly isOfOrganisation?: boolean;
  /** Milliseconds since the epoch; now when left out. */
  readonly at?: number;
}

interface PressOptions {
  readonly user?: string;
  readonly team?: string;
  /** Of the thread's first message. */
  readonly thread?: string;
  /** Where the message stands: the workspace that posted it, and the channel or conversation. */
  readonly stands?: { readonly team?: string; readonly channel?: string };
}

const signingSecret = "the-signing-secret";

/** What Slack got for an answer within its three seconds. */
export interface Acknowledged {
  readonly status: number;
  readonly body: unknown;
  readonly tookMs: number;
}

/** The app over HTTP, with a Slack on the other side that sends what a test says. */
export async function anApp({
  services = memoryServices(),
  script = {},
  slowMs = 0,
  answer,
  isForMany = false,
  sealKeys = "ab".repeat(32),
  clock = systemClock,
  caches = new Map(),
  host: core = {},
  isStarted = true,
}: AppOptions = {}) {
  let views = 0;
  const api = await scriptedApi({
    "auth.test": () => ({ team_id: "T1", team: "Acme", user_id: "UBOT", bot_id: "B1" }),
    "users.info": ({ args }) => ({
      user: {
        id: args["user"],
        team_id: args["user"] === "OUTSIDER" ? "T2" : "T1",
        is_admin: args["user"] === "ADMIN",
        tz: "UTC",
      },
    }),
    "views.open": () => ({ view: { id: `V${++views}` } }),
    "views.update": ({ args }) => ({ view: { id: args["view_id"] } }),
    "views.publish": () => ({}),
    "conversations.open": ({ args }) => ({ channel: { id: `D${args["users"]}` } }),
    "chat.postMessage": ({ args }) => ({ channel: args["channel"], ts: "1712345678.000001" }),
    ...script,
  });
  const settings = slackSettings(
    {
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: api.url,
      ...(isForMany
        ? { SLACK_CLIENT_ID: "1", SLACK_CLIENT_SECRET: "canary", ROLECALL_ENCRYPTION_KEY: sealKeys }
        : { SLACK_BOT_TOKEN: "xoxb-canary" }),
    },
    slackConfig.parse({ http: { port: 0, host: "127.0.0.1" } }),
  );
  if (settings === null) throw new Error("expected settings");
  const lines: { level: string; text: string; fields: object }[] = [];
  const write = (level: string) => (fields: object, text: string) => void lines.push({ level, text, fields });
  const log: Log = { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
  const told: string[] = [];
  const tell =
    (name: keyof PlatformHost) =>
    async (...about: readonly (string | undefined)[]) => {
      const [first = "", second = ""] = about;
      await core[name]?.(first, second as never);
      told.push([name, ...about].join(" "));
    };
  const host: PlatformHost = {
    released: tell("released"),
    held: tell("held"),
    ended: tell("ended"),
    renamed: tell("renamed"),
    left: tell("left"),
    removed: tell("removed"),
    restored: async (workspace) => {
      await tell("restored")(workspace);
      return true;
    },
    having: async () => [],
    greets: async (...about) => (await core.greets?.(...about)) ?? false,
    notGreeted: tell("notGreeted"),
  };
  const typed: string[] = [];
  const bot: Bot = {
    services,
    draw: aPicture,
    async answer(line, asker) {
      typed.push(`${asker.self}: ${line}`);
      await systemClock.sleep(slowMs);
      return await (answer?.(line) ?? dispatch(line, asker, services));
    },
    async execute(command, options, asker) {
      typed.push(`${asker.self}: ${command.verb} ${JSON.stringify(options)}`);
      await systemClock.sleep(slowMs);
      return await execute(command, options, asker, services);
    },
    welcome: async (workspace) => void told.push(`welcome ${workspace}`),
  };
  let deliveries = 0;
  const slack = createSlack({
    settings,
    caches(namespace) {
      const cache = caches.get(namespace) ?? aCache();
      caches.set(namespace, cache);
      return slowed(cache, slowMs);
    },
    clock,
    random: systemRandom,
    log,
  });
  const stop = new AbortController();
  const files = aFileFetcher();
  const backend = { bot, host, fetchFile: files.fetchFile, deliver: async () => void deliveries++, onFatal: () => {} };
  if (isStarted) await slack.start(backend, stop.signal);
  const address = `http://127.0.0.1:${slack.port()}/slack/events`;

  async function post(
    body: string,
    contentType: string,
    { atMs = Date.now(), secret = signingSecret } = {},
  ): Promise<Acknowledged> {
    const time = String(Math.floor(atMs / 1_000));
    const signature = createHmac("sha256", secret).update(`v0:${time}:${body}`).digest("hex");
    const startedAt = performance.now();
    const response = await fetch(address, {
      method: "POST",
      headers: {
        "content-type": contentType,
        "x-slack-request-timestamp": time,
        "x-slack-signature": `v0=${signature}`,
      },
      body,
    });
    const text = await response.text();
    const json = response.headers.get("content-type")?.includes("json") === true ? JSON.parse(text) : text;
    return { status: response.status, body: json, tookMs: performance.now() - startedAt };
  }

  function form(fields: Readonly<Record<string, string>>, signing?: Parameters<typeof post>[2]): Promise<Acknowledged> {
    return post(new URLSearchParams(fields).toString(), "application/x-www-form-urlencoded", signing);
  }

  let responses = 0;
  function responseUrl(): string {
    responses += 1;
    return api.url.replace("/api/", `/response/${responses}`);
  }

  function interaction(payload: object, team = "T1", user = "U1", home = team): Promise<Acknowledged> {
    const common = { team: { id: team }, user: { id: user, team_id: home }, trigger_id: "trigger", api_app_id: "A1" };
    return form({ payload: JSON.stringify({ ...common, ...payload }) });
  }

  return {
    slack,
    api,
    lines,
    told,
    typed,
    caches,
    /** The app's own address, for its pages. */
    base: `http://127.0.0.1:${slack.port()}`,
    deliveries: () => deliveries,
    /** Private answers, in order, as they were posted to the response addresses. */
    answers: () => api.responses.map((response) => response.body),
    slash: (
      text: string,
      {
        user = "U1",
        team = "T1",
        signing,
      }: { user?: string; team?: string; signing?: Parameters<typeof post>[2] } = {},
    ) =>
      form(
        {
          command: "/jobs",
          text,
          team_id: team,
          user_id: user,
          channel_id: "C1",
          trigger_id: "trigger",
          response_url: responseUrl(),
        },
        signing,
      ),
    /** A button of a card. */
    press: (action_id: string, value: string, { user = "U1", team = "T1", thread, stands }: PressOptions = {}) =>
      interaction(
        {
          type: "block_actions",
          response_url: responseUrl(),
          container: { type: "message", message_ts: "1.1", channel_id: stands?.channel ?? "C1" },
          channel: { id: stands?.channel ?? "C1" },
          message: { ts: "1.1", team: stands?.team ?? "T1", thread_ts: thread },
          actions: [{ type: "button", block_id: "b", action_id, value }],
        },
        team,
        user,
      ),
    /** A button of the Home tab or of a form. */
    pressInView: (
      type: "home" | "modal",
      action_id: string,
      value: string,
      { user = "U1", kept = "", team = "T1" } = {},
    ) =>
      interaction(
        {
          type: "block_actions",
          container: { type: "view", view_id: "V7" },
          view: { id: "V7", type, app_installed_team_id: team, private_metadata: kept },
          actions: [{ type: "button", block_id: "b", action_id, value }],
        },
        team,
        user,
      ),
    /**
     * The form as it was drawn, with what was typed into its fields, or the state of those where more is done than to type, by
     * somebody of T1; the team is where that happened.
     */
    submit: (
      { callback_id, private_metadata, title, submit, close, blocks }: ModalView,
      typed: Readonly<Record<string, string | object>>,
      { team = "T1", user = "U1", home = "T1" } = {},
    ) =>
      interaction(
        {
          type: "view_submission",
          view: {
            id: "V7",
            type: "modal",
            callback_id,
            private_metadata,
            title,
            submit,
            close,
            ...(team === "T1" ? { app_installed_team_id: "T1" } : {}),
            blocks,
            state: {
              values: Object.fromEntries(
                Object.entries(typed).map(([block, value]) => [
                  block,
                  { [block]: typeof value === "string" ? { type: "plain_text_input", value } : value },
                ]),
              ),
            },
          },
        },
        team,
        user,
        home,
      ),
    /** An entry of the menu that a card among others has. */
    choose: (action_id: string, value: string) =>
      interaction({
        type: "block_actions",
        response_url: responseUrl(),
        container: { type: "message", message_ts: "1.1", channel_id: "C1" },
        channel: { id: "C1" },
        message: { ts: "1.1", team: "T1" },
        actions: [
          {
            type: "overflow",
            block_id: "b",
            action_id,
            selected_option: { text: { type: "plain_text", text: "Why" }, value },
          },
        ],
      }),
    shortcut: (message: object) =>
      interaction({
        type: "message_action",
        callback_id: "find_jobs_like_this",
        response_url: responseUrl(),
        message_ts: "1.1",
        channel: { id: "C1" },
        message,
      }),
    suggest: (action_id: string, value: string) =>
      interaction({ type: "block_suggestion", action_id, block_id: action_id, value }),
    event: (
      event: object,
      {
        id = `Ev${Math.random()}`,
        team = "T1",
        origin = team,
        enterprise,
        isOfOrganisation = false,
        at = Date.now(),
      }: EventOptions = {},
    ) =>
      post(
        JSON.stringify({
          type: "event_callback",
          event_id: id,
          event_time: Math.floor(at / 1_000),
          team_id: origin,
          enterprise_id: enterprise,
          authorizations: [{ team_id: team, enterprise_id: enterprise, is_enterprise_install: isOfOrganisation }],
          event,
        }),
        "application/json",
      ),
    async close() {
      stop.abort();
      await slack.stop();
      await files.close();
      await api.close();
    },
  };
}

/** The same as a database that takes its time would have it. */
function slowed(cache: Cache, slowMs: number): Cache {
  if (slowMs === 0) return cache;
  return {
    async get(key) {
      await systemClock.sleep(slowMs);
      return await cache.get(key);
    },
    async set(key, value, ttlMs) {
      await systemClock.sleep(slowMs);
      return await cache.set(key, value, ttlMs);
    },
    async delete(key) {
      await systemClock.sleep(slowMs);
      return await cache.delete(key);
    },
  };
}

export type AnApp = Awaited<ReturnType<typeof anApp>>;
