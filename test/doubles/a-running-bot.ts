import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfig } from "../../config/load.ts";
import { type App, createApp } from "../../src/app.ts";
import { chatsFor } from "../../src/cli/chats.ts";
import { observe } from "../../src/cli/observe.ts";
import { runChats } from "../../src/cli/run-chats.ts";
import { systemClock, systemRandom } from "../../src/clock.ts";
import type { ChatPlatform } from "../../src/platforms/chat/chat-platform.ts";
import { createLogger } from "../../src/ops/logger.ts";

export interface RunningBotOptions {
  readonly environment: Readonly<Record<string, string>>;
  /** Lines of the configuration under `sources:`. */
  readonly sources: readonly string[];
  /** More of the configuration. */
  readonly more?: readonly string[];
  readonly privateHosts?: readonly string[];
}

/** The whole bot as `npm start` puts it together, in this process, with a folder of its own. */
export async function aRunningBot({ environment, sources, more = [], privateHosts = [] }: RunningBotOptions) {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-bot-"));
  const file = join(folder, "rolecall.yaml");
  const limits = privateHosts.length === 0 ? [] : [`limits: { privateHosts: [${privateHosts.join(", ")}] }`];
  writeFileSync(file, ["sources:", ...sources, ...more, ...limits, ""].join("\n"));
  const config = loadConfig({ ...environment, ROLECALL_CONFIG: file, ROLECALL_DATA: join(folder, "data") });
  let written = "";
  const log = createLogger(
    { level: "debug", isPretty: false, colour: false },
    {
      write(line) {
        written += line;
      },
    },
  );
  const observers = await observe(config, log);
  const ports = { clock: systemClock, random: systemRandom, log, ...observers.ports };
  const chats: ChatPlatform[] = [];
  const app: App = await createApp(config, {
    ...ports,
    platforms(opened) {
      chats.push(...chatsFor(config).map((make) => make(opened, ports)));
      return chats.map(({ platform }) => platform);
    },
  });
  const metricsServer = await observers.serve(app, chats);
  const stop = new AbortController();
  const running = runChats({ app, chats, clock: systemClock, log, signal: stop.signal });
  let failure: unknown;
  running.catch((error: unknown) => {
    failure = error;
  });

  return {
    app,
    chats,
    folder,
    /** Everything that it has logged. */
    log: () => written,
    failure: () => failure,
    /** What Prometheus is shown; undefined where no port is set up for it. */
    async metrics(): Promise<string | undefined> {
      if (metricsServer === undefined) return undefined;
      return await (await fetch(`http://127.0.0.1:${metricsServer.port}/metrics`)).text();
    },
    /** Looks at every source now, as if its time had come, and sends what that brings. */
    async poll(): Promise<void> {
      await app.poller.pollDue({ signal: stop.signal, early: true });
      await app.pipeline.deliver(stop.signal);
    },
    async stop(): Promise<void> {
      stop.abort();
      await running.catch(() => undefined);
      await app.close();
      await observers.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type RunningBot = Awaited<ReturnType<typeof aRunningBot>>;
