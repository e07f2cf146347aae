/** Copies of the whole database: made while the bot runs, and put back while it does not. */
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { messageOf, UsageError } from "../errors.ts";
import { newerThanKnown } from "./migrate.ts";
import { takeLock } from "./sqlite.ts";

/** Pages copied at a time: whoever writes meanwhile is held up for as long as these take. */
const pagesAtOnce = 500;

/**
 * Copies the database as it is at one moment, also while another process writes to it.
 *
 * @param target A file that is not there yet.
 * @returns Bytes of the copy.
 * @throws UsageError `database` when there is nothing to copy, `exists` when the target is there already, `copy` where
 *   the one cannot be read or the other not written.
 */
export async function backUp(
  path: string,
  target: string,
  onProgress: (done: number, total: number) => void,
): Promise<number> {
  if (!existsSync(path))
    throw new UsageError("database", `backup: expected the bot's database at ${path}, got no such file.`);
  if (existsSync(target))
    throw new UsageError("exists", `backup: expected a new file, but ${target} is there already.`);
  // Under another name until it is whole: half a copy must not look like one.
  const unfinished = `${target}.unfinished`;
  rmSync(unfinished, { force: true });
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    await backup(database, unfinished, {
      rate: pagesAtOnce,
      progress: ({ totalPages, remainingPages }) => onProgress(totalPages - remainingPages, totalPages),
    });
    makeSingleFile(unfinished);
    checkBackup(unfinished, "backup");
    renameSync(unfinished, target);
    return statSync(target).size;
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    const message = `backup: expected to copy ${path} to a new file ${target}: ${messageOf(cause)}.`;
    throw new UsageError("copy", message, { path, target }, cause);
  } finally {
    database.close();
    for (const each of [unfinished, `${unfinished}-wal`, `${unfinished}-shm`]) rmSync(each, { force: true });
  }
}

/**
 * Puts a copy in the place of the database, which is kept beside it under another name.
 *
 * @param stamp Told apart by it from what was kept before, such as `20261128-140501`.
 * @returns Where the database from before is kept; null where there was none.
 * @throws UsageError `database` for what is no copy of the bot's database, `in-use` while the bot runs, `data-folder` where
 *   nothing can be written.
 */
export function restore(copy: string, path: string, stamp: string): string | null {
  checkBackup(copy, "restore");
  makeFolderOf(path);
  const lock = takeLock(path);
  try {
    const kept = existsSync(path) ? `${path}.before-${stamp}` : null;
    const incoming = `${path}.incoming`;
    copyFileSync(copy, incoming);
    if (kept !== null) {
      foldLog(path);
      renameSync(path, kept);
    }
    for (const rest of [`${path}-wal`, `${path}-shm`]) rmSync(rest, { force: true });
    renameSync(incoming, path);
    return kept;
  } finally {
    lock.close();
  }
}

/** @throws UsageError `database`. */
function checkBackup(file: string, command: string): void {
  const refused = (why: string, cause?: unknown) =>
    new UsageError(
      "database",
      `${command}: expected a copy of the bot's database in ${file}: ${why}.`,
      { file },
      cause,
    );
  if (!existsSync(file)) throw refused("there is no such file");
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { readOnly: true });
    const verdict = database.prepare("PRAGMA integrity_check(1)").get()?.["integrity_check"];
    if (verdict !== "ok") throw refused(`it is damaged (${String(verdict)})`);
    const tables = database
      .prepare("SELECT count(*) AS n FROM sqlite_master WHERE name IN ('subscription', 'posting', 'message')")
      .get();
    if (tables?.["n"] !== 3) throw refused("it is another database");
    const migrated = database.prepare("SELECT name FROM kysely_migration").all();
    const [newer] = newerThanKnown(migrated.map(({ name }) => String(name)));
    if (newer !== undefined) throw refused(`a newer version has changed it (${newer})`);
  } catch (error) {
    throw error instanceof UsageError ? error : refused(messageOf(error), error);
  } finally {
    database?.close();
  }
}

/** A new machine has none yet. */
function makeFolderOf(path: string): void {
  const folder = dirname(path);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    const message = `restore: expected a folder that can be written to at ${folder} (ROLECALL_DATA): ${messageOf(cause)}.`;
    throw new UsageError("data-folder", message, { folder }, cause);
  }
}

/** Without a write-ahead log, so that it can be read where nothing can be written, and leaves nothing beside it. */
function makeSingleFile(file: string): void {
  const database = new DatabaseSync(file);
  try {
    database.exec("PRAGMA journal_mode = DELETE");
  } finally {
    database.close();
  }
}

/** Takes what stands in the write-ahead log into the database itself, so that the one file is all. */
function foldLog(path: string): void {
  const database = new DatabaseSync(path);
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
}
