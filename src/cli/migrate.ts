import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Config, loadConfig } from "../../config/load.ts";
import { UsageError } from "../errors.ts";
import { copyDatabase } from "../storage/copy-database.ts";
import { migrateDatabase } from "../storage/migrate.ts";
import { isPostgres, shownAddress } from "../storage/postgres.ts";
import { showProgress } from "./progress-bar.ts";

/**
 * Brings the tables of the database up to date; or copies the SQLite file to a PostgreSQL server, going on where an earlier
 * copy broke off.
 *
 * @param to Address of the server; undefined to bring the tables up to date.
 * @throws UsageError as `copyDatabase` does.
 */
export async function migrate(to: string | undefined): Promise<void> {
  const config = loadConfig();
  await (to === undefined ? bringUpToDate(config) : copyTo(config, to));
}

async function bringUpToDate({ database }: Config): Promise<void> {
  const done = await migrateDatabase(database);
  const shown = shownAddress(database);
  process.stdout.write(
    done.length === 0 ? `${shown} is up to date.\n` : `${shown} was brought up to date: ${done.join(", ")}.\n`,
  );
}

async function copyTo({ dataDir, storage }: Config, to: string): Promise<void> {
  if (!isPostgres(to)) {
    throw new UsageError(
      "usage",
      `migrate: expected an address such as postgres://user@host:5432/rolecall after --to, got ${to}.`,
    );
  }
  const path = join(dataDir, storage.file);
  if (!existsSync(path)) {
    throw new UsageError("database", `migrate: expected the bot's database at ${path}, got no such file.`, { path });
  }
  try {
    const copied = await copyDatabase(path, to, { onProgress: (done, total) => showProgress(done, total, "Copying") });
    showProgress(null);
    const rows = copied.map((each) => [each.table, String(each.rows), String(each.copied)] as const);
    const lines = [["table", "rows", "copied now"] as const, ...rows].map(
      ([name, all, now]) => `${name.padEnd(22)} ${all.padStart(9)} ${now.padStart(11)}`,
    );
    process.stdout.write(
      `${lines.join("\n")}\n\nCopied ${path} to ${shownAddress(to)}, and compared every row. Start with DATABASE_URL from now on.\n`,
    );
  } finally {
    showProgress(null);
  }
}
