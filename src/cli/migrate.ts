import { join } from "node:path";
import { type Config, loadConfig } from "../../config/load.ts";
import { checkAddress, passwordsIn } from "../../config/environment.ts";
import { keepSecret } from "../log.ts";
import { copyDatabase } from "../storage/copy-database.ts";
import { migrateDatabase } from "../storage/migrate.ts";
import { shownAddress } from "../storage/postgres.ts";
import { showProgress } from "./progress-bar.ts";

/**
 * Brings the tables of the database up to date; or copies the SQLite file to a PostgreSQL server, going on where an earlier
 * copy broke off.
 *
 * @param to Address of the server; undefined to bring the tables up to date.
 * @throws UsageError as `copyDatabase` does, and `usage` for the address of another server.
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
  for (const password of passwordsIn(to)) keepSecret(password);
  checkAddress(to, "postgres", { code: "usage", component: "migrate", name: "--to" });
  const path = join(dataDir, storage.file);
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
