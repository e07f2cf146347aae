import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { SqliteDialect, type SqliteStatement } from "kysely";
import { messageOf, UsageError } from "../errors.ts";
import type { Engine } from "./engine.ts";

const pragmas = [
  "journal_mode = WAL",
  "synchronous = FULL",
  "foreign_keys = ON",
  "busy_timeout = 5000",
  // KiB: a long queue's pages are read again at every claim.
  "cache_size = -32768",
  // Pages: what is written often is copied into the database once for many commits.
  "wal_autocheckpoint = 4000",
] as const;

/**
 * One SQLite file for one process: in WAL mode with every commit on disk (`synchronous=FULL`), since a ledger that
 * forgets its last commits in a power cut would send twice. `:memory:` needs no lock.
 *
 * @throws UsageError `in-use` when another process has the file.
 */
export function openSqlite(path: string, { isReadOnly = false } = {}): Engine {
  if (isReadOnly) return openReadOnly(path);
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
  const lock = path === ":memory:" ? undefined : takeLock(path);
  const database = openDatabase(path, false);
  database.exec(pragmas.map((pragma) => `PRAGMA ${pragma};`).join(""));
  const prepare = rememberStatements((sql) => prepared(database, sql));
  return {
    dialect: new SqliteDialect({ database: { close: () => database.close(), prepare } }),
    release: () => lock?.close(),
  };
}

/** Beside the process that has the file: WAL lets readers in, and nothing can be written. */
function openReadOnly(path: string): Engine {
  const database = openDatabase(path, true);
  return {
    dialect: new SqliteDialect({
      database: { close: () => database.close(), prepare: (sql) => prepared(database, sql) },
    }),
    release() {},
  };
}

function openDatabase(path: string, readOnly: boolean): DatabaseSync {
  try {
    const database = new DatabaseSync(path, { readOnly });
    database.exec("PRAGMA schema_version");
    return database;
  } catch (cause) {
    throw new UsageError(
      "database",
      `storage: expected a SQLite database ${readOnly ? "" : "or no file yet "}at ${path}: ${messageOf(cause)}.`,
      { path },
      cause,
    );
  }
}

const rememberedStatements = 300;
/** Longer texts are inserts of many rows: rarely the same twice, and large once they are prepared. */
const longestRemembered = 4_000;

/**
 * Prepares each text once, since preparing costs more than running: the texts that were used last are remembered. No two
 * uses of one statement can overlap, as `all` and `run` are done when they return and nothing here is streamed.
 */
function rememberStatements(prepare: (sql: string) => SqliteStatement): (sql: string) => SqliteStatement {
  const known = new Map<string, SqliteStatement>();
  return (sql) => {
    if (sql.length > longestRemembered) return prepare(sql);
    const statement = known.get(sql) ?? prepare(sql);
    known.delete(sql);
    known.set(sql, statement);
    if (known.size > rememberedStatements) {
      const [oldest] = known.keys();
      if (oldest !== undefined) known.delete(oldest);
    }
    return statement;
  };
}

/** node:sqlite in the shape that Kysely's dialect asks for. */
function prepared(database: DatabaseSync, sql: string): SqliteStatement {
  const statement = database.prepare(sql);
  const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...values(parameters)),
    run: (parameters) => statement.run(...values(parameters)),
    iterate: (parameters) => statement.iterate(...values(parameters)),
  };
}

function lockFile(path: string): DatabaseSync {
  try {
    return new DatabaseSync(`${path}.lock`);
  } catch (cause) {
    const message = `storage: expected to write ${path}.lock beside the database: ${messageOf(cause)}.`;
    throw new UsageError("data-folder", message, { path }, cause);
  }
}

/**
 * An exclusive transaction on a file beside the database, held as long as the process lives: the operating system gives
 * it back whatever way the process ends, which no file with a process id in it can promise.
 *
 * @throws UsageError `in-use` when another process has it, `data-folder` where it cannot be written.
 */
export function takeLock(path: string): DatabaseSync {
  const lock = lockFile(path);
  try {
    lock.exec("PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE");
    return lock;
  } catch (cause) {
    lock.close();
    throw new UsageError(
      "in-use",
      `storage: expected to be the only process on ${path}, but another Rolecall is running on it. ` +
        "Stop that one, or name another folder with ROLECALL_DATA.",
      { path },
      cause,
    );
  }
}
