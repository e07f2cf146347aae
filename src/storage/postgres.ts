import { PostgresDialect, type PostgresPool, type PostgresPoolClient } from "kysely";
import { DatabaseError, Pool, type PoolClient, type PoolConfig, types } from "pg";
import { systemClock } from "../clock.ts";
import { messageOf, RolecallError, UsageError } from "../errors.ts";
import type { Log } from "../log.ts";
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
/** So long a server may be away before whoever asks gets an error: restarts take seconds. */
const awayForMs = 15_000;
const firstPauseMs = 100;
const longestPauseMs = 2_000;

export interface PostgresOptions {
  readonly log: Log;
  readonly isReadOnly?: boolean;
  /** Whether an answer may take as long as it likes: for migrations and copies. */
  readonly isPatient?: boolean;
}

/** Whether an address is one of a PostgreSQL server, and not a file's. */
export function isPostgres(address: string): boolean {
  return /^postgres(?:ql)?:\/\//i.test(address);
}

/** How an address may be shown: of a server without its password. */
export function shownAddress(address: string): string {
  if (!isPostgres(address) || !URL.canParse(address)) return address;
  const { protocol, username, host, pathname } = new URL(address);
  return `${protocol}//${username === "" ? "" : `${username}@`}${host}${pathname}`;
}

/** How every connection of the bot is made. */
export function connectionTo(address: string) {
  return {
    connectionString: address,
    connectionTimeoutMillis: connectWithinMs,
    keepAlive: true,
    application_name: "rolecall",
  } satisfies PoolConfig;
}

/** A pool of connections to a PostgreSQL server, opened as they are needed, and anew while the server is away for a moment. */
export function openPostgres(address: string, { log, isReadOnly = false, isPatient = false }: PostgresOptions): Engine {
  const pool = new Pool({
    ...connectionTo(address),
    max: poolSize,
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
  return {
    dialect: portable(new PostgresDialect({ pool: patient(pool, address, log) })),
    poolStats() {
      const { totalCount, idleCount, waitingCount } = pool;
      return { active: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
    },
    release() {},
  };
}

/** @returns The same pool; while its server is away it asks again, with longer and longer pauses. */
function patient(pool: Pool, address: string, log: Log): PostgresPool {
  let awaySince: number | null = null;

  async function connect() {
    const since = systemClock.now();
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      try {
        const client = await pool.connect();
        if (awaySince !== null) log.info({ awayMs: systemClock.now() - awaySince }, "the database is back");
        awaySince = null;
        return attentive(client);
      } catch (error) {
        if (isRefusal(error)) throw unusable(address, error);
        if (awaySince === null) log.warn({ reason: reasonOf(error) }, "the database cannot be reached");
        awaySince ??= since;
        if (systemClock.now() - since >= awayForMs) {
          throw away(address, error);
        }
        await systemClock.sleep(pauseMs);
      }
    }
  }

  /**
   * What a query says when its connection is lost under it. Nobody gets that one again: what it owes an answer to would keep
   * whoever asks next waiting too.
   */
  function attentive(client: PoolClient): PostgresPoolClient {
    let loss: RolecallError | null = null;
    return {
      query: (async (text: string, values: unknown[]) => {
        if (loss !== null) throw loss;
        try {
          return await client.query(text, values);
        } catch (error) {
          if (!isLoss(error)) throw error;
          loss = away(address, error);
          throw loss;
        }
      }) as unknown as PostgresPoolClient["query"],
      release: (isBroken) => client.release(isBroken === true || loss !== null),
    };
  }

  return { connect, end: () => pool.end(), options: pool.options };
}

/** Classes of what the server itself says: who may come in, and what it is called. */
function isRefusal(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^(?:28|3D|42)/.test(code);
}

/** Whether a connection is no more, rather than a statement refused: classes 08 and 57P of the server, or no word of it at all. */
function isLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof DatabaseError) return /^(?:08|57P|25P03)/.test(error.code ?? "");
  return true;
}

function away(address: string, cause: unknown): RolecallError {
  const message = `storage: the database at ${shownAddress(address)} cannot be reached: ${reasonOf(cause)}.`;
  return new RolecallError("database-away", message, {}, cause);
}

function unusable(address: string, cause: unknown): UsageError {
  const message = `storage: expected a PostgreSQL database that can be used at ${shownAddress(address)}: ${messageOf(cause)}.`;
  return new UsageError("database", message, {}, cause);
}

/** Of an address with several hosts behind it each has a reason of its own. */
function reasonOf(error: unknown): string {
  const [first] = error instanceof AggregateError ? error.errors : [error];
  return messageOf(first);
}
