import { type Kysely, sql } from "kysely";

/** The first tables: sources, postings and their openings, subscriptions, the ledger, the cache. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;

  await schema
    .createTable("workspace")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("platform", "text", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();

  await schema
    .createTable("source")
    .addColumn("key", "text", (c) => c.primaryKey())
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("configured", "integer", (c) => c.notNull())
    .addColumn("next_poll_at", "bigint", (c) => c.notNull())
    .addColumn("not_before", "bigint", (c) => c.notNull())
    .addColumn("lease_until", "bigint")
    .addColumn("last_poll_at", "bigint")
    .addColumn("last_success_at", "bigint")
    .addColumn("snapshots", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("has_baseline", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("shrunk_since", "bigint")
    .addColumn("failures", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("error_code", "text")
    .addColumn("error_text", "text")
    .addColumn("dropped", "integer", (c) => c.notNull().defaultTo(0))
    .execute();
  await schema.createIndex("source_due").on("source").columns(["configured", "next_poll_at"]).execute();

  await schema
    .createTable("opening")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();
  await schema
    .createTable("opening_key")
    .addColumn("key", "text", (c) => c.primaryKey())
    .addColumn("opening_id", "text", (c) => c.notNull().references("opening.id").onDelete("cascade"))
    .execute();

  await schema
    .createTable("posting")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("opening_id", "text", (c) => c.notNull().references("opening.id"))
    .addColumn("source_key", "text", (c) => c.notNull().references("source.key"))
    .addColumn("external_id", "text", (c) => c.notNull())
    .addColumn("url", "text")
    .addColumn("title", "text")
    .addColumn("company", "text")
    .addColumn("location", "text")
    .addColumn("text", "text", (c) => c.notNull())
    .addColumn("reading", "text", (c) => c.notNull())
    .addColumn("reader_version", "integer", (c) => c.notNull())
    .addColumn("content_hash", "text", (c) => c.notNull())
    .addColumn("published_at", "bigint")
    .addColumn("first_seen_at", "bigint", (c) => c.notNull())
    .addColumn("last_seen_at", "bigint", (c) => c.notNull())
    .addColumn("absences", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("closed_at", "bigint")
    .addColumn("matched_at", "bigint")
    .addColumn("baseline", "integer", (c) => c.notNull())
    .addColumn("revised_at", "bigint")
    .addUniqueConstraint("posting_of_source", ["source_key", "external_id"])
    .execute();
  await schema.createIndex("posting_opening").on("posting").column("opening_id").execute();
  await schema.createIndex("posting_seen").on("posting").columns(["first_seen_at", "id"]).execute();
  await schema
    .createIndex("posting_unmatched")
    .on("posting")
    .columns(["first_seen_at", "id"])
    .where(sql.ref("matched_at"), "is", null)
    .execute();

  await schema
    .createIndex("posting_revised")
    .on("posting")
    .column("revised_at")
    .where(sql.ref("revised_at"), "is not", null)
    .execute();

  await schema
    .createTable("subscription")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("workspace_id", "text", (c) => c.notNull().references("workspace.id"))
    .addColumn("owner", "text", (c) => c.notNull())
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("destination", "text", (c) => c.notNull())
    .addColumn("query", "text", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("zone", "text", (c) => c.notNull())
    .addColumn("paused_until", "bigint")
    .addColumn("ended_at", "bigint")
    .execute();
  await schema
    .createIndex("subscription_name")
    .unique()
    .on("subscription")
    .columns(["workspace_id", "owner", "name"])
    .where(sql.ref("ended_at"), "is", null)
    .execute();

  await schema
    .createTable("setting")
    .addColumn("workspace_id", "text", (c) => c.notNull().references("workspace.id"))
    .addColumn("owner", "text", (c) => c.notNull())
    .addColumn("settings", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("setting_of", ["workspace_id", "owner"])
    .execute();

  await schema
    .createTable("destination")
    .addColumn("name", "text", (c) => c.primaryKey())
    .addColumn("workspace_id", "text", (c) => c.notNull().references("workspace.id"))
    .addColumn("next_at", "bigint")
    .addColumn("not_before", "bigint", (c) => c.notNull().defaultTo(0))
    .addColumn("lease_until", "bigint")
    .addColumn("served_at", "bigint", (c) => c.notNull().defaultTo(0))
    .addColumn("position", "bigint", (c) => c.notNull().defaultTo(0))
    .addColumn("held", "text")
    .addColumn("held_since", "bigint")
    .addColumn("probe_at", "bigint")
    .execute();
  await schema
    .createIndex("destination_waiting")
    .on("destination")
    .columns(["served_at"])
    .where(sql.ref("next_at"), "is not", null)
    .execute();

  await schema
    .createTable("message")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("workspace_id", "text", (c) => c.notNull().references("workspace.id"))
    .addColumn("destination", "text", (c) => c.notNull().references("destination.name"))
    .addColumn("subscription_id", "text", (c) => c.notNull().references("subscription.id"))
    .addColumn("position", "bigint", (c) => c.notNull())
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("operation", "text", (c) => c.notNull())
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("is_waiting", "integer", (c) => c.notNull())
    .addColumn("reason", "text")
    .addColumn("attempts", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("due_at", "bigint", (c) => c.notNull())
    .addColumn("lease_until", "bigint")
    .addColumn("tried_at", "bigint")
    .addColumn("in_doubt", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("is_uncertain", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("is_plain", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("header", "text")
    .addColumn("reference", "text")
    .addColumn("shown", "text")
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("changed_at", "bigint", (c) => c.notNull())
    .addColumn("sent_at", "bigint")
    .addColumn("edited_at", "bigint")
    .execute();
  // The queue of each destination: its next turn, the turn of each lane, and when it has something due. Not by the state:
  // a claim would then write a page of each of them for every message, the more pages the more is waiting.
  for (const [name, columns] of [
    ["message_turn", ["destination", "position"]],
    ["message_lane", ["destination", "subscription_id", "position"]],
    ["message_due", ["destination", "due_at"]],
  ] as const) {
    await schema
      .createIndex(name)
      .on("message")
      .columns([...columns])
      .where(sql.ref("is_waiting"), "=", sql.lit(1))
      .execute();
  }
  await schema
    .createIndex("message_sending")
    .on("message")
    .columns(["destination", "lease_until"])
    .where(sql.ref("state"), "=", sql.lit("sending"))
    .execute();
  await schema
    .createIndex("message_in_doubt")
    .on("message")
    .columns(["subscription_id", "changed_at"])
    .where(sql.ref("in_doubt"), "=", sql.lit(1))
    .execute();
  await schema.createIndex("message_sent").on("message").columns(["subscription_id", "sent_at"]).execute();

  await schema
    .createTable("delivery")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("workspace_id", "text", (c) => c.notNull().references("workspace.id"))
    .addColumn("destination", "text", (c) => c.notNull().references("destination.name"))
    .addColumn("opening_id", "text", (c) => c.notNull().references("opening.id"))
    .addColumn("posting_id", "text", (c) => c.notNull().references("posting.id"))
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("subscription_id", "text", (c) => c.notNull().references("subscription.id"))
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("due_at", "bigint")
    .addColumn("message_id", "text", (c) => c.references("message.id"))
    .addColumn("ordinal", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("in_full", "integer", (c) => c.notNull().defaultTo(1))
    .addColumn("dropped", "text")
    .addColumn("changed_at", "bigint", (c) => c.notNull())
    .addUniqueConstraint("delivery_once", ["workspace_id", "destination", "opening_id", "kind"])
    .execute();
  await schema
    .createIndex("delivery_waiting")
    .on("delivery")
    .columns(["due_at", "subscription_id"])
    .where(sql.ref("due_at"), "is not", null)
    .execute();
  await schema
    .createIndex("delivery_waiting_for")
    .on("delivery")
    .columns(["subscription_id", "due_at"])
    .where(sql.ref("due_at"), "is not", null)
    .execute();
  await schema.createIndex("delivery_message").on("delivery").columns(["message_id", "ordinal"]).execute();
  await schema.createIndex("delivery_opening").on("delivery").column("opening_id").execute();
  await schema
    .createTable("delivery_subscription")
    .addColumn("delivery_id", "text", (c) => c.notNull().references("delivery.id").onDelete("cascade"))
    .addColumn("subscription_id", "text", (c) => c.notNull().references("subscription.id"))
    .addPrimaryKeyConstraint("delivery_subscription_pair", ["delivery_id", "subscription_id"])
    .execute();

  await schema
    .createTable("cache")
    .addColumn("key", "text", (c) => c.primaryKey())
    .addColumn("value", "text", (c) => c.notNull())
    .execute();
}
