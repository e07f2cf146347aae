import type { Kysely } from "kysely";

/** Until when a message may have been shown, so that it is not looked for among all that was written since. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("message").addColumn("doubted_at", "bigint").execute();
}
