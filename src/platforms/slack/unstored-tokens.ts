import type { Clock } from "../../clock.ts";
import type { Log } from "../../log.ts";
import type { Installation, Installations } from "./installations.ts";

/** Renewed tokens that the database did not take. Those before them are used up, so a restart would lose the workspace. */
export interface UnstoredTokens {
  /** Tries again until it is stored, or is no more what is to be stored. */
  add(key: string, next: Installation): void;
  /** Tries each a last time, and keeps the process no longer. */
  end(): Promise<void>;
}

export interface UnstoredTokensOptions {
  readonly installations: Pick<Installations, "replace">;
  readonly clock: Clock;
  readonly log: Log;
}

const firstWaitMs = 1_000;
const longestWaitMs = 5 * 60_000;

export function createUnstoredTokens({ installations, clock, log }: UnstoredTokensOptions): UnstoredTokens {
  const ending = new AbortController();
  const trying = new Set<Promise<void>>();

  /** Never throws. */
  async function store(key: string, next: Installation): Promise<void> {
    for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
      await clock.sleep(waitMs, ending.signal);
      const isLast = ending.signal.aborted;
      try {
        // False where it was removed or replaced meanwhile: then there is nothing left to store.
        if (await installations.replace(next, next)) log.info({ installation: key }, "a renewed slack token is stored");
        return;
      } catch (error) {
        if (isLast) {
          log.error({ error, installation: key }, "a renewed slack token is lost: the app has to be installed again");
          return;
        }
        log.warn({ error, installation: key, waitMs }, "a renewed slack token cannot be stored yet");
      }
    }
  }

  return {
    add(key, next) {
      const own = store(key, next).finally(() => trying.delete(own));
      trying.add(own);
    },
    async end() {
      ending.abort();
      await Promise.all(trying);
    },
  };
}
