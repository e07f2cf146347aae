import { type Kysely, sql } from "kysely";

/** What was closed long ago is found by when, and what refers to it without a scan for each row that is deleted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex("posting_closed")
    .on("posting")
    .columns(["closed_at", "id"])
    .where(sql.ref("closed_at"), "is not", null)
    .execute();
  await db.schema.createIndex("delivery_posting").on("delivery").column("posting_id").execute();
  await db.schema.createIndex("opening_key_opening").on("opening_key").column("opening_id").execute();
}
