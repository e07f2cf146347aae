import { type Kysely, sql } from "kysely";

/** Sources that a workspace added for itself beside those of the configuration, which are for all. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .alterTable("source")
    .addColumn("is_shared", "integer", (c) => c.notNull().defaultTo(1))
    .execute();
  await schema
    .createTable("workspace_source")
    .addColumn("workspace_id", "text", (c) => c.notNull().references("workspace.id"))
    .addColumn("source_key", "text", (c) => c.notNull().references("source.key"))
    .addColumn("owner", "text", (c) => c.notNull())
    .addColumn("options", "text", (c) => c.notNull())
    .addColumn("added_at", "bigint", (c) => c.notNull())
    .addColumn("removed_at", "bigint")
    .addPrimaryKeyConstraint("workspace_source_of", ["workspace_id", "source_key"])
    .execute();
  await schema.createIndex("workspace_source_key").on("workspace_source").column("source_key").execute();
  await schema
    .createIndex("source_private")
    .on("source")
    .column("key")
    .where(sql.ref("is_shared"), "=", sql.lit(0))
    .execute();
}
