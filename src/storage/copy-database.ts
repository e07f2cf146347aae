import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { Kysely, type RawBuilder, sql } from "kysely";
import { UsageError } from "../errors.ts";
import { type Log, silentLog } from "../log.ts";
import { migrate, pendingMigrations } from "./migrate.ts";
import { openPostgres, shownAddress } from "./postgres.ts";
import { openSqlite, takeLock } from "./sqlite.ts";
import type { Database, Tables } from "./tables.ts";

/** What was copied of a table. */
export interface CopiedTable {
  readonly table: string;
  readonly rows: number;
  /** Of them those that this call copied; the others were there already. */
  readonly copied: number;
}

export interface CopyOptions {
  readonly log?: Log;
  /** Rows that are done, of all there are. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Tables by their keys, what others refer to first. The changes of subscriptions are not copied: each database counts its own,
 * as subscriptions come in. Nor are the instances that run on it, and what is searched in, which each takes in by itself.
 */
export const copiedTables = {
  workspace: ["id"],
  source: ["key"],
  workspace_source: ["workspace_id", "source_key"],
  outage: ["source_key", "began_at"],
  opening: ["id"],
  opening_key: ["key"],
  posting: ["id"],
  setting: ["workspace_id", "owner"],
  subscription: ["id"],
  destination: ["name"],
  message: ["id"],
  delivery: ["id"],
  delivery_subscription: ["delivery_id", "subscription_id"],
  mark: ["workspace_id", "owner", "opening_id"],
  correction: ["id"],
  notice: ["id"],
  cache: ["key"],
} satisfies Partial<Record<keyof Tables, readonly string[]>>;

/** Columns by which a database knows what it has taken in to be searched. */
const ownColumns: ReadonlySet<string> = new Set(["number", "is_searchable"]);

type Row = Readonly<Record<string, unknown>>;

const pageSize = 500;

/**
 * Copies a SQLite database to PostgreSQL. It goes by the keys, so that a copy that broke off goes on from there, and it is
 * done once both hold the same rows.
 *
 * @throws UsageError `in-use` while the bot runs on the file, `database` where it is missing or not up to date, `other-data`
 *   where the target holds what is not in the file.
 */
export async function copyDatabase(
  path: string,
  address: string,
  { log = silentLog, onProgress = () => {} }: CopyOptions = {},
): Promise<readonly CopiedTable[]> {
  if (!existsSync(path)) {
    throw new UsageError("database", `migrate: expected the bot's database at ${path}, got no such file.`, { path });
  }
  const lock = takeLock(path);
  const file = openSqlite(path, { isReadOnly: true });
  const source: Database = new Kysely<Tables>({ dialect: file.dialect });
  const target: Database = new Kysely<Tables>({ dialect: openPostgres(address, { log, isPatient: true }).dialect });
  try {
    const [pending] = await pendingMigrations(source);
    if (pending !== undefined) {
      throw new UsageError(
        "database",
        `migrate: expected ${path} to be up to date, but it lacks ${pending}: run migrate without --to first.`,
        { path, pending },
      );
    }
    await migrate(target);
    const tables = Object.entries(copiedTables).map(([table, keys]) => new CopiedRows(table, keys));
    const totals = await Promise.all(tables.map((table) => table.count(source)));
    const total = totals.reduce((sum, rows) => sum + rows, 0);
    let done = 0;
    const advance = (rows: number) => {
      done += rows;
      // It is read twice: once to be copied, and once to be compared.
      onProgress(Math.floor(done / 2), total);
    };
    const copied: CopiedTable[] = [];
    const begun = await Promise.all(tables.map((table) => table.count(target)));
    for (const [i, table] of tables.entries()) {
      if ((begun[i] ?? 0) > 0) await table.compare(source, target, address, { isWhole: false });
    }
    for (const [i, table] of tables.entries()) {
      const there = begun[i] ?? 0;
      advance(there);
      copied.push({ table: table.name, rows: totals[i] ?? 0, copied: await table.copy(source, target, advance) });
    }
    for (const table of tables) await table.compare(source, target, address, { isWhole: true, onRows: advance });
    return copied;
  } finally {
    await source.destroy();
    await target.destroy();
    file.release();
    lock.close();
  }
}

/** The rows of one table, in the order of their keys, which is the same in both engines. */
class CopiedRows {
  readonly name: string;
  readonly #keys: readonly string[];

