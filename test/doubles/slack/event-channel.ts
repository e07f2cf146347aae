import { createHmac, randomUUID } from "node:crypto";
import type { WebSocket } from "ws";

/** How Slack reaches the app: through a socket that the app has opened, or by requests to an address of it. */
export interface EventChannel {
  /** Hands something over and waits for its acknowledgement, three seconds at the most. */
  deliver(kind: EventKind, payload: Json): Promise<Acknowledged>;
  /** A socket that the app has opened. */
  connect(socket: WebSocket): void;
  /** Where the app listens to requests, and the secret that signs them. */
  listenAt(address: { readonly url: string; readonly signingSecret: string } | null): void;
  /** Ends every socket, as a restart of Slack's does; with a warning first, as a planned one. */
  disconnect(how: "warning" | "refresh_requested" | "cut"): void;
  connections(): number;
  /** What came late or never: the app was too slow for Slack. */
  readonly late: readonly string[];
}

export type EventKind = "slash_commands" | "interactive" | "events_api";
type Json = Readonly<Record<string, unknown>>;

export interface Acknowledged {
  readonly isAcknowledged: boolean;
  /** What the acknowledgement carried. */
  readonly payload: Json | undefined;
  readonly afterMs: number;
}

const patienceMs = 3_000;

export function createEventChannel(): EventChannel {
  const sockets = new Set<WebSocket>();
  const waiting = new Map<string, (payload: Json | undefined) => void>();
  const late: string[] = [];
  let address: { readonly url: string; readonly signingSecret: string } | null = null;

  async function bySocket(kind: EventKind, payload: Json): Promise<Json | undefined | null> {
    const socket = [...sockets].find((one) => one.readyState === one.OPEN);
    if (socket === undefined) return null;
    const id = randomUUID();
    const answered = new Promise<Json | undefined>((resolve) => waiting.set(id, resolve));
    socket.send(
      JSON.stringify({
        type: kind,
        envelope_id: id,
        payload,
        accepts_response_payload: kind !== "events_api",
        ...(kind === "events_api" ? { retry_attempt: 0, retry_reason: "" } : {}),
      }),
    );
    const answer = await within(answered);
    waiting.delete(id);
    return answer;
  }

  async function byRequest(kind: EventKind, payload: Json): Promise<Json | undefined | null> {
    if (address === null) return null;
    const isEvent = kind === "events_api";
    const body = isEvent
      ? JSON.stringify(payload)
      : new URLSearchParams(
          kind === "slash_commands"
            ? Object.entries(payload).map(([key, value]): [string, string] => [key, String(value)])
            : [["payload", JSON.stringify(payload)]],
        ).toString();
    const response = await within(
      fetch(address.url, {
        method: "POST",
        headers: signedHeaders(body, address.signingSecret, Math.floor(Date.now() / 1_000), isEvent),
        body,
      }),
    );
    if (response === null || !response.ok) return null;
    const text = await response.text();
    return text === "" ? undefined : (JSON.parse(text) as Json);
  }

  return {
    late,
    async deliver(kind, payload) {
      const begun = Date.now();
      const answer = await (address === null ? bySocket(kind, payload) : byRequest(kind, payload));
      if (answer === null && (sockets.size > 0 || address !== null)) late.push(kind);
      return { isAcknowledged: answer !== null, payload: answer ?? undefined, afterMs: Date.now() - begun };
    },
    connect(socket) {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
      socket.on("message", (data) => {
        const { envelope_id: id, payload } = JSON.parse(String(data)) as { envelope_id?: string; payload?: Json };
        waiting.get(id ?? "")?.(payload);
      });
      socket.send(
        JSON.stringify({ type: "hello", num_connections: sockets.size, connection_info: { app_id: "A0ROLECALL" } }),
      );
    },
    listenAt(given) {
      address = given;
    },
    disconnect(how) {
      for (const socket of sockets) {
        if (how === "cut") socket.terminate();
        else socket.send(JSON.stringify({ type: "disconnect", reason: how, debug_info: {} }));
      }
    },
    connections: () => sockets.size,
  };
}

/** Headers of a request of Slack's, signed for a moment in seconds. */
export function signedHeaders(body: string, secret: string, at: number, isJson: boolean): Record<string, string> {
  const signature = createHmac("sha256", secret).update(`v0:${at}:${body}`).digest("hex");
  return {
    "content-type": isJson ? "application/json" : "application/x-www-form-urlencoded",
    "x-slack-request-timestamp": String(at),
    "x-slack-signature": `v0=${signature}`,
  };
}

async function within<Value>(answer: Promise<Value>): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs);
  });
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
