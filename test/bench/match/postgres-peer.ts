import pg from "pg";
import { setTimeout as sleep } from "node:timers/promises";
import type { PlainPosting } from "./plain-check.ts";
import type { PostgresServer } from "./postgres-server.ts";
import type { PlainFilter } from "./workload.ts";

/** What stands for a set that asks nothing, and for one that takes what is unsaid. */
const open = 0;
const taker = 1;

const columns = ["roles", "places", "languages", "levels", "employments", "modes", "companies", "words"] as const;
type Column = (typeof columns)[number];

const rowsAtOnce = 5_000;
const connectTries = 50;

/** PostgreSQL with sets as arrays of integers, each with a GIN index. Its planner chooses which of these it cuts. */
export class PostgresPeer {
  readonly #client: pg.Client;
  readonly #numbers = new Map<string, number>();

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  static async open({ connection }: PostgresServer, filters: readonly PlainFilter[]): Promise<PostgresPeer> {
    const peer = new PostgresPeer(await connected(connection));
    await peer.#fill(filters);
    return peer;
  }

  async matches(posting: PlainPosting): Promise<readonly number[]> {
    const said: Readonly<Record<Column, ReadonlySet<string>>> = {
      ...posting,
      companies: new Set([posting.company]),
    };
    const conditions = columns.map((column) =>
      column === "words"
        ? `words <@ ${this.#array([...posting.words])}`
        : `${column} && ${this.#array([...said[column]], said[column].size === 0 ? [open, taker] : [open])}`,
    );
    const { rows } = await this.#client.query<{ id: number }>(
      `SELECT id FROM bench_subscription WHERE ${conditions.join(" AND ")}
        AND NOT no_roles && ${this.#array([...posting.roles])}
        AND NOT no_languages && ${this.#array([...posting.languages])}
        AND NOT muted && ${this.#array([posting.company])}
        AND (least_pay = 0 OR ${posting.mostPay === null ? "NOT hides" : `least_pay <= ${posting.mostPay}`})`,
    );
    return rows.map(({ id }) => id);
  }

  async close(): Promise<void> {
    await this.#client.query("DROP TABLE bench_subscription");
    await this.#client.end();
  }

  async #fill(filters: readonly PlainFilter[]): Promise<void> {
    const arrays = [...columns, "no_roles", "no_languages", "muted"].map((name) => `${name} int[]`);
    const shape = ["id int", ...arrays, "least_pay int", "hides boolean"].join(", ");
    await this.#client.query(`DROP TABLE IF EXISTS bench_subscription; CREATE TABLE bench_subscription (${shape})`);
    for (let first = 0; first < filters.length; first += rowsAtOnce) {
      const rows = filters.slice(first, first + rowsAtOnce).map((filter, at) => this.#rowOf(filter, first + at));
      await this.#client.query(
        `INSERT INTO bench_subscription SELECT * FROM jsonb_to_recordset($1::jsonb) AS row (${shape})`,
        [JSON.stringify(rows)],
      );
    }
    const indexed = columns.filter((column) => column !== "words");
    for (const column of indexed) {
      await this.#client.query(`CREATE INDEX ON bench_subscription USING gin (${column})`);
    }
    await this.#client.query("ANALYZE bench_subscription");
  }

  #rowOf(filter: PlainFilter, id: number): Readonly<Record<string, unknown>> {
    const wanted = (values: readonly string[]): readonly number[] =>
      values.length === 0 ? [open] : [...this.#idsOf(values), ...(filter.hidesUnknown ? [] : [taker])];
    return {
      id,
      roles: wanted(filter.roles),
      places: wanted(filter.places),
      languages: wanted(filter.languages),
      levels: wanted(filter.levels),
      employments: wanted(filter.employments),
      modes: wanted(filter.modes),
      companies: wanted(filter.company === null ? [] : [filter.company]),
      words: this.#idsOf(filter.words),
      no_roles: this.#idsOf(filter.withoutRoles),
      no_languages: this.#idsOf(filter.withoutLanguages),
      muted: this.#idsOf(filter.muted),
      least_pay: filter.leastPay,
      hides: filter.hidesUnknown,
    };
  }

  #array(values: readonly string[], others: readonly number[] = []): string {
    return `ARRAY[${[...others, ...this.#idsOf(values)].join(",")}]::int[]`;
  }

  #idsOf(values: readonly string[]): readonly number[] {
    return values.map((value) => {
      const known = this.#numbers.get(value) ?? this.#numbers.size + 2;
      this.#numbers.set(value, known);
      return known;
    });
  }
}

/** A server that was just started may still refuse. */
async function connected(connection: pg.ClientConfig): Promise<pg.Client> {
  for (let tries = 1; ; tries++) {
    const client = new pg.Client(connection.host === undefined ? connection : { ...connection, database: "postgres" });
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (tries === connectTries) throw error;
      await sleep(100);
    }
  }
}
