/** Processes that share the work by what each of them does. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { openStorage } from "../../src/storage/storage.ts";
import { finished, runCli, startCli } from "../cli/run-cli.ts";
import { createDiscordDouble, type DiscordDouble } from "../doubles/discord/discord-double.ts";
import { seededRandom } from "../doubles/seeded-random.ts";
import { emptyPostgres } from "../storage/open-empty.ts";
import { freePort } from "./start-servers.ts";

let folder: string;
let address: string;
let discord: DiscordDouble;
let ends: (() => Promise<unknown>)[];

function env(roles: string): Record<string, string> {
  return {
    ROLECALL_CONFIG: join(folder, "rolecall.yaml"),
    ROLECALL_DATA: folder,
    ROLECALL_LOG_LEVEL: "info",
    DATABASE_URL: address,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    ROLES: roles,
  };
}

/** @returns How it answers when it is asked whether it is ready. */
async function running(roles: string) {
  const port = String(await freePort());
  const child = startCli(["start"], { ...env(roles), ROLECALL_HTTP_PORT: port });
  const end = finished(child);
  ends.push(async () => {
    child.kill("SIGTERM");
    return await end;
  });
  const ask = async () => await (await fetch(`http://127.0.0.1:${port}/readyz`)).json();
  return await vi.waitFor(ask, { timeout: 15_000 });
}

describe.skipIf(inject("postgres") === null)("processes with roles of their own", () => {
  beforeEach(async () => {
    ends = [];
    folder = mkdtempSync(join(tmpdir(), "rolecall-roles-"));
    address = await emptyPostgres();
    discord = await createDiscordDouble({ identifyEveryMs: 0 });
    mkdirSync(join(folder, "postings"));
    writeFileSync(
      join(folder, "rolecall.yaml"),
      "sources:\n  - folder: { path: ./postings, baseline: false, every: 10s }\n",
    );
  });

  afterEach(async () => {
    await Promise.all(ends.map((end) => end()));
    await discord.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("send without listening to anybody, what others polled and matched", { timeout: 60_000 }, async () => {
    const guild = discord.people.guild("Acme");
    const jobs = discord.people.channel(guild, "jobs");
    const storage = await openStorage(address, seededRandom(1));
    const workspace = `discord:${guild.id}`;
    await storage.workspaces.ensure(workspace, "discord", 1);
    const destination = `discord:${jobs.id}`;
    const draft = { workspace, owner: "ann", name: "go", destination, query: "role:backend", zone: "UTC" };
    await storage.subscriptions.add({ ...draft, createdAt: 1 });
    await storage.close();
    writeFileSync(join(folder, "postings", "1.txt"), "Backend Engineer\n\nNimbus Ltd\nBerlin\n\nYou write Go.\n");

    const ready = [await running("poll"), await running("match"), await running("deliver")];
    await discord.until("the card", () => discord.shown(jobs).length > 0, 20_000);
    const doctor = await runCli(["doctor"], { env: env("deliver") });

    expect(ready).toEqual(["poll", "match", "deliver"].map((roles) => ({ ready: true, roles })));
    expect(discord.state.commands.size).toBe(0);
    expect(doctor.stdout).toContain("this process does deliver: others on the same database have to do the rest");
  });
});
