import { type Kysely, sql } from "kysely";

/** What chat platforms need: people's marks, workspaces that the bot was removed from, and whom a hold was told to. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;

  await schema
    .createTable("mark")
    .addColumn("workspace_id", "text", (c) => c.notNull().references("workspace.id"))
    .addColumn("owner", "text", (c) => c.notNull())
    .addColumn("opening_id", "text", (c) => c.notNull().references("opening.id"))
    .addColumn("posting_id", "text", (c) => c.notNull().references("posting.id"))
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("changed_at", "bigint", (c) => c.notNull())
    .addPrimaryKeyConstraint("mark_of", ["workspace_id", "owner", "opening_id"])
    .execute();
  await schema.createIndex("mark_opening").on("mark").columns(["opening_id", "state"]).execute();

  await schema.alterTable("workspace").addColumn("removed_at", "bigint").execute();
  await schema.alterTable("destination").addColumn("told_at", "bigint").execute();
  await schema
    .createIndex("destination_held")
    .on("destination")
    .column("held_since")
    .where(sql.ref("held"), "is not", null)
    .execute();
  await schema
    .createIndex("subscription_destination")
    .on("subscription")
    .columns(["destination", "ended_at"])
    .execute();
}
