import { afterEach, describe, expect, it } from "vitest";
import { examples } from "../../../commands/welcome.ts";
import { lineId } from "../../../src/platforms/discord/custom-id.ts";
import { memoryServices } from "../../doubles/services.ts";
import { aCache } from "../chat/a-cache.ts";
import { greetsOnce } from "../chat/greets-once.ts";
import { type ADiscord, aDiscord, buttonOf, type DiscordTestOptions } from "./a-discord.ts";

let discord: ADiscord;

afterEach(async () => {
  await discord.close();
  expect(discord.violations).toEqual([]);
});

/** A server without the bot, with a category and a channel in it above all else that it has. */
async function open(options: DiscordTestOptions = {}) {
  discord = await aDiscord({ greeting: greetsOnce(), ...options });
  const { people } = discord;
  const guild = people.guild("Acme", { hasBot: false });
  const ann = people.member(guild, "ann");
  const team = people.channel(guild, "Team", { kind: "category" });
  const plans = people.channel(guild, "plans", { parent: team });
  const lounge = people.channel(guild, "lounge", { kind: "voice" });
  const locked = people.channel(guild, "locked");
  people.deny(locked, "bot", "SendMessages");
  const general = people.channel(guild, "general");
  const jobs = people.channel(guild, "jobs");
  await discord.ready();
  return { people, guild, ann, plans, lounge, locked, general, jobs };
}

async function logged(text: string): Promise<object | undefined> {
  await discord.until(text, () => discord.lines.some((line) => line.text === text));
  return discord.lines.find((line) => line.text === text)?.fields;
}

describe("a server that gets the bot", () => {
  it("is greeted for all to see in the first text channel where that may be, once", async () => {
    const { people, guild, general, ...others } = await open();

    people.invite(guild);
    await discord.until("the greeting", () => discord.shown(general).length === 1);
    people.loseGuild(guild);
    people.regainGuild(guild);
    await discord.until("it is back", () => discord.told.filter((one) => one.startsWith("restored")).length === 2);

    const [greeting] = discord.shown(general);
    expect(greeting?.text).toContain("/jobs help");
    expect(greeting?.buttons.map(({ label }) => label)).toEqual(examples.map(({ label }) => label));
    expect(greeting?.pings).toEqual([]);
    expect(discord.shown(general)).toHaveLength(1);
    for (const other of [others.plans, others.lounge, others.locked, others.jobs])
      expect(discord.shown(other)).toEqual([]);
  });

  it("is greeted where Discord itself says who is new, if the bot may write there", async () => {
    const { people, guild, jobs, general, locked } = await open();
    const other = people.guild("Umbrella", { hasBot: false });
    const first = people.channel(other, "first");
    other.systemChannel = people.channel(other, "silent").id;
    for (const channel of discord.state.world.channels.values())
      if (channel.name === "silent") people.deny(channel, "bot", "SendMessages");
    guild.systemChannel = jobs.id;

    people.invite(guild);
    people.invite(other);

    await discord.until("both", () => discord.shown(jobs).length + discord.shown(first).length === 2);
    expect([...discord.shown(general), ...discord.shown(locked)]).toEqual([]);
  });

  it("without a channel for it has the log say what to do, and is greeted when there is one", async () => {
    const { people } = await open();
    const bare = people.guild("Bare", { hasBot: false });
    people.invite(bare);
    const fields = await logged("a workspace could not be greeted");
    const late = people.channel(bare, "late");

    people.loseGuild(bare);
    people.regainGuild(bare);

    expect(fields).toMatchObject({ workspace: `discord:${bare.id}`, reason: expect.stringContaining("Send Messages") });
    expect(discord.told).toContain(`notGreeted discord:${bare.id}`);
    await discord.until("the greeting", () => discord.shown(late).length === 1);
  });

  it("is greeted as soon as the bot may write in a channel of it", async () => {
    const { people } = await open();
    const bare = people.guild("Bare", { hasBot: false });
    const closed = people.channel(bare, "closed");
    people.deny(closed, "bot", "SendMessages");
    people.invite(bare);
    await logged("a workspace could not be greeted");

    people.allow(closed, "bot", "SendMessages");

    await discord.until("the greeting", () => discord.shown(closed).length === 1);
  });

  it("is not greeted when it has had the bot for days already", async () => {
    const { people, guild, general } = await open();
    guild.members.set(discord.state.world.app.id, {
      user: discord.state.world.app.id,
      roles: new Set([guild.botRole]),
      joinedAt: Date.now() - 3 * 86_400_000,
    });

    people.regainGuild(guild);
    await discord.until("it is there", () => discord.told.includes(`restored discord:${guild.id}`));
    people.invite(people.guild("Another", { hasBot: false }));
    await discord.until("the other", () => discord.told.filter((one) => one.startsWith("restored")).length === 2);

    expect(discord.shown(general)).toEqual([]);
  });
});

describe("a button of a greeting", () => {
  it("subscribes whoever presses it, and needs nothing that is kept for a while only", async () => {
    const services = memoryServices();
    const cache = aCache();
    const { people, guild, ann, general } = await open({ services, cache });
    people.invite(guild);
    await discord.until("the greeting", () => discord.shown(general).length === 1);
    const kept = [...cache.entries.keys()].filter((key) => key.startsWith("line:"));
    const [greeting] = discord.shown(general);

    const press = () => people.press(ann, greeting!.message, buttonOf(greeting, "Internships"));
    const said = await discord.answered(press());
    const again = await discord.answered(press());

    expect(kept).toEqual([]);
    expect(said).toContain("Subscribed internships");
    expect(again).toContain("internships is already there");
    expect(services.stored.subscriptions).toMatchObject([
      {
        name: "internships",
        owner: ann.id,
        workspace: `discord:${guild.id}`,
        destination: `discord:@${ann.id}/${guild.id}`,
      },
    ]);
  });

  it("holds its line within Discord's 100 characters", () => {
    for (const { line } of examples) expect(lineId(line).length).toBeLessThanOrEqual(100);
  });
});
