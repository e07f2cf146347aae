import type { Kysely } from "kysely";

/** What people keep of an opening is found without a scan for each one that is forgotten. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex("mark_posting").on("mark").column("posting_id").execute();
  await db.schema.createIndex("notice_opening").on("notice").column("opening_id").execute();
}
