import { z } from "zod";
import type { Clock } from "../../clock.ts";
import type { Log } from "../../log.ts";
import { type Cache, cached } from "../chat/cache.ts";
import type { Pause } from "./pause.ts";

/** Answers of 401, 403 and 429 at which Discord shuts an address out, and the time within which they count. */
export const banAt = 10_000;
const windowMs = 10 * 60_000;
/** Half of it: the end of one window and the beginning of the next may fall into one of Discord's. */
const pauseAt = banAt / 2;
const warnEvery = 500;
/** A flood of them is not written down one by one. */
const writeEveryMs = 1_000;

const key = "refusals";
const stored = z.object({ since: z.number(), count: z.number() });

/** What Discord refused lately. */
export interface Refusals {
  /** One more of those that count towards a ban. Never throws. */
  met(): void;
}

/**
 * Counts what Discord refuses, so that an operator sees it before Discord shuts the address out: in the log, in a pause, and in the
 * cache, for whoever asks from another process.
 */
export function createRefusals(ports: {
  readonly cache: Cache;
  readonly pause: Pause;
  readonly clock: Clock;
  readonly log: Log;
}): Refusals {
  const { cache, pause, clock, log } = ports;
  let window = { since: Number.NEGATIVE_INFINITY, count: 0 };
  let isWriting = false;

  /** Writes down the newest count, and again where it has grown meanwhile. */
  async function write(): Promise<void> {
    isWriting = true;
    try {
      for (let written: object = {}; written !== window; await clock.sleep(writeEveryMs)) {
        written = window;
        await cache.set(key, window);
      }
    } catch (error) {
      log.warn({ error }, "what discord refused could not be counted for others");
    } finally {
      isWriting = false;
    }
  }

  return {
    met() {
      const now = clock.now();
      const isOver = now - window.since >= windowMs;
      window = isOver ? { since: now, count: 1 } : { ...window, count: window.count + 1 };
      const { since, count } = window;
      const remainingMs = since + windowMs - now;
      if (count % warnEvery === 0) log.warn({ count, remainingMs, banAt }, "discord refused many requests");
      if (count === pauseAt) pause.begin(remainingMs, "invalid-requests", "Discord has refused too many requests");
      if (!isWriting) void write();
    },
  };
}

/** How many of the last ten minutes the bot has counted. Of several processes on one database, the one that was refused last. */
export async function refusedLately(cache: Pick<Cache, "get">, now: number): Promise<number> {
  const window = await cached(cache, key, stored);
  return window === undefined || now - window.since >= windowMs ? 0 : window.count;
}
