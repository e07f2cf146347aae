import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { loadConfig } from "../config/load.ts";
import { createApp } from "../src/app.ts";
import { systemClock, systemRandom } from "../src/clock.ts";
import { silentLog } from "../src/log.ts";
import { said } from "./commands/said.ts";
import { anAsker } from "./doubles/services.ts";
import { serving, startServer } from "./http/loopback-server.ts";

test("a private host of the operator's is polled, but nobody may look into it by its address", async () => {
  await using server = await startServer(
    serving("<rss><channel><item><title>Baker</title><guid>1</guid></item></channel></rss>"),
  );
  const folder = mkdtempSync(join(tmpdir(), "rolecall-app-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "rolecall.yaml");
  writeFileSync(
    file,
    `sources:\n  - feed: { url: "${server.origin}/jobs.rss" }\nlimits: { privateHosts: ["${server.host}"] }\n`,
  );
  const config = loadConfig({ ROLECALL_CONFIG: file, ROLECALL_DATA: join(folder, "data") });
  const app = await createApp(config, {
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
    platforms: () => [],
  });
  onTestFinished(() => app.close());

  const [report] = await app.poller.pollDue({ signal: new AbortController().signal });
  const reply = await app.bot.answer(`sources ${server.origin}/other.rss`, anAsker());

  expect(report).toMatchObject({ outcome: "read", added: 1 });
  expect(said(reply)).toContain("expected port 80 or 443");
  expect(server.requests.map(({ url }) => url)).toEqual(["/jobs.rss"]);
});
