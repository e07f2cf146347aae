import type { IncomingMessage, ServerResponse } from "node:http";
import { applicationRoutes } from "./application-routes.ts";
import { channelRoutes } from "./channel-routes.ts";
import type { DiscordCall, DiscordFault } from "./faults.ts";
import { guildRoutes } from "./guild-routes.ts";
import { interactionRoutes } from "./interaction-routes.ts";
import { isJson, type Json } from "./json.ts";
import { messageRoutes } from "./message-routes.ts";
import type { OfficialDescription } from "./official-description.ts";
import { DiscordRefused, refuse } from "./refusal.ts";
import { Created, type Routes } from "./route.ts";
import type { DoubleState } from "./state.ts";

const routes: Routes = {
  ...applicationRoutes,
  ...guildRoutes,
  ...channelRoutes,
  ...messageRoutes,
  ...interactionRoutes,
};

/** The token in their path is all the right they need. */
const isOpen = (route: string) => route.includes(" /interactions/") || route.includes(" /webhooks/");

export interface RestApi {
  /** Answers a request below `/api`. */
  answer(request: IncomingMessage, url: URL, body: Buffer, response: ServerResponse): Promise<void>;
  readonly calls: readonly DiscordCall[];
}

interface RestOptions {
  readonly state: DoubleState;
  readonly description: OfficialDescription | null;
  readonly fault: (call: DiscordCall) => DiscordFault | undefined;
}

export function createRestApi({ state, description, fault: faultOf }: RestOptions): RestApi {
  const calls: DiscordCall[] = [];

  async function answer(request: IncomingMessage, url: URL, raw: Buffer, response: ServerResponse): Promise<void> {
    if (state.limits.isBanned()) return page(response, 403, "Access denied: error 1015, you are being rate limited");
    const found = matched(request.method ?? "GET", url.pathname.replace(/^\/api\/v10/, ""));
    const body = await readBody(request, raw);
    const call: DiscordCall = {
      method: request.method ?? "GET",
      route: found.route.split(" ")[1] ?? "",
      path: url.pathname,
      params: found.params,
      body,
      at: state.now(),
      status: 0,
    };
    calls.push(call);
    const fault = faultOf(call);
    if (fault?.kind === "delay") await pause(fault.ms);
    if (fault?.kind === "html") return page(response, fault.status, "Error");
    if (fault !== undefined && "when" in fault && fault.when === "before") return fail(response, fault);
    const outcome = done(request, url, call, found, body, fault);
    call.status = outcome.status;
    state.limits.answered(outcome.status, outcome.headers["x-ratelimit-scope"] === "shared");
    if (fault?.kind === "late") await pause(fault.ms);
    if (fault !== undefined && "when" in fault) return fail(response, fault);
    for (const [name, value] of Object.entries(outcome.headers)) response.setHeader(name, value);
    if (outcome.body === undefined) return void response.writeHead(outcome.status).end();
    response.writeHead(outcome.status, { "content-type": "application/json" }).end(JSON.stringify(outcome.body));
  }

  function done(
    request: IncomingMessage,
    url: URL,
    call: DiscordCall,
    { route, params }: Matched,
    body: unknown,
    fault: DiscordFault | undefined,
  ): Outcome {
    const headers: Record<string, string> = {};
    try {
      if (!url.pathname.startsWith("/api/v10/")) refuse(0);
      const isKnown = isOpen(route) || request.headers.authorization === `Bot ${state.world.app.token}`;
      if (!isKnown) return { status: 401, headers, body: { message: "401: Unauthorized", code: 0 } };
      if (fault?.kind === "rate-limit") return tooMany(headers, fault.retryAfterMs, fault.scope ?? "user");
      const verdict = state.limits.check(route, majorOf(params));
      Object.assign(headers, verdict.headers);
      if (verdict.waitMs !== null) return tooMany(headers, verdict.waitMs, verdict.scope);
      const run = routes[route];
      if (run === undefined) refuse(0);
      if (body === unreadable) refuse(50109);
      if (fault?.kind === "refuse") refuse(fault.code, fault.more);
      const problems = description?.request(route, body) ?? [];
      const answered = run({ state, params, query: url.searchParams, body, problems });
      const isCreated = answered instanceof Created;
      const json = isCreated ? answered.body : answered;
      const status = isCreated ? 201 : json === undefined ? 204 : 200;
      checkAnswer(route, status, json);
      return { status, headers, body: json };
    } catch (error) {
      if (!(error instanceof DiscordRefused)) throw error;
      const { code, body: told, status, isOwnFault } = error;
      if (isOwnFault && fault?.kind !== "refuse") {
        state.violations.push(
          `${call.method} ${call.route || call.path}: ${error.message} ${JSON.stringify(told["errors"] ?? "")}`,
        );
      }
      checkAnswer(route, status, told);
      if (status === 429) Object.assign(headers, { "retry-after": retryAfter(told, code) });
      return { status, headers, body: told };
    }
  }

  function checkAnswer(route: string, status: number, body: unknown): void {
    const problem = description?.response(route, status, body);
    if (problem !== undefined) state.violations.push(`the double's answer to ${route} is not Discord's: ${problem}`);
  }

  return { answer, calls };
}

