import { hostname } from "node:os";
import { schedule } from "node-cron";
import type { Bot } from "../commands/bot.ts";
import type { Config } from "../config/load.ts";
import { createBot } from "./bot.ts";
import { createDraw } from "./charts/draw-picture.ts";
import { type Checkpoint, noCheckpoint } from "./checkpoint.ts";
import type { Clock, Random } from "./clock.ts";
import { createDigester } from "./delivery/digester.ts";
import { planEdits } from "./delivery/edits.ts";
import { createMatcher } from "./delivery/matcher.ts";
import { createNotices } from "./delivery/notices.ts";
import type { Platform, PlatformHost } from "./delivery/platform.ts";
import { createPipeline, type Pipeline } from "./delivery/pipeline.ts";
import { createSender } from "./delivery/sender.ts";
import { createGapReports } from "./gap-reports.ts";
import { guestSource } from "./guest-source.ts";
import { createHoldNotices } from "./hold-notices.ts";
import { createFetchFile } from "./fetch-file.ts";
import type { FetchFile } from "./platforms/chat/read-file.ts";
import { createHttpClient } from "./http/http-client.ts";
import type { Log } from "./log.ts";
import type { StatusReport } from "./ops/status/status-report.ts";
import { type Meter, silentMeter } from "./meter.ts";
import type { Reading } from "./ops/metrics/metrics.ts";
import { createPlatformHost, eraseRemoved } from "./platform-host.ts";
import { createPoller, type Poller } from "./polling/poller.ts";
import { firstPollAt } from "./polling/schedule.ts";
import { forgetClosed } from "./retention.ts";
import { takeIn } from "./search.ts";
import type { Role } from "./roles.ts";
import { createServices } from "./services.ts";
import { createSourceChecks } from "./source-checks.ts";
import { createOwnReadings, createReadings } from "./readings.ts";
import { sourceHealths } from "./source-health.ts";
import { createStatusReports } from "./status-report.ts";
import { openStorage, type Storage } from "./storage/storage.ts";
import { silentTracing, type Tracing } from "./tracing.ts";

const dayMs = 86_400_000;

/** The whole bot, put together: what goes on in it, without saying when. */
export interface App {
  /** What this process does of it. */
  readonly roles: ReadonlySet<Role>;
  readonly poller: Poller;
  /** What people ask of it. */
  readonly bot: Bot;
  /** What platforms tell it. */
  readonly host: PlatformHost;
  /** Files that people hand over. */
  readonly fetchFile: FetchFile;
  /** From stored postings to what people see. */
  readonly pipeline: Pipeline;
  /** What operators look at. */
  readonly status: {
    /** @throws Where the database does not answer. */
    ping(): Promise<void>;
    report(): Promise<StatusReport>;
  };
  /** What gauges stand at; cheap to ask for often. @throws Where the database does not answer. */
  readings(): Promise<readonly Reading[]>;
  /** The same of what this process knows without the database. Never throws. */
  ownReadings(): readonly Reading[];
  /**
   * Forgets what belonged to workspaces that the bot was taken out of long ago, what is out of date in the cache, and openings and
   * outages that ended long ago.
   */
  tidy(): Promise<void>;
  /** Calls every few seconds, never twice at once; what is due stands in the database. Returns what stops it. */
  everyFewSeconds(tick: () => Promise<void>): () => Promise<void>;
  /** Calls when other processes may have left something to do; what it misses, the next tick finds. Returns what stops it. */
  whenWoken(call: () => void): () => Promise<void>;
  /** The same as every few seconds, each hour. */
  hourly(tick: () => Promise<void>): () => Promise<void>;
  close(): Promise<void>;
}

export interface AppPorts {
  /** Made when the storage is open: some keep what they know of their people in its cache. */
  readonly platforms: (opened: Pick<Storage, "cache">) => readonly Platform[];
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Both silent by default. */
  readonly meter?: Meter;
  readonly tracing?: Tracing;
  /** Where a test makes the process die; nowhere by default. */
  readonly checkpoint?: Checkpoint;
}

/**
 * The composition root: the only place that names concrete stores, sources and platforms.
 *
 * @throws UsageError `in-use` when another process has the data folder.
 */
