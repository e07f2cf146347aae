import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { completeLine } from "../../commands/complete.ts";
import { companiesAt } from "../../commands/known-companies.ts";
import { info, text } from "../../commands/reply.ts";
import { type Config, loadConfig } from "../../config/load.ts";
import { createApp } from "../app.ts";
import { type Checkpoint, crashingAt, noCheckpoint } from "../checkpoint.ts";
import { systemClock, systemRandom } from "../clock.ts";
import { messageOf, UsageError } from "../errors.ts";
import type { LogLevel } from "../log.ts";
import type { HttpServer } from "../ops/http-server.ts";
import { createLogger } from "../ops/logger.ts";
import { type StatusSettings, statusSettings } from "../ops/status/status-settings.ts";
import type { ChatPlatform } from "../platforms/chat/chat-platform.ts";
import { createTerminal, type Terminal } from "../platforms/terminal/terminal.ts";
import { wantsColour } from "../platforms/terminal/theme.ts";
import { type ChatMaker, chatsFor } from "./chats.ts";
import { observe } from "./observe.ts";
import { runChats } from "./run-chats.ts";
import { openStatus } from "./open-status.ts";
import { runOnce, runUntilStopped } from "./run-terminal.ts";
import { terminalAsker } from "./terminal-asker.ts";

/** How long the process may take to finish what is being sent, once it was asked to stop. */
const stopWithinMs = 9_000;

/**
 * Runs the bot in this process: its standard streams, its signals. It speaks on the chat platforms that are set up, else in
 * this terminal. Once only, it answers standard input, and sends wherever it can.
 */
export async function start({ isOnce }: { readonly isOnce: boolean }): Promise<void> {
  const config = loadConfig();
  const chats = chatsFor(config);
  const status = statusSettings(config.environment, config.status);
  makeDataFolder(config.dataDir);
  await (isOnce || (chats.length === 0 && config.roles.has("chat"))
    ? startTerminal(config, chats, isOnce ? null : status, isOnce)
    : startChats(config, chats, status));
  if (!isOnce) process.exit(0);
}

/** Nothing but log lines: for people on a terminal, for machines otherwise. */
async function startChats(config: Config, makers: readonly ChatMaker[], status: StatusSettings | null): Promise<void> {
  const isPretty = process.stderr.isTTY;
  const log = createLogger(
    { level: logLevel(config, false), isPretty, colour: useColour(config, isPretty) },
    { write: (line) => void process.stderr.write(isPretty ? `${harmless(line.trimEnd())}\n` : line) },
  );
  const observers = await observe(config, log);
  const ports = { clock: systemClock, random: systemRandom, log, ...observers.ports };
  const chats: ChatPlatform[] = [];
  const app = await createApp(config, {
    platforms(opened) {
      chats.push(...makers.map((make) => make(opened, ports)));
      return chats.map(({ platform }) => platform);
    },
    ...ports,
    checkpoint: checkpointOf(config),
  });
  const signal = stopSignal();
  let statusServer: HttpServer | undefined;
  try {
    statusServer = await openStatus(status, { app, chats, clock: systemClock, log, signal });
    await observers.serve(app, chats);
    await runChats({ app, chats, clock: systemClock, log, signal });
  } finally {
    await app.close();
    await observers.close();
    // The last to go: whoever asks while the rest ends is to hear that it does.
    await statusServer?.close();
  }
}

