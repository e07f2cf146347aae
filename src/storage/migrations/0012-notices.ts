import type { Kysely } from "kysely";

/** Notes on what is marked, what its person knows of it, and what they are to be told: reminders and changes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;

  for (const column of ["note", "zone", "known"]) {
    await schema.alterTable("mark").addColumn(column, "text").execute();
  }
  await schema
    .createTable("notice")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("workspace_id", "text", (c) => c.notNull().references("workspace.id"))
    .addColumn("owner", "text", (c) => c.notNull())
    .addColumn("opening_id", "text", (c) => c.notNull().references("opening.id"))
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("wanted_at", "bigint", (c) => c.notNull())
    .addColumn("due_at", "bigint", (c) => c.notNull())
    .addColumn("lease_until", "bigint", (c) => c.notNull().defaultTo(0))
    .addColumn("attempts", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("tried_at", "bigint")
    .addColumn("in_doubt", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("is_uncertain", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("is_held", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("is_plain", "integer", (c) => c.notNull().defaultTo(0))
    .addUniqueConstraint("notice_once", ["workspace_id", "owner", "opening_id", "kind"])
    .execute();
  await schema.createIndex("notice_due").on("notice").column("due_at").execute();
}
