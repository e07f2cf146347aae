import { z } from "zod";
import type { Random } from "../../clock.ts";
import { type Cache, cached } from "../chat/cache.ts";

const kept = z.object({
  text: z.string(),
  /** The server that it was said about; null where it was about none. */
  guild: z.string().nullable(),
});
export type Kept = Readonly<z.output<typeof kept>>;

/** Lines of /jobs, and drafts of forms, behind keys that fit into a button. */
export interface RememberedLines {
  /** The key of a text. */
  remember(kept: Kept): Promise<string>;
  /** Null for a key that is not known, or no longer. */
  recall(key: string): Promise<Kept | null>;
}

/** A button that nobody has pressed for so long stands somewhere far up. */
const keepMs = 30 * 86_400_000;
const keyLength = 20;

export function createRememberedLines(cache: Cache, random: Random): RememberedLines {
  return {
    async remember(text) {
      const key = random.id(keyLength);
      await cache.set(`line:${key}`, text, keepMs);
      return key;
    },
    recall: async (key) => (await cached(cache, `line:${key}`, kept)) ?? null,
  };
}
