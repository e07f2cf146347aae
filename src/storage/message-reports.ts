import { type ExpressionBuilder, sql } from "kysely";
import type { Database, Tables } from "./tables.ts";

export interface FailedMessage {
  readonly id: string;
  readonly destination: string;
  readonly state: "dead" | "held" | "uncertain";
  readonly operation: "post" | "edit";
  readonly reason: string | null;
  readonly attempts: number;
  readonly at: number;
  /** How many openings it carries, and the posting of the first. */
  readonly deliveries: number;
  readonly postingId: string | null;
}

/** A message that stands in its destination. */
export interface SentMessage {
  readonly id: string;
  readonly destination: string;
  /** Of the subscription that it was sent for. */
  readonly query: string;
  readonly sentAt: number;
  /** How many openings it carries, and the posting of the first. */
  readonly deliveries: number;
  readonly postingId: string | null;
}

/** What people and operators read of the ledger's queue; nothing of it is changed here. */
export interface MessageReports {
  /** Held destinations with the reason, by name. */
  held(destinations: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Dead, held and uncertain ones, newest first. */
  failed(limit: number): Promise<readonly FailedMessage[]>;
  /** Those that were posted last, the newest first. */
  lastSent(limit: number): Promise<readonly SentMessage[]>;
  /** How many wait to be posted, by subscription. */
  waitingCounts(subscriptions: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** How many there are in each state. */
  counts(): Promise<ReadonlyMap<string, number>>;
  /** When the one that has been pending longest was made; undefined when none is. */
  oldestPending(): Promise<number | undefined>;
}

export function createMessageReports(db: Database): MessageReports {
  return {
    async held(destinations) {
      if (destinations.length === 0) return new Map();
      const rows = await db
        .selectFrom("destination")
        .select(["name", "held"])
        .where("name", "in", destinations)
        .where("held", "is not", null)
        .execute();
      return new Map(rows.map(({ name, held }) => [name, held ?? ""]));
    },

    async failed(limit) {
      const rows = await db
        .selectFrom("message")
        .innerJoin("destination", "destination.name", "message.destination")
        .selectAll("message")
        .select("destination.held")
        .select((eb) => [carriedCount(eb).as("deliveries"), firstPosting(eb).as("posting_id")])
        // As three queries, each with an index of its own: one for all of it would walk through all that was ever sent.
        .where("message.id", "in", (eb) =>
          eb
            .selectFrom("message")
            .select("id")
            .where("is_waiting", "=", sql.lit(0))
            .where("state", "=", sql.lit("dead"))
            .unionAll(eb.selectFrom("message").select("id").where("is_uncertain", "=", sql.lit(1)))
            .unionAll(
              eb
                .selectFrom("message")
                .select("id")
                .where("is_waiting", "=", sql.lit(1))
                .where("state", "=", sql.lit("pending"))
                .where("destination", "in", (inner) =>
                  inner.selectFrom("destination").select("name").where("held", "is not", null),
                ),
            ),
        )
        .orderBy("message.changed_at", "desc")
        .orderBy("message.id")
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        destination: row.destination,
        state: row.state === "dead" ? "dead" : row.state === "pending" && row.held !== null ? "held" : "uncertain",
        operation: row.operation,
        reason: row.reason ?? row.held,
        attempts: row.attempts,
        at: row.changed_at,
        deliveries: row.deliveries ?? 0,
        postingId: row.posting_id,
      }));
    },

    async lastSent(limit) {
      const rows = await db
        .selectFrom("message")
        .innerJoin("subscription", "subscription.id", "message.subscription_id")
        .select(["message.id", "message.destination", "message.sent_at", "subscription.query"])
        .select((eb) => [carriedCount(eb).as("deliveries"), firstPosting(eb).as("posting_id")])
        .where("message.sent_at", "is not", null)
        .orderBy("message.sent_at", "desc")
        .orderBy("message.id", "desc")
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        destination: row.destination,
        query: row.query,
        sentAt: row.sent_at ?? 0,
        deliveries: row.deliveries ?? 0,
        postingId: row.posting_id,
      }));
    },

    async waitingCounts(subscriptions) {
      if (subscriptions.length === 0) return new Map();
      const rows = await db
        .selectFrom("message")
        .innerJoin("delivery", "delivery.message_id", "message.id")
        .select((eb) => ["message.subscription_id", eb.fn.countAll<number>().as("count")])
        .where("message.subscription_id", "in", subscriptions)
        .where("message.operation", "=", sql.lit("post"))
        // Also for the index: most of a subscription's messages were sent long ago.
        .where("message.sent_at", "is", null)
        .where("message.state", "in", ["pending", "sending"])
        .groupBy("message.subscription_id")
        .execute();
      return new Map(rows.map((row) => [row.subscription_id, row.count]));
    },

    async counts() {
      // One part of the states after the other, since the settled ones have an index of their own.
      const parts = await Promise.all(
        [0, 1].map((isWaiting) =>
          db
            .selectFrom("message")
            .select((eb) => ["state", eb.fn.countAll<number>().as("count")])
            .where("is_waiting", "=", sql.lit(isWaiting))
            .groupBy("state")
            .execute(),
        ),
      );
      return new Map(parts.flat().map(({ state, count }) => [state, count]));
    },

    async oldestPending() {
      const row = await db
        .selectFrom("message")
        .select((eb) => eb.fn.min("created_at").as("at"))
        .where("is_waiting", "=", sql.lit(1))
        .where("state", "=", sql.lit("pending"))
        .executeTakeFirst();
      return row?.at ?? undefined;
    },
  };
}

/** How many openings a message carries. */
function carriedCount(eb: ExpressionBuilder<Tables, "message">) {
  return eb
    .selectFrom("delivery")
    .select((inner) => inner.fn.countAll<number>().as("count"))
    .whereRef("delivery.message_id", "=", "message.id");
}

/** The posting that it shows first. */
function firstPosting(eb: ExpressionBuilder<Tables, "message">) {
  return eb
    .selectFrom("delivery")
    .select("delivery.posting_id")
    .whereRef("delivery.message_id", "=", "message.id")
    .orderBy("delivery.ordinal")
    .limit(1);
}
