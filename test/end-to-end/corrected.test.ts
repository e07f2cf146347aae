import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { runCli } from "../cli/run-cli.ts";
import { buttonOf } from "../platforms/discord/a-discord.ts";
import { aSlackWithACard, aWatchingDiscord, type Open } from "./a-watched-board.ts";

/** What somebody corrects, with the whole bot, a strict platform and a board, all on loopback. */
const open: Open = [];

afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

const corrected = /Berlin, DE · remote[^]*mode corrected by \w+ on \d{4}-\d\d-\d\d/;

describe("Discord", () => {
  it("corrects by the buttons of why, for oneself and for everybody, and takes it back", {
    timeout: 30_000,
  }, async () => {
    const { discord, people, guild, bob, jobs, board, bot, answered } = await aWatchingDiscord(open);
    const ann = people.member(guild, "ann", { permissions: ["ManageChannels", "ManageGuild"] });
    await answered(people.slash(ann, jobs, "jobs subscribe", { name: "team", role: "backend", to: "#jobs" }));
    board.publish("Backend Engineer");
    await bot.poll();
    const direct = people.direct(bob);
    const inJobs = () => discord.shown(jobs).find(({ text }) => text.includes("Backend Engineer"));
    await discord.until("the cards", () => discord.shown(direct).length === 1 && inJobs() !== undefined);

    const [why] = await answered(
      people.press(bob, discord.shown(direct)[0]!.message, buttonOf(discord.shown(direct)[0], "Why")),
    );
    const [reads] = await answered(people.press(bob, why!.message, buttonOf(why, "Fix")));
    const [own] = await answered(people.press(bob, reads!.message, buttonOf(reads, "It is remote")));
    await discord.until("the edit", () => corrected.test(discord.shown(direct)[0]?.text ?? ""));
    expect(inJobs()?.text).not.toContain("corrected");

    const posting = /\/jobs fix (?<id>\w+)/.exec(own?.text ?? "")?.groups?.["id"] ?? "";
    const [refused] = await answered(people.slash(bob, jobs, "jobs fix", { posting, facts: "level:senior for:all" }));
    const [offered] = await answered(people.slash(ann, jobs, "jobs fix", { posting, facts: "mode:remote" }));
    const [all] = await answered(people.press(ann, offered!.message, buttonOf(offered, "For everybody here")));
    await discord.until("the edit for all", () => corrected.test(inJobs()?.text ?? ""));
    const [back] = await answered(people.press(ann, all!.message, buttonOf(all, "Undo")));

    expect(own?.text).toContain("not stated → remote");
    expect(own?.buttons.map(({ label }) => label)).toEqual(["Undo"]);
    expect(refused?.text).toContain("Only admins may correct for everybody here");
    expect(all?.text).toContain("Corrected for everybody here");
    expect(back?.text).toContain("Taken back for everybody here");
    expect(discord.violations).toEqual([]);
  });
});

describe("Slack", () => {
  it("corrects by what is typed, edits the card, and says in why who did", { timeout: 30_000 }, async () => {
    const { slack, said, direct, posting } = await aSlackWithACard(open);

    const own = await said(`fix ${posting} remote in:berlin`);
    await slack.until("the edit", () => corrected.test(slack.shown(direct)[0]?.text ?? ""));
    const why = await said(`why ${posting}`);
    const refused = await said(`fix ${posting} level:senior for:all`);

    expect(own).toContain("Corrected for you: Backend Engineer");
    expect(why).toMatch(/You, for yourself, .*: mode not stated → remote/);
    expect(why).toContain("[Fix]");
    expect(refused).toContain("Only admins may correct for everybody here");
    expect(slack.violations).toEqual([]);
  });
});

describe("the terminal", () => {
  it("corrects, and shows how the posting reads", { timeout: 30_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "rolecall-corrected-"));
    open.push(async () => rmSync(folder, { recursive: true, force: true }));
    mkdirSync(join(folder, "postings"));
    writeFileSync(
      join(folder, "postings", "dev.md"),
      "# Backend Engineer\n\nNimbus hires in Berlin. You write Go every day.\n",
    );
    writeFileSync(join(folder, "rolecall.yaml"), `sources:\n  - folder: { path: ./postings }\n`);
    const env = { ROLECALL_CONFIG: join(folder, "rolecall.yaml"), ROLECALL_DATA: join(folder, "data"), TZ: "UTC" };
    const first = await runCli(["start", "--once"], { env, input: "search backend\n" });
    const posting = /\/jobs why (?<id>\w+)/.exec(first.stdout)?.groups?.["id"] ?? "";

    const { stdout } = await runCli(["start", "--once"], {
      env,
      input: [`fix ${posting} remote in:eu`, `why ${posting}`, `fix ${posting} undo`, ""].join("\n"),
    });

    expect(stdout).toContain("Corrected for you: Backend Engineer");
    expect(stdout).toMatch(/mode not stated → remote/);
    expect(stdout).toContain("Taken back for you: Backend Engineer");
  });
});
