import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import type { Acted } from "./acting.ts";
import type { DiscordCall, DiscordFault } from "./faults.ts";
import { createAttachments } from "./attachments.ts";
import { createGateway, type Gateway } from "./gateway.ts";
import { officialDescription } from "./official-description.ts";
import { createPeople } from "./people.ts";
import { createRateLimits, type LimitOptions } from "./rate-limits.ts";
import { createRestApi } from "./rest-api.ts";
import type { DoubleState, OpenForm } from "./state.ts";
import { type Visible, visibleOf } from "./visible.ts";
import { createWorld, type DiscordChannel, type DiscordMessage, type DiscordUser } from "./world.ts";

export interface DiscordDoubleOptions {
  /** Milliseconds since the epoch, by which messages are stamped and limits are counted: the real clock by default. */
  readonly now?: () => number;
  /** Asked before every call. */
  readonly fault?: (call: DiscordCall) => DiscordFault | undefined;
  readonly limits?: LimitOptions;
  /** Whether Discord's own description of its API is obeyed too, where it lies beside the project; it is, by default. */
  readonly obeysDescription?: boolean;
  /** How long people and Discord wait for the first answer to an interaction: three seconds by default. */
  readonly patienceMs?: number;
  readonly heartbeatMs?: number;
  /** Between two identifications; Discord's five seconds by default. */
  readonly identifyEveryMs?: number;
  /** Session starts that are left today. */
  readonly sessionStarts?: number;
  readonly shards?: number;
  readonly requiresShards?: boolean;
  /** Bits of the privileged intents that the application may use; none by default. */
  readonly privilegedIntents?: number;
  readonly port?: number;
}

/** What a person sees of a message. */
export interface Shown extends Visible {
  readonly id: string;
  readonly message: DiscordMessage;
  /** As it first was, then as each edit left it. */
  readonly versions: readonly Visible[];
}

/** @returns Whether the request was one of the page's. */
export type PageHandler = (
  request: IncomingMessage,
  url: URL,
  body: string,
  response: ServerResponse,
) => boolean | Promise<boolean>;

export type DiscordDouble = Awaited<ReturnType<typeof createDiscordDouble>>;

/**
 * Discord on loopback: its API, its gateway, and the people in it. What Discord would refuse is refused with its own
 * words, and what an app must never do is listed in `violations`.
 */
export async function createDiscordDouble(options: DiscordDoubleOptions = {}) {
  const now = options.now ?? (() => Date.now());
  const world = createWorld(now);
  const violations: string[] = [];
  const listeners = new Set<() => void>();
  const pages: PageHandler[] = [];
  let isDown = false;

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      violations.push(`the double failed: ${error instanceof Error ? error.stack : String(error)}`);
      response.destroy();
    });
  });
  server.listen(options.port ?? 0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const total = options.sessionStarts ?? 1_000;
  const budget = {
    url: origin.replace("http", "ws"),
    shards: options.shards ?? 1,
    concurrency: 1,
    total,
    remaining: total,
    resetAfterMs: 86_400_000,
  };
  const gateway: Gateway = createGateway({
    world,
    budget,
    now,
    heartbeatMs: options.heartbeatMs ?? 41_250,
    identifyEveryMs: options.identifyEveryMs ?? 5_000,
    privileged: options.privilegedIntents ?? 0,
    requiresShards: options.requiresShards ?? false,
    violations,
  });
  const state: DoubleState = {
    world,
    now,
    limits: createRateLimits(options.limits ?? {}, now),
    commands: new Map(),
    interactions: new Map(),
    forms: [],
    attachments: createAttachments(world, now, () => origin),
    nonces: new Map(),
    gateway: budget,
    violations,
    patienceMs: options.patienceMs ?? 3_000,
    emit: (event, data, place) => gateway.emit(event, data, place),
    changed: () => {
      for (const listener of listeners) listener();
    },
  };
  const description = options.obeysDescription === false ? null : officialDescription();
  const api = createRestApi({ state, description, fault: options.fault ?? (() => undefined) });

  const sockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    if (isDown) return void socket.destroy();
    const { searchParams } = new URL(request.url ?? "/", origin);
    sockets.handleUpgrade(request, socket, head, (opened) => gateway.connect(opened, searchParams));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", origin);
    const body = await bodyOf(request);
    if (isDown) return void response.destroy();
    if (url.pathname.startsWith("/api/")) return await api.answer(request, url, body, response);
    if (state.attachments.answer(url, response)) return;
    for (const page of pages) if (await page(request, url, body.toString(), response)) return;
    response.writeHead(404).end("not found");
  }

  function shownOf(message: DiscordMessage): Shown {
    const versions = message.versions.map((version) => visibleOf(world, message, version));
    return { id: message.id, message, versions, ...visibleOf(world, message) };
  }

  const isThere = ({ isDeleted }: DiscordMessage) => !isDeleted;

  return {
    origin,
    /** What the app is told as Discord's API, for `rest: { api }`. */
    apiUrl: `${origin}/api`,
    token: world.app.token,
    world,
    state,
    people: createPeople(state),
    gateway,
    limits: state.limits,
    violations,
    /** Every call, in order. */
    calls: api.calls,
    /** How often something was called, as `PUT /applications/{application_id}/commands`. */
    countOf: (route: string) => api.calls.filter((call) => `${call.method} ${call.route}` === route).length,
    /** Messages of the bot's in a channel as everybody sees them, in order. */
    shown: (channel: DiscordChannel): readonly Shown[] =>
      channel.messages
        .filter((one) => isThere(one) && one.only === undefined && one.author === world.app.id)
        .map(shownOf),
    /** What one person alone sees there. */
    ephemerals: (user: DiscordUser, channel: DiscordChannel): readonly Shown[] =>
      channel.messages.filter((one) => isThere(one) && one.only === user.id).map(shownOf),
    /** What came of something that a person did: the answer and what followed it, in order. */
    answersTo: ({ interaction: { original, followUps } }: Acted): readonly Shown[] =>
      [...(original === undefined ? [] : [original]), ...followUps].filter(isThere).map(shownOf),
    /** Whether people still wait for what was put off. */
    isThinking: ({ interaction }: Acted): boolean => interaction.isLoading,
    /** Threads and posts of a channel, in order. */
    threads: (channel: DiscordChannel): readonly DiscordChannel[] =>
      [...world.channels.values()].filter(
        ({ parent, thread, isDeleted }) => parent === channel.id && thread !== null && !isDeleted,
      ),
    /** Forms that stand open for somebody, the newest last. */
    forms: (user: DiscordUser): readonly OpenForm[] => state.forms.filter((form) => form.user === user && form.isOpen),
    onChange(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Waits until something holds, looking whenever some time has passed. @throws Error after so long. */
    async until(what: string, holds: () => boolean, withinMs = 5_000): Promise<void> {
      const end = Date.now() + withinMs;
      while (!holds()) {
        if (Date.now() > end) throw new Error(`discord double: ${what} did not happen within ${withinMs} ms`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    /** Discord cannot be reached: nothing is answered, and the gateway is cut. */
    goDown(): void {
      isDown = true;
      gateway.drop();
    },
    comeBack(): void {
      isDown = false;
    },
    addPage(page: PageHandler): void {
      pages.push(page);
    },
    async close(): Promise<void> {
      gateway.drop();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
