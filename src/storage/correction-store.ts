import { type Selectable } from "kysely";
import { z } from "zod";
import type { Random } from "../clock.ts";
import { batches } from "./batches.ts";
import { wordsOf } from "./dialect.ts";
import { prepared } from "./prepared.ts";
import type { Database, Tables } from "./tables.ts";

const changesSchema = z.array(z.object({ field: z.string(), before: z.string(), after: z.string() }));

/** What a correction changed of one field, in words: `{ field: "mode", before: "onsite", after: "remote" }`. */
export type FieldChange = Readonly<z.output<typeof changesSchema>[number]>;

/** What somebody says that an opening was read wrongly. */
export interface StoredCorrection {
  readonly id: string;
  readonly workspace: string;
  readonly author: string;
  /** What the author was called then; null where that is not known. */
  readonly authorName: string | null;
  /** Printed destination of the author's direct conversation where it holds for them alone, null where for all. */
  readonly destination: string | null;
  readonly openingId: string;
  /** What is right, in the filter's words: `location:eu mode:remote`. */
  readonly says: string;
  readonly changes: readonly FieldChange[];
  readonly madeAt: number;
  /** When it was taken back, and by whom; null while it is in force. */
  readonly undoneAt: number | null;
  readonly undoneBy: string | null;
}

export type CorrectionDraft = Omit<StoredCorrection, "id" | "madeAt" | "undoneAt" | "undoneBy">;

/** One whose cards are out of date, since it was made or taken back. */
export type RevisedCorrection = Pick<StoredCorrection, "id" | "workspace" | "destination" | "openingId">;

/** Corrections; none is changed but to be taken back, and none is lost before its opening or its workspace. */
export interface CorrectionStore {
  /** In force at once, after all others of the opening; what shows the opening to those for whom it holds is revised. */
  add(draft: CorrectionDraft, now: number): Promise<StoredCorrection>;
  /** Takes one back that is in force; what shows the opening is revised. */
  undo(id: string, by: string, now: number): Promise<void>;
  /** Those in force, of every workspace, the oldest first. */
  ofOpenings(openings: readonly string[]): Promise<readonly StoredCorrection[]>;
  /** Those in force of one workspace, the oldest first. */
  ofWorkspace(workspace: string): Promise<readonly StoredCorrection[]>;
  /** All that were ever made of an opening in a workspace, the newest first. */
  history(workspace: string, openingId: string): Promise<readonly StoredCorrection[]>;
  /** How many somebody has made since then. */
  countSince(workspace: string, author: string, since: number): Promise<number>;
  /** Those whose cards are out of date, until `revisionsPlanned`. A transaction has them to itself. */
  revised(limit: number): Promise<readonly RevisedCorrection[]>;
  revisionsPlanned(ids: readonly string[]): Promise<void>;
}

const ofOpenings = prepared((db, { openings }: { readonly openings: readonly string[] }) =>
  db
    .selectFrom("correction")
    .selectAll()
    .where("opening_id", "in", openings)
    .where("undone_at", "is", null)
    .orderBy("made_at")
    .orderBy("id"),
);

const revisedRows = prepared((db, { limit }: { readonly limit: number }) =>
  db
    .selectFrom("correction")
    .select(["id", "workspace_id", "destination", "opening_id"])
    .where("revised_at", "is not", null)
    .orderBy("revised_at")
    .limit(limit)
    .$call(wordsOf(db).reservedIfFree),
);

export function createCorrectionStore(db: Database, random: Random): CorrectionStore {
  return {
    async add(draft, now) {
      const { workspace, author, authorName, destination, openingId, says, changes } = draft;
      const last = await db
        .selectFrom("correction")
        .select((eb) => eb.fn.max("made_at").as("at"))
        .where("opening_id", "=", openingId)
        .executeTakeFirst();
      const row = await db
        .insertInto("correction")
        .values({
          id: random.id(8),
          workspace_id: workspace,
          author,
          author_name: authorName,
          destination,
          opening_id: openingId,
          says,
          changes: JSON.stringify(changes),
          // One after the other also within a millisecond: the last one decides.
          made_at: Math.max(now, (last?.at ?? 0) + 1),
          revised_at: now,
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      await wordsOf(db).wake(db);
      return correctionOf(row);
    },

    async undo(id, by, now) {
      await db
        .updateTable("correction")
        .set({ undone_at: now, undone_by: by, revised_at: now })
        .where("id", "=", id)
        .where("undone_at", "is", null)
        .execute();
      await wordsOf(db).wake(db);
    },

    async ofOpenings(openings) {
      const found: StoredCorrection[] = [];
      for (const batch of batches(openings))
        found.push(...(await ofOpenings(db, { openings: batch })).map(correctionOf));
      return found;
    },

    async ofWorkspace(workspace) {
      const rows = await db
        .selectFrom("correction")
        .selectAll()
        .where("workspace_id", "=", workspace)
        .where("undone_at", "is", null)
        .orderBy("made_at")
        .orderBy("id")
        .execute();
      return rows.map(correctionOf);
    },

    async history(workspace, openingId) {
      const rows = await db
        .selectFrom("correction")
        .selectAll()
        .where("workspace_id", "=", workspace)
        .where("opening_id", "=", openingId)
        .orderBy("made_at", "desc")
        .orderBy("id", "desc")
        .execute();
      return rows.map(correctionOf);
    },

    async countSince(workspace, author, since) {
      const { count } = await db
        .selectFrom("correction")
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .where("workspace_id", "=", workspace)
        .where("author", "=", author)
        .where("made_at", ">=", since)
        .executeTakeFirstOrThrow();
      return count;
    },

    async revised(limit) {
      const rows = await revisedRows(db, { limit });
      return rows.map((row) => ({
        id: row.id,
        workspace: row.workspace_id,
        destination: row.destination,
        openingId: row.opening_id,
      }));
    },

    async revisionsPlanned(ids) {
      for (const batch of batches(ids)) {
        await db.updateTable("correction").set({ revised_at: null }).where("id", "in", batch).execute();
      }
    },
  };
}

function correctionOf(row: Selectable<Tables["correction"]>): StoredCorrection {
  return {
    id: row.id,
    workspace: row.workspace_id,
    author: row.author,
    authorName: row.author_name,
    destination: row.destination,
    openingId: row.opening_id,
    says: row.says,
    changes: changesSchema.parse(JSON.parse(row.changes)),
    madeAt: row.made_at,
    undoneAt: row.undone_at,
    undoneBy: row.undone_by,
  };
}
