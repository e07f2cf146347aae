import { Client } from "pg";
import { note } from "../measure.ts";

const tables = ["posting", "opening", "subscription", "delivery", "delivery_subscription", "message"] as const;

/** Notes what a row of each table takes with its indexes, and what was written ahead for the statements since a place of the log. */
export async function noteSizes(address: string, what: string, walFrom: string): Promise<void> {
  const client = new Client(address);
  await client.connect();
  const sizes: string[] = [];
  for (const table of tables) {
    const { rows } = await client.query<{ bytes: string; count: string }>(
      `select pg_total_relation_size('${table}') as bytes, (select count(*) from ${table}) as count`,
    );
    const [{ bytes, count } = { bytes: "0", count: "0" }] = rows;
    if (Number(count) > 0) sizes.push(`${table} ${Math.round(Number(bytes) / Number(count))} B of ${count}`);
  }
  const { rows } = await client.query<{ wal: string }>("select pg_wal_lsn_diff(pg_current_wal_lsn(), $1) as wal", [
    walFrom,
  ]);
  await client.end();
  note(`scale: ${what}: ${sizes.join(", ")}; ${Math.round(Number(rows[0]?.wal) / 2 ** 20)} MiB written ahead`);
}

/** Where the server's log ends now. */
export async function walPosition(address: string): Promise<string> {
  const client = new Client(address);
  await client.connect();
  const { rows } = await client.query<{ at: string }>("select pg_current_wal_lsn() as at");
  await client.end();
  return rows[0]?.at ?? "0/0";
}
