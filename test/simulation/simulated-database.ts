import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { type DatabaseConnection, type Dialect, type Driver, SqliteDialect, type SqliteStatement } from "kysely";
import type { Random } from "../../src/clock.ts";
import { RolecallError } from "../../src/errors.ts";
import { storageOn, type Storage } from "../../src/storage/storage.ts";

/** Where around a statement a crash strikes. */
export type StatementMoment = "before" | "after";

export interface Connection {
  open(random: Random): Promise<Storage>;
  /** No statement of it is run any more, and what it had not committed is undone: as if its process had died. */
  kill(): void;
}

/** One SQLite database that outlives the processes on it. What each of them does ends with the statement at its death. */
export interface SimulatedDatabase {
  /** @param onStatement Called around each statement; what it throws is what the statement throws. */
  connect(onStatement: (sql: string, moment: StatementMoment) => void): Connection;
  /** For checks, between two steps. */
  all(sql: string, ...values: readonly SQLInputValue[]): Record<string, SQLInputValue>[];
  /** Tables written to since it was asked last. */
  touched(): ReadonlySet<string>;
  /** How often a table was written to. */
  version(table: string): number;
  close(): void;
}

export function crash(where: string): RolecallError {
  return new RolecallError("crash", `the process died ${where}`);
}

/** Whether an error is the death of the process that it was thrown in. */
export function isCrash(error: unknown): boolean {
  return error instanceof RolecallError && error.code === "crash";
}

export function createSimulatedDatabase(): SimulatedDatabase {
  const database = new DatabaseSync(":memory:");
  database.exec("PRAGMA foreign_keys = ON");
  const statements = new Map<string, StatementSync>();
  const turn = createTurn();
  let touched = new Set<string>();
  const versions = new Map<string, number>();

  function prepare(sql: string): StatementSync {
    const known = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, known);
    return known;
  }

  function written(table: string): void {
    touched.add(table);
    versions.set(table, (versions.get(table) ?? 0) + 1);
  }

  /** Any table may look as it did before. */
  function undone(): void {
    for (const [table, version] of versions) versions.set(table, version + 1);
  }

  return {
    connect(onStatement) {
      const process = {};
      let isDead = false;

      function guarded<Result>(sql: string, table: string | undefined, run: () => Result): Result {
        if (isDead) throw crash("before this");
        onStatement(sql, "before");
        const result = run();
        if (table !== undefined) written(table);
        else if (sql === "rollback") undone();
        onStatement(sql, "after");
        return result;
      }

      const known = new Map<string, SqliteStatement>();
      function statementOf(sql: string): SqliteStatement {
        const statement = prepare(sql);
        const table = /^(?:insert into|update|delete from) "(\w+)"/.exec(sql)?.[1];
        return {
          reader: statement.columns().length > 0,
          all: (values) => guarded(sql, table, () => statement.all(...(values as SQLInputValue[]))),
          run: (values) => guarded(sql, table, () => statement.run(...(values as SQLInputValue[]))),
          iterate: (values) => guarded(sql, table, () => statement.iterate(...(values as SQLInputValue[]))),
        };
      }
      const dialect = new SqliteDialect({
        database: {
          close() {},
          prepare(sql) {
            const statement = known.get(sql) ?? statementOf(sql);
            known.set(sql, statement);
            return statement;
          },
        },
      });
      return {
        open: (random) => storageOn({ dialect: inTurn(dialect, turn, process), release() {} }, random),
        kill() {
          if (isDead) return;
          isDead = true;
          if (turn.isOf(process) && database.isTransaction) {
            database.exec("ROLLBACK");
            undone();
          }
          turn.leave(process);
        },
      };
    },
    all: (sql, ...values) => prepare(sql).all(...values),
    touched() {
      const tables = touched;
      touched = new Set();
      return tables;
    },
    version: (table) => versions.get(table) ?? 0,
    close: () => database.close(),
  };
}

/** Several processes take turns on the one connection, a transaction at a time: what locking does for real ones. */
interface Turn {
  take(process: object): Promise<void>;
  isOf(process: object): boolean;
  leave(process: object): void;
}

function createTurn(): Turn {
  let holder: object | undefined;
  const waiting: { readonly process: object; readonly go: () => void }[] = [];
  return {
    async take(process) {
      if (holder === undefined) holder = process;
      else await new Promise<void>((go) => waiting.push({ process, go }));
    },
    isOf: (process) => holder === process,
    leave(process) {
      for (let i = waiting.length - 1; i >= 0; i--)
        if (waiting[i]?.process === process && holder !== process) waiting.splice(i, 1);
      if (holder !== process) return;
      const next = waiting.shift();
      holder = next?.process;
      next?.go();
    },
  };
}

function inTurn(dialect: Dialect, turn: Turn, process: object): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver(): Driver {
      const driver = dialect.createDriver();
      return {
        init: () => driver.init(),
        async acquireConnection(): Promise<DatabaseConnection> {
          await turn.take(process);
          return await driver.acquireConnection();
        },
        beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
        commitTransaction: (connection) => driver.commitTransaction(connection),
        rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
        async releaseConnection(connection) {
          await driver.releaseConnection(connection);
          turn.leave(process);
        },
        destroy: () => driver.destroy(),
      };
    },
  };
}
