import { Kysely, sql } from "kysely";
import { Migrator } from "kysely/migration";
import { RolecallError, UsageError } from "../errors.ts";
import { type Log, silentLog } from "../log.ts";
import { migrations } from "./migrations/index.ts";
import { isPostgres, openPostgres, shownAddress } from "./postgres.ts";
import { openSqlite } from "./sqlite.ts";
import type { Database, Tables } from "./tables.ts";

/**
 * Brings the tables up to date; of several processes that do so at once one does, and the others wait for it.
 *
 * @returns What had to be done, by the names of the migrations.
 * @throws UsageError `database` where a newer version has changed them.
 */
export async function migrate(db: Database): Promise<readonly string[]> {
  const { error, results = [] } = await migratorOf(db).migrateToLatest();
  if (error === undefined) return results.map(({ migrationName }) => migrationName);
  // Of the way to the database, and none of its tables.
  if (error instanceof RolecallError) throw error;
  const { rows } = await sql<{ readonly name: string }>`SELECT name FROM kysely_migration`.execute(db);
  const [newer] = newerThanKnown(rows.map(({ name }) => name));
  if (newer !== undefined) {
    throw new UsageError(
      "database",
      `storage: expected a database that no newer version has changed, got one with ${newer}: start that version again, or ` +
        "put back a copy from before it.",
      { newer },
      error,
    );
  }
  const failed = results.find((result) => result.status === "Error")?.migrationName ?? "unknown";
  throw new RolecallError("migration", `storage: migration ${failed} failed`, { migration: failed }, error);
}

/** Of the names of migrations, those that this version does not have. */
export function newerThanKnown(names: readonly string[]): readonly string[] {
  return names.filter((name) => !(name in migrations));
}

/** The same for the database at an address, which nothing else is asked. @throws UsageError as `openStorage` does. */
export async function migrateDatabase(address: string, log: Log = silentLog): Promise<readonly string[]> {
  const engine = isPostgres(address) ? openPostgres(address, { log, isPatient: true }) : openSqlite(address);
  const db: Database = new Kysely<Tables>({ dialect: engine.dialect });
  try {
    return await migrate(db);
  } finally {
    await db.destroy();
    engine.release();
  }
}

/** @throws UsageError `database` where a server has none of the bot's tables yet. */
export async function expectTables(address: string, log: Log): Promise<void> {
  const db: Database = new Kysely<Tables>({ dialect: openPostgres(address, { log, isReadOnly: true }).dialect });
  try {
    const pending = await pendingMigrations(db);
    if (pending.length < Object.keys(migrations).length) return;
  } finally {
    await db.destroy();
  }
  const message = `storage: expected the bot's tables at ${shownAddress(address)}, got none: the first start makes them.`;
  throw new UsageError("database", message);
}

/** Migrations that a database has not seen yet. */
export async function pendingMigrations(db: Database): Promise<readonly string[]> {
  const known = await migratorOf(db).getMigrations();
  return known.filter(({ executedAt }) => executedAt === undefined).map(({ name }) => name);
}

function migratorOf(db: Database): Migrator {
  return new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
}
