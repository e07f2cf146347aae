import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { App } from "@slack/bolt";
import { type WebSocket, WebSocketServer } from "ws";
import { systemClock } from "../../../src/clock.ts";
import type { Log } from "../../../src/log.ts";
import { createSocket, type Socket, type SocketOptions } from "../../../src/platforms/slack/socket.ts";

/** Slack's side of a socket: gives an address, says hello, sends envelopes, and can be away. */
let server: Server;
let sockets: WebSocketServer;
let socket: Socket;
let opened: number;
let isAway: boolean;
let refusal: string | null;
let acknowledged: string[];
let lines: string[];
let handled: string[];
let fatal: string[];

beforeEach(async () => {
  [opened, refusal, acknowledged, lines, handled, fatal] = [0, null, [], [], [], []];
  isAway = false;
  server = createServer((_request, response) => {
    if (isAway) return void response.destroy();
    opened += 1;
    response.setHeader("Content-Type", "application/json");
    const url = `ws://127.0.0.1:${port()}/link?ticket=canary-${opened}`;
    response.end(JSON.stringify(refusal === null ? { ok: true, url } : { ok: false, error: refusal }));
  });
  sockets = new WebSocketServer({ server });
  sockets.on("connection", (connection) => {
    if (isAway) return connection.terminate();
    connection.on("message", (data: Buffer) => void acknowledged.push(JSON.parse(data.toString()).envelope_id));
    connection.send(JSON.stringify({ type: "hello", num_connections: 1 }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  socket = aSocket();
});

function aSocket(options: Partial<SocketOptions> = {}): Socket {
  const write = (fields: object, text: string) => void lines.push(`${text} ${JSON.stringify(fields)}`);
  const log: Log = { debug: write, info: write, warn: write, error: write };
  const made = createSocket({
    appToken: "xapp-1-canary",
    apiUrl: `http://127.0.0.1:${port()}/api/`,
    // Without the waits between whole connections.
    clock: { now: systemClock.now, sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 100), signal) },
    log,
    onFatal: (reason) => void fatal.push(reason),
    ...options,
  });
  const app = new App({ receiver: made.receiver, authorize: async () => ({}), convoStore: false, ignoreSelf: false });
  app.command("/jobs", async ({ ack, body }) => {
    await ack();
    handled.push(body.text);
  });
  return made;
}

afterEach(async () => {
  await socket.stop();
  sockets.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function port(): number {
  return (server.address() as AddressInfo).port;
}

function connections(): WebSocket[] {
  return [...sockets.clients];
}

function command(id: string): void {
  const payload = { command: "/jobs", text: id, team_id: "T1", user_id: "U1" };
  for (const connection of connections()) {
    connection.send(
      JSON.stringify({ type: "slash_commands", envelope_id: id, payload, accepts_response_payload: true }),
    );
  }
}

/** In seconds. `SOCKET_OUTAGES=1,9,60` for longer ones, which take as long. */
const outages = (process.env["SOCKET_OUTAGES"] ?? "1").split(",").map(Number);

const never = new AbortController().signal;

describe("a socket", () => {
  it("takes what Slack sends, and acknowledges it", async () => {
    await socket.start(never);

    command("one");

    await vi.waitFor(() => expect(acknowledged).toEqual(["one"]));
    expect(handled).toEqual(["one"]);
  });

  it.each([
    ["drops the connection", () => connections().forEach((connection) => connection.terminate())],
    [
      "asks for a new connection",
      () =>
        connections().forEach((connection) =>
          connection.send(JSON.stringify({ type: "disconnect", reason: "refresh_requested" })),
        ),
    ],
  ])("comes back after Slack %s", { timeout: 30_000 }, async (_, end) => {
    await socket.start(never);

    end();
    await vi.waitFor(() => expect(opened).toBe(2), { timeout: 15_000 });
    await vi.waitFor(() => expect(connections().some((one) => one.readyState === one.OPEN)).toBe(true));
    await vi.waitFor(
      () => {
        command("two");
        expect(handled).toContain("two");
      },
      { timeout: 5_000 },
    );
  });

  it("knows whether it is connected", { timeout: 30_000 }, async () => {
    const before = socket.isConnected();
    await socket.start(never);
    const started = socket.isConnected();

    isAway = true;
    connections().forEach((connection) => connection.terminate());
    await vi.waitFor(() => expect(socket.isConnected()).toBe(false));
    isAway = false;
    await vi.waitFor(() => expect(socket.isConnected()).toBe(true), { timeout: 15_000 });

    expect([before, started]).toEqual([false, true]);
  });

  it.each(outages)("survives %i seconds in which Slack is away", { timeout: 240_000 }, async (seconds) => {
    await socket.start(never);

    isAway = true;
    connections().forEach((connection) => connection.terminate());
    await systemClock.sleep(seconds * 1_000);
    isAway = false;

    await vi.waitFor(
      () => {
        command("back");
        expect(handled).toContain("back");
      },
      { timeout: 120_000, interval: 200 },
    );
  });

  it.each(["invalid_auth", "account_inactive"])("with a token that Slack does not know says so: %s", async (code) => {
    refusal = code;

    await expect(socket.start(never)).rejects.toThrow(new RegExp(`SLACK_APP_TOKEN to be good, Slack says ${code}`));
  });

  it.each(["missing_scope", "not_allowed_token_type", "token_revoked"])(
    "with a token that Slack's own client would try for ever says so: %s",
    async (code) => {
      refusal = code;

      await expect(socket.start(never)).rejects.toThrow(new RegExp(`Slack says ${code}`));
    },
  );

  it("whose token dies later says that nothing can be done, once", { timeout: 30_000 }, async () => {
    await socket.start(never);

    refusal = "token_revoked";
    connections().forEach((connection) => connection.terminate());

    await vi.waitFor(() => expect(fatal).toEqual([expect.stringContaining("Slack says token_revoked")]), {
      timeout: 15_000,
    });
  });

  it("that cannot be opened at first is no error: it is opened once Slack is there", async () => {
    await socket.stop();
    socket = aSocket({ retries: 0 });
    isAway = true;

    const starting = socket.start(never);
    await vi.waitFor(() => expect(lines.join()).toContain("slack socket cannot be opened"));
    isAway = false;

    await expect(starting).resolves.toBeUndefined();
    expect(connections()).toHaveLength(1);
  });

  it("waits for a Slack that is away no longer than it is asked to", async () => {
    const stop = new AbortController();
    refusal = "internal_error";

    const starting = socket.start(stop.signal);
    stop.abort();

    await expect(starting).resolves.toBeUndefined();
  });

  it("that was asked to stop before it starts does not wait for a Slack that is away", async () => {
    refusal = "internal_error";

    await expect(socket.start(AbortSignal.abort())).resolves.toBeUndefined();

    expect(opened).toBe(0);
  });

  it("writes neither token nor ticket into the log", async () => {
    await socket.start(never);
    command("one");
    await vi.waitFor(() => expect(acknowledged).toHaveLength(1));

    expect(lines.join("\n")).toContain("slack socket connected");
    expect(lines.join("\n")).not.toContain("canary");
  });
});
