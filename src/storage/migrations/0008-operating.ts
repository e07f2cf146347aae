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
  await schema
    .createIndex("message_dead")
    .on("message")
    .column("changed_at")
    .where(sql.ref("state"), "=", sql.lit("dead"))
    .execute();
}
