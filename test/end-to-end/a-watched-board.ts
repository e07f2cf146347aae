import { aBoard, type Board } from "../doubles/a-board.ts";
import { aRunningBot, type RunningBot } from "../doubles/a-running-bot.ts";
import type { Acted } from "../doubles/discord/acting.ts";
import { createDiscordDouble } from "../doubles/discord/discord-double.ts";
import { createSlackDouble } from "../doubles/slack/slack-double.ts";

/** What was opened, the last one first to be closed. */
export type Open = (() => Promise<void>)[];

/** A board with one opening, and a whole bot that polls it, set up by these variables. */
async function aWatchedBoard(open: Open, environment: Readonly<Record<string, string>>): Promise<[Board, RunningBot]> {
  const board = await aBoard();
  open.push(async () => await board.stop());
  board.publish("Gardener", { text: "You water plants." });
  const bot = await aRunningBot({ environment, sources: [board.source], privateHosts: [board.host] });
  open.push(() => bot.stop());
  return [board, bot];
}

/** The same in Discord, with Bob, who is subscribed to backend engineers, and a channel in which he types. */
export async function aWatchingDiscord(open: Open) {
  const discord = await createDiscordDouble({ identifyEveryMs: 0 });
  open.push(() => discord.close());
  const [board, bot] = await aWatchedBoard(open, { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl });
  await discord.until("the commands", () => discord.state.commands.size > 0);
  const { people } = discord;
  const guild = people.guild("Acme");
  const bob = people.member(guild, "bob");
  const jobs = people.channel(guild, "jobs");
  /** Waits for what somebody did. @returns The messages of the answer. */
  async function answered(acting: Promise<Acted>) {
    const acted = await acting;
    await discord.until("an answer", () => !discord.isThinking(acted) && discord.answersTo(acted).length > 0);
    return discord.answersTo(acted);
  }
  await bot.poll();
  await answered(people.slash(bob, jobs, "jobs subscribe", { name: "mine", role: "backend" }));
  return { discord, people, guild, bob, jobs, board, bot, answered };
}

/**
 * The same in Slack, with Bob, who is subscribed to backend engineers, and a channel in which he types. One is published, and
 * its card stands in his direct messages.
 */
export async function aSlackWithACard(open: Open) {
  const slack = await createSlackDouble();
  open.push(() => slack.close());
  const { people } = slack;
  const team = people.team("Acme");
  const bob = people.user(team, "bob");
  const jobs = people.channel(team, "jobs", { members: [bob] });
  const [board, bot] = await aWatchedBoard(open, {
    SLACK_BOT_TOKEN: people.botToken(team),
    SLACK_APP_TOKEN: people.appToken(),
    SLACK_API_URL: slack.apiUrl,
  });
  await slack.until("the socket", () => slack.channel.connections() > 0);
  /** Types a line. @returns The text of the answer. */
  async function said(line: string): Promise<string> {
    const before = slack.ephemerals(bob, jobs).length;
    await people.slash(bob, jobs, line);
    await slack.until("an answer", () => slack.ephemerals(bob, jobs).length > before);
    return slack.ephemerals(bob, jobs).at(-1)?.text ?? "";
  }
  await bot.poll();
  await said("subscribe mine role:backend");
  const id = board.publish("Backend Engineer");
  await bot.poll();
  const direct = people.direct(bob);
  await slack.until("the card", () => slack.shown(direct).length === 1);
  const posting = /jobs mark (?<id>\w+) saved/.exec(JSON.stringify(slack.shown(direct)[0]?.post.blocks))?.groups?.[
    "id"
  ];
  return { slack, board, bot, said, direct, id, posting: posting ?? "" };
}
