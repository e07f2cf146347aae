import type { Config } from "../../../config/load.ts";
import type { Clock } from "../../clock.ts";
import type { Check } from "../../platforms/chat/check.ts";
import type { Storage } from "../../storage/storage.ts";
import type { Machine } from "./machine.ts";

/** One part of what doctor looks at, in the order in which it says what it found. */
export interface DoctorCheck {
  run(context: DoctorContext): AsyncIterable<Check>;
}

export interface DoctorContext {
  readonly config: Config;
  /** Of the database. */
  readonly path: string;
  /** The database, to be read; null where there is none yet, and what is wrong with one that cannot be read. */
  readonly opened: Storage | Error | null;
  /** Where subscriptions go, as printed destinations. */
  readonly subscribed: readonly string[];
  /** The channel to post one line to; null where nothing is to be posted. */
  readonly postTo: string | null;
  readonly machine: Machine;
  readonly clock: Clock;
}

/** The database where it can be read. */
export function readable({ opened }: DoctorContext): Storage | null {
  return opened instanceof Error ? null : opened;
}
