import { type Kysely, sql } from "kysely";

/** What lets an operator look at the ledger without a walk through all that was ever sent. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createIndex("message_last_sent")
    .on("message")
    .columns(["sent_at", "id"])
    .where(sql.ref("sent_at"), "is not", null)
    .execute();
  await schema
    .createIndex("message_uncertain")
    .on("message")
    .column("changed_at")
    .where(sql.ref("is_uncertain"), "=", sql.lit(1))
    .execute();
  // Without those in the queue, whose states change with every step.
  await schema
    .createIndex("message_settled")
    .on("message")
    .columns(["state", "changed_at"])
    .where(sql.ref("is_waiting"), "=", sql.lit(0))
    .execute();
}