interface Outcome {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

interface Matched {
  readonly route: string;
  readonly params: Readonly<Record<string, string>>;
}

const patterns = Object.keys(routes)
  .map((route) => {
    const [method = "", path = ""] = route.split(" ");
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
    return { route, method, names, path: new RegExp(`^${path.replace(/\{\w+\}/g, "([^/]+)")}$`) };
  })
  // What is written out comes before what stands for anything.
  .toSorted((one, other) => one.names.length - other.names.length);

function matched(method: string, path: string): Matched {
  const decoded = decodeURIComponent(path);
  for (const pattern of patterns) {
    const match = pattern.method === method ? pattern.path.exec(decoded) : null;
    if (match === null) continue;
    return {
      route: pattern.route,
      params: Object.fromEntries(pattern.names.map((name, index) => [name, match[index + 1] ?? ""])),
    };
  }
  return { route: `${method} `, params: {} };
}

function majorOf(params: Readonly<Record<string, string>>): string {
  return params["channel_id"] ?? params["guild_id"] ?? params["webhook_token"] ?? "";
}

function tooMany(headers: Record<string, string>, waitMs: number, scope: "user" | "global" | "shared"): Outcome {
  const seconds = Math.max(0.001, Math.ceil(waitMs) / 1_000);
  const own = {
    "retry-after": String(Math.ceil(seconds)),
    "x-ratelimit-scope": scope,
    ...(scope === "global" ? { "x-ratelimit-global": "true" } : {}),
  };
  const body = { message: "You are being rate limited.", retry_after: seconds, global: scope === "global", code: 0 };
  return { status: 429, headers: { ...headers, ...own }, body };
}

function retryAfter(body: Json, code: number): string {
  const seconds = body["retry_after"];
  if (typeof seconds !== "number") throw new TypeError(`discord double: expected retry_after beside ${code}, got none`);
  return String(Math.ceil(seconds));
}

const unreadable = Symbol("unreadable");

/** JSON, or the JSON part of a form with files, which stand among its attachments. */
async function readBody(request: IncomingMessage, raw: Buffer): Promise<unknown> {
  const kind = request.headers["content-type"] ?? "";
  if (raw.length === 0) return undefined;
  if (!kind.startsWith("multipart/form-data")) return parsed(raw.toString());
  const form = await new Response(new Uint8Array(raw), { headers: { "content-type": kind } }).formData();
  const payload = parsed(String(form.get("payload_json") ?? "{}"));
  if (!isJson(payload)) return payload;
  const files: { id: string; filename: string; size: number; data: string }[] = [];
  for (const [name, file] of form) {
    const index = /^files\[(?<index>\d+)\]$/.exec(name)?.groups?.["index"];
    if (index === undefined || typeof file === "string") continue;
    const data = Buffer.from(await file.arrayBuffer()).toString("base64");
    files.push({ id: index, filename: file.name, size: file.size, data });
  }
  const told = Array.isArray(payload["attachments"]) ? payload["attachments"].filter(isJson) : [];
  const attachments = files.map((file) => ({ ...told.find(({ id }) => String(id) === file.id), ...file }));
  return attachments.length > 0 ? { ...payload, attachments } : payload;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return unreadable;
  }
}

function page(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, { "content-type": "text/html" })
    .end(`<!doctype html><title>${status}</title><h1>${text}</h1>`);
}

function fail(response: ServerResponse, fault: Extract<DiscordFault, { readonly when: string }>): void {
  if (fault.kind === "reset") return void response.destroy();
  response.writeHead(fault.status, { "content-type": "application/json" });
  response.end(JSON.stringify({ message: `${fault.status}: Internal Server Error`, code: 0 }));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
