import { type Kysely, sql } from "kysely";

/** What people say that postings were read wrongly, for whom it holds, and what was taken back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable("correction")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("workspace_id", "text", (c) => c.notNull().references("workspace.id"))
    .addColumn("author", "text", (c) => c.notNull())
    .addColumn("author_name", "text")
    .addColumn("destination", "text")
    .addColumn("opening_id", "text", (c) => c.notNull().references("opening.id"))
    .addColumn("says", "text", (c) => c.notNull())
    .addColumn("changes", "text", (c) => c.notNull())
    .addColumn("made_at", "bigint", (c) => c.notNull())
    .addColumn("undone_at", "bigint")
    .addColumn("undone_by", "text")
    .addColumn("revised_at", "bigint")
    .execute();
  await schema.createIndex("correction_opening").on("correction").column("opening_id").execute();
  await schema
    .createIndex("correction_author")
    .on("correction")
    .columns(["workspace_id", "author", "made_at"])
    .execute();
  await schema
    .createIndex("correction_revised")
    .on("correction")
    .column("revised_at")
    .where(sql.ref("revised_at"), "is not", null)
    .execute();
}
