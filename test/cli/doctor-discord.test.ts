import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { commands } from "../../commands/index.ts";
import { systemRandom } from "../../src/clock.ts";
import { silentLog } from "../../src/log.ts";
import { createPause } from "../../src/platforms/discord/pause.ts";
import { createRefusals, refusedLately } from "../../src/platforms/discord/refusals.ts";
import { definition } from "../../src/platforms/discord/definition.ts";
import { openStorage } from "../../src/storage/storage.ts";
import {
  createDiscordDouble,
  type DiscordDouble,
  type DiscordDoubleOptions,
} from "../doubles/discord/discord-double.ts";
import { virtualClock } from "../doubles/virtual-clock.ts";
import { runHere } from "./run-here.ts";

let folder: string;
let discord: DiscordDouble;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rolecall-doctor-"));
  mkdirSync(join(folder, "postings"));
  mkdirSync(join(folder, "data"));
  writeFileSync(join(folder, "rolecall.yaml"), "sources:\n  - folder: { path: ./postings }\n");
});

afterEach(async () => {
  await discord.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(options: DiscordDoubleOptions = {}): Promise<DiscordDouble> {
  discord = await createDiscordDouble(options);
  for (const [index, command] of definition(commands).entries()) {
    const id = String(index + 1);
    discord.state.commands.set(id, { id, version: "1", guild: null, definition: { ...command } });
  }
  return discord;
}

async function doctor(variables: Readonly<Record<string, string>> = {}, ...args: readonly string[]) {
  const env = {
    ROLECALL_CONFIG: join(folder, "rolecall.yaml"),
    ROLECALL_DATA: join(folder, "data"),
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    ...variables,
  };
  const { code, stdout, stderr } = await runHere(["doctor", ...args], { env });
  expect(stdout + stderr).not.toContain(env.DISCORD_TOKEN);
  return { code, stdout, wrong: stdout.split("\n").filter((line) => line.startsWith("wrong")) };
}

/** A subscription of somebody's, as it is stored. */
async function subscribed(guild: string, destination: string): Promise<void> {
  const storage = await openStorage(join(folder, "data", "rolecall.sqlite"), systemRandom);
  const workspace = `discord:${guild}`;
  await storage.workspaces.ensure(workspace, "discord", 0);
  await storage.subscriptions.add({
    workspace,
    owner: "1",
    name: "infra",
    query: "role:backend to:#jobs",
    destination,
    zone: "UTC",
    createdAt: 0,
  });
  await storage.close();
}

describe("doctor", () => {
  it("is content with a Discord in which all is well, and prints both invitations", async () => {
    await open();
    const guild = discord.people.guild("Acme");
    const jobs = discord.people.channel(guild, "jobs");
    await subscribed(guild.id, `discord:${jobs.id}`);

    const { code, stdout } = await doctor();

    expect(code).toBe(0);
    for (const said of [
      "the bot rolecall",
      "1000 may still be begun today",
      "0 in the last ten minutes",
      "/jobs is as this version has it",
      `client_id=${discord.world.app.id}&scope=bot+applications.commands&permissions=`,
      "integration_type=1",
      `#jobs (${jobs.id}) takes cards`,
    ]) {
      expect(stdout).toContain(said);
    }
    expect(discord.calls.every(({ method }) => method === "GET")).toBe(true);
    expect(discord.violations).toEqual([]);
  });

  it("says what to do about a token that Discord does not know", async () => {
    await open();

    const { code, wrong } = await doctor({ DISCORD_TOKEN: "not.a.token" });

    expect(code).toBe(1);
    expect(wrong).toEqual([expect.stringMatching(/discord token .*copy DISCORD_TOKEN anew.*Discord says/)]);
  });

  it("says what to do about commands, sessions and channels that are not as they should be", async () => {
    await open({ sessionStarts: 5 });
    discord.state.commands.clear();
    const guild = discord.people.guild("Acme");
    const jobs = discord.people.channel(guild, "jobs");
    const hidden = discord.people.channel(guild, "hidden", { isPrivate: true });
    discord.people.deny(jobs, "bot", "EmbedLinks");
    await subscribed(guild.id, `discord:${jobs.id}`);
    discord.state.gateway.remaining = 0;

    const { code, wrong } = await doctor({}, "--post", hidden.id);

    expect(code).toBe(1);
    expect(wrong).toEqual([
      expect.stringMatching(/discord sessions .*find out what restarts the bot so often/),
      expect.stringMatching(/discord commands .*start the bot/),
      expect.stringMatching(/discord channel .*give the bot Embed Links in #jobs/),
      expect.stringMatching(/discord post .*give it View Channel/),
    ]);
  });

  it("warns of what Discord refuses before it shuts the machine out", async () => {
    await open();
    const storage = await openStorage(join(folder, "data", "rolecall.sqlite"), systemRandom);
    const clock = virtualClock(Date.now());
    const cache = storage.cache("discord");
    const refusals = createRefusals({ cache, clock, log: silentLog, pause: createPause(clock, silentLog) });
    for (let met = 0; met < 1_200; met++) refusals.met();
    await vi.waitFor(async () => expect(await refusedLately(cache, clock.now())).toBeGreaterThan(0));
    clock.advance(1_000);
    await vi.waitFor(async () => expect(await refusedLately(cache, clock.now())).toBe(1_200));
    await storage.close();

    const { code, wrong } = await doctor();

    expect(code).toBe(1);
    expect(wrong).toEqual([expect.stringMatching(/discord refusals .*1200 in the last ten minutes, of the 10000/)]);
  });

  it("says what is wrong with the settings, and what is not reached", async () => {
    await open();

    const settings = await doctor({ DISCORD_SHARDS: "many" });
    const away = await doctor({ DISCORD_API_URL: "http://127.0.0.1:9/api" });

    expect(settings.wrong).toEqual([expect.stringContaining("expected DISCORD_SHARDS")]);
    expect(away.wrong).toEqual([expect.stringMatching(/let this machine reach Discord/)]);
  });

  it("posts one line where it is asked to", async () => {
    await open();
    const jobs = discord.people.channel(discord.people.guild("Acme"), "jobs");

    const { code, stdout } = await doctor({}, "--post", jobs.id);

    expect(code).toBe(0);
    expect(stdout).toContain(`one line stands in ${jobs.id}`);
    expect(discord.shown(jobs).map(({ text }) => text)).toEqual(["Rolecall's doctor was here: posting works."]);
  });
});
