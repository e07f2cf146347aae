import { type Board, aBoard } from "./a-board.ts";
import { aRunningBot, type RunningBot } from "./a-running-bot.ts";
import { createDiscordDouble, type DiscordDouble } from "./discord/discord-double.ts";
import { servePage } from "./discord/page/serve-page.ts";
import { furnish } from "./discord/page/start-by-hand.ts";

/** A furnished server with its page, a board, and the whole bot between them, connected and with its first poll done. */
export interface DiscordTown {
  readonly discord: DiscordDouble;
  readonly board: Board;
  readonly bot: RunningBot;
  stop(): Promise<void>;
}

export async function aDiscordTown(): Promise<DiscordTown> {
  const discord = await createDiscordDouble({ identifyEveryMs: 0 });
  furnish(discord);
  servePage(discord);
  const board = await aBoard();
  // Something to take as known, so that what comes later is news.
  board.publish("Gardener", { text: "You water plants." });
  const bot = await aRunningBot({
    environment: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
    sources: [board.source],
    privateHosts: [board.host],
  });
  await discord.until("the commands", () => discord.state.commands.size > 0);
  await bot.poll();
  return {
    discord,
    board,
    bot,
    async stop() {
      await bot.stop();
      await board.stop();
      await discord.close();
    },
  };
}
