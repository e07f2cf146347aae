/**
 * Postings, in one file although it is long: the same row is new, changed, closed, matched, revised and read again, and each of
 * these says which of the others it undoes.
 */
import { z } from "zod";
import { nextTurn } from "../clock.ts";
import type { Posting, Reading } from "../posting/posting.ts";
import { UserError } from "../errors.ts";
import { batches } from "./batches.ts";
import { sourcesHiddenFrom } from "./hidden-sources.ts";
import { wordsOf } from "./dialect.ts";
import { prepared } from "./prepared.ts";
import { readingSchema } from "./reading-schema.ts";
import type { Database, PostingRow } from "./tables.ts";

/** What is known of a posting without reading it again: enough to tell new, changed, gone and back apart. */
export interface KnownPosting {
  readonly id: string;
  readonly externalId: string;
  readonly contentHash: string;
  readonly absences: number;
  readonly closedAt: number | null;
}

/** A posting just read, to be stored. */
export interface PostingDraft extends Omit<Posting, "openingId" | "firstSeenAt" | "closedAt"> {
  readonly contentHash: string;
  /** By which its opening is known again. */
  readonly openingKeys: readonly string[];
}

/** A posting that waits to be matched. */
export interface UnmatchedPosting {
  readonly posting: Posting;
  /** What it was when it was matched before; null the first time. */
  readonly before: Posting | null;
}

/** A posting with what became of it. */
export interface OpeningPosting {
  readonly posting: Posting;
  /** As what it was last compared with the subscriptions, even if it waits for that anew; null where it never was. */
  readonly matchedAs: Posting | null;
  /** Whether it was there before we watched its source, and is never announced. */
  readonly isBaseline: boolean;
}

export interface PostingStore {
  /** What is known of one source's postings. */
  known(source: string): Promise<readonly KnownPosting[]>;
  /** New ones. `baseline`: they were there before we watched, and are never announced. */
  add(drafts: readonly PostingDraft[], now: number, baseline: boolean): Promise<void>;
  /**
   * Same ids, new content: what shows them is revised, and they are matched again, but for those that were there before we
   * watched, which are never announced.
   *
   * @param isSweeping The board has rewritten most of its texts: they are not matched again.
   */
  change(drafts: readonly PostingDraft[], now: number, isSweeping?: boolean): Promise<void>;
  /** Those whose cards are out of date, until `revisionsPlanned`. A transaction has them to itself, as `unmatched` says. */
  revised(limit: number): Promise<readonly string[]>;
  revisionsPlanned(ids: readonly string[]): Promise<void>;
  /** They were in the snapshot: present, and open again if they were closed. */
  seen(ids: readonly string[], now: number): Promise<void>;
  /** A complete snapshot lacked them; those that `closes` are closed. */
  missed(ids: readonly string[], closes: readonly string[], now: number): Promise<void>;
  /**
   * Those that wait to be matched, oldest first, of those seen together the one published first. They are the transaction's
   * until it ends; those of others are left out.
   */
  unmatched(limit: number): Promise<readonly UnmatchedPosting[]>;
  matched(ids: readonly string[], now: number): Promise<void>;
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Posting>>;
  /**
   * By opening, a posting of it that is still listed; of several the one seen first. Only of sources that are for everybody,
   * since it may be shown to anybody.
   */
  listedOf(openings: readonly string[]): Promise<ReadonlyMap<string, Posting>>;
  /**
   * By the beginning of an id, of those that a workspace may know of.
   *
   * @throws UserError `posting` when none or several begin so.
   */
  find(workspace: string, reference: string): Promise<Posting>;
  /** First seen since then, of those that a workspace may know of, newest first, read in batches so that nothing big is held. */
  since(workspace: string, time: number): AsyncGenerator<Posting>;
  /** How many an older reader than this one has read. */
  countReadBefore(version: number): Promise<number>;
  /** Those, by id, read in batches; what `reread` stores meanwhile does not disturb it. */
  readBefore(version: number): AsyncGenerator<Posting & Pick<PostingDraft, "contentHash">>;
  /**
   * New readings of stored postings. What shows those that `changed` is revised, and their openings are known by the new
   * keys as well; none is matched again, since a better reader is no news of the opening. One that has another text by now was
   * read with it, and stays as it is.
   *
   * @returns Those that were stored.
   */
  reread(
    again: ReadonlyMap<string, Pick<PostingDraft, "reading" | "openingKeys" | "contentHash">>,
    changed: readonly string[],
    now: number,
  ): Promise<ReadonlySet<string>>;
  /** It is not forgotten until the transaction ends. @returns False where it was already. */
  reserve(id: string): Promise<boolean>;
  /** Ids of an opening's postings, closed ones too. */
  idsOf(openingId: string): Promise<readonly string[]>;
  /**
   * An opening's postings of which a workspace may know. They are the transaction's until it ends, so that nobody matches or
   * changes them meanwhile.
   */
  ofOpening(workspace: string, openingId: string): Promise<readonly OpeningPosting[]>;
  /** Whether it was there before we began to watch its source. */
  isBaseline(id: string): Promise<boolean>;
  isMatched(id: string): Promise<boolean>;
}

