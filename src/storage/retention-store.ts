import { wordsOf } from "./dialect.ts";
import type { Database } from "./tables.ts";

/** Where to go on: the last posting that was looked at. */
export interface RetentionCursor {
  readonly closedAt: number;
  readonly id: string;
}

export interface RetentionStore {
  /**
   * Forgets openings of which all postings were closed before then, with their deliveries, messages and corrections: a few of them, so that
   * nobody waits for it. To be called within a transaction.
   *
   * Kept as a whole is an opening that somebody marked or is to be told of, that still waits to be matched or sent, or that stands in one message
   * with another that may yet change: the message would lose its line at the next edit.
   *
   * @returns How many were forgotten, and where to go on; null at the end.
   */
  forget(
    closedBefore: number,
    after: RetentionCursor | null,
  ): Promise<{ readonly forgotten: number; readonly next: RetentionCursor | null }>;
}

/** Postings looked at in one transaction. */
const pageSize = 100;

export function createRetentionStore(db: Database): RetentionStore {
  /** Those of the openings that must stay. */
  async function kept(openings: readonly string[], closedBefore: number): Promise<ReadonlySet<string>> {
    // Nobody lists them again, or finds another posting of them, while it is decided that they go.
    await wordsOf(db).alone(db, "openings");
    await db
      .selectFrom("posting")
      .select("id")
      .where("opening_id", "in", openings)
      .orderBy("id")
      .$call(wordsOf(db).reserved)
      .execute();
    const listed = db
      .selectFrom("posting")
      .select("opening_id")
      .where("opening_id", "in", openings)
      .where((eb) =>
        eb.or([
          eb("closed_at", "is", null),
          eb("closed_at", ">=", closedBefore),
          eb("matched_at", "is", null),
          eb("revised_at", "is not", null),
        ]),
      );
    const marked = db.selectFrom("mark").select("opening_id").where("opening_id", "in", openings);
    const told = db.selectFrom("notice").select("opening_id").where("opening_id", "in", openings);
    const waiting = db
      .selectFrom("delivery")
      .leftJoin("message", "message.id", "delivery.message_id")
      .select("delivery.opening_id")
      .where("delivery.opening_id", "in", openings)
      .where((eb) => eb.or([eb("delivery.due_at", "is not", null), eb("message.is_waiting", "=", 1)]));
    const besideListed = db
      .selectFrom("delivery")
      .innerJoin("delivery as beside", "beside.message_id", "delivery.message_id")
      .innerJoin("posting", "posting.id", "beside.posting_id")
      .select("delivery.opening_id")
      .where("delivery.opening_id", "in", openings)
      .where((eb) => eb.or([eb("posting.closed_at", "is", null), eb("posting.closed_at", ">=", closedBefore)]));
    const rows = await listed.union(marked).union(told).union(waiting).union(besideListed).execute();
    return new Set(rows.map((row) => row.opening_id));
  }

  async function erase(openings: readonly string[]): Promise<void> {
    const carriers = await db
      .selectFrom("delivery")
      .select("message_id")
      .distinct()
      .where("opening_id", "in", openings)
      .where("message_id", "is not", null)
      .execute();
    await db.deleteFrom("delivery").where("opening_id", "in", openings).execute();
    for (const { message_id: id } of carriers) {
      await db
        .deleteFrom("message")
        .where("id", "=", id)
        .where((eb) =>
          eb.not(eb.exists(eb.selectFrom("delivery").select("id").whereRef("delivery.message_id", "=", "message.id"))),
        )
        .execute();
    }
    // Without its opening a correction says nothing.
    await db.deleteFrom("correction").where("opening_id", "in", openings).execute();
    await db.deleteFrom("posting").where("opening_id", "in", openings).execute();
    await db.deleteFrom("opening").where("id", "in", openings).execute();
  }

  return {
    async forget(closedBefore, after) {
      const page = await db
        .selectFrom("posting")
        .select(["id", "opening_id", "closed_at"])
        .where("closed_at", "<", closedBefore)
        .$if(after !== null, (query) =>
          query.where((eb) => eb(eb.refTuple("closed_at", "id"), ">", eb.tuple(after?.closedAt ?? 0, after?.id ?? ""))),
        )
        .orderBy("closed_at")
        .orderBy("id")
        .limit(pageSize)
        .execute();
      const openings = [...new Set(page.map((row) => row.opening_id))];
      const staying = openings.length === 0 ? new Set<string>() : await kept(openings, closedBefore);
      const leaving = openings.filter((id) => !staying.has(id));
      if (leaving.length > 0) await erase(leaving);
      return { forgotten: leaving.length, next: page.length < pageSize ? null : cursorAt(page.at(-1)) };
    },
  };
}

function cursorAt(row: { readonly id: string; readonly closed_at: number | null } | undefined): RetentionCursor | null {
  return row === undefined || row.closed_at === null ? null : { closedAt: row.closed_at, id: row.id };
}
