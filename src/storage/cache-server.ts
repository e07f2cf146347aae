import { EventEmitter } from "node:events";
import KeyvRedis, { createClient } from "@keyv/redis";
import type { KeyvStoreAdapter } from "keyv";
import { systemClock, withinTime } from "../clock.ts";
import { messageOf } from "../errors.ts";
import type { Log } from "../log.ts";

export interface CacheServer {
  readonly adapter: KeyvStoreAdapter;
  close(): Promise<void>;
}

/** Whoever waits for a cache longer would be quicker without it. */
const answerWithinMs = 500;
/** After a failure nothing is asked for so long, so that not each call waits for what does not come. */
const restMs = 2_000;
const longestPauseMs = 5_000;

/**
 * Redis or Valkey as a cache that nobody depends on: while it is away, whatever is asked for is not there, and what is stored is
 * dropped. Its client would wait for ever.
 *
 * @param address `redis://…` or `rediss://…`.
 */
export function connectCacheServer(address: string, log: Log): CacheServer {
  const client = clientOf(address, (tries) => Math.min(100 * 2 ** tries, longestPauseMs));
  const redis = new KeyvRedis<string>(client, { namespace: "rolecall", throwOnErrors: true });
  redis.on("error", () => {});
  client.on("error", () => {});
  const connecting = inTime(client.connect()).catch(() => undefined);

  let awaySince: number | null = null;
  let restsUntil = 0;
  let dropped = 0;

  async function asked<Answer>(call: () => Promise<Answer>, otherwise: Answer): Promise<Answer> {
    const now = systemClock.now();
    if (now < restsUntil) return missed(otherwise);
    try {
      await connecting;
      if (!client.isReady) throw new Error("there is no connection to it");
      const answer = await inTime(call());
      if (awaySince !== null) log.info({ awayMs: now - awaySince, dropped }, "the cache server is back");
      awaySince = null;
      dropped = 0;
      return answer;
    } catch (error) {
      if (awaySince === null)
        log.warn({ reason: messageOf(error) }, "the cache server cannot be reached: it goes on without");
      awaySince ??= now;
      restsUntil = systemClock.now() + restMs;
      return missed(otherwise);
    }
  }

  function missed<Answer>(otherwise: Answer): Answer {
    dropped += 1;
    return otherwise;
  }

  return {
    adapter: Object.assign(new EventEmitter(), {
      opts: {},
      get: (key: string) => asked(() => redis.get(key), undefined) as never,
      async set(key: string, value: string, ttlMs?: number) {
        await asked(() => redis.set(key, value, ttlMs), undefined);
      },
      delete: (key: string) => asked(() => redis.delete(key), false),
      async clear() {
        await asked(() => redis.clear(), undefined);
      },
      has: (key: string) => asked(() => redis.has(key), false),
    }),
    async close() {
      client.destroy();
    },
  };
}

/** Whether a server is there and lets us in. @throws Why it does not answer. */
export async function pingCacheServer(address: string): Promise<void> {
  const client = clientOf(address, false);
  // What is wrong is thrown too.
  client.on("error", () => {});
  try {
    await inTime(client.connect());
    await inTime(client.ping());
  } finally {
    client.destroy();
  }
}

/** @param reconnectStrategy Milliseconds until the next try; false for one try. */
function clientOf(address: string, reconnectStrategy: false | ((tries: number) => number)) {
  return createClient({
    url: address,
    disableOfflineQueue: true,
    socket: { connectTimeout: answerWithinMs, reconnectStrategy },
  });
}

/** @throws Where it takes too long. */
async function inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
  return await withinTime(systemClock, answerWithinMs, answer, () => {
    return new Error(`it did not answer within ${answerWithinMs} ms`);
  });
}
