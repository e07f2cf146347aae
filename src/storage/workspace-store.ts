import { wordsOf } from "./dialect.ts";
import type { Database } from "./tables.ts";
import { givingUp } from "./unwanted-sources.ts";

/** The tenants. Every row that belongs to one carries its id. */
export interface WorkspaceStore {
  /** Makes sure that it is known. */
  ensure(id: string, platform: string, now: number): Promise<void>;
  /**
   * To be called within a transaction, before what a workspace has is judged: until that ends, whoever reserves it too waits.
   */
  reserve(id: string): Promise<void>;
  /** The bot was taken out of it; the first time counts. */
  remove(id: string, now: number): Promise<void>;
  /** The bot is back. @returns Whether it had been taken out. */
  restore(id: string): Promise<boolean>;
  /** Its one greeting is due to whoever asks first. @returns Whether that is the caller. */
  takeGreeting(id: string, now: number): Promise<boolean>;
  /** It was not greeted after all, and whoever asks next may do so. */
  giveGreetingBack(id: string): Promise<void>;
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

    async reserve(id) {
      await wordsOf(db).alone(db, `workspace ${id}`);
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

    async takeGreeting(id, now) {
      const { numUpdatedRows } = await db
        .updateTable("workspace")
        .set({ greeted_at: now })
        .where("id", "=", id)
        .where("greeted_at", "is", null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async giveGreetingBack(id) {
      await db.updateTable("workspace").set({ greeted_at: null }).where("id", "=", id).execute();
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
