import { sql } from "kysely";
import type { Database, MessageState } from "./tables.ts";

/** How much there is of what operators watch. */
export interface Statistics {
  /** Messages by state: those in the queue, and dead ones. What is at rest is not counted: it is most of the ledger. */
  readonly messages: {
    readonly pending: number;
    readonly held: number;
    readonly sending: number;
    readonly dead: number;
  };
  readonly uncertain: number;
  /** Since when the one that should have gone first could have; null when none is due. */
  readonly oldestDueAt: number | null;
  /** Configured sources by kind and how they fare. */
  readonly sources: readonly {
    readonly kind: string;
    readonly state: "ok" | "waiting" | "failing";
    readonly count: number;
  }[];
  /** The same for the source that should be polled first. */
  readonly pollDueAt: number | null;
}

export interface StatisticsStore {
  /** Walks through what is in the queue and through the sources: for every few seconds. @param now Milliseconds since the epoch. */
  at(now: number): Promise<Statistics>;
}

export function createStatisticsStore(db: Database): StatisticsStore {
  const countOfMessages = db.selectFrom("message").select((eb) => eb.fn.countAll<number>().as("count"));

  /** The value stands in the statement, so that SQLite knows a partial index for it. */
  async function countWhere(column: "is_waiting" | "is_uncertain" | "state", value: number | MessageState) {
    const { count } = await countOfMessages.where(column, "=", sql.lit(value)).executeTakeFirstOrThrow();
    return count;
  }

  async function held(): Promise<number> {
    const { count } = await countOfMessages
      .where("is_waiting", "=", sql.lit(1))
      .where("state", "=", sql.lit("pending"))
      .where("destination", "in", (eb) => eb.selectFrom("destination").select("name").where("held", "is not", null))
      .executeTakeFirstOrThrow();
    return count;
  }

  /** Of destinations that nothing keeps from being served: the queue keeps when their next message is due. */
  async function oldestDueAt(now: number): Promise<number | null> {
    const { at } = await db
      .selectFrom("destination")
      .select(earliest("next_at").as("at"))
      .where("next_at", "<=", now)
      .where("not_before", "<=", now)
      .where("held", "is", null)
      .executeTakeFirstOrThrow();
    return at;
  }

  async function pollDueAt(now: number): Promise<number | null> {
    const { at } = await db
      .selectFrom("source")
      .select(earliest("next_poll_at").as("at"))
      .where("configured", "=", 1)
      .where("next_poll_at", "<=", now)
      .where("not_before", "<=", now)
      .where((eb) => eb.or([eb("lease_until", "is", null), eb("lease_until", "<=", now)]))
      .executeTakeFirstOrThrow();
    return at;
  }

  async function sources() {
    const rows = await db
      .selectFrom("source")
      .select((eb) => [
        "kind",
        eb
          .case()
          .when("failures", ">", 0)
          .then(sql.lit("failing" as const))
          .when("last_success_at", "is", null)
          .then(sql.lit("waiting" as const))
          .else(sql.lit("ok" as const))
          .end()
          .as("state"),
        eb.fn.countAll<number>().as("count"),
      ])
      .where("configured", "=", 1)
      .groupBy(["kind", "state"])
      .execute();
    return rows.map(({ kind, state, count }) => ({ kind, state, count }));
  }

  return {
    async at(now) {
      // Each by an index of its own, without a look at the rows.
      const waiting = await countWhere("is_waiting", 1);
      const sending = await countWhere("state", "sending");
      const heldCount = await held();
      return {
        messages: {
          pending: waiting - sending - heldCount,
          held: heldCount,
          sending,
          dead: await countWhere("state", "dead"),
        },
        uncertain: await countWhere("is_uncertain", 1),
        oldestDueAt: await oldestDueAt(now),
        sources: await sources(),
        pollDueAt: await pollDueAt(now),
      };
    },
  };
}

/** The earliest moment of that column, but for those that were asked to wait: when their wait was over. */
function earliest(column: "next_at" | "next_poll_at") {
  const [due, notBefore] = [sql.ref(column), sql.ref("not_before")];
  return sql<number | null>`min(CASE WHEN ${notBefore} > ${due} THEN ${notBefore} ELSE ${due} END)`;
}
