import { rmSync } from "node:fs";
import { Kysely, sql } from "kysely";
import type { Clock } from "../clock.ts";
import { RolecallError } from "../errors.ts";
import { openSqlite } from "./sqlite.ts";

/** What an engine promises of a commit, as it was tried: the port that each engine fills. */
export interface Durability {
  /** Whether what was committed outlives a power cut. */
  readonly isDurable: boolean;
  /** By which setting: "synchronous=FULL". */
  readonly setting: string;
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
    return { isDurable: level >= 2, setting: `synchronous=${levels[level] ?? level}`, commitMs };
  } finally {
    await db.destroy();
    file.release();
  }
}
