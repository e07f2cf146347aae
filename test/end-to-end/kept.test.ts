import { afterEach, describe, expect, it } from "vitest";
import { buttonOf } from "../platforms/discord/a-discord.ts";
import { aSlackWithACard, aWatchingDiscord, type Open } from "./a-watched-board.ts";

/** What somebody keeps, with the whole bot, a strict platform and a board, all on loopback. */
const open: Open = [];

afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

describe("Discord", () => {
  it("saves, takes a note, attaches the table, tells of the end and reminds by a button of that", {
    timeout: 30_000,
  }, async () => {
    const { discord, people, bob, jobs, board, bot, answered } = await aWatchingDiscord(open);
    const id = board.publish("Backend Engineer");
    await bot.poll();
    const direct = people.direct(bob);
    await discord.until("the card", () => discord.shown(direct).length === 1);
    const [card] = discord.shown(direct);

    const [saved] = await answered(people.press(bob, card!.message, buttonOf(card, "Save")));
    const [applied] = await answered(people.press(bob, saved!.message, buttonOf(saved, "I applied")));
    const posting = /\((?<id>\w{7})\)/.exec(applied?.text ?? "")?.groups?.["id"] ?? "";
    await answered(people.slash(bob, jobs, "jobs note", { posting, text: "=Ann refers me" }));
    const [table] = await answered(people.slash(bob, jobs, "jobs export", { what: "saved" }));
    board.close(id);
    await bot.poll();
    await bot.poll();
    await discord.until("the notice", () => discord.shown(direct).length === 2);
    const [, notice] = discord.shown(direct);
    const [reminded] = await answered(people.press(bob, notice!.message, buttonOf(notice, "Remind me tomorrow")));

    expect(applied?.text).toContain("Applied, noted: Backend Engineer");
    expect(table?.message.attachments).toMatchObject([{ filename: "saved.csv" }]);
    expect(notice?.text).toContain("It closed.");
    expect(notice?.text).toContain("your note: =Ann refers me · you marked it applied just now");
    expect(reminded?.text).toContain("You are reminded on");
    expect(discord.violations).toEqual([]);
  });
});

describe("Slack", () => {
  it("saves, takes a note, shows the table whole, and tells of the end", { timeout: 30_000 }, async () => {
    const { slack, board, bot, said, direct, id, posting } = await aSlackWithACard(open);

    const saved = await said(`mark ${posting} saved`);
    await said(`note ${posting} =Ann refers me`);
    const exported = await said("export saved");
    const table = slack.shown(direct)[1]?.post.files[0]?.bytes?.toString() ?? "";
    board.close(id);
    await bot.poll();
    await bot.poll();
    await slack.until("the notice", () => slack.shown(direct).length === 3);

    expect(saved).toContain("Saved, for /jobs saved: Backend Engineer");
    expect(exported).toContain("saved.csv is in your direct messages with me.");
    expect(table).toContain("state,since,title,company,place,pay,posting,address,note,reminder,id\r\nsaved,");
    expect(table).toContain(",'=Ann refers me,");
    expect(slack.shown(direct)[2]?.text).toContain("It closed.");
    expect(slack.shown(direct)[2]?.text).toContain("[Remind me tomorrow]");
  });
});
