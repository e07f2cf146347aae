import { noCheckpoint } from "../../../src/checkpoint.ts";
import { type Clock, systemClock, systemRandom } from "../../../src/clock.ts";
import { createHttpClient } from "../../../src/http/http-client.ts";
import { silentLog } from "../../../src/log.ts";
import type { PollReport } from "../../../src/polling/poll-source.ts";
import { createPoller } from "../../../src/polling/poller.ts";
import { ashby } from "../../../src/sources/ashby/index.ts";
import { openStorage } from "../../../src/storage/storage.ts";

const dayMs = 86_400_000;

/** Polling as the bot does it, of one board on each of some origins, whose names all lead to this machine; `daysAhead` of now. */
export async function aPolling(file: string, origins: readonly string[], daysAhead = 0) {
  let ahead = daysAhead * dayMs;
  // Each look is a day later, so that everything is due.
  const clock: Clock = { ...systemClock, now: () => Date.now() + ahead };
  const storage = await openStorage(file, systemRandom);
  const http = createHttpClient(
    { contact: "bench@example.org", limits: { gapPerHostMs: 0 } },
    { clock, lookup: (_name, _options, callback) => callback(null, [{ address: "127.0.0.1", family: 4 }]) },
  );
  const sources = origins.map((baseUrl, index) => ({
    key: `ashby:bench-${index}`,
    source: ashby,
    options: ashby.options.parse({ board: `bench-${index}`, baseUrl }),
    everyMs: 30 * 60_000,
    baseline: true,
    allowHosts: [new URL(baseUrl).host],
  }));
  await storage.sources.configure(
    sources.map(({ key }) => ({ key, kind: "ashby" })),
    clock.now(),
  );
  const ports = { storage, http, baseDir: ".", clock, random: systemRandom, log: silentLog, checkpoint: noCheckpoint };
  const poller = createPoller({ sources, ...ports });
  const { signal } = new AbortController();
  return {
    async poll(): Promise<readonly PollReport[]> {
      ahead += dayMs;
      const reports = await poller.pollDue({ signal });
      const failed = reports.find(({ outcome }) => outcome === "failed");
      if (failed !== undefined) throw new Error(`bench: expected every poll to work, got ${failed.errorText}`);
      return reports;
    },
    async close() {
      await http.close();
      await storage.close();
    },
  };
}
