import Keyv from "keyv";
import { Kysely, sql } from "kysely";
import { z } from "zod";
import { type Random, systemRandom } from "../clock.ts";
import { type Log, silentLog } from "../log.ts";
import { createCacheAdapter } from "./cache-adapter.ts";
import type { CacheServer } from "./cache-server.ts";
import { type CorrectionStore, createCorrectionStore } from "./correction-store.ts";
import { createDestinationStore, type DestinationStore } from "./destination-store.ts";
import { createMarkStore, type MarkStore } from "./mark-store.ts";
import { createWorkspaceStore, type WorkspaceStore } from "./workspace-store.ts";
import { createDeliveryStore, type DeliveryStore } from "./delivery-store.ts";
import { wordsOf } from "./dialect.ts";
import type { Engine, PoolStats } from "./engine.ts";
import { expectTables, migrate, migrateDatabase } from "./migrate.ts";
import { createNoticeStore, type NoticeStore } from "./notice-store.ts";
import { createMessageStore, type MessageStore } from "./message-store.ts";
import { createOutageStore, type OutageStore } from "./outage-store.ts";
import { createPostingStore, type PostingStore } from "./posting-store.ts";
import { createSearchStore, type SearchStore } from "./search-store.ts";
import { createRetentionStore, type RetentionStore } from "./retention-store.ts";
import { createSettingStore, type SettingStore } from "./setting-store.ts";
import { createSourceStore, type SourceStore } from "./source-store.ts";
import { openPostgres, isPostgres } from "./postgres.ts";
import { listenForWakeUps } from "./wake-ups.ts";
import { openSqlite } from "./sqlite.ts";
import { createStatisticsStore, type StatisticsStore } from "./statistics-store.ts";
import { createSubscriptionStore, type SubscriptionStore } from "./subscription-store.ts";
import { createWorkspaceSourceStore, type WorkspaceSourceStore } from "./workspace-source-store.ts";
import type { Database, Tables } from "./tables.ts";

/** All that is stored, by what it is about. */
export interface Stores {
  readonly workspaces: WorkspaceStore;
  readonly sources: SourceStore;
  readonly workspaceSources: WorkspaceSourceStore;
  readonly outages: OutageStore;
  readonly postings: PostingStore;
  readonly search: SearchStore;
  readonly subscriptions: SubscriptionStore;
  readonly settings: SettingStore;
  readonly marks: MarkStore;
  readonly corrections: CorrectionStore;
  readonly notices: NoticeStore;
  readonly destinations: DestinationStore;
  readonly deliveries: DeliveryStore;
  readonly messages: MessageStore;
  readonly retention: RetentionStore;
  readonly statistics: StatisticsStore;
}

export interface Storage extends Stores {
  /** Whether other processes may work on it too. */
  readonly isShared: boolean;
  /**
   * Runs the work in one transaction: all of it is on disk, or none. Use only the stores that it is given. Where another
   * process was in the way it is run anew, so it must leave nothing behind but what it stores.
   */
  transaction<Result>(work: (stores: Stores) => Promise<Result>): Promise<Result>;
  /**
   * Key → value with a life time, never for the ledger. It is in the database, so that others see what one has written; but
   * for the namespaces of `expendable`, which a cache server holds where there is one.
   */
  cache(namespace: string): Keyv;
  /** Forgets what outlived its life time in the cache: Keyv does so only where it is asked for again. */
  pruneCache(now: number): Promise<void>;
  /** Whether the database answers. @throws Why it does not, at once or within some seconds. */
  ping(): Promise<void>;
  /** How its connections stand; absent where there is only one. */
  poolStats?(): PoolStats;
  /**
   * Calls as soon as there may be something to do that another process has stored; what a call misses, the next look at what
   * is due finds. Returns what ends it.
   */
  onWake(wake: () => void): () => Promise<void>;
  close(): Promise<void>;
}

/**
 * What is looked up again where it is missing. All else stays in the database: installations of Slack and what was told of
 * workspaces and channels would be lost for good, validators of sources belong to what is stored of them, and an event that is
 * known no more would be handled again.
 */
export const expendable: ReadonlySet<string> = new Set(["slack-lookups"]);

