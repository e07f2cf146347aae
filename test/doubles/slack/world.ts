import { randomUUID } from "node:crypto";
import type { SlackFile } from "./files.ts";

export interface SlackUser {
  readonly id: string;
  readonly team: string;
  name: string;
  zone: string;
  readonly role: "admin" | "member" | "guest" | "single-channel-guest" | "bot" | "stranger";
  isDeactivated: boolean;
}

export interface SlackChannel {
  readonly id: string;
  readonly team: string;
  name: string;
  readonly kind: "public" | "private" | "direct";
  readonly isShared: boolean;
  isArchived: boolean;
  isDeleted: boolean;
  readonly members: Set<string>;
  readonly messages: SlackPost[];
}

/** A message with all that it was. */
export interface SlackPost {
  readonly ts: string;
  readonly user: string;
  readonly botId: string | undefined;
  readonly thread: string | undefined;
  readonly metadata: unknown;
  text: string;
  blocks: readonly unknown[];
  /** Whether signs in the text format it. */
  mrkdwn: boolean;
  /** As it was posted, then as each edit left it. */
  readonly versions: { readonly text: string; readonly blocks: readonly unknown[] }[];
  /** Seen by one person alone. */
  readonly only: string | undefined;
  readonly unfurls: boolean;
  /** Pictures and other files that stand below it. */
  readonly files: SlackFile[];
  isDeleted: boolean;
}

export interface SlackToken {
  readonly value: string;
  readonly kind: "bot" | "app" | "config";
  /** Null for one of a whole organisation. */
  readonly team: string | null;
  readonly enterprise: string | null;
  readonly scopes: ReadonlySet<string>;
  expiresAt: number | null;
  isRevoked: boolean;
}

export interface SlackTeam {
  readonly id: string;
  readonly name: string;
  readonly enterprise: string | null;
  readonly botUser: string;
  readonly botId: string;
}

/** Everything that there is in Slack. */
export interface World {
  readonly appId: string;
  readonly teams: Map<string, SlackTeam>;
  readonly users: Map<string, SlackUser>;
  readonly channels: Map<string, SlackChannel>;
  readonly tokens: Map<string, SlackToken>;
  nextId(prefix: string): string;
  nextTs(now: number): string;
  /** The direct conversation of a person with the bot, made when there is none. */
  direct(user: SlackUser): SlackChannel;
}

export function createWorld(): World {
  let ids = 0;
  let lastTs = 0;
  const world: World = {
    appId: "A0ROLECALL",
    teams: new Map(),
    users: new Map(),
    channels: new Map(),
    tokens: new Map(),
    nextId(prefix) {
      ids += 1;
      return `${prefix}0${String(ids).padStart(7, "0")}`;
    },
    nextTs(now) {
      lastTs = Math.max(lastTs + 1, Math.floor(now * 1_000));
      const digits = String(lastTs).padStart(16, "0");
      return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
    },
    direct(user) {
      const known = [...world.channels.values()].find(({ kind, members }) => kind === "direct" && members.has(user.id));
      if (known !== undefined) return known;
      const bot = world.teams.get(user.team)?.botUser ?? "";
      const channel = aChannel(world.nextId("D"), user.team, "", "direct", [user.id, bot]);
      world.channels.set(channel.id, channel);
      return channel;
    },
  };
  return world;
}

export function aChannel(
  id: string,
  team: string,
  name: string,
  kind: SlackChannel["kind"],
  members: readonly string[],
  isShared = false,
): SlackChannel {
  return {
    id,
    team,
    name,
    kind,
    isShared,
    isArchived: false,
    isDeleted: false,
    members: new Set(members),
    messages: [],
  };
}

export function aToken(kind: SlackToken["kind"], scopes: Iterable<string>, of: Partial<SlackToken> = {}): SlackToken {
  const prefix = { bot: "xoxb", app: "xapp", config: "xoxe" }[kind];
  return {
    value: `${prefix}-${randomUUID()}`,
    kind,
    team: null,
    enterprise: null,
    scopes: new Set(scopes),
    expiresAt: null,
    isRevoked: false,
    ...of,
  };
}