async function startTerminal(
  config: Config,
  makers: readonly ChatMaker[],
  status: StatusSettings | null,
  isOnce: boolean,
): Promise<void> {
  const isDumb = config.environment.TERM === "dumb";
  const isTty = !isOnce && !isDumb && process.stdin.isTTY && process.stdout.isTTY;
  const colour = useColour(config, process.stdout.isTTY);
  const asker = terminalAsker();
  const terminal = createTerminal({
    input: process.stdin,
    output: process.stdout,
    isTty,
    width: () => process.stdout.columns || 80,
    colour,
    prompt: "› ",
    history: join(config.dataDir, "history"),
    complete: (text, cursor) => complete(text, cursor),
  });
  const log = createLogger(
    { level: logLevel(config, isTty), isPretty: isTty, colour },
    { write: (line) => (isTty ? void terminal.say([harmless(line.trimEnd())]) : void process.stderr.write(line)) },
  );
  const observers = await observe(config, log);
  const ports = { clock: systemClock, random: systemRandom, log, ...observers.ports };
  const chats: ChatPlatform[] = [];
  const app = await createApp(config, {
    platforms(opened) {
      chats.push(...makers.map((make) => make(opened, ports)));
      return [terminal, ...chats.map(({ platform }) => platform)];
    },
    ...ports,
    checkpoint: checkpointOf(config),
  });

  async function complete(text: string, cursor: number) {
    const subscriptions = await app.bot.services.subscriptions.list(asker);
    const companies = await companiesAt(text.slice(0, cursor), app.bot.services);
    return completeLine(text, cursor, { subscriptions: subscriptions.map(({ name }) => name), companies });
  }

  const stop = stopSignal();
  // Reading of commands ends too, so that an open pipe does not keep the process.
  stop.addEventListener("abort", () => terminal.close());
  let statusServer: HttpServer | undefined;
  try {
    statusServer = await openStatus(status, { app, chats: [], clock: systemClock, log, signal: stop });
    if (!isOnce) await observers.serve(app, []);
    await app.bot.welcome(asker.workspace, "terminal");
    if (makers.length === 0) await greet(terminal);
    const run = { app, terminal, asker, clock: systemClock, log, signal: stop };
    await (isOnce ? runOnce(run, !process.stdin.isTTY) : runUntilStopped(run, isTty));
  } finally {
    terminal.close();
    await Promise.all(chats.map((chat) => chat.stop()));
    await app.close();
    await observers.close();
    await statusServer?.close();
  }
}

/** Where a test of crashes wants the process to kill itself; nowhere otherwise. */
export function checkpointOf({ environment: { CRASH_AT: point } }: Config): Checkpoint {
  return point === undefined ? noCheckpoint : crashingAt(point, () => process.kill(process.pid, "SIGKILL"));
}

/** Aborts on the first signal; should the rest take too long all the same, the process ends without it. */
export function stopSignal(): AbortSignal {
  const stop = new AbortController();
  function onSignal() {
    if (stop.signal.aborted) return;
    stop.abort(new DOMException("the process is stopping", "AbortError"));
    void systemClock.sleep(stopWithinMs).then(() => process.exit(0));
  }
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return stop.signal;
}

async function greet(terminal: Terminal): Promise<void> {
  const message =
    "No token of a chat is set, so Rolecall runs in this terminal. For Slack set SLACK_BOT_TOKEN and SLACK_APP_TOKEN, " +
    'for Discord DISCORD_TOKEN: see "Slack" and "Discord" in README.md.';
  await terminal.show(info(text(message)));
}

function useColour(config: Config, isTty: boolean): boolean {
  const { colour } = config.platforms.terminal;
  const { CRASH_AT: _crashAt, ROLES: _roles, ...variables } = config.environment;
  return colour === "auto" ? wantsColour(isTty, variables) : colour === "always";
}

/** Log lines quote strangers: what a terminal obeys or hides is cut out, but for the colours of the log itself. */
function harmless(line: string): string {
  return line.replace(/\p{Cf}|\p{Cc}(?!\[[\d;]*m)/gu, "");
}

/** @throws UsageError `data-folder` when it cannot be made. */
function makeDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new UsageError(
      "data-folder",
      `ROLECALL_DATA: expected a folder that can be written to at ${folder}: ${messageOf(cause)}.`,
      { folder },
      cause,
    );
  }
}

function logLevel({ environment }: Config, isTty: boolean): LogLevel {
  return environment.ROLECALL_LOG_LEVEL ?? (isTty ? "warn" : "info");
}
