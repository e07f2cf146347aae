import { batches } from "./batches.ts";
import { wordsOf } from "./dialect.ts";
import type { Database } from "./tables.ts";

/**
 * Nobody else writes what goes to these destinations until the transaction ends; waits for whoever does now. The one rule by
 * which many instances share the ledger: who judges what waits for a destination, or is sent there, reserves it before. In
 * one order, so that no two wait for each other. On SQLite a transaction is alone.
 */
export async function reserveDestinations(db: Database, names: readonly string[]): Promise<void> {
  const words = wordsOf(db);
  if (!words.isShared) return;
  for (const batch of batches([...new Set(names)].toSorted())) {
    await db
      .selectFrom("destination")
      .select("name")
      .where("name", "in", batch)
      .orderBy("name")
      .$call(words.reserved)
      .execute();
  }
}

/** The same for those of subscriptions, also where nothing has gone to yet. */
export async function reserveDestinationsOf(db: Database, subscriptions: readonly string[]): Promise<void> {
  if (!wordsOf(db).isShared) return;
  const places = new Map<string, string>();
  for (const batch of batches(subscriptions)) {
    const rows = await db
      .selectFrom("subscription")
      .select(["destination", "workspace_id"])
      .where("id", "in", batch)
      .execute();
    for (const { destination, workspace_id } of rows) places.set(destination, workspace_id);
  }
  await ensureDestinations(db, places);
  await reserveDestinations(db, [...places.keys()]);
}

/** @param places Workspaces by the names of destinations. */
export async function ensureDestinations(db: Database, places: ReadonlyMap<string, string>): Promise<void> {
  for (const batch of batches([...places].toSorted(([a], [b]) => (a < b ? -1 : 1)))) {
    await db
      .insertInto("destination")
      .values(
        batch.map(([name, workspace_id]) => ({
          name,
          workspace_id,
          not_before: 0,
          served_at: 0,
          position: 0,
          edit_position: 0,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/**
 * Nobody else claims these sources, or says who has them, until the transaction ends: whoever decides by what workspaces have
 * added whether one is polled then sees all of it. All there are without keys.
 */
export async function reserveSources(db: Database, keys?: readonly string[]): Promise<void> {
  const words = wordsOf(db);
  if (!words.isShared) return;
  await db
    .selectFrom("source")
    .select("key")
    .$if(keys !== undefined, (query) => query.where("key", "in", keys ?? []))
    .orderBy("key")
    .$call(words.reserved)
    .execute();
}
