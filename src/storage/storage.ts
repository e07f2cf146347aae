import Keyv from "keyv";
import { Kysely, sql } from "kysely";
import { Migrator } from "kysely/migration";
import type { Random } from "../clock.ts";
import { RolecallError } from "../errors.ts";
import { createCacheAdapter } from "./cache-adapter.ts";
import { createDestinationStore, type DestinationStore } from "./destination-store.ts";
import { createMarkStore, type MarkStore } from "./mark-store.ts";
import { createWorkspaceStore, type WorkspaceStore } from "./workspace-store.ts";
import { createDeliveryStore, type DeliveryStore } from "./delivery-store.ts";
import { migrations } from "./migrations/index.ts";
import { createNoticeStore, type NoticeStore } from "./notice-store.ts";
import { createMessageStore, type MessageStore } from "./message-store.ts";
import { createOutageStore, type OutageStore } from "./outage-store.ts";
import { createPostingStore, type PostingStore } from "./posting-store.ts";
import { createSearchStore, type SearchStore } from "./search-store.ts";
import { createRetentionStore, type RetentionStore } from "./retention-store.ts";
import { createSettingStore, type SettingStore } from "./setting-store.ts";
import { createSourceStore, type SourceStore } from "./source-store.ts";
import { openSqlite, type SqliteFile } from "./sqlite.ts";
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
  readonly notices: NoticeStore;
  readonly destinations: DestinationStore;
  readonly deliveries: DeliveryStore;
  readonly messages: MessageStore;
  readonly retention: RetentionStore;
  readonly statistics: StatisticsStore;
}

/** Connections to a database that is a server. */
export interface PoolStats {
  readonly active: number;
  readonly idle: number;
  /** What waits for a connection. */
  readonly waiting: number;
}

export interface Storage extends Stores {
  /** Runs the work in one transaction: all of it is on disk, or none. Use only the stores that it is given. */
  transaction<Result>(work: (stores: Stores) => Promise<Result>): Promise<Result>;
  /** Key → value with a life time, for what may be lost: never for the ledger. */
  cache(namespace: string): Keyv;
  /** Forgets what outlived its life time in the cache: Keyv does so only where it is asked for again. */
  pruneCache(now: number): Promise<void>;
  /** Asks the database for an answer, whatever it holds. @throws Where it gives none. */
  ping(): Promise<void>;
  /** How its connections stand; absent where there is only one. */
  poolStats?(): PoolStats;
  close(): Promise<void>;
}

/**
 * Opens the bot's own database and brings its tables up to date.
 *
 * @param path SQLite file, made when missing, or `:memory:`. Read only, it may be another process's, and must be there.
 * @throws UsageError `in-use` when another process has the file.
 */
export async function openStorage(path: string, random: Random, { isReadOnly = false } = {}): Promise<Storage> {
  return await storageOn(openSqlite(path, { isReadOnly }), random, { isReadOnly });
}

/** The same on a database that is open already; closing the storage closes it too. */
export async function storageOn(file: SqliteFile, random: Random, { isReadOnly = false } = {}): Promise<Storage> {
  const db: Database = new Kysely<Tables>({ dialect: file.dialect });
  try {
    if (!isReadOnly) await migrate(db);
  } catch (error) {
    await db.destroy();
    file.release();
    throw error;
  }
  const adapter = createCacheAdapter(db);
  // One of each for good: every Keyv listens to its adapter until the process ends.
  const caches = new Map<string, Keyv>();
  return {
    ...storesOn(db, random),
    transaction: (work) => db.transaction().execute((transaction) => work(storesOn(transaction, random))),
    cache(namespace) {
      const known =
        caches.get(namespace) ?? new Keyv({ store: adapter, namespace, throwOnErrors: true, emitErrors: false });
      caches.set(namespace, known);
      return known;
    },
    async pruneCache(now) {
      const expires = sql<number | null>`json_extract(value, '$.expires')`;
      await db.deleteFrom("cache").where(sql`json_valid(value)`, "=", sql.lit(1)).where(expires, "<", now).execute();
    },
    async ping() {
      await sql`SELECT 1`.execute(db);
    },
    async close() {
      await db.destroy();
      file.release();
    },
  };
}

function storesOn(db: Database, random: Random): Stores {
  return {
    workspaces: createWorkspaceStore(db),
    sources: createSourceStore(db),
    workspaceSources: createWorkspaceSourceStore(db),
    outages: createOutageStore(db),
    postings: createPostingStore(db),
    search: createSearchStore(db),
    subscriptions: createSubscriptionStore(db, random),
    settings: createSettingStore(db),
    marks: createMarkStore(db),
    notices: createNoticeStore(db, random),
    destinations: createDestinationStore(db),
    deliveries: createDeliveryStore(db),
    messages: createMessageStore(db),
    statistics: createStatisticsStore(db),
    retention: createRetentionStore(db),
  };
}

async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error, results } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const failed = results?.find((result) => result.status === "Error")?.migrationName ?? "unknown";
  throw new RolecallError("migration", `storage: migration ${failed} failed`, { migration: failed }, error);
}
