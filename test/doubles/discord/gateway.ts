/** The gateway, whole: what a connection is told and asked belongs together, and so stands in one file. */
import type { WebSocket } from "ws";
import { intents, opcodes } from "./discord-numbers.ts";
import { isJson, type Json } from "./json.ts";
import type { EventPlace, GatewayBudget } from "./state.ts";
import { guildCreateJson, selfJson } from "./to-json.ts";
import { shardOf, type World } from "./world.ts";

export interface Gateway {
  /** A connection that the app has opened, with the query of its address. */
  connect(socket: WebSocket, query: URLSearchParams): void;
  /** Tells every session whose shard and intents an event is for. */
  emit(event: string, data: Json, place: EventPlace): void;
  /** Ends every connection with a code, as Discord does with 4000, 4009 and the others. */
  close(code: number): void;
  /** Cuts every connection without a word. */
  drop(): void;
  /** Asks every connection to come back: op 7. */
  askToReconnect(): void;
  /** Ends every session: op 9. @param canResume Whether Discord says that it can be taken up again. */
  invalidate(canResume: boolean): void;
  /** Heartbeats are heard, and no longer answered: what has come to be called a zombie. */
  silence(isSilent: boolean): void;
  /** Takes whoever says who it is, and tells it nothing: not even that it is ready. */
  withhold(): void;
  /** Forgets every session, so that none can be taken up again. */
  forget(): void;
  readonly connections: () => number;
  readonly counts: { identified: number; resumed: number };
}

export interface GatewayOptions {
  readonly world: World;
  readonly budget: GatewayBudget;
  readonly now: () => number;
  readonly heartbeatMs: number;
  /** Between two identifications of one rate-limit key. */
  readonly identifyEveryMs: number;
  /** Those that the application may use beside the harmless ones. */
  readonly privileged: number;
  /** Whether so many guilds ask for several shards. */
  readonly requiresShards: boolean;
  readonly violations: string[];
}

interface Session {
  readonly id: string;
  readonly shard: readonly [number, number];
  readonly intents: number;
  seq: number;
  readonly events: { readonly s: number; readonly t: string; readonly d: Json }[];
  isAlive: boolean;
  socket: WebSocket | undefined;
}

interface Connection {
  readonly socket: WebSocket;
  session: Session | undefined;
  lastBeat: number;
  commands: number[];
}

/** All that Discord has given a meaning to. */
const knownIntents = 0b11_0011_0001_1111_1111_1111_1111;
const privilegedIntents = intents.guildMembers | intents.guildPresences | intents.messageContent;
const mostCommandsAMinute = 120;
const mostKept = 5_000;

/** What an event needs; those that are not listed come always. */
function intentOf(event: string, { guild }: EventPlace): number {
  if (event.startsWith("MESSAGE_")) return guild === null ? intents.directMessages : intents.guildMessages;
  if (/^(?:GUILD_(?:CREATE|DELETE|UPDATE|ROLE_)|CHANNEL_|THREAD_)/.test(event)) return intents.guilds;
  return 0;
}

