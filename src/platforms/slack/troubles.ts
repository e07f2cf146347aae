import { z } from "zod";
import type { Clock } from "../../clock.ts";
import type { Failure } from "../../delivery/platform.ts";
import { messageOf } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { type Cache, cached } from "../chat/cache.ts";

/** Since when a workspace is in a trouble that lasts, also over a restart. */
export interface Troubles {
  /** Milliseconds since the epoch: now for a trouble that is new, which is logged. Never throws. */
  since(team: string, failure: Failure): Promise<number>;
  /** The workspace takes messages. Never throws. */
  over(team: string): Promise<void>;
}

export interface TroublesOptions {
  readonly cache: Cache;
  readonly clock: Pick<Clock, "now">;
  readonly log: Log;
}

/** A trouble that lasts is met once a day at least, and noted again; one of which nothing is heard any more is over. */
const keptMs = 3 * 86_400_000;

export function createTroubles({ cache, clock, log }: TroublesOptions): Troubles {
  /** Null for a workspace of which nothing is noted; undefined for one that was not looked at since the start. */
  const known = new Map<string, number | null>();

  function keyOf(team: string): string {
    return `trouble-since:${team}`;
  }

  /** Without the note a trouble counts anew after the next start. */
  async function noting(team: string, note: () => Promise<unknown>): Promise<void> {
    try {
      await note();
    } catch (error) {
      log.warn({ team, error: messageOf(error) }, "a trouble of a slack workspace could not be noted");
    }
  }

  return {
    async since(team, { code, reason }) {
      let since = known.get(team);
      await noting(team, async () => (since ??= await cached(cache, keyOf(team), z.number())));
      if (typeof since !== "number") {
        since = clock.now();
        log.warn({ team, code, reason }, "slack workspace takes nothing for longer");
      }
      known.set(team, since);
      await noting(team, () => cache.set(keyOf(team), since, keptMs));
      return since;
    },
    async over(team) {
      if (known.get(team) === null) return;
      known.set(team, null);
      await noting(team, () => cache.delete(keyOf(team)));
    },
  };
}
