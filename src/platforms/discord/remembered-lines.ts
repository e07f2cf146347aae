import { z } from "zod";
import type { Random } from "../../clock.ts";
import { type Cache, cached } from "../chat/cache.ts";

/** Lines of /jobs behind keys that fit into a button. */
export interface RememberedLines {
  /** The key of a line. */
  remember(line: string): Promise<string>;
  /** Null for a key that is not known, or no longer. */
  recall(key: string): Promise<string | null>;
}

/** A button that nobody has pressed for so long stands somewhere far up. */
const keepMs = 30 * 86_400_000;
const keyLength = 20;

export function createRememberedLines(cache: Cache, random: Random): RememberedLines {
  return {
    async remember(line) {
      const key = random.id(keyLength);
      await cache.set(`line:${key}`, line, keepMs);
      return key;
    },
    recall: async (key) => (await cached(cache, `line:${key}`, z.string())) ?? null,
  };
}
