import type { Dialect } from "kysely";

/** Connections to a database that is a server. */
export interface PoolStats {
  readonly active: number;
  readonly idle: number;
  /** What waits for a connection. */
  readonly waiting: number;
}

/** A database that is open. */
export interface Engine {
  readonly dialect: Dialect;
  /** How its connections stand; absent where there is only one. */
  poolStats?(this: void): PoolStats;
  /** Called once nothing is asked of it any more: lets others have what only one may have. */
  release(): void;
}