  constructor(name: string, keys: readonly string[]) {
    this.name = name;
    this.#keys = keys;
  }

  async count(db: Database): Promise<number> {
    const { rows } = await sql<{ rows: number }>`SELECT count(*) AS rows FROM ${sql.table(this.name)}`.execute(db);
    return rows[0]?.rows ?? 0;
  }

  /** What the target lacks behind its last row. @returns How many that were. */
  async copy(source: Database, target: Database, onRows: (rows: number) => void): Promise<number> {
    let copied = 0;
    let after = await this.#last(target);
    for (;;) {
      const page = await this.#page(source, after);
      const [first] = page;
      if (first === undefined) return copied;
      const columns = Object.keys(first);
      const values = page.map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`);
      await sql`INSERT INTO ${sql.table(this.name)} (${sql.join(columns.map((column) => sql.ref(column)))})
        VALUES ${sql.join(values)}`.execute(target);
      copied += page.length;
      onRows(page.length);
      after = page.at(-1);
    }
  }

  /** @throws UsageError `other-data` where they differ: as a whole, or as far as the target goes. */
  async compare(
    source: Database,
    target: Database,
    address: string,
    { isWhole, onRows = () => {} }: { readonly isWhole: boolean; readonly onRows?: (rows: number) => void },
  ): Promise<void> {
    let after: Row | undefined;
    for (;;) {
      const there = await this.#page(target, after);
      const here = await this.#page(source, after);
      const compared = isWhole ? here : here.slice(0, there.length);
      if (checksum(there) !== checksum(compared)) {
        throw new UsageError(
          "other-data",
          `migrate: expected ${shownAddress(address)} to be empty, or to hold what an earlier migrate copied from this file, ` +
            `but its table ${this.name} holds other rows${this.#from(after)}. Name an empty database.`,
          { table: this.name },
        );
      }
      onRows(there.length);
      if (there.length < pageSize) return;
      after = there.at(-1);
    }
  }

  #from(after: Row | undefined): string {
    return after === undefined ? "" : ` after ${this.#keys.map((key) => String(after[key])).join(" ")}`;
  }

  async #last(db: Database): Promise<Row | undefined> {
    const order = sql.join(this.#keys.map((key) => sql`${sql.ref(key)} DESC`));
    const { rows } = await sql<Row>`SELECT * FROM ${sql.table(this.name)} ORDER BY ${order} LIMIT 1`.execute(db);
    return rows[0];
  }

  async #page(db: Database, after: Row | undefined): Promise<readonly Row[]> {
    const keys = sql.join(this.#keys.map((key) => sql.ref(key)));
    const rest: RawBuilder<unknown> =
      after === undefined ? sql`` : sql`WHERE (${keys}) > (${sql.join(this.#keys.map((key) => after[key]))})`;
    const { rows } =
      await sql<Row>`SELECT * FROM ${sql.table(this.name)} ${rest} ORDER BY ${keys} LIMIT ${sql.lit(pageSize)}`.execute(
        db,
      );
    return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => !ownColumns.has(column))));
  }
}

/** Of rows with their columns by name: the engines may list them in another order. */
function checksum(rows: readonly Row[]): string {
  const hash = createHash("sha256");
  for (const row of rows) {
    const values = Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1));
    // PostgreSQL has no NUL in texts, and they are copied without.
    hash.update(JSON.stringify(values).replaceAll("\\u0000", ""));
  }
  return hash.digest("hex");
}
