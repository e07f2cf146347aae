import { EventEmitter } from "node:events";
import type { KeyvStoreAdapter } from "keyv";
import { z } from "zod";
import type { Database } from "./tables.ts";

const lifeTime = z.object({ expires: z.number().nullish() });

/**
 * Keyv on the bot's own database, for one instance without a cache server: the five calls that Keyv needs. It keeps
 * life times itself, inside the value; beside it they are for whoever clears up.
 */
export function createCacheAdapter(db: Database): KeyvStoreAdapter {
  return Object.assign(new EventEmitter(), {
    opts: {},
    async get(key: string) {
      const row = await db.selectFrom("cache").select("value").where("key", "=", key).executeTakeFirst();
      return row?.value as never;
    },
    async set(key: string, value: string) {
      const row = { value, expires_at: lifeTime.parse(JSON.parse(value)).expires ?? null };
      await db
        .insertInto("cache")
        .values({ key, ...row })
        .onConflict((conflict) => conflict.column("key").doUpdateSet(row))
        .execute();
    },
    async delete(key: string) {
      const { numDeletedRows } = await db.deleteFrom("cache").where("key", "=", key).executeTakeFirst();
      return numDeletedRows > 0n;
    },
    async clear() {
      await db.deleteFrom("cache").execute();
    },
    async has(key: string) {
      const row = await db.selectFrom("cache").select("key").where("key", "=", key).executeTakeFirst();
      return row !== undefined;
    },
  });
}
