import { loadConfig } from "../../config/load.ts";
import { createApp } from "../../src/app.ts";
import { checkpointOf, stopSignal } from "../../src/cli/start.ts";
import { runUntilStopped } from "../../src/cli/run-terminal.ts";
import { systemClock, systemRandom } from "../../src/clock.ts";
import { createLogger } from "../../src/ops/logger.ts";
import { createTerminal } from "../../src/platforms/terminal/terminal.ts";
import { createHttpChat } from "../doubles/http-chat.ts";

/**
 * The bot as `start` runs it in a pipe, but that its cards go to the chat whose address is the first argument: a
 * platform that can find a message again, which the terminal cannot.
 */
const config = loadConfig();
const terminal = createTerminal({
  input: process.stdin,
  output: process.stdout,
  isTty: false,
  width: () => 80,
  colour: false,
  prompt: "",
});
const log = createLogger(
  { level: config.environment.ROLECALL_LOG_LEVEL ?? "warn", isPretty: false, colour: false },
  { write: (line) => void process.stderr.write(line) },
);
const signal = stopSignal();
const app = await createApp(config, {
  platforms: () => [createHttpChat(process.argv[2] ?? "")],
  clock: systemClock,
  random: systemRandom,
  log,
  checkpoint: checkpointOf(config),
});
const asker = { workspace: "chat", user: "me", self: "chat:me", zone: "UTC" };
await app.bot.welcome(asker.workspace, "chat");
await terminal.say(["ready"]);
await runUntilStopped({ app, terminal, asker, clock: systemClock, log, signal }, false);
await app.close();
process.exit(0);
