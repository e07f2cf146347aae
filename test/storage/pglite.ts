import { PGlite } from "@electric-sql/pglite";
import { PGliteDialect } from "kysely";
import type { Engine } from "../../src/storage/engine.ts";
import { portable } from "../../src/storage/postgres-dialect.ts";

/** It takes seconds to start: one for all tests of a worker. */
const shared = globalThis as { pglite?: Promise<PGlite> };

/** Asks for the names of all tables that hold something of the bot's, to be truncated. */
export const tablesToEmpty = `SELECT string_agg(quote_ident(tablename), ', ') AS tables FROM pg_tables
  WHERE schemaname = 'public' AND tablename NOT LIKE 'kysely_%'`;

/** PostgreSQL in WebAssembly with nothing in it. It has one connection: whoever asks outside an open transaction waits for ever. */
export async function emptyPglite(): Promise<Engine> {
  const pglite = await (shared.pglite ??= PGlite.create());
  const { rows } = await pglite.query<{ tables: string | null }>(tablesToEmpty);
  const tables = rows[0]?.tables ?? null;
  if (tables !== null) await pglite.exec(`TRUNCATE ${tables} RESTART IDENTITY CASCADE`);
  // It outlives the storage that is opened on it.
  const dialect = new PGliteDialect({ pglite: openedAgain(pglite) });
  return { dialect: portable(dialect), release() {} };
}

/** The same database, as one that ending does not end. */
function openedAgain(pglite: PGlite): PGlite {
  return new Proxy(pglite, {
    get(target, name) {
      if (name === "close") return async () => {};
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
