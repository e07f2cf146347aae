import { z } from "zod";
import { batches } from "./batches.ts";
import type { Database } from "./tables.ts";

export const markStates = ["saved", "applied", "interview", "offer", "rejected", "withdrawn", "hidden"] as const;
export type MarkState = (typeof markStates)[number];
const markState = z.enum(markStates);
/** Where nothing is left but a note. */
const unmarked = "none";

/** What matters of an opening to whoever keeps it, in the words in which it was shown to them. */
const knownSchema = z.object({
  /** Of the reader whose words these are. */
  version: z.number(),
  state: z.enum(["open", "closed"]),
  title: z.string(),
  place: z.string().nullable(),
  pay: z.string().nullable(),
  url: z.string().nullable(),
});
export type Known = Readonly<z.output<typeof knownSchema>>;

export interface StoredMark {
  readonly openingId: string;
  /** The one of its postings that was marked. */
  readonly postingId: string;
  readonly state: MarkState;
  readonly at: number;
  readonly note: string | null;
  /** When its person is to be reminded of it; null where they are not. */
  readonly remindAt: number | null;
  /** IANA zone of its person, where their settings name none; null where none was noted. */
  readonly zone: string | null;
  /** Null where that was not noted. */
  readonly known: Known | null;
}

/** What is noted as a person says something of an opening. */
export interface Marking {
  readonly state: MarkState;
  readonly zone: string;
  readonly known: Known;
}

type MarkedPosting = { readonly id: string; readonly openingId: string };

/** What people made of openings for themselves: at most one state for each person and opening. */
export interface MarkStore {
  /** One person's of one opening; undefined where there is none. */
  get(workspace: string, owner: string, openingId: string): Promise<StoredMark | undefined>;
  /** Its note stays. */
  set(workspace: string, owner: string, posting: MarkedPosting, marking: Marking, now: number): Promise<void>;
  /** Takes the state away. A note is kept, for when it is marked again. */
  unset(workspace: string, owner: string, openingId: string): Promise<void>;
  /** The note of one person on one opening, also where it is marked no more; null where there is none. */
  noteOn(workspace: string, owner: string, openingId: string): Promise<string | null>;
  /** @param note Null takes it away. @returns What it was before. Only of what is or was marked. */
  annotate(workspace: string, owner: string, openingId: string, note: string | null): Promise<string | null>;
  /** What its person has been told of it. */
  know(workspace: string, owner: string, openingId: string, known: Known): Promise<void>;
  /** One person's, newest first. */
  ofOwner(workspace: string, owner: string): Promise<readonly StoredMark[]>;
  /** Who has hidden which of the openings, as `hiddenKey` joins them. */
  hiddenBy(openings: readonly string[]): Promise<ReadonlySet<string>>;
}

/** An opening that one person has hidden. */
export function hiddenKey(workspace: string, owner: string, openingId: string): string {
  return `${workspace}\n${owner}\n${openingId}`;
}

export function createMarkStore(db: Database): MarkStore {
  function marksOf(workspace: string, owner: string) {
    return db
      .selectFrom("mark")
      .leftJoin("notice", (join) =>
        join
          .onRef("notice.workspace_id", "=", "mark.workspace_id")
          .onRef("notice.owner", "=", "mark.owner")
          .onRef("notice.opening_id", "=", "mark.opening_id")
          .on("notice.kind", "=", "reminder"),
      )
      .selectAll("mark")
      .select("notice.wanted_at")
      .where("mark.workspace_id", "=", workspace)
      .where("mark.owner", "=", owner)
      .where("mark.state", "<>", unmarked);
  }

  function changing(workspace: string, owner: string, openingId: string) {
    return db
      .updateTable("mark")
      .where("workspace_id", "=", workspace)
      .where("owner", "=", owner)
      .where("opening_id", "=", openingId);
  }

  /** What holds neither a state nor a note is no row. */
  async function forgetEmpty(workspace: string, owner: string, openingId: string): Promise<void> {
    await db
      .deleteFrom("mark")
      .where("workspace_id", "=", workspace)
      .where("owner", "=", owner)
      .where("opening_id", "=", openingId)
      .where("state", "=", unmarked)
      .where("note", "is", null)
      .execute();
  }

  async function noteOn(workspace: string, owner: string, openingId: string): Promise<string | null> {
    const row = await db
      .selectFrom("mark")
      .select("note")
      .where("workspace_id", "=", workspace)
      .where("owner", "=", owner)
      .where("opening_id", "=", openingId)
      .executeTakeFirst();
    return row?.note ?? null;
  }

  return {
    noteOn,

    async get(workspace, owner, openingId) {
      const row = await marksOf(workspace, owner).where("mark.opening_id", "=", openingId).executeTakeFirst();
      return row && markOf(row);
    },

    async set(workspace, owner, { id, openingId }, { state, zone, known }, now) {
      const values = { posting_id: id, state, changed_at: now, zone, known: JSON.stringify(known) };
      await db
        .insertInto("mark")
        .values({ workspace_id: workspace, owner, opening_id: openingId, ...values })
        .onConflict((conflict) => conflict.columns(["workspace_id", "owner", "opening_id"]).doUpdateSet(values))
        .execute();
    },

    async unset(workspace, owner, openingId) {
      await changing(workspace, owner, openingId).set({ state: unmarked }).execute();
      await forgetEmpty(workspace, owner, openingId);
    },

    async annotate(workspace, owner, openingId, note) {
      const before = await noteOn(workspace, owner, openingId);
      await changing(workspace, owner, openingId).set({ note }).execute();
      await forgetEmpty(workspace, owner, openingId);
      return before;
    },

    async know(workspace, owner, openingId, known) {
      await changing(workspace, owner, openingId)
        .set({ known: JSON.stringify(known) })
        .execute();
    },

    async ofOwner(workspace, owner) {
      const rows = await marksOf(workspace, owner)
        .orderBy("mark.changed_at", "desc")
        .orderBy("mark.opening_id")
        .execute();
      return rows.map(markOf);
    },

    async hiddenBy(openings) {
      const hidden = new Set<string>();
      for (const batch of batches(openings)) {
        const rows = await db
          .selectFrom("mark")
          .select(["workspace_id", "owner", "opening_id"])
          .where("opening_id", "in", batch)
          .where("state", "=", "hidden")
          .execute();
        for (const row of rows) hidden.add(hiddenKey(row.workspace_id, row.owner, row.opening_id));
      }
      return hidden;
    },
  };
}

interface MarkRow {
  readonly opening_id: string;
  readonly posting_id: string;
  readonly state: string;
  readonly changed_at: number;
  readonly note: string | null;
  readonly zone: string | null;
  readonly known: string | null;
  readonly wanted_at: number | null;
}

function markOf(row: MarkRow): StoredMark {
  return {
    openingId: row.opening_id,
    postingId: row.posting_id,
    state: markState.parse(row.state),
    at: row.changed_at,
    note: row.note,
    remindAt: row.wanted_at,
    zone: row.zone,
    known: row.known === null ? null : knownSchema.parse(JSON.parse(row.known)),
  };
}
