import { rmSync } from "node:fs";
import { Kysely, sql } from "kysely";
import type { Clock } from "../clock.ts";
import { RolecallError } from "../errors.ts";
import { silentLog } from "../log.ts";
import { openPostgres } from "./postgres.ts";
import { openSqlite } from "./sqlite.ts";

/** What an engine promises of a commit, as it was tried: the port that each engine fills. */
export interface Durability {
  /** Whether what was committed outlives a power cut. */
  readonly isDurable: boolean;
  /** By which setting: "synchronous=FULL". */
  readonly setting: string;
  /** The setting that keeps it. */
  readonly durableSetting: string;
  /** What one commit took. */
  readonly commitMs: number;
}

const suffixes = ["", "-wal", "-shm", ".lock"];

/**
 * Makes a database beside the bot's own as the bot makes its own, writes to it, closes it, and reads what was written.
 *
 * @param path Of the database to be made and removed again.
 * @throws Where it cannot be made or written, or holds something else then.
 */
export async function sqliteDurability(path: string, clock: Clock): Promise<Durability> {
  try {
    const written = await writing(path, clock);
    const file = openSqlite(path, { isReadOnly: true });
    const db = new Kysely<ProbeTables>({ dialect: file.dialect });
    try {
      const rows = await db.selectFrom("probe").select("value").execute();
      if (rows.length === 1) return written;
      throw new RolecallError("durability", `storage: expected one row after writing one, got ${rows.length}`);
    } finally {
      await db.destroy();
      file.release();
    }
  } finally {
    for (const suffix of suffixes) rmSync(`${path}${suffix}`, { force: true });
  }
}

interface ProbeTables {
  readonly probe: { readonly value: number };
}

/** The numbers of SQLite's pragma, by what they are called. */
const levels = ["OFF", "NORMAL", "FULL", "EXTRA"];

async function writing(path: string, clock: Clock): Promise<Durability> {
  const file = openSqlite(path);
  const db = new Kysely<ProbeTables>({ dialect: file.dialect });
  try {
    await db.schema.createTable("probe").addColumn("value", "integer").execute();
    const from = clock.now();
    await db.insertInto("probe").values({ value: 1 }).execute();
    const commitMs = clock.now() - from;
    const { rows } = await sql<{ readonly synchronous: number }>`PRAGMA synchronous`.execute(db);
    const level = rows[0]?.synchronous ?? 0;
    const setting = `synchronous=${levels[level] ?? level}`;
    return { isDurable: level >= 2, setting, durableSetting: "synchronous=FULL", commitMs };
  } finally {
    await db.destroy();
    file.release();
  }
}

/**
 * Commits a word to the log of a server, which leaves no row behind, and reads by which settings it did.
 *
 * @throws Where the server cannot be reached, or is not to be written to.
 */
export async function postgresDurability(address: string, clock: Clock): Promise<Durability> {
  const server = openPostgres(address, { log: silentLog });
  const db = new Kysely<ProbeTables>({ dialect: server.dialect });
  try {
    const { rows } = await sql<{ readonly commit: string; readonly fsync: string }>`
      SELECT current_setting('synchronous_commit') AS commit, current_setting('fsync') AS fsync`.execute(db);
    const from = clock.now();
    await sql`SELECT pg_logical_emit_message(true, 'rolecall', 'doctor')`.execute(db);
    const commitMs = clock.now() - from;
    const { commit, fsync } = rows[0] ?? { commit: "unknown", fsync: "unknown" };
    return {
      // All others wait at least for the disk of the server itself.
      isDurable: commit !== "off" && fsync === "on",
      setting: `synchronous_commit=${commit}, fsync=${fsync}`,
      durableSetting: "synchronous_commit=on, fsync=on",
      commitMs,
    };
  } finally {
    await db.destroy();
    server.release();
  }
}
