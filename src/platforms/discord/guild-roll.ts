import { createTurns } from "../chat/in-turn.ts";
import type { PlatformHost } from "../../delivery/platform.ts";
import { guildOf } from "./address.ts";

/** One of so many connections, among which Discord shares out the servers. */
export interface Shard {
  readonly id: number;
  readonly count: number;
}

/** What remains to be done about what Discord told: it may be done again, and goes by the newest that was told. */
export type Settling = () => Promise<void>;

/**
 * The servers that have the bot, as Discord tells it. What follows is compared with what the core has written down, so that also
 * what happened while the process was away is noticed.
 */
export interface GuildRoll {
  /** All servers of a shard, as Discord names them at its start. */
  all(shard: Shard, guilds: readonly string[]): Settling;
  joined(guild: string): Settling;
  left(guild: string): Settling;
}

export interface GuildRollOptions {
  readonly host: Pick<PlatformHost, "having">;
  /** The bot is in the server, for the first time or again. May be called for what is known. */
  readonly onThere: (guild: string) => Promise<void>;
  readonly onLeft: (guild: string) => Promise<void>;
}

export function createGuildRoll({ host, onThere, onLeft }: GuildRollOptions): GuildRoll {
  const present = new Set<string>();
  /** Of a server that left and is back, the last word must stand. */
  const inTurn = createTurns();

  function settling(guild: string): Settling {
    return () => inTurn(() => (present.has(guild) ? onThere(guild) : onLeft(guild)));
  }

  return {
    all(shard, guilds) {
      for (const guild of present) if (isOf(shard, guild)) present.delete(guild);
      for (const guild of guilds) present.add(guild);
      const compare: Settling = async () => {
        const known = (await host.having("discord")).flatMap((workspace) => guildOf(workspace) ?? []);
        for (const guild of known) {
          // Those that are there are told of one by one.
          if (isOf(shard, guild) && !present.has(guild)) await onLeft(guild);
        }
      };
      return () => inTurn(compare);
    },
    joined(guild) {
      present.add(guild);
      return settling(guild);
    },
    left(guild) {
      present.delete(guild);
      return settling(guild);
    },
  };
}

/** As Discord shares them out. */
function isOf({ id, count }: Shard, guild: string): boolean {
  return (BigInt(guild) >> 22n) % BigInt(count) === BigInt(id);
}
