import { batches } from "./batches.ts";
import type { Database } from "./tables.ts";

/** A time in which a source could not be polled. */
export interface Outage {
  readonly source: string;
  readonly beganAt: number;
  readonly endedAt: number;
  /** The coded reason of its last failure. */
  readonly code: string;
  /** New postings that were found when it was over. */
  readonly late: number;
}

/** Who is shown postings at once that came late because of an outage. */
export interface LateDelivery {
  readonly destination: string;
  readonly subscription: string;
  readonly openings: number;
}

/** Outages that are over. */
export interface OutageStore {
  /** Written twice it is one. */
  add(outage: Outage): Promise<void>;
  /** Those that ended since then, the newest first. */
  since(time: number): Promise<readonly Outage[]>;
  /** Those with postings that came late of which nobody was told yet. Each is given out once. */
  takeUntold(now: number): Promise<readonly Outage[]>;
  /** Forgets those that ended before then. @returns How many. */
  forget(endedBefore: number): Promise<number>;
  /** Where the postings go that an outage held up, but for what waits for a digest. */
  lateDeliveries(outage: Pick<Outage, "source" | "beganAt" | "endedAt">): Promise<readonly LateDelivery[]>;
  /** By subscription, the sources that have brought something for it since then. */
  sourcesOf(subscriptions: readonly string[], since: number): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
}

export function createOutageStore(db: Database): OutageStore {
  return {
    async add({ source, beganAt, endedAt, code, late }) {
      await db
        .insertInto("outage")
        .values({ source_key: source, began_at: beganAt, ended_at: endedAt, code, late, told_at: null })
        .onConflict((conflict) => conflict.columns(["source_key", "began_at"]).doNothing())
        .execute();
    },

    async since(time) {
      const rows = await db
        .selectFrom("outage")
        .selectAll()
        .where("ended_at", ">=", time)
        .orderBy("ended_at", "desc")
        .orderBy("source_key")
        .execute();
      return rows.map(outageOf);
    },

    async takeUntold(now) {
      const rows = await db
        .updateTable("outage")
        .set({ told_at: now })
        .where("told_at", "is", null)
        .where("late", ">", 0)
        .returningAll()
        .execute();
      return rows.map(outageOf);
    },

    async forget(endedBefore) {
      const { numDeletedRows } = await db.deleteFrom("outage").where("ended_at", "<", endedBefore).executeTakeFirst();
      return Number(numDeletedRows);
    },

    async lateDeliveries({ source, beganAt, endedAt }) {
      const rows = await db
        .selectFrom("posting")
        .innerJoin("delivery", "delivery.posting_id", "posting.id")
        .where("source_key", "=", source)
        .where("baseline", "=", 0)
        .where("first_seen_at", ">", beganAt)
        .where("first_seen_at", "<=", endedAt)
        .where("due_at", "is", null)
        .where("dropped", "is", null)
        .groupBy(["destination", "subscription_id"])
        .orderBy("destination")
        .orderBy("subscription_id")
        .select(({ fn }) => ["destination", "subscription_id", fn.countAll<number>().as("count")])
        .execute();
      return rows.map(({ destination, subscription_id, count }) => ({
        destination,
        subscription: subscription_id,
        openings: count,
      }));
    },

    async sourcesOf(subscriptions, since) {
      const found = new Map<string, Set<string>>();
      for (const batch of batches(subscriptions)) {
        const rows = await db
          .selectFrom("delivery_subscription")
          .innerJoin("delivery", "delivery.id", "delivery_subscription.delivery_id")
          .innerJoin("posting", "posting.id", "delivery.posting_id")
          .where("delivery_subscription.subscription_id", "in", batch)
          .where("delivery.created_at", ">=", since)
          .select(["delivery_subscription.subscription_id", "source_key"])
          .distinct()
          .execute();
        for (const { subscription_id, source_key } of rows) {
          found.set(subscription_id, (found.get(subscription_id) ?? new Set()).add(source_key));
        }
      }
      return found;
    },
  };
}

function outageOf(row: {
  readonly source_key: string;
  readonly began_at: number;
  readonly ended_at: number;
  readonly code: string;
  readonly late: number;
}): Outage {
  return { source: row.source_key, beganAt: row.began_at, endedAt: row.ended_at, code: row.code, late: row.late };
}
