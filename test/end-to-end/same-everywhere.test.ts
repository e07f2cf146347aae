import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemRandom } from "../../src/clock.ts";
import { openStorage } from "../../src/storage/storage.ts";
import { runCli } from "../cli/run-cli.ts";
import { aRunningBot, type RunningBot } from "../doubles/a-running-bot.ts";
import { createDiscordDouble, type DiscordDouble } from "../doubles/discord/discord-double.ts";
import { createSlackDouble, type SlackDouble } from "../doubles/slack/slack-double.ts";

/** Every example of the language's description, and what it is kept as. */
const examples: readonly (readonly [typed: string, kept: string])[] = [
  [
    "role:backend,infrastructure level:-intern lang:go location:europe mode:remote pay:>=80k/yr,eur unknown:flag to:me every:day at:09:00 tz:Europe/Berlin quiet:20-08",
    "role:backend,infrastructure level:-intern location:europe mode:remote lang:go pay:>=80k/yr,eur every:day at:09:00 tz:Europe/Berlin quiet:20-08 unknown:flag",
  ],
  ["lang:go+rust", "lang:go+rust"],
  ["lang:golang", "lang:go"],
  ["lang:java,rust", "lang:java,rust"],
  ['text:"go-to-market"', "text:go-to-market"],
  ['text:"go to market"', 'text:"go to market"'],
  ["location:germany", "location:germany"],
  ["location:germany mode:remote", "location:germany mode:remote"],
  ["location:worldwide", "location:worldwide"],
  ["lang:german", "speaks:german"],
  ["speaks:german", "speaks:german"],
  ["role:backend unknown:show", "role:backend unknown:show"],
  ["role:backend unknown:hide", "role:backend unknown:hide"],
  ["role:backend unknown:flag", "role:backend unknown:flag"],
  ["role:backend status:open", "role:backend"],
  ["role:backend status:any", "role:backend status:any"],
  ["role:backend status:closed", "role:backend status:closed"],
  ["role:backend to:me", "role:backend"],
  ["role:backend every:now", "role:backend"],
  ["role:backend every:hour", "role:backend every:hour"],
  ["role:backend every:day", "role:backend every:day"],
  ["role:backend every:week", "role:backend every:week"],
  ["role:backend quiet:20-08", "role:backend quiet:20-08"],
  ["role:backend max:10/day", "role:backend max:10/day"],
  ["role:backend every:day at:09:00 tz:Europe/Berlin", "role:backend every:day at:09:00 tz:Europe/Berlin"],
  // As people type it.
  ["ROLE=Backend loc:germany", "role:backend location:germany"],
  ["roles：backend language:“go”", "role:backend lang:go"],
  ["salary:>=80k/yr,eur role:backend role:infrastructure", "role:backend,infrastructure pay:>=80k/yr,eur"],
];

/** Read word by word, and answered with the canonical text to confirm. */
const inPlainWords = "backend or infra internships in Belgrade or London, Rust or Go";
const offered =
  "/jobs subscribe backend-intern role:backend,infrastructure level:intern location:belgrade,london lang:go,rust";

const expected = examples.map(([, kept], index) => `example-${index} ${kept}`);

interface Told {
  /** Name and text of each subscription. */
  readonly kept: readonly string[];
  /** What the plain words were answered with. */
  readonly said: string;
}

