import type { Kysely } from "kysely";
import { z } from "zod";
import type { Tables } from "../tables.ts";

const lifeTime = z.object({ expires: z.number() });

/** When what is cached is out of date stands beside it too, so that clearing up need not read JSON in SQL. */
export async function up(db: Kysely<Pick<Tables, "cache">>): Promise<void> {
  await db.schema.alterTable("cache").addColumn("expires_at", "bigint").execute();
  for (const { key, value } of await db.selectFrom("cache").select(["key", "value"]).execute()) {
    const { data } = lifeTime.safeParse(jsonOf(value));
    if (data === undefined) continue;
    await db.updateTable("cache").set({ expires_at: data.expires }).where("key", "=", key).execute();
  }
  await db.schema
    .createIndex("cache_expiry")
    .on("cache")
    .column("expires_at")
    .where("expires_at", "is not", null)
    .execute();
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
