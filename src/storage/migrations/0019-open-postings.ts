import { type Kysely, sql } from "kysely";

/** How many postings of a source are open is counted without a look at each, whose text lies before what says so. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex("posting_open")
    .on("posting")
    .column("source_key")
    .where(sql.ref("closed_at"), "is", null)
    .execute();
}