export async function createApp(config: Config, ports: AppPorts): Promise<App> {
  const instance = `${hostname()}, process ${process.pid}`;
  const { clock, random, log, meter = silentMeter, tracing = silentTracing, checkpoint = noCheckpoint } = ports;
  const observers = { log, meter, tracing };
  const storage = await openStorage(config.database, random, {
    log,
    cacheAddress: config.environment.CACHE_URL,
  });
  const platforms = ports.platforms(storage);
  const { contact } = config.polling;
  const http = createHttpClient({ contact, allowHosts: config.limits.privateHosts }, { clock });
  // Whoever may speak to the bot may have it look at an address: never at one within the operator's network.
  const publicHttp = createHttpClient({ contact }, { clock });
  const healths = () => sourceHealths(storage, clock.now());
  const { sources, baseDir, roles } = config;
  const quotas = config.limits.workspace;
  const poller = createPoller({
    sources,
    async guest(key) {
      const polled = await storage.workspaceSources.polled(key);
      return polled === undefined ? undefined : guestSource(key, polled, config.polling.every);
    },
    storage,
    http,
    guestHttp: publicHttp,
    baseDir,
    clock,
    random,
    checkpoint,
    ...observers,
  });
  const matcher = createMatcher({ storage, clock, random, checkpoint, ...observers });
  const digester = createDigester({ storage, platforms, clock, random, log, checkpoint });
  const sender = createSender({ storage, platforms, clock, random, checkpoint, ...observers });
  const reportGaps = createGapReports({ storage, platforms, clock, log });
  const kept = createNotices({ storage, platforms, clock, random, log });
  const notices = createHoldNotices({ storage, platforms, clock, log });
  const bot = createBot({
    services: createServices(
      storage,
      clock,
      log,
      createSourceChecks({ http: publicHttp, healths, clock, baseDir, quotas }),
      quotas,
      random,
    ),
    workspaces: storage.workspaces,
    notices,
    draw: createDraw(clock),
    kept,
    clock,
  });

  if (roles.has("poll")) await configureSources(storage, sources, clock.now());
  // What others are at is theirs until their leases end.
  if (!storage.isShared) await storage.sources.releaseAll();
  if (roles.has("deliver")) await sender.recover(!storage.isShared);

  const pipeline = createPipeline(
    {
      match: () => matcher.matchPending(),
      planEdits: () => planEdits(storage, clock),
      makeDigests: () => digester.makeDue(),
      recover: () => sender.recover(false),
      takeIn: () => takeIn(storage, clock),
      send: (signal) => sender.sendDue(signal),
      async tell() {
        await reportGaps();
        await notices.tellOwners();
      },
      remind: (signal) => kept.tellDue(signal),
    },
    roles,
  );
  return {
    roles,
    poller,
    bot,
    host: createPlatformHost(storage, clock, log),
    fetchFile: createFetchFile(publicHttp),
    pipeline,
    status: { ping: () => storage.ping(), report: createStatusReports({ storage, instance, roles, clock }) },
    readings: createReadings({ storage, clock }),
    ownReadings: createOwnReadings({ storage, indexSize: () => matcher.indexSize() }),
    async tidy() {
      await storage.pruneCache(clock.now());
      const erased = await eraseRemoved(storage, clock.now());
      if (erased > 0) log.info({ erased }, "workspaces were forgotten");
      const keepMs = config.retention.days * dayMs;
      const openings = await forgetClosed(storage, clock, keepMs);
      if (openings > 0) log.info({ openings }, "openings that closed long ago were forgotten");
      const outages = await storage.outages.forget(clock.now() - keepMs);
      if (outages > 0) log.info({ outages }, "outages that ended long ago were forgotten");
    },
    everyFewSeconds: (tick) => ticking("*/5 * * * * *", tick),
    whenWoken: (call) => storage.onWake(call),
    hourly: (tick) => ticking("0 7 * * * *", tick),
    async close() {
      await sender.idle();
      await http.close();
      await publicHttp.close();
      await storage.close();
    },
  };
}

/** What the configuration names is polled from now on; sources that are new to it one after the other. */
async function configureSources(storage: Storage, sources: Config["sources"], now: number): Promise<void> {
  const known = new Set(await storage.sources.keys());
  const newKeys = sources.map(({ key }) => key).filter((key) => !known.has(key));
  const places = new Map(newKeys.map((key, index) => [key, index]));
  const configured = sources.map(({ key, source, everyMs }) => ({
    key,
    kind: source.id,
    firstPollAt: firstPollAt(now, places.get(key) ?? 0, newKeys.length, everyMs),
  }));
  await storage.transaction((stores) => stores.sources.configure(configured, now));
}

function ticking(times: string, tick: () => Promise<void>): () => Promise<void> {
  const task = schedule(times, tick, { noOverlap: true });
  return async () => {
    await task.destroy();
  };
}
