import type { Dialect } from "kysely";

/** A database that is open. */
export interface Engine {
  readonly dialect: Dialect;
  /** Called once nothing is asked of it any more: lets others have what only one may have. */
  release(): void;
}