export function createGateway(options: GatewayOptions): Gateway {
  const { world, budget, now, heartbeatMs, violations } = options;
  const connections = new Set<Connection>();
  const sessions = new Map<string, Session>();
  const lastIdentify = new Map<number, number>();
  const counts = { identified: 0, resumed: 0 };
  let isSilent = false;
  let isWithholding = false;
  let made = 0;

  function send(socket: WebSocket, op: number, d: unknown, more: { s?: number; t?: string } = {}): void {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ op, d, s: more.s ?? null, t: more.t ?? null }));
  }

  function dispatch(session: Session, t: string, d: Json): void {
    session.seq += 1;
    const event = { s: session.seq, t, d };
    session.events.push(event);
    if (session.events.length > mostKept) session.events.shift();
    if (session.socket !== undefined) send(session.socket, opcodes.dispatch, d, event);
  }

  function identify(connection: Connection, d: Json): void {
    const { socket } = connection;
    const { token, intents, shard = [0, 1] } = d;
    if (connection.session !== undefined) return socket.close(4005, "Already authenticated.");
    if (token !== world.app.token) return socket.close(4004, "Authentication failed.");
    if (typeof intents !== "number" || (intents & ~knownIntents) !== 0) return socket.close(4013, "Invalid intent(s).");
    if ((intents & privilegedIntents & ~options.privileged) !== 0) return socket.close(4014, "Disallowed intent(s).");
    const [id, count] = Array.isArray(shard) ? shard.map(Number) : [];
    if (id === undefined || count === undefined || id >= count) return socket.close(4010, "Invalid shard.");
    if (options.requiresShards && count === 1) return socket.close(4011, "Sharding required.");
    if (budget.remaining <= 0) {
      violations.push("gateway: identified although no session start was left; Discord would have reset the token");
      return send(socket, opcodes.invalidSession, false);
    }
    const key = id % budget.concurrency;
    const last = lastIdentify.get(key);
    if (last !== undefined && now() - last < options.identifyEveryMs) {
      violations.push(
        `gateway: identified ${now() - last} ms after the last time, and ${options.identifyEveryMs} were asked for`,
      );
      return send(socket, opcodes.invalidSession, false);
    }
    lastIdentify.set(key, now());
    budget.remaining -= 1;
    counts.identified += 1;
    made += 1;
    const session: Session = {
      id: `session-${made}`,
      shard: [id, count],
      intents,
      seq: 0,
      events: [],
      isAlive: true,
      socket,
    };
    sessions.set(session.id, session);
    connection.session = session;
    if (!isWithholding) welcome(session);
  }

  function welcome(session: Session): void {
    const [id, count] = session.shard;
    const guilds = [...world.guilds.values()].filter(
      (guild) => guild.members.has(world.app.id) && shardOf(guild.id, count) === id,
    );
    dispatch(session, "READY", {
      v: 10,
      user: selfJson(world),
      guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
      session_id: session.id,
      session_type: "normal",
      resume_gateway_url: budget.url,
      shard: [id, count],
      application: { id: world.app.id, flags: 0 },
      private_channels: [],
      user_settings: {},
      relationships: [],
      presences: [],
    });
    if ((session.intents & intents.guilds) === 0) return;
    for (const guild of guilds)
      if (!guild.isUnavailable) dispatch(session, "GUILD_CREATE", guildCreateJson(world, guild));
  }

  function resume(connection: Connection, d: Json): void {
    const { socket } = connection;
    if (d["token"] !== world.app.token) return socket.close(4004, "Authentication failed.");
    const session = sessions.get(String(d["session_id"]));
    const seq = Number(d["seq"]);
    if (session === undefined || !session.isAlive) return send(socket, opcodes.invalidSession, false);
    if (seq > session.seq) return socket.close(4007, "Invalid seq.");
    if (session.socket !== undefined && session.socket !== socket) session.socket.close(4000, "Resumed elsewhere.");
    session.socket = socket;
    connection.session = session;
    counts.resumed += 1;
    for (const event of session.events) if (event.s > seq) send(socket, opcodes.dispatch, event.d, event);
    dispatch(session, "RESUMED", {});
  }

  function heard(connection: Connection, text: string): void {
    const { socket } = connection;
    const recent = connection.commands.filter((at) => now() - at < 60_000);
    connection.commands = [...recent, now()];
    if (recent.length >= mostCommandsAMinute) return socket.close(4008, "You are being rate limited.");
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch {
      return socket.close(4002, "Error while decoding payload.");
    }
    if (!isJson(message) || typeof message["op"] !== "number")
      return socket.close(4002, "Error while decoding payload.");
    const d = isJson(message["d"]) ? message["d"] : {};
    switch (message["op"]) {
      case opcodes.heartbeat:
        connection.lastBeat = Date.now();
        if (!isSilent) send(socket, opcodes.heartbeatAck, null);
        return;
      case opcodes.identify:
        return identify(connection, d);
      case opcodes.resume:
        return resume(connection, d);
      case opcodes.presence:
      case opcodes.voice:
      case opcodes.requestMembers:
        if (connection.session === undefined) socket.close(4003, "Not authenticated.");
        return;
      default:
        return socket.close(4001, "Unknown opcode.");
    }
  }

  function each(act: (connection: Connection) => void): void {
    for (const connection of connections) act(connection);
  }

  return {
    counts,
    connections: () => connections.size,
    connect(socket, query) {
      if (query.get("v") !== "10") return socket.close(4012, "Invalid API version.");
      if (query.get("encoding") !== "json" || query.has("compress")) {
        violations.push(`gateway: expected plain JSON, got ${query.toString()}`);
        return socket.close(4002, "Error while decoding payload.");
      }
      const connection: Connection = { socket, session: undefined, lastBeat: Date.now(), commands: [] };
      connections.add(connection);
      const watch = setInterval(() => {
        if (Date.now() - connection.lastBeat > heartbeatMs * 1.5 + 1_000) socket.close(4009, "Session timed out.");
      }, heartbeatMs);
      watch.unref();
      socket.on("message", (data: Buffer) => heard(connection, data.toString()));
      socket.on("close", (code) => {
        clearInterval(watch);
        connections.delete(connection);
        const { session } = connection;
        if (session?.socket !== socket) return;
        session.socket = undefined;
        // Whoever leaves with one of these does not mean to come back.
        if (code === 1_000 || code === 1_001) session.isAlive = false;
      });
      send(socket, opcodes.hello, { heartbeat_interval: heartbeatMs });
    },
    emit(event, data, place) {
      for (const session of sessions.values()) {
        const [id, count] = session.shard;
        const needed = intentOf(event, place);
        if (!session.isAlive || shardOf(place.guild, count) !== id) continue;
        if (needed === 0 || (session.intents & needed) !== 0) dispatch(session, event, data);
      }
    },
    close: (code) => each(({ socket }) => socket.close(code)),
    drop: () => each(({ socket }) => socket.terminate()),
    askToReconnect: () => each(({ socket }) => send(socket, opcodes.reconnect, null)),
    invalidate(canResume) {
      if (!canResume) for (const session of sessions.values()) session.isAlive = false;
      each((connection) => {
        if (!canResume) connection.session = undefined;
        send(connection.socket, opcodes.invalidSession, canResume);
      });
    },
    silence(silent) {
      isSilent = silent;
    },
    withhold() {
      isWithholding = true;
    },
    forget() {
      for (const session of sessions.values()) session.isAlive = false;
    },
  };
}
