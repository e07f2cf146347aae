import type { Kysely } from "kysely";

/** Which process has claimed a source, and which processes there are: what a dead one has claimed need not wait for its lease. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("instance")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("seen_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.alterTable("source").addColumn("lease_by", "text").execute();
}
