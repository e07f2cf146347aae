import { type ExpressionBuilder, sql } from "kysely";
import { batches } from "./batches.ts";
import { wordsOf } from "./dialect.ts";
import { reserveDestinations } from "./reserve.ts";
import type { Database, Tables } from "./tables.ts";

/** A destination that takes nothing, of which its people were not told yet. */
export interface UntoldHold {
  readonly destination: string;
  readonly workspace: string;
  readonly reason: string;
}

/** Whether places take messages, as far as their platform says so by itself. */
export interface DestinationStore {
  /** Nobody else writes what goes there until the transaction ends. */
  reserve(destination: string): Promise<void>;
  /** Lets held ones have what waits for them, at once, if nothing else keeps them waiting; not those of workspaces that the bot was removed from. @returns How many were held. */
  release(destinations: readonly string[]): Promise<number>;
  /** It takes nothing until it is released or, at `probeAt`, found to take messages again. */
  hold(workspace: string, destination: string, reason: string, probeAt: number, now: number): Promise<void>;
  /** What waits for it is never sent. */
  expire(destination: string, reason: string, now: number): Promise<void>;
  /** One, and what lies within it: threads of a channel, whose names continue its own behind a slash. */
  within(destination: string): Promise<readonly string[]>;
  /** All of a workspace's. */
  ofWorkspace(workspace: string): Promise<readonly string[]>;
  /** Those that are held, and were not told of since they are; of workspaces that have the bot. */
  untold(): Promise<readonly UntoldHold[]>;
  /** One of them; undefined where it is none. */
  untoldOf(destination: string): Promise<UntoldHold | undefined>;
  /** They are told of it now. @returns Whether it is the caller who has to: not where another one does already. */
  told(destination: string, now: number): Promise<boolean>;
}

export function createDestinationStore(db: Database): DestinationStore {
  function untoldHolds() {
    return db
      .selectFrom("destination")
      .innerJoin("workspace", "workspace.id", "destination.workspace_id")
      .select(["destination.name", "destination.workspace_id", "destination.held"])
      .where("destination.held", "is not", null)
      .where(isUntold)
      .where("workspace.removed_at", "is", null);
  }

  /** Whether its people were not told of it since it is held. */
  function isUntold(eb: ExpressionBuilder<Tables, "destination">) {
    return eb.or([
      eb("destination.told_at", "is", null),
      eb("destination.told_at", "<", eb.ref("destination.held_since")),
    ]);
  }

  return {
    async reserve(destination) {
      await reserveDestinations(db, [destination]);
    },

    async release(destinations) {
      let released = 0;
      for (const batch of batches(destinations)) {
        const { numUpdatedRows } = await db
          .updateTable("destination")
          .set({ held: null, held_since: null, probe_at: null })
          .where("name", "in", batch)
          .where("held", "is not", null)
          .where("workspace_id", "in", (eb) =>
            eb.selectFrom("workspace").select("workspace.id").where("workspace.removed_at", "is", null),
          )
          .executeTakeFirst();
        released += Number(numUpdatedRows);
      }
      return released;
    },

    async hold(workspace, destination, reason, probeAt, now) {
      await db
        .insertInto("destination")
        .values({
          name: destination,
          workspace_id: workspace,
          not_before: 0,
          served_at: 0,
          position: 0,
          edit_position: 0,
          held: reason,
          held_since: now,
          probe_at: probeAt,
        })
        .onConflict((conflict) =>
          conflict.column("name").doUpdateSet((eb) => ({
            held: reason,
            held_since: eb.fn.coalesce("destination.held_since", eb.val(now)),
            // One reason to wait does not end another.
            probe_at: eb.fn<number>(wordsOf(db).greatest, [
              eb.fn.coalesce("destination.probe_at", eb.val(0)),
              eb.val(probeAt),
            ]),
          })),
        )
        .execute();
    },

    async expire(destination, reason, now) {
      await reserveDestinations(db, [destination]);
      await db
        .updateTable("message")
        .set({ state: "expired", is_waiting: 0, reason, lease_until: null, changed_at: now })
        .where("destination", "=", destination)
        .where("is_waiting", "=", sql.lit(1))
        .where("state", "=", "pending")
        .execute();
      await db
        .updateTable("delivery")
        .set({ due_at: null, dropped: reason, changed_at: now })
        .where("destination", "=", destination)
        .where("due_at", "is not", null)
        .execute();
      await db.updateTable("destination").set({ next_at: null }).where("name", "=", destination).execute();
    },

    async within(destination) {
      // Of all names, those that begin with it and a slash: the slash's neighbour is a nought.
      const [from, until] = [`${destination}/`, `${destination}0`];
      const used = await db
        .selectFrom("destination")
        .select("name")
        .where("name", ">=", from)
        .where("name", "<", until)
        .execute();
      const wanted = await db
        .selectFrom("subscription")
        .select("destination as name")
        .where("destination", ">=", from)
        .where("destination", "<", until)
        .where("ended_at", "is", null)
        .execute();
      return [...new Set([destination, ...[...used, ...wanted].map(({ name }) => name)])];
    },

    async ofWorkspace(workspace) {
      const rows = await db.selectFrom("destination").select("name").where("workspace_id", "=", workspace).execute();
      return rows.map(({ name }) => name);
    },

    async untold() {
      return (await untoldHolds().execute()).map(holdOf);
    },

    async untoldOf(destination) {
      const row = await untoldHolds().where("destination.name", "=", destination).executeTakeFirst();
      return row && holdOf(row);
    },

    async told(destination, now) {
      const { numUpdatedRows } = await db
        .updateTable("destination")
        .set({ told_at: now })
        .where("name", "=", destination)
        .where(isUntold)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}

function holdOf(row: {
  readonly name: string;
  readonly workspace_id: string;
  readonly held: string | null;
}): UntoldHold {
  return { destination: row.name, workspace: row.workspace_id, reason: row.held ?? "" };
}
