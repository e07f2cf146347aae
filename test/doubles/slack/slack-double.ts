/**
 * Slack on loopback: its Web API, its sockets and requests, its consent page, and the people in it. One entrance, so that
 * a test can arrange a workspace, let people act, and see what they see.
 */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { type Acknowledged, createEventChannel, type EventChannel } from "./event-channel.ts";
import { receiveFile } from "./files.ts";
import { answerFile, type HandedFile } from "./handed-files.ts";
import { createPeople } from "./people.ts";
import { createRateLimits } from "./rate-limits.ts";
import { SlackRefused } from "./slack-refusal.ts";
import { type Visible, visibleOf } from "./visible.ts";
import {
  type ApiState,
  callMethod,
  checkContent,
  edit,
  type OauthCode,
  type Trigger,
  type ViewRecord,
} from "./web-api.ts";
import { createWorld, type SlackChannel, type SlackPost, type SlackUser } from "./world.ts";

type Json = Readonly<Record<string, unknown>>;

/** What goes wrong with a call, before it is done or after. */
export type SlackFault =
  | { readonly kind: "reset"; readonly when: "before" | "after" }
  | { readonly kind: "status"; readonly status: number; readonly when: "before" | "after" }
  | { readonly kind: "html"; readonly status: number }
  | { readonly kind: "refuse"; readonly code: string; readonly retryAfter?: number }
  | { readonly kind: "delay"; readonly ms: number };

export interface ApiCall {
  readonly method: string;
  readonly args: Json;
  readonly token: string;
}

export interface SlackDoubleOptions {
  /** Milliseconds since the epoch, by which messages are stamped and rates are counted: the real clock by default. */
  readonly now?: () => number;
  /** Asked before every call. */
  readonly fault?: (call: ApiCall) => SlackFault | undefined;
  /** Whether tokens of an installation run out and are renewed. */
  readonly rotates?: boolean;
  readonly port?: number;
}

/** What a person sees of a message. */
export interface Shown extends Visible {
  readonly ts: string;
  readonly post: SlackPost;
}

export type SlackDouble = Awaited<ReturnType<typeof createSlackDouble>>;

/** Faults of the app: what Slack would not have shown or waited for. */
const ownFaults =
  /^(?:invalid_|missing_argument|alt_txt|file_|msg_|no_text|unknown_method|expired_trigger|exchanged_trigger|not_allowed_token|metadata)/;

