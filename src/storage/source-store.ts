/** What is known of each source, in one file: its claim, its health and its rhythm are columns of one row. */
import type { Selectable } from "kysely";
import { batches } from "./batches.ts";
import { wordsOf } from "./dialect.ts";
import { reserveSources } from "./reserve.ts";
import { newSource } from "./new-source.ts";
import type { Database, Tables } from "./tables.ts";

export interface SourceRecord {
  readonly key: string;
  readonly kind: string;
  /** Since when it is watched. */
  readonly watchedSince: number;
  readonly nextPollAt: number;
  readonly notBefore: number;
  /** When it was last asked, or began to be; null where it never was. */
  readonly lastPollAt: number | null;
  readonly lastSuccessAt: number | null;
  /** Successful snapshots so far. */
  readonly snapshots: number;
  /**
   * Whether what is new is news: once a whole snapshot was stored or, where a board never gives one, a second one.
   * Until then everything belongs to the baseline.
   */
  readonly hasBaseline: boolean;
  /** Whether its texts were being rewritten as a whole when its last snapshot was stored in part. */
  readonly isSweeping: boolean;
  /** Since when its snapshots have held under half of what is known; null while they are as usual. */
  readonly shrunkSince: number | null;
  /** Failures in a row. */
  readonly failures: number;
  /** When the first of them was; null while there are none. */
  readonly failingSince: number | null;
  readonly errorCode: string | null;
  readonly errorText: string | null;
  /** Unusable postings of the last snapshot. */
  readonly dropped: number;
  /** Whether its postings are for everybody. */
  readonly isShared: boolean;
  /** Postings that are there now. */
  readonly postings: number;
}

/** How often a source has something new. */
export interface SourceRhythm {
  readonly key: string;
  /** Since when it is watched. */
  readonly since: number;
  /** When something new was last first seen on it, the baseline left out; null where nothing was. */
  readonly lastNewAt: number | null;
  /** How many were first seen since the moment that was asked for, the baseline left out. */
  readonly newCount: number;
}

/** What a stored snapshot says of its source. */
export interface Taken {
  /** Unusable postings. */
  readonly dropped: number;
  /** Whether it shows what the source shows as a rule: what is new after it is news. */
  readonly isBaseline: boolean;
  readonly shrunkSince: number | null;
}

/**
 * What is known of each source: when it is due, how it fares. What whoever claimed one says of it counts for nothing once another
 * instance has claimed it.
 */
export interface SourceStore {
  /**
   * Takes over the configured sources: new ones are due from `firstPollAt` on, at once by default, those no longer named are
   * not polled unless a workspace has them. To be called within a transaction.
   */
  configure(sources: readonly { key: string; kind: string; firstPollAt?: number }[], now: number): Promise<void>;
  /** Of all that were ever configured. */
  keys(): Promise<readonly string[]>;
  /** Those that are polled, by key. @param only The keys of those that are meant; all when left out. */
  list(only?: readonly string[]): Promise<readonly SourceRecord[]>;
  /**
   * Of those that are polled.
   *
   * @param countedFrom From when on what is new counts.
   * @param only The keys of those that are meant; all when left out.
   */
  rhythms(countedFrom: number, only?: readonly string[]): Promise<readonly SourceRhythm[]>;
  /**
   * Claims the source that has been due the longest, until `leaseUntil`; undefined when none is.
   *
   * @param notKinds Sources of these kinds are left out.
   * @param notKeys These are left out too.
   * @param early Also those whose schedule has not come yet, if nothing forbids it, and that were not polled since.
   */
  claim(
    now: number,
    leaseUntil: number,
    notKinds?: readonly string[],
    early?: { notPolledSince: number },
    notKeys?: readonly string[],
  ): Promise<SourceRecord | undefined>;
  /** Puts the next poll off, without a word on how it fares. Ends its claim. */
  postpone(key: string, nextPollAt: number): Promise<void>;
  succeeded(key: string, at: { now: number; nextPollAt: number; notBefore: number; taken?: Taken }): Promise<void>;
  failed(
    key: string,
    at: { now: number; nextPollAt: number; notBefore: number; code: string; text: string },
  ): Promise<void>;
  /** Its texts are being rewritten as a whole: so it is until a snapshot is stored to its end. */
  sweeping(key: string): Promise<void>;
  /** Whoever claimed it is still at work. */
  extend(key: string, leaseUntil: number): Promise<void>;
  /** Gives a claim back, as if it had not been made. */
  release(key: string): Promise<void>;
  /**
   * This process lives: to be said every few seconds by whoever claims, where there are several. What dead ones have claimed is
   * free again.
   *
   * @param atWork The keys of all that it has claimed: what else it has, it does not know of, as the answer to its claim was
   *   lost. Left out while a claim is on its way.
   */
  alive(now: number, atWork?: readonly string[]): Promise<void>;
  /** Ends every claim: only for the sole process of a database, at its start. */
  releaseAll(): Promise<void>;
}