describe("the same text, typed on", () => {
  let slack: SlackDouble;
  let discord: DiscordDouble;
  let bot: RunningBot;
  let folder: string;

  beforeAll(async () => {
    slack = await createSlackDouble();
    discord = await createDiscordDouble({ identifyEveryMs: 0 });
    folder = mkdtempSync(join(tmpdir(), "rolecall-same-"));
    mkdirSync(join(folder, "postings"));
    writeFileSync(join(folder, "rolecall.yaml"), `sources:\n  - folder: { path: ./postings }\n`);
  });

  afterAll(async () => {
    await bot.stop();
    await slack.close();
    await discord.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function kept(file: string, workspace: RegExp): Promise<readonly string[]> {
    const storage = await openStorage(file, systemRandom, { isReadOnly: true });
    try {
      const own = (await storage.subscriptions.active()).filter((one) => workspace.test(one.workspace));
      return own.map(({ name, query }) => `${name} ${query}`).toSorted(byNumber);
    } finally {
      await storage.close();
    }
  }

  async function onSlackAndDiscord(): Promise<{ readonly slack: Told; readonly discord: Told }> {
    const team = slack.people.team("Acme");
    bot = await aRunningBot({
      environment: {
        SLACK_BOT_TOKEN: slack.people.botToken(team),
        SLACK_APP_TOKEN: slack.people.appToken(),
        SLACK_API_URL: slack.apiUrl,
        DISCORD_TOKEN: discord.token,
        DISCORD_API_URL: discord.apiUrl,
      },
      sources: [`  - folder: { path: ${join(folder, "postings")} }`],
    });
    const file = join(bot.folder, "data", "rolecall.sqlite");
    await slack.until("the socket", () => slack.channel.connections() > 0);
    const ann = slack.people.user(team, "ann", { zone: "UTC" });
    const talk = slack.people.channel(team, "talk", { members: [ann] });
    async function typeOnSlack(text: string): Promise<string> {
      const before = slack.ephemerals(ann, talk).length;
      await slack.people.slash(ann, talk, text);
      await slack.until("an answer", () => slack.ephemerals(ann, talk).length > before);
      return slack.ephemerals(ann, talk).at(-1)?.text ?? "";
    }
    for (const [index, [typed]] of examples.entries()) await typeOnSlack(`subscribe example-${index} ${typed}`);
    const saidOnSlack = await typeOnSlack(`subscribe ${inPlainWords}`);

    await discord.until("the commands", () => discord.state.commands.size > 0);
    const guild = discord.people.guild("Acme");
    const bob = discord.people.member(guild, "bob");
    const place = discord.people.channel(guild, "talk");
    async function typeOnDiscord(filled: Readonly<Record<string, string>>): Promise<string> {
      const acted = await discord.people.slash(bob, place, "jobs subscribe", filled);
      await discord.until("an answer", () => !discord.isThinking(acted) && discord.answersTo(acted).length > 0);
      return discord
        .answersTo(acted)
        .map(({ text }) => text)
        .join("\n");
    }
    for (const [index, [query]] of examples.entries()) await typeOnDiscord({ name: `example-${index}`, query });
    const saidOnDiscord = await typeOnDiscord({ query: inPlainWords });
    return {
      slack: { kept: await kept(file, /^slack:/), said: saidOnSlack },
      discord: { kept: await kept(file, /^discord:/), said: saidOnDiscord },
    };
  }

  async function onTheTerminal(): Promise<Told> {
    const lines = [...examples.map(([typed], index) => `example-${index} ${typed}`), inPlainWords];
    const data = join(folder, "data");
    const { stdout } = await runCli(["start", "--once"], {
      env: { ROLECALL_CONFIG: join(folder, "rolecall.yaml"), ROLECALL_DATA: data, TZ: "UTC" },
      input: lines.map((line) => `subscribe ${line}\n`).join(""),
    });
    return { kept: await kept(join(data, "rolecall.sqlite"), /^terminal$/), said: stdout };
  }

  it("Slack, Discord and the terminal is the same subscription", { timeout: 60_000 }, async () => {
    const [chats, terminal] = await Promise.all([onSlackAndDiscord(), onTheTerminal()]);

    expect(terminal.kept).toEqual(expected);
    expect(chats.slack.kept).toEqual(expected);
    expect(chats.discord.kept).toEqual(expected);
    for (const { said } of [terminal, chats.slack, chats.discord]) expect(said).toContain(offered);
  });
});

const description = join(import.meta.dirname, "../../../shared/design/GRAMMAR.md");
const hasDescription = existsSync(description);

describe.skipIf(!hasDescription)(
  `the table of examples${hasDescription ? "" : ` (left out: no ${description})`}`,
  () => {
    it("holds every example of the description of the language", () => {
      const text = readFileSync(description, "utf8");
      const typed = [...examples.map(([one]) => one), inPlainWords].join("\n");

      const missing = examplesIn(text).filter((example) => !typed.includes(example));

      expect(missing).toEqual([]);
    });
  },
);

/** Whole lines of `subscribe`, and what stands in code as `key:value`; not the sign for that, nor channels, which a terminal has none of. */
function examplesIn(text: string): readonly string[] {
  const lines = [...text.matchAll(/\/jobs subscribe (?:[\w-]+ (?=\w+:))?(?<rest>[^`\n]+)/g)];
  const inCode = [...text.matchAll(/`(?<code>[a-z]+:[^`…]+)`/g)].map(({ groups }) => groups?.["code"] ?? "");
  const meant = inCode.filter((code) => !code.includes("key:value") && !code.includes("#"));
  return [...lines.map(({ groups }) => groups?.["rest"] ?? ""), ...meant.flatMap(eachOf)];
}

/** `every:now|hour` is two. */
function eachOf(code: string): readonly string[] {
  const { key = "", values = "" } = /^(?<key>[a-z]+):(?<values>\S+\|\S+)$/.exec(code)?.groups ?? {};
  return key === "" ? [code] : values.split("|").map((value) => `${key}:${value}`);
}

function byNumber(one: string, other: string): number {
  return Number(/\d+/.exec(one)?.[0]) - Number(/\d+/.exec(other)?.[0]);
}
