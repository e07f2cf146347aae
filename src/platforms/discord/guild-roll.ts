import { z } from "zod";
import { type Cache, cached } from "../chat/cache.ts";

/** What changed in the servers that have the bot. */
export interface RollChange {
  readonly left: readonly string[];
  /** Those that it had left before. */
  readonly returned: readonly string[];
}

/** The servers that have the bot, so that also what happened while the process was away is noticed. */
export interface GuildRoll {
  /**
   * All servers of a shard, as Discord names them at its start.
   *
   * @param shard With the number of all shards: `0/2`. Of another number nothing can be compared.
   */
  all(shard: string, guilds: readonly string[]): Promise<void>;
  joined(shard: string, guild: string): Promise<void>;
  left(shard: string, guild: string): Promise<void>;
}

const ids = z.array(z.string());
const lostKey = "guilds-lost";
/** As long as the core keeps what belongs to a server that lost the bot, with a day to spare. */
const comeBackMs = 31 * 86_400_000;

/** @param apply Does what follows from a change, before that is written down: where it throws, it is noticed again. */
export function createGuildRoll(cache: Cache, apply: (change: RollChange) => Promise<void>): GuildRoll {
  let last: Promise<unknown> = Promise.resolve();

  /** One after another: each reads what the one before wrote. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  }

  async function read(key: string): Promise<readonly string[] | undefined> {
    return await cached(cache, key, ids);
  }

  async function change(shard: string, next: (known: readonly string[]) => readonly string[]): Promise<void> {
    const key = `guilds:${shard}`;
    const known = (await read(key)) ?? [];
    const present = new Set(next(known));
    const left = known.filter((id) => !present.has(id));
    const lost = (await read(lostKey)) ?? [];
    const returned = lost.filter((id) => present.has(id));
    await apply({ left, returned });
    if (left.length > 0 || returned.length > 0) {
      await cache.set(
        lostKey,
        [...new Set([...lost, ...left])].filter((id) => !present.has(id)),
        comeBackMs,
      );
    }
    if (present.size !== known.length || left.length > 0) await cache.set(key, [...present]);
  }

  return {
    all: (shard, guilds) => inTurn(() => change(shard, () => guilds)),
    joined: (shard, guild) => inTurn(() => change(shard, (known) => [...known, guild])),
    left: (shard, guild) => inTurn(() => change(shard, (known) => known.filter((id) => id !== guild))),
  };
}
