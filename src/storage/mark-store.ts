import { z } from "zod";
import { batches } from "./batches.ts";
import type { Database } from "./tables.ts";

export const markStates = ["saved", "applied", "hidden"] as const;
export type MarkState = (typeof markStates)[number];
const markState = z.enum(markStates);

export interface StoredMark {
  readonly openingId: string;
  /** The one of its postings that was marked. */
  readonly postingId: string;
  readonly state: MarkState;
  readonly at: number;
}

/** What people made of openings for themselves: at most one state for each person and opening. */
export interface MarkStore {
  /** @param state Null takes it away. @returns What it was before. */
  set(
    workspace: string,
    owner: string,
    posting: { readonly id: string; readonly openingId: string },
    state: MarkState | null,
    now: number,
  ): Promise<MarkState | null>;
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
  return {
    async set(workspace, owner, { id, openingId }, state, now) {
      const before = await db
        .selectFrom("mark")
        .select("state")
        .where("workspace_id", "=", workspace)
        .where("owner", "=", owner)
        .where("opening_id", "=", openingId)
        .executeTakeFirst();
      if (state === null) {
        await db
          .deleteFrom("mark")
          .where("workspace_id", "=", workspace)
          .where("owner", "=", owner)
          .where("opening_id", "=", openingId)
          .execute();
      } else {
        const values = { posting_id: id, state, changed_at: now };
        await db
          .insertInto("mark")
          .values({ workspace_id: workspace, owner, opening_id: openingId, ...values })
          .onConflict((conflict) => conflict.columns(["workspace_id", "owner", "opening_id"]).doUpdateSet(values))
          .execute();
      }
      return before === undefined ? null : markState.parse(before.state);
    },

    async ofOwner(workspace, owner) {
      const rows = await db
        .selectFrom("mark")
        .selectAll()
        .where("workspace_id", "=", workspace)
        .where("owner", "=", owner)
        .orderBy("changed_at", "desc")
        .orderBy("opening_id")
        .execute();
      return rows.map((row) => ({
        openingId: row.opening_id,
        postingId: row.posting_id,
        state: markState.parse(row.state),
        at: row.changed_at,
      }));
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
