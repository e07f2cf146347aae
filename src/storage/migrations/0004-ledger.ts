import { type Kysely, sql } from "kysely";

/**
 * What lets a workspace be erased without a scan for each row that others refer to, a rewritten board be resumed, and edits
 * take turns with what comes new.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;

  await schema
    .alterTable("source")
    .addColumn("is_sweeping", "integer", (c) => c.notNull().defaultTo(0))
    .execute();
  await schema
    .alterTable("destination")
    .addColumn("edit_position", "bigint", (c) => c.notNull().defaultTo(0))
    .execute();
  for (const [table, column] of [
    ["delivery", "destination"],
    ["delivery", "subscription_id"],
    ["message", "destination"],
    ["delivery_subscription", "subscription_id"],
  ] as const) {
    await schema.createIndex(`${table}_of_${column}`).on(table).column(column).execute();
  }
  // By the state too, which is always the same: SQLite would take one of all messages of a destination for as good.
  await schema.dropIndex("message_sending").execute();
  await schema
    .createIndex("message_sending")
    .on("message")
    .columns(["destination", "state", "position"])
    .where(sql.ref("state"), "=", sql.lit("sending"))
    .execute();
}
