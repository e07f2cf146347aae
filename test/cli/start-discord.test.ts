import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDiscordDouble, type DiscordDouble } from "../doubles/discord/discord-double.ts";
import { finished, startCli } from "./run-cli.ts";

let folder: string;
let discord: DiscordDouble;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "rolecall-discord-"));
  mkdirSync(join(folder, "postings"));
  writeFileSync(
    join(folder, "rolecall.yaml"),
    "sources:\n  - folder: { path: ./postings, baseline: false, every: 10s }\n",
  );
  discord = await createDiscordDouble({ identifyEveryMs: 0 });
});

afterEach(async () => {
  await discord.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The real process. */
function start(variables: Readonly<Record<string, string>> = {}) {
  const child = startCli(["start"], {
    ROLECALL_CONFIG: join(folder, "rolecall.yaml"),
    ROLECALL_DATA: join(folder, "data"),
    ROLECALL_LOG_LEVEL: "debug",
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    ...variables,
  });
  const end = finished(child);
  return {
    end,
    async stop() {
      child.kill("SIGTERM");
      return await end;
    },
  };
}

describe("start, with Discord set up", () => {
  it("answers commands, sends what it finds, survives a restart, and keeps its token", {
    timeout: 60_000,
  }, async () => {
    const { people } = discord;
    const guild = people.guild("Acme");
    const ann = people.member(guild, "ann");
    const jobs = people.channel(guild, "jobs");
    const first = start();
    await discord.until("the commands", () => discord.state.commands.size > 0, 15_000);
    const acted = await people.slash(ann, jobs, "jobs subscribe", { name: "infra", role: "backend", lang: "go" });
    await discord.until("the answer", () => discord.answersTo(acted).length > 0);
    const { code, stdout, stderr } = await first.stop();

    writeFileSync(join(folder, "postings", "1.txt"), "Backend Engineer\n\nNimbus Ltd\nBerlin\n\nYou write Go.\n");
    const second = start();
    await discord.until("the card", () => discord.shown(people.direct(ann)).length === 1, 20_000);
    const again = await second.stop();

    expect([code, again.code]).toEqual([0, 0]);
    expect(discord.shown(people.direct(ann))[0]?.text).toContain("Backend Engineer");
    for (const said of [stdout, stderr, again.stdout, again.stderr]) expect(said).not.toContain(discord.token);
    expect(discord.gateway.connections()).toBe(0);
    expect(discord.violations).toEqual([]);
  });

  it("ends with the reason for a token that Discord does not know", { timeout: 20_000 }, async () => {
    const { code, stderr } = await start({ DISCORD_TOKEN: "canary.not.known" }).end;

    expect(code).toBe(2);
    expect(stderr).toContain("expected DISCORD_TOKEN to be good");
    expect(stderr).not.toContain("canary");
  });

  it("ends with the reason where Discord closes the socket for good", { timeout: 20_000 }, async () => {
    const { end } = start();
    await discord.until("the commands", () => discord.state.commands.size > 0, 15_000);

    discord.gateway.close(4014);

    const { code, stderr } = await end;
    expect(code).toBe(2);
    expect(stderr).toContain(
      "Rolecall cannot go on: Discord does not allow the intent Guilds to this application (4014)",
    );
    expect(discord.gateway.counts).toEqual({ identified: 1, resumed: 0 });
  });

  it("ends with the reason where its token is taken away, and sends nothing more", { timeout: 30_000 }, async () => {
    const { people, world } = discord;
    const guild = people.guild("Acme");
    const ann = people.member(guild, "ann");
    const jobs = people.channel(guild, "jobs");
    const { end } = start();
    await discord.until("the commands", () => discord.state.commands.size > 0, 15_000);
    const acted = await people.slash(ann, jobs, "jobs subscribe", { role: "backend" });
    await discord.until("the answer", () => discord.answersTo(acted).length > 0);

    world.app.token = "another.token.now";
    writeFileSync(join(folder, "postings", "1.txt"), "Backend Engineer\n\nNimbus Ltd\nBerlin\n\nYou write Go.\n");

    const { code, stderr } = await end;
    expect(code).toBe(2);
    expect(stderr).toContain("Rolecall cannot go on: 401: Discord does not know the token");
    expect(discord.calls.filter(({ status }) => status === 401)).toHaveLength(1);
  });

  it("says what is wrong with its variables", { timeout: 20_000 }, async () => {
    const { code, stderr } = await start({ DISCORD_SHARDS: "all" }).end;

    expect(code).toBe(2);
    expect(stderr).toContain("expected DISCORD_SHARDS to be shards of a number of shards");
  });
});
