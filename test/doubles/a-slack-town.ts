import { type Board, aBoard } from "./a-board.ts";
import { aRunningBot, type RunningBot } from "./a-running-bot.ts";
import { servePage } from "./slack/page/serve-page.ts";
import { furnish } from "./slack/page/start-by-hand.ts";
import { createSlackDouble, type SlackDouble } from "./slack/slack-double.ts";

/** A furnished workspace with its page, a board, and the whole bot between them, connected and with its first poll done. */
export interface SlackTown {
  readonly slack: SlackDouble;
  readonly board: Board;
  readonly bot: RunningBot;
  stop(): Promise<void>;
}

export async function aSlackTown(): Promise<SlackTown> {
  const slack = await createSlackDouble();
  const { team } = furnish(slack);
  servePage(slack, team);
  const board = await aBoard();
  // Something to take as known, so that what comes later is news.
  board.publish("Gardener", { text: "You water plants." });
  const bot = await aRunningBot({
    environment: {
      SLACK_BOT_TOKEN: slack.people.botToken(team),
      SLACK_APP_TOKEN: slack.people.appToken(),
      SLACK_API_URL: slack.apiUrl,
    },
    sources: [board.source],
    privateHosts: [board.host],
  });
  await slack.until("the socket", () => slack.channel.connections() > 0);
  await bot.poll();
  return {
    slack,
    board,
    bot,
    async stop() {
      await bot.stop();
      await board.stop();
      await slack.close();
    },
  };
}