export async function createSlackDouble(options: SlackDoubleOptions = {}) {
  const now = options.now ?? (() => Date.now());
  const world = createWorld();
  const limits = createRateLimits();
  const channel: EventChannel = createEventChannel();
  const violations: string[] = [];
  const calls: ApiCall[] = [];
  const tickets = new Set<string>();
  const responseUrls = new Map<
    string,
    { uses: number; readonly at: number; readonly user: string; readonly channel: string; readonly ts: string }
  >();
  const listeners = new Set<() => void>();
  const retries = new Set<Promise<void>>();
  const pages: PageHandler[] = [];
  const given = new Map<string, HandedFile>();
  let isDown = false;
  let isClosed = false;
  let origin = "";

  const state: ApiState = {
    world,
    views: new Map<string, ViewRecord>(),
    homes: new Map<string, Json>(),
    triggers: new Map<string, Trigger>(),
    scheduled: new Map(),
    files: new Map(),
    uploadUrl: (id) => `${origin}/upload/${id}`,
    codes: new Map<string, OauthCode>(),
    refreshTokens: new Map(),
    clients: { id: "1234.5678", secret: "client-secret-of-the-double" },
    rotates: options.rotates ?? false,
    now,
    openSocket() {
      const ticket = randomUUID();
      tickets.add(ticket);
      return `${origin.replace("http", "ws")}/link?ticket=${ticket}`;
    },
    emit: (team, event) => void emit(team, event),
    changed: () => {
      for (const listener of listeners) listener();
    },
  };

  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => {
      violations.push(`the double failed: ${String(error)}`);
      response.destroy();
    });
  });
  const sockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    const ticket = new URL(request.url ?? "/", "http://slack.test").searchParams.get("ticket") ?? "";
    if (isDown || !tickets.delete(ticket)) return void socket.destroy();
    sockets.handleUpgrade(request, socket, head, (opened) => channel.connect(opened));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://slack.test");
    const raw = await rawBodyOf(request);
    const body = raw.toString();
    if (isDown) return void response.destroy();
    if (url.pathname.startsWith("/upload/")) {
      return await answerUpload(url.pathname.slice(8), raw, request.headers["content-type"] ?? "", response);
    }
    if (url.pathname.startsWith("/api/")) return await answerApi(url.pathname.slice(5), request, body, response);
    if (url.pathname.startsWith("/files-pri/")) return answerFile(given, world, url, request, response);
    if (url.pathname.startsWith("/response/")) return answerResponseUrl(url.pathname.slice(10), body, response);
    if (url.pathname === "/oauth/v2/authorize") return answerAuthorize(url, response);
    if (url.pathname === "/oauth/v2/approve") return answerApprove(url, response);
    for (const page of pages) if (await page(request, url, body, response)) return;
    response.writeHead(404).end("not found");
  }

  async function answerUpload(id: string, raw: Buffer, kind: string, response: ServerResponse): Promise<void> {
    const isTaken = await receiveFile(state.files.get(id), raw, kind);
    if (!isTaken) violations.push(`upload: ${raw.length} bytes are not what was announced as ${id}`);
    response.writeHead(isTaken ? 200 : 400).end(isTaken ? `OK - ${raw.length}` : "Bad Request");
  }

  async function answerApi(
    method: string,
    request: IncomingMessage,
    body: string,
    response: ServerResponse,
  ): Promise<void> {
    const args = argumentsOf(request, body);
    const given = /^Bearer (?<token>.+)$/.exec(request.headers.authorization ?? "")?.groups?.["token"];
    const token = given ?? (typeof args["token"] === "string" ? args["token"] : "");
    const call = { method, args, token };
    calls.push(call);
    const fault = options.fault?.(call);
    if (fault?.kind === "delay") await new Promise((resolve) => setTimeout(resolve, fault.ms));
    if (fault?.kind === "html")
      return void response.writeHead(fault.status, { "content-type": "text/html" }).end("<html>Error</html>");
    if (fault?.kind === "refuse") return refused(response, fault.code, fault.retryAfter);
    if (fault !== undefined && "when" in fault && fault.when === "before") return fail(response, fault);
    const target = typeof args["channel"] === "string" ? args["channel"] : undefined;
    const team = world.tokens.get(token)?.team ?? "";
    const wait = limits.check(method, team, target, now());
    if (wait !== null) return refused(response, "ratelimited", wait);
    let result: Json;
    try {
      result = callMethod(state, method, args, token);
    } catch (error) {
      if (!(error instanceof SlackRefused)) throw error;
      if (ownFaults.test(error.code)) violations.push(`${method}: ${error.code} ${JSON.stringify(error.more)}`);
      return json(response, 200, { ok: false, error: error.code, ...error.more });
    }
    const last = target === undefined ? undefined : world.channels.get(target)?.messages.at(-1);
    if (method === "chat.postMessage" && last?.unfurls === true) violations.push(`${method}: a link would be unfurled`);
    if (fault !== undefined && "when" in fault) return fail(response, fault);
    const scopes = [...(world.tokens.get(token)?.scopes ?? [])].join(",");
    response.setHeader("x-oauth-scopes", scopes);
    json(response, 200, { ok: true, ...result });
  }

  function answerResponseUrl(id: string, body: string, response: ServerResponse): void {
    const known = responseUrls.get(id);
    if (known === undefined) return json(response, 404, { ok: false, error: "expired_url" });
    if (known.uses >= 5 || now() - known.at > 30 * 60_000) {
      violations.push("a response_url was used too often or too late");
      return json(response, 404, { ok: false, error: "used_url" });
    }
    known.uses += 1;
    const args = JSON.parse(body) as Json;
    const place = world.channels.get(known.channel);
    try {
      if (args["delete_original"] !== true) checkContent(args);
    } catch (error) {
      if (!(error instanceof SlackRefused)) throw error;
      violations.push(`response_url: ${error.code} ${JSON.stringify(error.more)}`);
      return json(response, 200, { ok: false, error: error.code });
    }
    const original = place?.messages.find(({ ts }) => ts === known.ts);
    if (args["delete_original"] === true && original !== undefined) original.isDeleted = true;
    else if (args["replace_original"] === true && original !== undefined) edit(original, args);
    else place?.messages.push(aPost(args, args["response_type"] === "in_channel" ? undefined : known.user));
    state.changed();
    json(response, 200, { ok: true });
  }

  function aPost(args: Json, only: string | undefined): SlackPost {
    const text = typeof args["text"] === "string" ? args["text"] : "";
    const blocks = Array.isArray(args["blocks"]) ? args["blocks"] : [];
    const [team] = world.teams.values();
    return {
      ts: world.nextTs(now()),
      user: team?.botUser ?? "",
      botId: team?.botId,
      // The address for answers knows of no thread.
      thread: undefined,
      metadata: undefined,
      text,
      blocks,
      mrkdwn: args["mrkdwn"] !== false,
      versions: [{ text, blocks }],
      only,
      unfurls: false,
      files: [],
      isDeleted: false,
    };
  }

  /** The consent page: a person approves by following its link, as `consent` does. */
  function answerAuthorize(url: URL, response: ServerResponse): void {
    const clientId = url.searchParams.get("client_id");
    if (clientId !== state.clients.id) return json(response, 400, { ok: false, error: "invalid_client_id" });
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    const teams = [...world.teams.values()].map(({ id, name }) => {
      const approve = new URL(url);
      approve.pathname = "/oauth/v2/approve";
      approve.searchParams.set("team", id);
      return `<p><a href="${approve.pathname}${approve.search.replace(/&/g, "&amp;")}">Allow in ${name}</a></p>`;
    });
    response.end(`<!doctype html><title>Allow</title><h1>Rolecall asks for access</h1>${teams.join("")}`);
  }

  function answerApprove(url: URL, response: ServerResponse): void {
    response.writeHead(302, { location: approve(url, url.searchParams.get("team") ?? "") }).end();
  }

  function approve(consent: URL, team: string, isOrganisation = false): string {
    const redirect = consent.searchParams.get("redirect_uri") ?? `${origin}/nowhere`;
    const code = randomUUID();
    const home = world.teams.get(team);
    state.codes.set(code, {
      team: isOrganisation ? null : team,
      enterprise: home?.enterprise ?? null,
      user: [...world.users.values()].find((one) => one.team === team && one.role === "admin")?.id ?? "",
      scopes: (consent.searchParams.get("scope") ?? "").split(","),
      redirectUri: consent.searchParams.get("redirect_uri"),
      at: now(),
      isUsed: false,
    });
    const target = new URL(redirect);
    target.searchParams.set("code", code);
    target.searchParams.set("state", consent.searchParams.get("state") ?? "");
    return target.href;
  }

  /**
   * Sends an event, and again where it is not acknowledged: at once, then twice more.
   *
   * @param team Through whose installation the app sees it.
   * @param origin Where a channel that organisations share comes from.
   */
  async function emit(team: string, event: Json, origin = team): Promise<Acknowledged> {
    const home = world.teams.get(team);
    const payload = {
      token: "unused",
      team_id: origin,
      context_team_id: team,
      enterprise_id: world.teams.get(origin)?.enterprise ?? null,
      is_ext_shared_channel: origin !== team,
      api_app_id: world.appId,
      event: { event_ts: world.nextTs(now()), ...event },
      type: "event_callback",
      event_id: `Ev${randomUUID().replaceAll("-", "").slice(0, 10).toUpperCase()}`,
      event_time: Math.floor(now() / 1_000),
      authorizations: [
        { enterprise_id: null, team_id: team, user_id: home?.botUser, is_bot: true, is_enterprise_install: false },
      ],
    };
    const first = await channel.deliver("events_api", payload);
    if (first.isAcknowledged) return first;
    const again = (async () => {
      for (const waitMs of [100, 1_000, 5_000]) {
        await new Promise((resolve) => setTimeout(resolve, waitMs));
        if (isClosed || (await channel.deliver("events_api", payload)).isAcknowledged) return;
      }
    })();
    retries.add(again);
    void again.finally(() => retries.delete(again));
    return first;
  }

  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const people = createPeople({
    world,
    state,
    channel,
    violations,
    now,
    emit,
    aPost,
    approve,
    given,
    fileUrl: ({ team, id, name }) => `${origin}/files-pri/${team}-${id}/download/${encodeURIComponent(name)}`,
    newResponseUrl(user, place, ts) {
      const id = randomUUID();
      responseUrls.set(id, { uses: 0, at: now(), user: user.id, channel: place, ts });
      return `${origin}/response/${id}`;
    },
  });

  return {
    origin,
    /** What the app is told as Slack's API. */
    apiUrl: `${origin}/api/`,
    clients: state.clients,
    world,
    state,
    people,
    channel,
    violations,
    calls,
    limits,
    emit,
    countOf: (method: string) => calls.filter((call) => call.method === method).length,
    /** Messages of a channel as everybody sees them, in order. */
    shown(place: SlackChannel): readonly Shown[] {
      return place.messages
        .filter(({ only, isDeleted, botId }) => only === undefined && !isDeleted && botId !== undefined)
        .map((post) => ({ ts: post.ts, post, ...visibleOf(post) }));
    },
    /** What one person alone sees there. */
    ephemerals(user: SlackUser, place: SlackChannel): readonly Shown[] {
      return place.messages
        .filter(({ only, isDeleted }) => only === user.id && !isDeleted)
        .map((post) => ({ ts: post.ts, post, ...visibleOf(post) }));
    },
    /** Forms that stand open for somebody, the newest last. */
    forms: (user: SlackUser): readonly ViewRecord[] =>
      [...state.views.values()].filter((one) => one.user === user.id && one.isOpen),
    formText: ({ view }: ViewRecord): string => visibleOf({ blocks: listOf(view["blocks"]) }).text,
    home(user: SlackUser): string | undefined {
      const view = state.homes.get(user.id);
      return view === undefined ? undefined : visibleOf({ blocks: listOf(view["blocks"]) }).text;
    },
    onChange(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Waits until something holds, looking whenever something changes. @throws Error after so long. */
    async until(what: string, holds: () => boolean, withinMs = 5_000): Promise<void> {
      const end = Date.now() + withinMs;
      while (!holds()) {
        if (Date.now() > end) throw new Error(`slack double: ${what} did not happen within ${withinMs} ms`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    /** Slack cannot be reached: nothing is answered, and sockets are cut. */
    goDown(): void {
      isDown = true;
      channel.disconnect("cut");
    },
    comeBack(): void {
      isDown = false;
    },
    addPage(page: PageHandler): void {
      pages.push(page);
    },
    async close(): Promise<void> {
      isClosed = true;
      channel.disconnect("cut");
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type PageHandler = (
  request: IncomingMessage,
  url: URL,
  body: string,
  response: ServerResponse,
) => boolean | Promise<boolean>;

function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter((one): one is Json => typeof one === "object" && one !== null) : [];
}

async function rawBodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Form fields, of which those that hold JSON are read, or a JSON body. */
function argumentsOf(request: IncomingMessage, body: string): Json {
  if (request.headers["content-type"]?.startsWith("application/json") === true) return JSON.parse(body) as Json;
  const fields = [...new URLSearchParams(body)].map(([key, value]): [string, unknown] => {
    if (value === "true" || value === "false") return [key, value === "true"];
    if (!/^[[{]/.test(value) || key === "text") return [key, value];
    try {
      return [key, JSON.parse(value)];
    } catch {
      return [key, value];
    }
  });
  return Object.fromEntries(fields);
}

function json(response: ServerResponse, status: number, body: Json): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
}

function refused(response: ServerResponse, code: string, retryAfter?: number): void {
  if (retryAfter !== undefined) {
    response.setHeader("retry-after", String(retryAfter));
    return json(response, 429, { ok: false, error: code });
  }
  json(response, 200, { ok: false, error: code });
}

function fail(response: ServerResponse, fault: Extract<SlackFault, { when: string }>): void {
  if (fault.kind === "reset") return void response.destroy();
  json(response, fault.status, { ok: false, error: "internal_error" });
}
