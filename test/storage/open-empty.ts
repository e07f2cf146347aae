import { Client } from "pg";
import { inject } from "vitest";
import type { Random } from "../../src/clock.ts";
import { openStorage, type Storage, storageOn } from "../../src/storage/storage.ts";
import { emptyPglite, tablesToEmpty } from "./pglite.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The engine that the tests of a project run on. */
    engine: "sqlite" | "pglite" | "postgres";
  }
}

/**
 * An empty database of the engine that the project of the test names: the same test runs on each. On PostgreSQL it is the same
 * one each time, so a test has one at a time.
 */
export async function openEmpty(random: Random): Promise<Storage> {
  const engine = inject("engine");
  if (engine === "pglite") return await storageOn(await emptyPglite(), random);
  return await openStorage(engine === "postgres" ? await emptyPostgres() : ":memory:", random);
}

/** The address of a real server with nothing in it: only in a test that is left out where there is none. */
export async function emptyPostgres(): Promise<string> {
  const address = inject("postgres");
  if (address === null) throw new Error("expected a PostgreSQL server, got none");
  const client = new Client({ connectionString: address });
  await client.connect();
  try {
    const { rows } = await client.query<{ tables: string | null }>(tablesToEmpty);
    const tables = rows[0]?.tables ?? null;
    if (tables !== null) await client.query(`TRUNCATE ${tables} RESTART IDENTITY CASCADE`);
  } finally {
    await client.end();
  }
  return address;
}
