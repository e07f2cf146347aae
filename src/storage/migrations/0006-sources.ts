import type { Kysely } from "kysely";

/** Whom a card has to name, by the terms of the source; how often postings of a source are looked up by their first sight. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("posting").addColumn("credit", "text").execute();
  await db.schema
    .createIndex("posting_news")
    .on("posting")
    .columns(["source_key", "baseline", "first_seen_at"])
    .execute();
}
