import { DatabaseSync } from "node:sqlite";
import type { PlainPosting } from "./plain-check.ts";
import type { PlainFilter } from "./workload.ts";
import { world } from "./world.ts";

/**
 * SQLite in memory: sets of few values as bits of one column, the others as tables with an index. Of the shapes that were
 * tried a scan of the bits is the fastest, since every condition holds for a large share of the rows.
 */
export class SqlitePeer {
  readonly #db = new DatabaseSync(":memory:");

  constructor(filters: readonly PlainFilter[]) {
    const sets = ["roles", "languages", "levels", "employments", "modes", "no_roles", "no_languages"];
    const numbers = [...sets, "has_place", "least_pay", "words", "hides"].map((name) => `${name} INTEGER`);
    this.#db.exec(`CREATE TABLE subscription (id INTEGER PRIMARY KEY, ${numbers.join(", ")}, company TEXT) STRICT`);
    for (const table of ["place", "word", "muted"]) {
      this.#db.exec(`CREATE TABLE ${table} (value TEXT, id INTEGER, PRIMARY KEY (value, id)) WITHOUT ROWID, STRICT`);
    }
    const insert = this.#db.prepare(
      `INSERT INTO subscription VALUES (${Array.from({ length: 13 }, () => "?").join(",")})`,
    );
    const [place, word, muted] = ["place", "word", "muted"].map((table) =>
      this.#db.prepare(`INSERT OR IGNORE INTO ${table} VALUES (?, ?)`),
    );
    this.#db.exec("BEGIN");
    for (const [id, filter] of filters.entries()) {
      insert.run(
        id,
        bits(filter.roles, world.roles),
        bits(filter.languages, world.languages),
        bits(filter.levels, world.levels),
        bits(filter.employments, world.employments),
        bits(filter.modes, world.modes),
        bits(filter.withoutRoles, world.roles),
        bits(filter.withoutLanguages, world.languages),
        Number(filter.places.length > 0),
        filter.leastPay,
        filter.words.length,
        Number(filter.hidesUnknown),
        filter.company,
      );
      for (const value of filter.places) place?.run(value, id);
      for (const value of filter.words) word?.run(value, id);
      for (const value of filter.muted) muted?.run(value, id);
    }
    this.#db.exec("COMMIT");
  }

  matches(posting: PlainPosting): readonly number[] {
    const set = (column: string, values: ReadonlySet<string>, names: readonly string[]): string =>
      values.size === 0 ? `(${column} = 0 OR hides = 0)` : `(${column} = 0 OR ${column} & ${bits([...values], names)})`;
    const list = (values: Iterable<string>): string => [...values].map((value) => `'${value}'`).join(",");
    const conditions = [
      set("roles", posting.roles, world.roles),
      set("languages", posting.languages, world.languages),
      set("levels", posting.levels, world.levels),
      set("employments", posting.employments, world.employments),
      set("modes", posting.modes, world.modes),
      `no_roles & ${bits([...posting.roles], world.roles)} = 0`,
      `no_languages & ${bits([...posting.languages], world.languages)} = 0`,
      posting.mostPay === null ? "(least_pay = 0 OR hides = 0)" : `least_pay <= ${posting.mostPay}`,
      `(company IS NULL OR company = '${posting.company}')`,
      posting.places.size === 0
        ? "(has_place = 0 OR hides = 0)"
        : `(has_place = 0 OR id IN (SELECT id FROM place WHERE value IN (${list(posting.places)})))`,
      "(words = 0 OR words = (SELECT count FROM hit WHERE hit.id = subscription.id))",
      `id NOT IN (SELECT id FROM muted WHERE value = '${posting.company}')`,
    ];
    const hits = `SELECT id, count(*) AS count FROM word WHERE value IN (${list(posting.words)}) GROUP BY id`;
    const rows = this.#db
      .prepare(`WITH hit AS MATERIALIZED (${hits}) SELECT id FROM subscription WHERE ${conditions.join(" AND ")}`)
      .all();
    return rows.map(({ id }) => Number(id));
  }

  close(): void {
    this.#db.close();
  }
}

function bits(values: readonly string[], names: readonly string[]): bigint {
  return values.reduce((sum, value) => sum | (1n << BigInt(names.indexOf(value))), 0n);
}
