import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { systemRandom } from "../../../src/clock.ts";
import { canonicalFilter } from "../../../src/filter/canonical.ts";
import { printQuery } from "../../../src/filter/print.ts";
import { openStorage } from "../../../src/storage/storage.ts";
import { createDiscordDouble } from "../../doubles/discord/discord-double.ts";
import { createSlackDouble } from "../../doubles/slack/slack-double.ts";
import { freePort } from "../../servers/start-servers.ts";
import { filterOf, subscriptions } from "../match/workload.ts";
import { note } from "../measure.ts";

const root = join(import.meta.dirname, "../../..");
const pollMs = 10;
/** What the index and the first polls need is there by then. */
const restMs = 8_000;

/** Stores so many subscriptions of the matching bench, as if people had made them. */
export async function fillSubscriptions(address: string, count: number): Promise<void> {
  const storage = await openStorage(address, systemRandom);
  await storage.workspaces.ensure("discord:1", "discord", 1);
  await storage.close();
  const queries = subscriptions(1)
    .take(count)
    .map((plain) => printQuery({ filter: canonicalFilter(filterOf(plain)), delivery: {} }))
    .toArray();
  const client = new Client(address);
  await client.connect();
  await client.query(
    `insert into subscription (id, workspace_id, owner, name, destination, query, created_at, zone)
      select 's' || n, 'discord:1', 'o' || n, 'jobs', 'discord:' || n, query, 1, 'UTC'
      from unnest($1::text[]) with ordinality as of (query, n)`,
    [queries],
  );
  await client.query("analyze");
  await client.end();
}

/** How long the real program takes until it is ready, with Slack and Discord connected, and what memory it holds at rest. */
export async function started(address: string, folder: string): Promise<{ readyMs: number; rssMb: number }> {
  mkdirSync(join(folder, "postings"), { recursive: true });
  writeFileSync(
    join(folder, "rolecall.yaml"),
    "sources:\n  - folder: { path: ./postings, baseline: false, every: 10s }\n",
  );
  writeFileSync(join(folder, "postings", "1.txt"), "Backend Engineer\n\nNimbus Ltd\nBerlin\n\nYou write Go.\n");
  const slack = await createSlackDouble();
  const discord = await createDiscordDouble({ identifyEveryMs: 0 });
  const port = await freePort();
  const from = performance.now();
  const child = spawn(
    process.execPath,
    ["--max-semi-space-size=4", "--disable-warning=ExperimentalWarning", "src/rolecall.js", "start"],
    {
      cwd: root,
      stdio: ["ignore", "ignore", "inherit"],
      env: {
        PATH: process.env["PATH"] ?? "",
        ROLECALL_CONFIG: join(folder, "rolecall.yaml"),
        ROLECALL_DATA: folder,
        ROLECALL_LOG_LEVEL: "silent",
        ROLECALL_HTTP_PORT: String(port),
        DATABASE_URL: address,
        SLACK_BOT_TOKEN: slack.people.botToken(slack.people.team("Acme")),
        SLACK_APP_TOKEN: slack.people.appToken(),
        SLACK_API_URL: slack.apiUrl,
        DISCORD_TOKEN: discord.token,
        DISCORD_API_URL: discord.apiUrl,
      },
    },
  );
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isReady())) await new Promise((resolve) => setTimeout(resolve, pollMs));
  const readyMs = Math.round(performance.now() - from);
  await new Promise((resolve) => setTimeout(resolve, restMs));
  const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
  const rssMb = Math.round(Number(/VmRSS:\s+(?<kb>\d+)/.exec(status)?.groups?.["kb"]) / 1_024);
  child.kill("SIGTERM");
  await new Promise((resolve) => child.once("close", resolve));
  await Promise.all([slack.close(), discord.close()]);
  note(`scale: ready after ${readyMs} ms, ${rssMb} MB after ${restMs / 1_000} s`);
  return { readyMs, rssMb };
}
