import type { Random } from "../clock.ts";
import { batches } from "./batches.ts";
import type { MarkState } from "./mark-store.ts";
import type { Database, NoticeKind } from "./tables.ts";

/** Something that a person is to be told of an opening that they marked. */
export interface Notice {
  /** Also its key on the platform. */
  readonly id: string;
  readonly workspace: string;
  /** Id of the workspace's platform. */
  readonly platform: string;
  readonly owner: string;
  readonly openingId: string;
  readonly kind: NoticeKind;
  /** Until when it is this claimer's; by it the claimer knows its claim again. */
  readonly leaseUntil: number;
  /** When its person is to be told. */
  readonly wantedAt: number;
  /** How often it was tried before. */
  readonly attempts: number;
  readonly triedAt: number | null;
  readonly isInDoubt: boolean;
  readonly isUncertain: boolean;
  readonly isPlain: boolean;
}

/** By which a claimer says that it is its own. */
export type Claim = Pick<Notice, "id" | "leaseUntil">;

/** What is noted of one that could not be told now. */
export type PutOff = Pick<Notice, "attempts" | "isInDoubt" | "isUncertain" | "isPlain"> & {
  readonly dueAt: number;
  /** Whether its person cannot be reached; false when left out. */
  readonly isHeld?: boolean;
};

/** States in which a person still wants to hear what becomes of an opening. */
export const followedStates = ["saved", "applied", "interview", "offer"] as const satisfies readonly MarkState[];

/** Each is sent once: claimed with a lease, tried, and forgotten when its person was told. */
export interface NoticeStore {
  /** Sets a person's only reminder of an opening, or takes it away. @param at Null for none. @returns When it was before. */
  remind(workspace: string, owner: string, openingId: string, at: number | null): Promise<number | null>;
  /** Has whoever follows the openings of these postings told of what changed, as far as anything did. */
  noteChanges(postings: readonly string[], now: number): Promise<void>;
  /** Those that are due on these platforms, earliest first, which are nobody else's until then; of workspaces that have the bot. */
  claim(now: number, leaseUntil: number, limit: number, platforms: readonly string[]): Promise<readonly Notice[]>;
  /**
   * It is its claimer's until then: said before it is looked at, since those claimed with it were told before. What changes
   * meanwhile is noted once the transaction has ended.
   *
   * @returns False where it is another one's, or gone.
   */
  extend(notice: Claim, leaseUntil: number): Promise<boolean>;
  /**
   * It is about to be sent: from then on it may be there, also where whoever sends it dies.
   *
   * @returns As `extend`.
   */
  trying(notice: Claim, now: number, isUncertain: boolean): Promise<boolean>;
  /** Nothing where it is another one's by now: that one says what becomes of it. */
  putOff(notice: Claim, later: PutOff): Promise<void>;
  /** Those that wait because this person could not be reached are due now. @returns How many. */
  release(workspace: string, owner: string, now: number): Promise<number>;
  /** Its person was told, or wants it no more. @returns As `extend`. */
  remove(notice: Claim): Promise<boolean>;
}

