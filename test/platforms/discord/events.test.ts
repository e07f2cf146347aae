import { afterEach, describe, expect, it } from "vitest";
import type { DiscordChannel, DiscordGuild, DiscordUser } from "../../doubles/discord/world.ts";
import { type ADiscord, aDiscord, type DiscordTestOptions } from "./a-discord.ts";

let discord: ADiscord;

afterEach(async () => {
  await discord.close();
  expect(discord.violations).toEqual([]);
});

interface Place {
  readonly guild: DiscordGuild;
  readonly ann: DiscordUser;
  readonly jobs: DiscordChannel;
  readonly thread: DiscordChannel;
}

async function open(options: DiscordTestOptions = {}): Promise<Place> {
  discord = await aDiscord(options);
  const { people } = discord;
  const guild = people.guild("Acme");
  const ann = people.member(guild, "ann");
  const jobs = people.channel(guild, "jobs");
  const thread = people.thread(jobs, "Go", ann);
  await discord.ready();
  await discord.until("its servers are there", () => discord.told.length > 0);
  discord.told.length = 0;
  return { guild, ann, jobs, thread };
}

/** What the bot was told, once it was told so much. */
async function told(count: number): Promise<readonly string[]> {
  await discord.until(`the bot was told ${count} things`, () => discord.told.length >= count);
  return discord.told;
}

/** What the bot was told, once enough time has passed for more. */
async function toldInAll(): Promise<readonly string[]> {
  await new Promise((resolve) => setTimeout(resolve, 150));
  return discord.told;
}

describe("a server", () => {
  it("that takes the bot out keeps what is its own, and has it back with the bot", async () => {
    const { guild } = await open();

    discord.people.kick(guild);
    await told(1);
    discord.people.invite(guild);

    const workspace = `discord:${guild.id}`;
    expect(await told(2)).toEqual([
      `removed ${workspace} the bot was removed from the server`,
      `restored ${workspace}`,
    ]);
    await discord.until("what waits is sent", () => discord.deliveries() > 0);
  });

  it("that is in an outage is still there", async () => {
    const { guild } = await open();

    discord.people.loseGuild(guild);
    discord.people.regainGuild(guild);

    expect(await toldInAll()).toEqual([`restored discord:${guild.id}`]);
  });

  it("has what is held there tried again after a time in which nothing was told of it", async () => {
    const { guild, jobs } = await open({ isHeld: true });
    await discord.platform.notify({ platform: "discord", address: jobs.id }, "one");
    const looks = discord.countOf("GET /channels/{channel_id}");

    discord.people.loseGuild(guild);
    discord.people.regainGuild(guild);
    const restored = await told(1);
    await discord.platform.notify({ platform: "discord", address: jobs.id }, "two");

    expect(restored).toEqual([`restored discord:${guild.id}`]);
    expect(discord.countOf("GET /channels/{channel_id}")).toBe(looks + 1);
    await discord.until("what waits is sent", () => discord.deliveries() > 0);
  });

  it("that took the bot out while the process was away is noticed at its next start", async () => {
    const known = new Set<string>();
    const { guild } = await open({ known });
    await discord.stop();
    discord.people.kick(guild);

    discord = await aDiscord({ known, on: discord });
    await discord.start();

    expect(await told(1)).toEqual([`removed discord:${guild.id} the bot was removed from the server`]);
  });

  it("that has the bot back is had back also where all that the process kept for itself is lost", async () => {
    const known = new Set<string>();
    const { guild } = await open({ known });
    discord.people.kick(guild);
    await told(1);
    await discord.stop();
    discord.people.invite(guild);

    discord = await aDiscord({ known, on: discord });
    await discord.start();

    expect(await told(1)).toEqual([`restored discord:${guild.id}`]);
  });
});

describe("a channel", () => {
  it("that is deleted ends, and so does a thread", async () => {
    const { jobs, thread } = await open();

    discord.people.deleteChannel(thread);
    discord.people.deleteChannel(jobs);

    expect(await told(2)).toEqual([
      `ended discord:${jobs.id}/${thread.id} the thread was deleted`,
      `ended discord:${jobs.id} the channel was deleted`,
    ]);
  });

  it("that is renamed is called so from then on", async () => {
    const { jobs } = await open();

    discord.people.rename(jobs, "openings");

    expect(await told(1)).toEqual([`renamed discord:${jobs.id} #openings`]);
  });

  it("of which nothing changes that matters here is left alone", async () => {
    const { jobs, ann } = await open();

    discord.people.slowMode(jobs, 30);
    discord.people.allow(jobs, ann, "ManageMessages");

    expect(await toldInAll()).toEqual([]);
  });

  it.each([
    ["ViewChannel", ["itself", "threads"]],
    ["SendMessages", ["itself"]],
    ["SendMessagesInThreads", ["threads"]],
    ["EmbedLinks", ["itself", "threads"]],
  ] as const)(
    "that takes %s from the bot is held, and released when it gives it back: %o",
    async (permission, parts) => {
      const { jobs } = await open();

      discord.people.deny(jobs, "bot", permission);
      const held = [...(await toldInAll())];
      discord.people.allow(jobs, "bot", permission);
      const released = (await toldInAll()).slice(parts.length);

      const reason = "the bot may not write there: give it";
      expect(held).toEqual(
        parts.map((part) => expect.stringMatching(new RegExp(`^held discord:${jobs.id} ${reason} .* ${part}$`))),
      );
      expect(released).toEqual(parts.map((part) => `released discord:${jobs.id} ${part}`));
      await discord.until("what waits is sent", () => discord.deliveries() > 0);
    },
  );

  it("that takes the history from the bot alone is written to as before", async () => {
    const { jobs } = await open();

    discord.people.deny(jobs, "bot", "ReadMessageHistory");

    expect(await toldInAll()).toEqual([]);
  });
});

describe("a thread", () => {
  it("that is opened again takes what waits for it", async () => {
    const { jobs, thread } = await open();

    discord.people.archive(thread, { isLocked: true });
    const before = [...(await toldInAll())];
    discord.people.unarchive(thread);

    expect(before).toEqual([]);
    expect(await told(1)).toEqual([`released discord:${jobs.id}/${thread.id}`]);
  });
});

describe("the bot's rights in a server", () => {
  it("have everything tried again that waits there, when they grow", async () => {
    const { guild } = await open();
    const role = discord.people.role(guild, "writers", ["SendMessages"]);

    discord.people.giveBot(guild, role);

    expect(await told(1)).toEqual([`restored discord:${guild.id}`]);
  });

  it("have nothing tried again when they shrink", async () => {
    const { guild } = await open();

    discord.people.permitBot(guild, ["ViewChannel"]);
    const shrunk = [...(await toldInAll())];
    discord.people.permitBot(guild, ["ViewChannel", "SendMessages", "EmbedLinks"]);

    expect(shrunk).toEqual([]);
    expect(await told(1)).toEqual([`restored discord:${guild.id}`]);
  });

  it("are not those of a role that it does not have", async () => {
    const { guild } = await open();
    const role = discord.people.role(guild, "others");

    discord.people.permitRole(guild, role, ["SendMessages"]);

    expect(await toldInAll()).toEqual([]);
  });
});