/** Postings read at once while going through many. */
const pageSize = 200;

const rowsById = prepared((db, { ids }: { readonly ids: readonly string[] }) =>
  db.selectFrom("posting").selectAll().where("id", "in", ids),
);

/** To be matched for everybody: what it was when it was matched before is no matter. */
const unmatched = { matched_at: null, matched_as: null } as const;

/** To be changed by what they are: nobody else changes them meanwhile. */
const rowsToChange = prepared((db, { ids }: { readonly ids: readonly string[] }) =>
  db.selectFrom("posting").selectAll().where("id", "in", ids).orderBy("id").$call(wordsOf(db).reserved),
);

const unmatchedRows = prepared((db, { limit }: { readonly limit: number }) =>
  db
    .selectFrom("posting")
    .selectAll()
    .where("matched_at", "is", null)
    .orderBy("first_seen_at")
    .orderBy("published_at", (order) => order.asc().nullsFirst())
    .orderBy("id")
    .limit(limit)
    .$call(wordsOf(db).reservedIfFree),
);

const revisedRows = prepared((db, { limit }: { readonly limit: number }) =>
  db
    .selectFrom("posting")
    .select("id")
    .where("revised_at", "is not", null)
    .orderBy("revised_at")
    .limit(limit)
    .$call(wordsOf(db).reservedIfFree),
);

