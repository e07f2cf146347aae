import { PostgresDialect } from "kysely";
import { Pool, types } from "pg";
import { UsageError } from "../errors.ts";
import type { Engine } from "./engine.ts";
import { portable } from "./postgres-dialect.ts";

/** Of the types that come as text by default: counts and times are numbers that JavaScript holds exactly. */
const numberTypes: ReadonlySet<number> = new Set([types.builtins.INT8, types.builtins.NUMERIC]);

/** Connections of one process: few, since what it does waits for the disk of the server and not for more of them. */
const poolSize = 10;
const connectWithinMs = 5_000;
/** An answer that takes longer is taken for lost, as where the network was cut without a word. */
const answerWithinMs = 60_000;
/** A process that vanishes amid a transaction must not hold its rows for longer. */
const idleInTransactionMs = 30_000;

export interface PostgresOptions {
  readonly isReadOnly?: boolean;
  /** Whether an answer may take as long as it likes: for migrations and copies. */
  readonly isPatient?: boolean;
}

/** Whether an address is one of a PostgreSQL server, and not a file's. */
export function isPostgres(address: string): boolean {
  return /^postgres(?:ql)?:\/\//i.test(address);
}

/** How an address may be shown: without its password. */
export function shownAddress(address: string): string {
  return URL.canParse(address) && isPostgres(address) ? withoutSecrets(new URL(address)) : address;
}

function withoutSecrets({ protocol, username, host, pathname }: URL): string {
  return `${protocol}//${username === "" ? "" : `${username}@`}${host}${pathname}`;
}

/**
 * A pool of connections to a PostgreSQL server, opened as they are needed: what is wrong with the address shows at the first
 * query.
 *
 * @throws UsageError `database` for what is no address.
 */
export function openPostgres(address: string, { isReadOnly = false, isPatient = false }: PostgresOptions = {}): Engine {
  if (!URL.canParse(address)) {
    throw new UsageError(
      "database",
      "storage: expected an address such as postgres://user@host:5432/rolecall, got one that cannot be read.",
    );
  }
  const pool = new Pool({
    connectionString: address,
    max: poolSize,
    connectionTimeoutMillis: connectWithinMs,
    keepAlive: true,
    application_name: "rolecall",
    idle_in_transaction_session_timeout: idleInTransactionMs,
    ...(isPatient ? {} : { statement_timeout: answerWithinMs, query_timeout: answerWithinMs }),
    ...(isReadOnly ? { options: "-c default_transaction_read_only=on" } : {}),
    types: {
      getTypeParser: (type, format) => (numberTypes.has(type) ? Number : types.getTypeParser(type, format)) as never,
    },
  });
  // A connection that is lost between two questions: whoever asks next gets another one, or an error of his own.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return { dialect: portable(new PostgresDialect({ pool })), release() {} };
}