/** An instance that says nothing for so long is dead: many times as long as it takes from one look at what is due to the next. */
const deadAfterMs = 60_000;

/** @param instance The process that claims. */
export function createSourceStore(db: Database, instance: string): SourceStore {
  /** A source, unless somebody else has claimed it since. */
  function own(key: string) {
    return db
      .updateTable("source")
      .where("key", "=", key)
      .where((eb) => eb.or([eb("lease_by", "is", null), eb("lease_by", "=", instance)]));
  }

  return {
    async alive(now, atWork) {
      if (!wordsOf(db).isShared) return;
      if (atWork !== undefined) {
        await db
          .updateTable("source")
          .set({ lease_until: null, lease_by: null })
          .where("lease_by", "=", instance)
          .$if(atWork.length > 0, (query) => query.where("key", "not in", atWork))
          .execute();
      }
      await db
        .insertInto("instance")
        .values({ id: instance, seen_at: now })
        .onConflict((conflict) => conflict.column("id").doUpdateSet({ seen_at: now }))
        .execute();
      const dead = await db
        .deleteFrom("instance")
        .where("seen_at", "<", now - deadAfterMs)
        .returning("id")
        .execute();
      if (dead.length === 0) return;
      await db
        .updateTable("source")
        .set({ lease_until: null, lease_by: null })
        .where(
          "lease_by",
          "in",
          dead.map(({ id }) => id),
        )
        .execute();
    },

    async configure(sources, now) {
      await reserveSources(db);
      await db
        .updateTable("source")
        .set((eb) => ({
          configured: eb
            .case()
            .when(
              eb.exists(
                eb
                  .selectFrom("workspace_source")
                  .select("source_key")
                  .whereRef("source_key", "=", "source.key")
                  .where("removed_at", "is", null),
              ),
            )
            .then(1)
            .else(0)
            .end(),
        }))
        .execute();
      for (const batch of batches(sources)) {
        await db
          .insertInto("source")
          .values(
            batch.map(({ key, kind, firstPollAt = now }) => newSource({ key, kind, isShared: true, now, firstPollAt })),
          )
          .onConflict((conflict) =>
            conflict.column("key").doUpdateSet({ configured: 1, is_shared: 1, kind: (eb) => eb.ref("excluded.kind") }),
          )
          .execute();
      }
    },

    async keys() {
      return (await db.selectFrom("source").select("key").execute()).map(({ key }) => key);
    },

    async list(only) {
      const rows = await amongAll(only, (keys) =>
        db
          .selectFrom("source")
          .selectAll()
          .select((eb) =>
            eb
              .selectFrom("posting")
              .whereRef("posting.source_key", "=", "source.key")
              .where("posting.closed_at", "is", null)
              .select(eb.fn.countAll<number>().as("n"))
              .as("postings"),
          )
          .where("configured", "=", 1)
          .$if(keys !== undefined, (query) => query.where("key", "in", keys ?? []))
          .orderBy("key")
          .execute(),
      );
      return rows.map((row) => recordOf(row, row.postings ?? 0));
    },

    async rhythms(countedFrom, only) {
      const rows = await amongAll(only, (keys) =>
        db
          .selectFrom("source")
          .leftJoin("posting", (join) =>
            join.onRef("posting.source_key", "=", "source.key").on("posting.baseline", "=", 0),
          )
          .where("configured", "=", 1)
          .$if(keys !== undefined, (query) => query.where("source.key", "in", keys ?? []))
          .groupBy(["source.key", "source.created_at"])
          .select((eb) => [
            "source.key",
            "source.created_at",
            eb.fn.max("posting.first_seen_at").as("last"),
            eb.fn
              .sum<number | null>(eb.case().when("posting.first_seen_at", ">=", countedFrom).then(1).else(0).end())
              .as("count"),
          ])
          .execute(),
      );
      return rows.map(({ key, created_at, last, count }) => ({
        key,
        since: created_at,
        lastNewAt: last ?? null,
        newCount: count ?? 0,
      }));
    },

    async claim(now, leaseUntil, notKinds = [], early, notKeys = []) {
      const row = await db
        .updateTable("source")
        .set({ lease_until: leaseUntil, lease_by: instance, last_poll_at: now })
        .where("key", "=", (eb) => {
          const due = eb
            .selectFrom("source")
            .select("key")
            .where("configured", "=", 1)
            .where("not_before", "<=", now)
            .where((or) => or.or([or("lease_until", "is", null), or("lease_until", "<=", now)]))
            .$if(notKinds.length > 0, (query) => query.where("kind", "not in", notKinds))
            .$if(notKeys.length > 0, (query) => query.where("key", "not in", notKeys))
            .orderBy("next_poll_at")
            .orderBy("key")
            .limit(1)
            .$call(wordsOf(db).reservedIfFree);
          return early === undefined
            ? due.where("next_poll_at", "<=", now)
            : due.where((or) => or.or([or("last_poll_at", "is", null), or("last_poll_at", "<", early.notPolledSince)]));
        })
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? undefined : recordOf(row, 0);
    },

    async succeeded(key, { now, nextPollAt, notBefore, taken }) {
      await own(key)
        .set((eb) => ({
          last_success_at: now,
          next_poll_at: nextPollAt,
          not_before: notBefore,
          lease_until: null,
          lease_by: null,
          failures: 0,
          failing_since: null,
          error_code: null,
          error_text: null,
          snapshots: eb("snapshots", "+", 1),
          ...(taken === undefined ? {} : { dropped: taken.dropped, shrunk_since: taken.shrunkSince }),
          // With one posting that can never be read no snapshot is complete: what comes later is news all the same.
          has_baseline: taken?.isBaseline === true ? 1 : eb.case().when("snapshots", ">", 0).then(1).else(0).end(),
          is_sweeping: 0,
        }))
        .execute();
    },

    async failed(key, { now, nextPollAt, notBefore, code, text }) {
      await own(key)
        .set((eb) => ({
          next_poll_at: nextPollAt,
          not_before: notBefore,
          lease_until: null,
          lease_by: null,
          failures: eb("failures", "+", 1),
          failing_since: eb.fn.coalesce("failing_since", eb.val(now)),
          error_code: code,
          error_text: text,
        }))
        .execute();
    },

    async sweeping(key) {
      await own(key).set({ is_sweeping: 1 }).execute();
    },

    async extend(key, leaseUntil) {
      await own(key).set({ lease_until: leaseUntil }).execute();
    },

    async postpone(key, nextPollAt) {
      await own(key)
        .set({ next_poll_at: nextPollAt, not_before: nextPollAt, lease_until: null, lease_by: null })
        .execute();
    },

    async release(key) {
      await own(key).set({ lease_until: null, lease_by: null }).execute();
    },

    async releaseAll() {
      await db.updateTable("source").set({ lease_until: null, lease_by: null }).execute();
    },
  };
}

function recordOf(row: Selectable<Tables["source"]>, postings: number): SourceRecord {
  return {
    key: row.key,
    kind: row.kind,
    watchedSince: row.created_at,
    nextPollAt: row.next_poll_at,
    notBefore: row.not_before,
    lastPollAt: row.last_poll_at,
    lastSuccessAt: row.last_success_at,
    snapshots: row.snapshots,
    hasBaseline: row.has_baseline === 1,
    isSweeping: row.is_sweeping === 1,
    shrunkSince: row.shrunk_since,
    failures: row.failures,
    failingSince: row.failing_since,
    errorCode: row.error_code,
    errorText: row.error_text,
    dropped: row.dropped,
    isShared: row.is_shared === 1,
    postings,
  };
}

/** The rows of all, or of so many of these at once as one statement takes. */
async function amongAll<Row>(
  only: readonly string[] | undefined,
  rowsOf: (keys: readonly string[] | undefined) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  if (only === undefined) return await rowsOf(undefined);
  const rows: Row[] = [];
  for (const batch of batches(only.toSorted())) rows.push(...(await rowsOf(batch)));
  return rows;
}
