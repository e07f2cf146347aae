import { resolve } from "node:path";
import { loadConfig } from "../../config/load.ts";
import { counted } from "../delivery/card/age.ts";
import { systemClock, systemRandom } from "../clock.ts";
import { backUp, restore as putBack } from "../storage/backup.ts";
import { UsageError } from "../errors.ts";
import { isPostgres, shownAddress } from "../storage/postgres.ts";
import { openStorage } from "../storage/storage.ts";
import { showProgress } from "./progress-bar.ts";

/** Copies the database to a new file, also while the bot runs. @throws UsageError `database` or `exists`. */
export async function backup(file: string): Promise<void> {
  const config = loadConfig();
  const target = resolve(file);
  if (isPostgres(config.database))
    throw onServer("backup", "pg_dump --format=custom --file=FILE --dbname", config.database);
  try {
    const bytes = await backUp(config.database, target, (done, total) => showProgress(done, total, "Copying"));
    showProgress(null);
    process.stdout.write(`Backed up to ${target} (${(bytes / 1e6).toFixed(1)} MB). To put it back: restore ${file}\n`);
  } catch (error) {
    showProgress(null);
    throw error;
  }
}

/** Puts a copy back; the database from before is kept beside it. @throws UsageError `database`, or `in-use` while the bot runs. */
export async function restore(file: string): Promise<void> {
  const config = loadConfig();
  const path = config.database;
  if (isPostgres(path)) throw onServer("restore", "pg_restore --clean --if-exists FILE --dbname", path);
  const stamp = new Date(systemClock.now()).toISOString().replace(/[-:]/g, "").replace("T", "-").slice(0, 15);
  const kept = putBack(resolve(file), path, stamp);
  // An older copy is brought up to date, and one that cannot be is told of now.
  const storage = await openStorage(path, systemRandom);
  const subscriptions = (await storage.subscriptions.active()).length;
  await storage.close();
  const before = kept === null ? "" : ` What was there before is kept as ${kept}.`;
  process.stdout.write(`Restored ${path}: ${counted(subscriptions, "subscription")}.${before}\n`);
}

function onServer(command: string, instead: string, address: string): UsageError {
  return new UsageError(
    "database",
    `${command}: expected a SQLite file, but the database is on a PostgreSQL server. Use its own program: ${instead} ${shownAddress(address)}`,
    { address: shownAddress(address) },
  );
}
