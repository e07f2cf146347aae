import type { Kysely } from "kysely";

/** Since when a source fails, and for how long sources failed before: what came late because of it can then be said. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema.alterTable("source").addColumn("failing_since", "bigint").execute();
  await schema
    .createTable("outage")
    .addColumn("source_key", "text", (c) => c.notNull().references("source.key"))
    .addColumn("began_at", "bigint", (c) => c.notNull())
    .addColumn("ended_at", "bigint", (c) => c.notNull())
    .addColumn("code", "text", (c) => c.notNull())
    .addColumn("late", "integer", (c) => c.notNull())
    .addColumn("told_at", "bigint")
    .addPrimaryKeyConstraint("outage_of", ["source_key", "began_at"])
    .execute();
  await schema.createIndex("outage_ended").on("outage").column("ended_at").execute();
}
