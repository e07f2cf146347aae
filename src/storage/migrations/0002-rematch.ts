import type { Kysely } from "kysely";

/** What a changed posting was when it was last matched, so that only those hear of it for whom it is new. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("posting").addColumn("matched_as", "text").execute();
}
