import { afterEach, describe, expect, it, vi } from "vitest";
import { type ADiscord, aDiscord, type DiscordTestOptions } from "./a-discord.ts";

let discord: ADiscord;

afterEach(async () => {
  await discord.close();
});

async function open(options: DiscordTestOptions = {}): Promise<ADiscord> {
  discord = await aDiscord(options);
  return discord;
}

async function typing() {
  const guild = discord.people.guild("Acme");
  const ann = discord.people.member(guild, "ann");
  const jobs = discord.people.channel(guild, "jobs");
  return async () => await discord.answered(discord.people.slash(ann, jobs, "jobs list"));
}

/** What interrupts a socket, how, and whether its session goes on. */
const interruptions: readonly (readonly [string, (it: ADiscord) => void, boolean])[] = [
  ["an unknown error (4000)", ({ gateway }) => gateway.close(4000), true],
  ["a session that timed out (4009)", ({ gateway }) => gateway.close(4009), true],
  ["a request to come back (op 7)", ({ gateway }) => gateway.askToReconnect(), true],
  ["a session that may go on (op 9)", ({ gateway }) => gateway.invalidate(true), true],
  ["a session that is over (op 9)", ({ gateway }) => gateway.invalidate(false), false],
  ["a cut connection", ({ gateway }) => gateway.drop(), true],
];

describe("the socket", () => {
  it.each(interruptions)("goes on after %s, and loses nothing said meanwhile", async (_, happen, isResumed) => {
    await (await open()).ready();
    const list = await typing();
    await list();

    happen(discord);
    await discord.until(
      "it is back",
      () => discord.gateway.counts.resumed + discord.gateway.counts.identified > 1,
      10_000,
    );

    expect(await list()).toContain("no subscriptions");
    expect(discord.gateway.counts.resumed > 0).toBe(isResumed);
    expect(discord.fatal).toEqual([]);
    expect(discord.violations).toEqual([]);
  });

  it.each(interruptions)(
    "answers once what was asked before %s, and what was asked meanwhile",
    async (_, happen, isResumed) => {
      await (await open({ slowMs: 300 })).ready();
      const guild = discord.people.guild("Acme");
      const ann = discord.people.member(guild, "ann");
      const jobs = discord.people.channel(guild, "jobs");

      const before = discord.people.slash(ann, jobs, "jobs list");
      await vi.waitFor(() => expect(discord.typed).toHaveLength(1));
      happen(discord);
      const meanwhile = discord.people.slash(ann, jobs, "jobs list");
      const answers = await Promise.all(
        [before, ...(isResumed ? [meanwhile] : [])].map((acted) => discord.answered(acted)),
      );

      for (const answer of answers) expect(answer).toBe(answers[0]);
      expect(answers[0]).toContain("no subscriptions");
      expect(discord.typed).toHaveLength(isResumed ? 2 : 1);
      expect(discord.countOf("POST /interactions/{interaction_id}/{interaction_token}/callback")).toBe(
        isResumed ? 2 : 1,
      );
      expect(discord.violations).toEqual([]);
      await meanwhile;
    },
  );

  it("knows whether it is connected", async () => {
    await open();
    const before = discord.isConnected();
    await discord.ready();
    const started = discord.isConnected();

    discord.gateway.drop();
    await vi.waitFor(() => expect(discord.isConnected()).toBe(false), { interval: 5 });
    await vi.waitFor(() => expect(discord.isConnected()).toBe(true), { timeout: 10_000 });
    await discord.stop();

    expect([before, started, discord.isConnected()]).toEqual([false, true, false]);
  });

  it("ends in time also where Discord has not yet said that it is ready", async () => {
    await open();
    discord.gateway.withhold();
    const starting = discord.start();
    await discord.until("it has said who it is", () => discord.gateway.counts.identified === 1);
    const begun = Date.now();

    await discord.stop();

    expect(Date.now() - begun).toBeLessThan(4_000);
    await starting;
  });

  it("tells in the log of what somebody did that cannot be read", async () => {
    await (await open()).ready();
    const jobs = discord.people.channel(discord.people.guild("Acme"), "jobs");

    discord.state.emit("INTERACTION_CREATE", { type: 99, id: "1" }, jobs);

    await vi.waitFor(() =>
      expect(discord.lines).toContainEqual(
        expect.objectContaining({ level: "warn", text: "discord interaction cannot be read" }),
      ),
    );
  });

  it.each([
    [4010, /knows no such shard/],
    [4011, /asks for more shards/],
    [4012, /update Rolecall/],
    [4013, /intents/],
    [4014, /does not allow the intent/],
    [4004, /does not know the token: copy DISCORD_TOKEN anew/],
  ])("is given up for good after %d, with the reason", async (code, reason) => {
    await (await open()).ready();

    discord.gateway.close(code);

    await vi.waitFor(() => expect(discord.fatal).toHaveLength(1), { timeout: 5_000 });
    expect(discord.fatal[0]).toMatch(reason);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(discord.gateway.counts).toEqual({ identified: 1, resumed: 0 });
  });

  it("is not begun with a token that Discord does not know", async () => {
    await open({ variables: { DISCORD_TOKEN: "not.a.token" } });

    await expect(discord.start()).rejects.toThrow("expected DISCORD_TOKEN to be good");
    expect(discord.gateway.connections()).toBe(0);
  });

  it("is not begun where Discord asks for more shards, and says so", async () => {
    await open({ double: { requiresShards: true } });

    await expect(discord.start()).rejects.toThrow(/asks for more shards/);
  });

  it("waits where hardly any sessions are left, rather than use them up", async () => {
    await open({ double: { sessionStarts: 1 } });

    const starting = discord.start();
    await vi.waitFor(() => expect(discord.lines.map(({ text }) => text).join()).toContain("hardly any more sessions"));

    expect(discord.gateway.counts.identified).toBe(0);
    await discord.close();
    await starting;
  });

  it("waits for a Discord that cannot be reached", async () => {
    await open();
    discord.goDown();
    const starting = discord.start();
    await vi.waitFor(() => expect(discord.lines.map(({ text }) => text).join()).toContain("cannot be reached yet"));

    discord.comeBack();
    await starting;

    expect(discord.gateway.connections()).toBe(1);
  });

  it("runs a range of the shards", async () => {
    await open({ variables: { DISCORD_SHARDS: "1-2/4" } });

    await discord.start();

    expect(discord.gateway.counts.identified).toBe(2);
    expect(discord.violations).toEqual([]);
  });
});