export function createPostingStore(db: Database): PostingStore {
  async function openingOf(keys: readonly string[], now: number, id: string): Promise<string> {
    const known = await db.selectFrom("opening_key").select("opening_id").where("key", "in", keys).executeTakeFirst();
    const openingId = known?.opening_id ?? id;
    if (known === undefined) {
      await db
        .insertInto("opening")
        .values({ id, created_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    await knowOpening(openingId, keys);
    return openingId;
  }

  /** Keys that mean another opening already go on meaning that one. */
  async function knowOpening(openingId: string, keys: readonly string[]): Promise<void> {
    await db
      .insertInto("opening_key")
      .values(keys.map((key) => ({ key, opening_id: openingId })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  return {
    async known(source) {
      const rows = await db
        .selectFrom("posting")
        .select(["id", "external_id", "content_hash", "absences", "closed_at"])
        .where("source_key", "=", source)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        externalId: row.external_id,
        contentHash: row.content_hash,
        absences: row.absences,
        closedAt: row.closed_at,
      }));
    },

    async add(drafts, now, baseline) {
      if (drafts.length === 0) return;
      // Two sources that find the same opening at once would each make one of it.
      await wordsOf(db).alone(db, "openings");
      for (const draft of drafts) {
        const openingId = await openingOf(draft.openingKeys, now, draft.id);
        await db
          .insertInto("posting")
          .values({
            id: draft.id,
            opening_id: openingId,
            source_key: draft.source,
            external_id: draft.externalId,
            ...contentOf(draft),
            first_seen_at: now,
            last_seen_at: now,
            absences: 0,
            closed_at: null,
            matched_at: baseline ? now : null,
            baseline: baseline ? 1 : 0,
            is_searchable: 0,
            // Of an opening that is known: what is shown of it may say closed, and this one is listed.
            revised_at: openingId === draft.id ? null : now,
          })
          // Whoever took over a poll that was believed dead has stored it already.
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
      if (!baseline) await wordsOf(db).wake(db);
    },

    async change(drafts, now, isSweeping = false) {
      for (const batch of batches(drafts)) {
        const rows = await rowsToChange(db, { ids: batch.map(({ id }) => id) });
        const before = new Map(rows.map((row) => [row.id, row]));
        for (const draft of batch) {
          const row = before.get(draft.id);
          const isNews = row !== undefined && row.baseline === 0;
          const isReopened = isNews && row.closed_at !== null;
          const isAgain = isNews && !isReopened && !isSweeping && row.matched_at !== null;
          await db
            .updateTable("posting")
            .set({
              ...contentOf(draft),
              last_seen_at: now,
              absences: 0,
              closed_at: null,
              revised_at: now,
              is_searchable: 0,
            })
            .$if(isReopened, (query) => query.set(unmatched))
            .$if(isAgain, (query) =>
              query.set({ matched_at: null, matched_as: JSON.stringify(versionSchema.parse(row)) }),
            )
            .where("id", "=", draft.id)
            .execute();
        }
      }
    },

    async seen(ids, now) {
      for (const batch of batches(ids)) {
        await db.updateTable("posting").set({ last_seen_at: now, absences: 0 }).where("id", "in", batch).execute();
        const reopened = await db
          .updateTable("posting")
          .set({ closed_at: null, revised_at: now })
          .where("id", "in", batch)
          .where("closed_at", "is not", null)
          .returning("id")
          .execute();
        if (reopened.length === 0) continue;
        await db
          .updateTable("posting")
          .set(unmatched)
          .where(
            "id",
            "in",
            reopened.map(({ id }) => id),
          )
          .where("baseline", "=", 0)
          .execute();
      }
    },

    async missed(ids, closes, now) {
      for (const batch of batches(ids)) {
        await db
          .updateTable("posting")
          .set((eb) => ({ absences: eb("absences", "+", 1) }))
          .where("id", "in", batch)
          .execute();
      }
      for (const batch of batches(closes)) {
        await db.updateTable("posting").set({ closed_at: now, revised_at: now }).where("id", "in", batch).execute();
      }
    },

    async unmatched(limit) {
      return (await unmatchedRows(db, { limit })).map((row) => ({ posting: postingOf(row), before: beforeOf(row) }));
    },

    async revised(limit) {
      return (await revisedRows(db, { limit })).map(({ id }) => id);
    },

    async revisionsPlanned(ids) {
      for (const batch of batches(ids)) {
        await db.updateTable("posting").set({ revised_at: null }).where("id", "in", batch).execute();
      }
    },

    async matched(ids, now) {
      for (const batch of batches(ids)) {
        await db.updateTable("posting").set({ matched_at: now, matched_as: null }).where("id", "in", batch).execute();
      }
    },

    async byIds(ids) {
      const found = new Map<string, Posting>();
      for (const batch of batches(ids)) {
        for (const row of await rowsById(db, { ids: batch })) found.set(row.id, postingOf(row));
      }
      return found;
    },

    async listedOf(openings) {
      const found = new Map<string, Posting>();
      for (const batch of batches(openings)) {
        const rows = await db
          .selectFrom("posting")
          .selectAll()
          .where("opening_id", "in", batch)
          .where("closed_at", "is", null)
          .where("source_key", "in", (eb) => eb.selectFrom("source").select("key").where("is_shared", "=", 1))
          .orderBy("first_seen_at", "desc")
          .orderBy("id", "desc")
          .execute();
        for (const row of rows) found.set(row.opening_id, postingOf(row));
      }
      return found;
    },

    async find(workspace, reference) {
      const beginning = reference.replace(/^#/, "").toLowerCase();
      const rows = /^[0-9a-z]+$/.test(beginning)
        ? await db
            .selectFrom("posting")
            .selectAll()
            .where("id", ">=", beginning)
            .where("id", "<", `${beginning}~`)
            .where("source_key", "not in", sourcesHiddenFrom(db, workspace))
            .orderBy("id")
            .limit(2)
            .execute()
        : [];
      const [row, other] = rows;
      if (row === undefined) {
        throw new UserError("posting", `I know no posting ${reference}. Cards and previews show the id of each.`);
      }
      if (other !== undefined) {
        throw new UserError("posting", `More than one posting begins with ${reference}: type more of its id.`);
      }
      return postingOf(row);
    },

    async *since(workspace, time) {
      let before: { at: number; id: string } | undefined;
      for (;;) {
        const rows = await db
          .selectFrom("posting")
          .selectAll()
          .where("first_seen_at", ">=", time)
          .where("source_key", "not in", sourcesHiddenFrom(db, workspace))
          .$if(before !== undefined, (query) =>
            query.where((eb) =>
              eb(eb.refTuple("first_seen_at", "id"), "<", eb.tuple(before?.at ?? 0, before?.id ?? "")),
            ),
          )
          .orderBy("first_seen_at", "desc")
          .orderBy("id", "desc")
          .limit(pageSize)
          .execute();
        for (const row of rows) yield postingOf(row);
        const last = rows.at(-1);
        if (last === undefined || rows.length < pageSize) return;
        before = { at: last.first_seen_at, id: last.id };
        // SQLite answers at once: a hundred thousand postings would keep everybody else waiting.
        await nextTurn();
      }
    },

    async countReadBefore(version) {
      const { count } = await db
        .selectFrom("posting")
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .where("reader_version", "<", version)
        .executeTakeFirstOrThrow();
      return count;
    },

    async *readBefore(version) {
      for (let after = ""; ; ) {
        const rows = await db
          .selectFrom("posting")
          .selectAll()
          .where("reader_version", "<", version)
          .where("id", ">", after)
          .orderBy("id")
          .limit(pageSize)
          .execute();
        for (const row of rows) yield { ...postingOf(row), contentHash: row.content_hash };
        const last = rows.at(-1);
        if (last === undefined || rows.length < pageSize) return;
        after = last.id;
      }
    },

    async reread(again, changed, now) {
      await wordsOf(db).alone(db, "openings");
      const rows = await rowsToChange(db, { ids: [...again.keys()] });
      const current = rows.filter(({ id, content_hash }) => again.get(id)?.contentHash === content_hash);
      for (const { id, opening_id } of current) {
        const { reading, openingKeys } = again.get(id) ?? {};
        if (reading === undefined || openingKeys === undefined) continue;
        const isChanged = changed.includes(id);
        if (isChanged) await knowOpening(opening_id, openingKeys);
        await db
          .updateTable("posting")
          .set({ reading: JSON.stringify(reading), reader_version: reading.version, is_searchable: 0 })
          .$if(isChanged, (query) => query.set({ revised_at: now }))
          .where("id", "=", id)
          .execute();
      }
      return new Set(current.map(({ id }) => id));
    },

    async reserve(id) {
      return (await rowsToChange(db, { ids: [id] })).length > 0;
    },

    async isMatched(id) {
      const row = await db.selectFrom("posting").select("matched_at").where("id", "=", id).executeTakeFirst();
      return row !== undefined && row.matched_at !== null;
    },

    async idsOf(openingId) {
      const rows = await db.selectFrom("posting").select("id").where("opening_id", "=", openingId).execute();
      return rows.map(({ id }) => id);
    },

    async ofOpening(workspace, openingId) {
      const rows = await db
        .selectFrom("posting")
        .selectAll()
        .where("opening_id", "=", openingId)
        .where("source_key", "not in", sourcesHiddenFrom(db, workspace))
        .orderBy("id")
        .$call(wordsOf(db).reserved)
        .execute();
      return rows.map((row) => ({
        posting: postingOf(row),
        matchedAs: row.matched_at === null ? beforeOf(row) : postingOf(row),
        isBaseline: row.baseline === 1,
      }));
    },

    async isBaseline(id) {
      const row = await db.selectFrom("posting").select("baseline").where("id", "=", id).executeTakeFirst();
      return row?.baseline === 1;
    },
  };
}

function contentOf(draft: PostingDraft) {
  return {
    url: draft.url,
    title: draft.title,
    company: draft.company,
    location: draft.location,
    text: draft.text,
    reading: JSON.stringify(draft.reading satisfies Reading),
    reader_version: draft.reading.version,
    content_hash: draft.contentHash,
    published_at: draft.publishedAt,
    credit: draft.credit,
  };
}

/** What changes from one version to the next is all that is read of it. */
const versionSchema = z.object({
  url: z.string().nullable(),
  title: z.string().nullable(),
  company: z.string().nullable(),
  location: z.string().nullable(),
  text: z.string(),
  reading: z.string(),
  published_at: z.number().nullable(),
  credit: z.string().nullable(),
});

function beforeOf(row: PostingRow): Posting | null {
  if (row.matched_as === null) return null;
  // Whether it was listed then does not count: one that is back is no news by that alone.
  return postingOf({ ...row, ...versionSchema.parse(JSON.parse(row.matched_as)), closed_at: null });
}

/** A row as what it says. */
export function postingOf(row: PostingRow): Posting {
  return {
    id: row.id,
    openingId: row.opening_id,
    source: row.source_key,
    externalId: row.external_id,
    url: row.url,
    title: row.title,
    company: row.company,
    location: row.location,
    text: row.text,
    reading: readingSchema.parse(JSON.parse(row.reading)),
    publishedAt: row.published_at,
    credit: row.credit,
    firstSeenAt: row.first_seen_at,
    closedAt: row.closed_at,
  };
}
