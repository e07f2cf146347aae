import type { Kysely } from "kysely";

/** A workspace is greeted once for ever; those that have the bot already know it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("workspace").addColumn("greeted_at", "bigint").execute();
  const workspaces: Kysely<{ workspace: { created_at: number; greeted_at: number | null } }> = db.withTables();
  await workspaces
    .updateTable("workspace")
    .set((row) => ({ greeted_at: row.ref("created_at") }))
    .execute();
}