export interface OpenOptions {
  /** Told when a server is away, and when it is back. */
  readonly log?: Log;
  /** `redis://…` of a server for what of the cache may be lost at any time; in the database without it. */
  readonly cacheAddress?: string | undefined;
  /** Only looked at: it may be another process's, and must be there. */
  readonly isReadOnly?: boolean;
}

/**
 * Opens the bot's own database and brings its tables up to date.
 *
 * @param address SQLite file, made when missing, or `:memory:`; or `postgres://…`, which any number of processes may use.
 * @throws UsageError `in-use` when another process has the file, `database` for what is no database.
 */
export async function openStorage(
  address: string,
  random: Random,
  { isReadOnly = false, log = silentLog, cacheAddress }: OpenOptions = {},
): Promise<Storage> {
  const options = { log, cacheAddress };
  if (!isPostgres(address)) {
    return await storageOn(openSqlite(address, { isReadOnly }), random, { ...options, isReadOnly });
  }
  if (!isReadOnly) await migrateDatabase(address, log);
  else await expectTables(address, log);
  const storage = await storageOn(openPostgres(address, { isReadOnly, log }), random, { ...options, isReadOnly: true });
  return { ...storage, onWake: (wake) => listenForWakeUps(address, wake, log) };
}

/** The client is loaded only here, since most run without. */
async function cacheServer(address: string, log: Log): Promise<CacheServer> {
  const { connectCacheServer } = await import("./cache-server.ts");
  return connectCacheServer(address, log);
}

/** The same on a database that is open already; closing the storage closes it too. */
export async function storageOn(
  engine: Engine,
  random: Random,
  { isReadOnly = false, log = silentLog, cacheAddress }: OpenOptions = {},
): Promise<Storage> {
  const db: Database = new Kysely<Tables>({ dialect: engine.dialect });
  try {
    if (!isReadOnly) await migrate(db);
  } catch (error) {
    await db.destroy();
    engine.release();
    throw error;
  }
  const inDatabase = createCacheAdapter(db);
  // Of this process, and no part of what is repeated from a seed.
  const instance = wordsOf(db).isShared ? systemRandom.id(12) : "sole";
  const server = cacheAddress === undefined ? null : await cacheServer(cacheAddress, log);
  // One of each for good: every Keyv listens to its adapter until the process ends.
  const caches = new Map<string, Keyv>();
  return {
    ...storesOn(db, random, instance),
    isShared: wordsOf(db).isShared,
    transaction: (work) =>
      untilNobodyIsInTheWay(() =>
        db.transaction().execute((transaction) => work(storesOn(transaction, random, instance))),
      ),
    cache(namespace) {
      const store = server !== null && expendable.has(namespace) ? server.adapter : inDatabase;
      const known = caches.get(namespace) ?? new Keyv({ store, namespace, throwOnErrors: true, emitErrors: false });
      caches.set(namespace, known);
      return known;
    },
    async pruneCache(now) {
      await db.deleteFrom("cache").where("expires_at", "<", now).execute();
    },
    async ping() {
      await sql`SELECT 1`.execute(db);
    },
    ...(engine.poolStats === undefined ? {} : { poolStats: engine.poolStats }),
    onWake: () => async () => {},
    async close() {
      await server?.close();
      await db.destroy();
      engine.release();
    },
  };
}

const mostTries = 5;
/** Of PostgreSQL, for a transaction that was undone for the sake of another one: `serialization_failure`, `deadlock_detected`. */
const inTheWay = z.object({ code: z.enum(["40001", "40P01"]) });

async function untilNobodyIsInTheWay<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await run();
    } catch (error) {
      if (tries === mostTries || !inTheWay.safeParse(error).success) throw error;
    }
  }
}

function storesOn(db: Database, random: Random, instance: string): Stores {
  return {
    workspaces: createWorkspaceStore(db),
    sources: createSourceStore(db, instance),
    workspaceSources: createWorkspaceSourceStore(db),
    outages: createOutageStore(db),
    postings: createPostingStore(db),
    search: createSearchStore(db),
    subscriptions: createSubscriptionStore(db, random),
    settings: createSettingStore(db),
    marks: createMarkStore(db),
    corrections: createCorrectionStore(db, random),
    notices: createNoticeStore(db, random),
    destinations: createDestinationStore(db),
    deliveries: createDeliveryStore(db),
    messages: createMessageStore(db),
    statistics: createStatisticsStore(db),
    retention: createRetentionStore(db),
  };
}
