import { reserveSources } from "./reserve.ts";
import type { Database } from "./tables.ts";

/**
 * Has those of the sources polled no more that no workspace has and the configuration does not name. To be called within a
 * transaction.
 *
 * @param change By which a workspace gives them up: made once nobody else can add them.
 */
export async function givingUp<Result>(
  db: Database,
  keys: readonly string[],
  change: () => Promise<Result>,
): Promise<Result> {
  await reserveSources(db, keys);
  const result = await change();
  await db
    .updateTable("source")
    .set({ configured: 0 })
    .where("key", "in", keys)
    .where("is_shared", "=", 0)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("workspace_source")
            .select("source_key")
            .whereRef("source_key", "=", "source.key")
            .where("removed_at", "is", null),
        ),
      ),
    )
    .execute();
  return result;
}
