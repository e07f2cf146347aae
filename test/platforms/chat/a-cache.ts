import type { Cache } from "../../../src/platforms/chat/cache.ts";

/** A cache in memory that tells what it holds. Like Keyv's, its values are copies. */
export function aCache(): Cache & {
  readonly entries: ReadonlyMap<string, string>;
  readonly lives: ReadonlyMap<string, number>;
} {
  const entries = new Map<string, string>();
  const lives = new Map<string, number>();
  return {
    entries,
    lives,
    async get(key) {
      const value = entries.get(key);
      return value === undefined ? undefined : JSON.parse(value);
    },
    async set(key, value, ttlMs) {
      entries.set(key, JSON.stringify(value));
      if (ttlMs !== undefined) lives.set(key, ttlMs);
    },
    delete: async (key) => entries.delete(key),
  };
}
