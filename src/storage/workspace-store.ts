import type { Database } from "./tables.ts";
import { givingUp } from "./unwanted-sources.ts";

/** The tenants. Every row that belongs to one carries its id. */
export interface WorkspaceStore {
  /** Makes sure that it is known. */
  ensure(id: string, platform: string, now: number): Promise<void>;
  /** The bot was taken out of it; the first time counts. */
  remove(id: string, now: number): Promise<void>;
  /** The bot is back. @returns Whether it had been taken out. */
  restore(id: string): Promise<boolean>;
  /** All of a platform that the bot was not taken out of. */
  having(platform: string): Promise<readonly string[]>;
  /** Those that the bot was taken out of before then. */
  removedBefore(time: number): Promise<readonly string[]>;
  /** Forgets one with all that is its own. */
  erase(id: string): Promise<void>;
}

export function createWorkspaceStore(db: Database): WorkspaceStore {
  return {
    async ensure(id, platform, now) {
      await db
        .insertInto("workspace")
        .values({ id, platform, created_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    async remove(id, now) {
      await db
        .updateTable("workspace")
        .set({ removed_at: now })
        .where("id", "=", id)
        .where("removed_at", "is", null)
        .execute();
    },

    async restore(id) {
      const { numUpdatedRows } = await db
        .updateTable("workspace")
        .set({ removed_at: null })
        .where("id", "=", id)
        .where("removed_at", "is not", null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async having(platform) {
      const rows = await db
        .selectFrom("workspace")
        .select("id")
        .where("platform", "=", platform)
        .where("removed_at", "is", null)
        .execute();
      return rows.map(({ id }) => id);
    },

    async removedBefore(time) {
      const rows = await db.selectFrom("workspace").select("id").where("removed_at", "<", time).execute();
      return rows.map(({ id }) => id);
    },

    async erase(id) {
      const added = await db
        .selectFrom("workspace_source")
        .select("source_key")
        .where("workspace_id", "=", id)
        .execute();
      const keys = added.map(({ source_key }) => source_key);
      await givingUp(db, keys, async () => {
        for (const table of [
          "delivery",
          "message",
          "destination",
          "subscription",
          "setting",
          "mark",
          "correction",
          "workspace_source",
          "notice",
        ] as const) {
          await db.deleteFrom(table).where("workspace_id", "=", id).execute();
        }
      });
      await db.deleteFrom("workspace").where("id", "=", id).execute();
    },
  };
}
