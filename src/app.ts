import { join } from "node:path";
import { schedule } from "node-cron";
import { dispatch } from "../commands/dispatch.ts";
import type { Reply } from "../commands/reply.ts";
import type { Asker, Services } from "../commands/services.ts";
import type { Config } from "../config/load.ts";
import { type Checkpoint, noCheckpoint } from "./checkpoint.ts";
import type { Clock, Random } from "./clock.ts";
import { createDigester } from "./delivery/digester.ts";
import { planEdits } from "./delivery/edits.ts";
import { createMatcher } from "./delivery/matcher.ts";
import type { Platform } from "./delivery/platform.ts";
import { createSender, type SendReport } from "./delivery/sender.ts";
import { createHttpClient } from "./http/http-client.ts";
import type { Log } from "./log.ts";
import { createPoller, type Poller } from "./polling/poller.ts";
import { createServices } from "./services.ts";
import { openStorage } from "./storage/storage.ts";

/** The whole bot, put together: what goes on in it, without saying when. */
export interface App {
  readonly poller: Poller;
  readonly services: Services;
  /**
   * Matches what was polled, makes up the digests and edits that are due, and sends. Calls while it runs are one further run, so that nothing that was
   * stored before a call is left out.
   */
  deliver(signal: AbortSignal): Promise<SendReport>;
  /** Answers one line of /jobs. */
  answer(line: string, asker: Asker): Promise<Reply>;
  /** Makes a person's workspace known. */
  welcome(asker: Asker, platform: string): Promise<void>;
  /** Calls every few seconds, never twice at once; what is due stands in the database. Returns what stops it. */
  everyFewSeconds(tick: () => Promise<void>): () => Promise<void>;
  close(): Promise<void>;
}

export interface AppPorts {
  readonly platforms: readonly Platform[];
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Where a test makes the process die; nowhere by default. */
  readonly checkpoint?: Checkpoint;
}

/**
 * The composition root: the only place that names concrete stores, sources and platforms.
 *
 * @throws UsageError `in-use` when another process has the data folder.
 */
export async function createApp(config: Config, ports: AppPorts): Promise<App> {
  const { platforms, clock, random, log, checkpoint = noCheckpoint } = ports;
  const storage = await openStorage(join(config.dataDir, config.storage.file), random);
  const http = createHttpClient(
    { contact: config.polling.contact ?? "no contact given by the operator", allowHosts: config.limits.privateHosts },
    { clock },
  );
  const { sources, baseDir } = config;
  const poller = createPoller({ sources, storage, http, baseDir, clock, random, log, checkpoint });
  const matcher = createMatcher({ storage, clock, random, log, checkpoint });
  const digester = createDigester({ storage, platforms, clock, random, checkpoint });
  const sender = createSender({ storage, platforms, clock, random, log, checkpoint });
  const services = createServices(storage, clock);

  await storage.sources.configure(
    config.sources.map(({ key, source }) => ({ key, kind: source.id })),
    clock.now(),
  );
  await storage.sources.releaseAll();
  await sender.recover(true);

  let last: Promise<SendReport> = Promise.resolve({ posted: 0, edited: 0, notSent: 0, halted: null });
  return {
    poller,
    services,
    deliver(signal) {
      last = last
        .catch(() => undefined)
        .then(async () => {
          await matcher.matchPending();
          await digester.makeDue();
          await planEdits(storage, clock);
          await sender.recover(false);
          return await sender.sendDue(signal);
        });
      return last;
    },
    answer: (line, asker) => dispatch(line, asker, services),
    welcome: (asker, platform) => storage.subscriptions.ensureWorkspace(asker.workspace, platform, clock.now()),
    everyFewSeconds(tick) {
      const task = schedule("*/5 * * * * *", tick, { noOverlap: true });
      return async () => {
        await task.destroy();
      };
    },
    async close() {
      await last.catch(() => undefined);
      await http.close();
      await storage.close();
    },
  };
}