export function createNoticeStore(db: Database, random: Random): NoticeStore {
  async function add(rows: readonly (Pick<Notice, "workspace" | "owner" | "openingId" | "kind"> & { at: number })[]) {
    for (const batch of batches(rows)) {
      await db
        .insertInto("notice")
        .values(
          batch.map(({ workspace, owner, openingId, kind, at }) => ({
            id: random.id(20),
            workspace_id: workspace,
            owner,
            opening_id: openingId,
            kind,
            wanted_at: at,
            due_at: at,
            lease_until: 0,
            attempts: 0,
            in_doubt: 0,
            is_uncertain: 0,
            is_held: 0,
            is_plain: 0,
          })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  }

  return {
    async remind(workspace, owner, openingId, at) {
      const before = await db
        .deleteFrom("notice")
        .where("workspace_id", "=", workspace)
        .where("owner", "=", owner)
        .where("opening_id", "=", openingId)
        .where("kind", "=", "reminder")
        .returning("wanted_at")
        .executeTakeFirst();
      if (at !== null) await add([{ workspace, owner, openingId, kind: "reminder", at }]);
      return before?.wanted_at ?? null;
    },

    async noteChanges(postings, now) {
      for (const batch of batches(postings)) {
        const rows = await db
          .selectFrom("mark")
          .select(["workspace_id", "owner", "opening_id"])
          .where("opening_id", "in", (eb) => eb.selectFrom("posting").select("opening_id").where("id", "in", batch))
          .where("state", "in", followedStates)
          .execute();
        await add(
          rows.map((row) => ({
            workspace: row.workspace_id,
            owner: row.owner,
            openingId: row.opening_id,
            kind: "change",
            at: now,
          })),
        );
      }
    },

    async claim(now, leaseUntil, limit, platforms) {
      if (platforms.length === 0) return [];
      const claimed = await db
        .updateTable("notice")
        .set({ lease_until: leaseUntil })
        .where("lease_until", "<=", now)
        .where("id", "in", (eb) =>
          eb
            .selectFrom("notice")
            .innerJoin("workspace", "workspace.id", "notice.workspace_id")
            .select("notice.id")
            .where("notice.due_at", "<=", now)
            .where("notice.lease_until", "<=", now)
            .where("workspace.removed_at", "is", null)
            .where("workspace.platform", "in", platforms)
            .orderBy("notice.due_at")
            .limit(limit),
        )
        .returning("id")
        .execute();
      if (claimed.length === 0) return [];
      const rows = await db
        .selectFrom("notice")
        .innerJoin("workspace", "workspace.id", "notice.workspace_id")
        .selectAll("notice")
        .select("workspace.platform")
        .where(
          "notice.id",
          "in",
          claimed.map(({ id }) => id),
        )
        .orderBy("notice.due_at")
        .orderBy("notice.id")
        .execute();
      return rows.map((row) => ({
        id: row.id,
        workspace: row.workspace_id,
        platform: row.platform,
        owner: row.owner,
        openingId: row.opening_id,
        kind: row.kind,
        leaseUntil: row.lease_until,
        wantedAt: row.wanted_at,
        attempts: row.attempts,
        triedAt: row.tried_at,
        isInDoubt: row.in_doubt === 1,
        isUncertain: row.is_uncertain === 1,
        isPlain: row.is_plain === 1,
      }));
    },

    async extend({ id, leaseUntil: own }, leaseUntil) {
      const { numUpdatedRows } = await db
        .updateTable("notice")
        .set({ lease_until: leaseUntil })
        .where("id", "=", id)
        .where("lease_until", "=", own)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async trying({ id, leaseUntil }, now, isUncertain) {
      const { numUpdatedRows } = await db
        .updateTable("notice")
        .set((eb) => ({
          tried_at: eb.fn.coalesce("tried_at", eb.val(now)),
          in_doubt: 1,
          is_uncertain: isUncertain ? 1 : 0,
        }))
        .where("id", "=", id)
        .where("lease_until", "=", leaseUntil)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async putOff({ id, leaseUntil }, { dueAt, attempts, isInDoubt, isUncertain, isPlain, isHeld = false }) {
      await db
        .updateTable("notice")
        .set({
          due_at: dueAt,
          lease_until: 0,
          attempts,
          in_doubt: isInDoubt ? 1 : 0,
          is_uncertain: isUncertain ? 1 : 0,
          is_held: isHeld ? 1 : 0,
          is_plain: isPlain ? 1 : 0,
        })
        .where("id", "=", id)
        .where("lease_until", "=", leaseUntil)
        .execute();
    },

    async release(workspace, owner, now) {
      const { numUpdatedRows } = await db
        .updateTable("notice")
        .set({ due_at: now, is_held: 0 })
        .where("workspace_id", "=", workspace)
        .where("owner", "=", owner)
        .where("is_held", "=", 1)
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },

    async remove({ id, leaseUntil }) {
      const { numDeletedRows } = await db
        .deleteFrom("notice")
        .where("id", "=", id)
        .where("lease_until", "=", leaseUntil)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}
