import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Acted } from "../doubles/discord/acting.ts";
import { createDiscordDouble, type DiscordDouble } from "../doubles/discord/discord-double.ts";
import type { DiscordChannel, DiscordUser } from "../doubles/discord/world.ts";
import { type Board, aBoard } from "../doubles/a-board.ts";
import { aRunningBot, type RunningBot } from "../doubles/a-running-bot.ts";
import { buttonOf } from "../platforms/discord/a-discord.ts";

/** The whole bot, a strict Discord and a board, all on loopback. */
describe("Discord, end to end", () => {
  let discord: DiscordDouble;
  let board: Board;
  let bot: RunningBot;

  beforeEach(async () => {
    discord = await createDiscordDouble({ identifyEveryMs: 0 });
    board = await aBoard();
    board.publish("Gardener", { text: "You water plants." });
    bot = await aRunningBot({
      environment: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
      sources: [board.source],
      privateHosts: [board.host],
    });
    await discord.until("the commands", () => discord.state.commands.size > 0);
  });

  afterEach(async () => {
    await bot.stop();
    await board.stop();
    await discord.close();
  });

  async function answered(acted: Acted | Promise<Acted>): Promise<string> {
    const what = await acted;
    await discord.until("an answer", () => !discord.isThinking(what) && discord.answersTo(what).length > 0, 10_000);
    return discord
      .answersTo(what)
      .map(({ text }) => text)
      .join("\n");
  }

  function slash(user: DiscordUser, channel: DiscordChannel, verb: string, filled: Readonly<Record<string, string>>) {
    return answered(discord.people.slash(user, channel, `jobs ${verb}`, filled));
  }

  it("subscribes a channel, a thread, a forum and a person; sends, marks, explains and edits; and is taken out", {
    timeout: 60_000,
  }, async () => {
    const { people } = discord;
    const guild = people.guild("Acme", { hasBot: false });
    const boss = people.member(guild, "boss", { permissions: ["ManageChannels", "ManageGuild"] });
    const bob = people.member(guild, "bob");
    const lobby = people.channel(guild, "lobby");
    const jobs = people.channel(guild, "jobs");
    const thread = people.thread(jobs, "Go", boss);
    const forum = people.channel(guild, "openings", { kind: "forum", tags: ["Backend", "Go", "Frontend"] });
    await bot.poll();

    // A server that gets the bot is greeted, and a button of that subscribes whoever presses it.
    people.invite(guild);
    await discord.until("the greeting", () => discord.shown(lobby).length === 1);
    const [greeting] = discord.shown(lobby);
    if (greeting === undefined) throw new Error("expected a greeting");
    const pressed = await answered(
      people.press(people.member(guild, "eve"), greeting.message, buttonOf(greeting, "Python")),
    );
    expect(pressed).toContain("Subscribed python");

    // By text into a channel, by typed options into a forum, by a link into a thread, and for oneself.
    expect(
      await slash(boss, jobs, "subscribe", { name: "infra", query: `role:backend lang:go to:<#${jobs.id}>` }),
    ).toContain("Subscribed");
    await discord.until("the line for all", () => discord.shown(jobs).length === 1);
    expect(discord.shown(jobs)[0]?.text).toMatch(/boss subscribed this channel/);
    expect(await slash(boss, jobs, "subscribe", { name: "posts", role: "backend", to: "#openings" })).toContain(
      "posts",
    );
    expect(await slash(boss, jobs, "subscribe", { name: "thread", role: "backend", to: `<#${thread.id}>` })).toContain(
      `to:https://discord.com/channels/${guild.id}/${thread.id}`,
    );
    expect(await slash(bob, jobs, "subscribe", { name: "mine", role: "backend" })).toContain("Subscribed mine");
    await discord.until("the lines for all", () => discord.threads(forum).length === 1);
    const before = discord.shown(thread).length;

    // A posting at the next poll is in all four places within two seconds of it.
    const id = board.publish("Senior Backend Engineer @everyone **now**");
    const polledAt = Date.now();
    await bot.poll();
    await discord.until("the cards", () => {
      const places = [discord.shown(jobs).length === 2, discord.shown(thread).length === before + 1];
      return [...places, discord.threads(forum).length === 2, discord.shown(people.direct(bob)).length === 1].every(
        Boolean,
      );
    });
    expect(Date.now() - polledAt).toBeLessThan(2_000);
    const [, card] = discord.shown(jobs);
    const [, post] = discord.threads(forum);
    const [direct] = discord.shown(people.direct(bob));
    if (card === undefined || post === undefined || direct === undefined) throw new Error("expected cards");
    expect(card.text).toContain("Senior Backend Engineer @everyone **now**");
    expect(card.text).toContain("matches infra: backend, Go");
    expect([...card.pings, ...card.previews]).toEqual([]);
    expect(card.links).toEqual([`https://jobs.example.org/nimbus/${id}`]);
    expect(post.name).toContain("Senior Backend Engineer");
    expect(post.thread?.appliedTags).toEqual(forum.tags.slice(0, 2).map((tag) => tag.id));

    // Save and Why, each answered to who pressed it alone.
    expect(await answered(people.press(bob, card.message, buttonOf(card, "Save")))).toContain(
      "Saved, for /jobs saved: Senior Backend Engineer",
    );
    expect(await answered(people.press(bob, direct.message, buttonOf(direct, "Why")))).toContain("mine matches");
    expect(discord.shown(jobs)).toHaveLength(2);

    // The socket drops while somebody waits for an answer, and when nobody does.
    const waiting = people.slash(bob, jobs, "jobs list");
    discord.gateway.drop();
    expect(await answered(waiting)).toContain("mine");
    await discord.until("it is back", () => discord.gateway.counts.resumed > 0);
    expect(await slash(bob, jobs, "list", {})).toContain("mine");

    // Twice absent is closed, and every card says so.
    board.close(id);
    await bot.poll();
    await bot.poll();
    const everywhere = [jobs, thread, post, people.direct(bob)];
    await discord.until("the edits", () =>
      everywhere.every((place) => discord.shown(place).at(-1)?.text.includes("Closed") === true),
    );
    expect(discord.shown(jobs)).toHaveLength(2);

    // A channel that is gone takes its subscriptions with it; a server that takes the bot out keeps them for its return.
    people.deleteChannel(thread);
    await discord.until("its end", () => bot.log().includes("a destination ended"));
    expect(await slash(boss, jobs, "list", {})).not.toContain("thread");
    people.kick(guild);
    await discord.until("the removal", () => bot.log().includes("the bot was removed from a workspace"));
    people.invite(guild);
    const back = people.say(boss, jobs, "back");
    expect(back.channel).toBe(jobs.id);
    board.publish("Backend Engineer");
    await bot.poll();
    await discord.until("the next card", () =>
      discord.shown(jobs).some(({ text }) => text.includes("Backend Engineer —")),
    );

    expect(discord.shown(lobby)).toHaveLength(1);
    expect(bot.log()).not.toContain(discord.token);
    expect(discord.violations).toEqual([]);
    expect(discord.limits.refused.size).toBe(0);
  });

  it("imports a whole file", { timeout: 20_000 }, async () => {
    const { people } = discord;
    const guild = people.guild("Acme");
    const ann = people.member(guild, "ann");
    const jobs = people.channel(guild, "jobs");
    const lines = ["go", "rust", "python"].map(
      (lang) => `/jobs subscribe ${lang} lang:${lang} text:"${"x".repeat(1_500)}"`,
    );
    const file = people.upload(ann, "mine.txt", lines.join("\n"));

    expect(await slash(ann, jobs, "import", { file: file.id })).toContain("3 of 3 made:");
    expect(discord.violations).toEqual([]);
  });

  it("reaches who installed the app for themselves, also where no server has it", { timeout: 20_000 }, async () => {
    const { people } = discord;
    const elsewhere = people.guild("Elsewhere", { hasBot: false });
    const cid = people.member(elsewhere, "cid");
    people.install(cid);
    const random = people.channel(elsewhere, "random");
    await bot.poll();

    await slash(cid, random, "subscribe", { role: "backend" });
    board.publish("Backend Engineer");
    await bot.poll();

    await discord.until("the card", () => discord.shown(people.direct(cid)).length === 1);
    expect(discord.violations).toEqual([]);
  });

  it("tells the owner what is missing where a channel takes nothing, and goes on when it does", {
    timeout: 30_000,
  }, async () => {
    const { people } = discord;
    const guild = people.guild("Acme", { hasBot: false });
    const boss = people.member(guild, "boss", { permissions: ["ManageChannels"] });
    people.channel(guild, "lobby");
    people.invite(guild);
    const jobs = people.channel(guild, "jobs");
    await bot.poll();
    await slash(boss, jobs, "subscribe", { role: "backend", to: "#jobs" });
    await discord.until("the line for all", () => discord.shown(jobs).length === 1);

    people.deny(jobs, "bot", "SendMessages");
    board.publish("Backend Engineer");
    await bot.poll();
    await discord.until("the owner is told", () => discord.shown(people.direct(boss)).length === 1);
    const told = discord.shown(people.direct(boss))[0]?.text;
    people.allow(jobs, "bot", "SendMessages");

    await discord.until("the card", () => discord.shown(jobs).length === 2, 8_000);
    expect(told).toMatch(
      /Nothing can be sent to #jobs at the moment: the bot may not write there: give it Send Messages/,
    );
    const refusals = discord.calls.filter(({ status }) => status === 403);
    expect(refusals.length).toBeLessThanOrEqual(1);
    expect(discord.violations).toEqual([]);
  });
});
