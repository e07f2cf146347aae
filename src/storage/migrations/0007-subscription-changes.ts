import { type Kysely, sql } from "kysely";
import { wordsOf } from "../dialect.ts";

/**
 * What the matching index follows: of each subscription the number of its last change. The database itself keeps it, so that
 * no way of changing what somebody wants can forget to. Numbers only rise, also when the last ones are erased.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const words = wordsOf(db);
  await db.schema
    .createTable("subscription_change")
    .addColumn("sequence", sql.raw(words.risingKey))
    .addColumn("subscription_id", "text", (c) => c.notNull().unique())
    .execute();
  await sql`INSERT INTO subscription_change (subscription_id) SELECT id FROM subscription ORDER BY created_at, id`.execute(
    db,
  );
  for (const [name, event, ids] of triggers) {
    // Deleted and not replaced: a trigger takes over the conflict handling of the statement that fires it.
    const body = `
      DELETE FROM subscription_change WHERE subscription_id IN (${ids});
      INSERT INTO subscription_change (subscription_id) ${ids};`;
    for (const statement of words.triggers({ name, event, body })) await sql.raw(statement).execute(db);
  }
}

const ofOwner = "SELECT id FROM subscription WHERE workspace_id = new.workspace_id AND owner = new.owner";

/** Of each its name, what fires it, and whose change it is. */
const triggers = [
  ["subscription_added", "INSERT ON subscription", "SELECT new.id"],
  ["subscription_changed", "UPDATE OF query, ended_at ON subscription", "SELECT new.id"],
  ["subscription_erased", "DELETE ON subscription", "SELECT old.id"],
  ["setting_added", "INSERT ON setting", ofOwner],
  ["setting_changed", "UPDATE ON setting", ofOwner],
  ["workspace_changed", "UPDATE OF removed_at ON workspace", "SELECT id FROM subscription WHERE workspace_id = new.id"],
] as const;
