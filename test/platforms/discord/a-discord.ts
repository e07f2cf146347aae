import { aPicture } from "../../doubles/a-picture.ts";
import type { Bot } from "../../../commands/bot.ts";
import { dispatch, execute } from "../../../commands/dispatch.ts";
import type { Reply } from "../../../commands/reply.ts";
import type { Services } from "../../../commands/services.ts";
import { systemClock, systemRandom } from "../../../src/clock.ts";
import type { PlatformHost } from "../../../src/delivery/platform.ts";
import type { Log } from "../../../src/log.ts";
import { createDiscord } from "../../../src/platforms/discord/discord.ts";
import { discordConfig, discordSettings } from "../../../src/platforms/discord/discord-settings.ts";
import type { Acted } from "../../doubles/discord/acting.ts";
import {
  createDiscordDouble,
  type DiscordDouble,
  type DiscordDoubleOptions,
  type Shown,
} from "../../doubles/discord/discord-double.ts";
import { aMeter } from "../../doubles/a-meter.ts";
import { memoryServices } from "../../doubles/services.ts";
import { aFileFetcher } from "../chat/a-file-fetcher.ts";
import { aCache } from "../chat/a-cache.ts";

export interface DiscordTestOptions {
  readonly double?: DiscordDoubleOptions;
  readonly services?: Services;
  /** `platforms.discord` of the configuration. */
  readonly config?: object;
  readonly variables?: Readonly<Record<string, string>>;
  /** How long every question to the bot takes. */
  readonly slowMs?: number;
  /** Instead of what the commands answer. */
  readonly answer?: (line: string) => Promise<Reply>;
  readonly cache?: ReturnType<typeof aCache>;
  /** One that is there already, as after a restart of the bot. */
  readonly on?: DiscordDouble;
  /** Workspaces of which the core knows that they have the bot; it changes with what the core is told. */
  readonly known?: Set<string>;
  /** What the core knows of greetings; nobody is greeted when left out. */
  readonly greeting?: Pick<PlatformHost, "greets" | "notGreeted">;
  /** Whether something is held in each server for as long as nobody says otherwise. */
  readonly isHeld?: boolean;
}

export type ADiscord = Awaited<ReturnType<typeof aDiscord>>;

/** The whole platform connected to a strict Discord, with a bot in memory behind it. */
export async function aDiscord(options: DiscordTestOptions = {}) {
  const {
    services = memoryServices(),
    slowMs = 0,
    answer,
    cache = aCache(),
    config = {},
    variables = {},
    known = new Set(),
  } = options;
  const removed = new Set<string>();
  const double = options.on ?? (await createDiscordDouble({ identifyEveryMs: 0, ...options.double }));
  const lines: { level: string; text: string; fields: object }[] = [];
  const write = (level: string) => (fields: object, text: string) => void lines.push({ level, text, fields });
  const log: Log = { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
  const told: string[] = [];
  const tell =
    (name: string) =>
    async (...about: readonly (string | undefined)[]) =>
      void told.push([name, ...about.filter((one) => one !== undefined)].join(" "));
  const host: PlatformHost = {
    released: tell("released"),
    held: tell("held"),
    ended: tell("ended"),
    renamed: tell("renamed"),
    left: tell("left"),
    async removed(workspace, reason) {
      await tell("removed")(workspace, reason);
      known.delete(workspace);
      removed.add(workspace);
    },
    async restored(workspace) {
      await tell("restored")(workspace);
      known.add(workspace);
      return removed.delete(workspace) || options.isHeld === true;
    },
    having: async () => [...known],
    greets: async (...about) => (await options.greeting?.greets(...about)) ?? false,
    async notGreeted(workspace) {
      await options.greeting?.notGreeted(workspace);
      await tell("notGreeted")(workspace);
    },
  };
  const typed: string[] = [];
  const bot: Bot = {
    services,
    draw: aPicture,
    async answer(line, asker) {
      typed.push(`${asker.self}: ${line}`);
      await systemClock.sleep(slowMs);
      return await (answer?.(line) ?? dispatch(line, asker, services));
    },
    async execute(command, values, asker) {
      typed.push(`${asker.self}: ${command.verb} ${JSON.stringify(values)}`);
      await systemClock.sleep(slowMs);
      return await execute(command, values, asker, services);
    },
    welcome: async (workspace) => void told.push(`welcome ${workspace}`),
  };
  const settings = discordSettings(
    { DISCORD_TOKEN: double.token, DISCORD_API_URL: double.apiUrl, ...variables },
    discordConfig.parse(config),
  );
  if (settings === null) throw new Error("expected settings");
  let deliveries = 0;
  const fatal: string[] = [];
  const meter = aMeter();
  const discord = createDiscord({ settings, cache, clock: systemClock, random: systemRandom, log, meter });
  const stop = new AbortController();
  const files = aFileFetcher();

  return {
    ...double,
    platform: discord.platform,
    typed,
    told,
    lines,
    meter,
    fatal,
    deliveries: () => deliveries,
    isConnected: () => discord.isConnected(),
    start: () =>
      discord.start(
        {
          bot,
          host,
          fetchFile: files.fetchFile,
          deliver: async () => void deliveries++,
          onFatal: (reason) => void fatal.push(reason),
        },
        stop.signal,
      ),
    /** Connected, and with commands registered. */
    async ready() {
      await this.start();
      await double.until("the commands are registered", () => double.state.commands.size > 0);
      return this;
    },
    /** The texts of what somebody was answered, once nothing more is awaited. */
    async answered(acted: Acted | Promise<Acted>): Promise<string> {
      const what = await acted;
      await double.until("an answer", () => !double.isThinking(what) && double.answersTo(what).length > 0, 8_000);
      return double
        .answersTo(what)
        .map(({ text }) => text)
        .join("\n");
    },
    /** The bot ends, and Discord goes on. */
    async stop() {
      stop.abort();
      await discord.stop();
    },
    async close() {
      await this.stop();
      await files.close();
      await double.close();
    },
  };
}

/** The id of a button by its label. */
export function buttonOf(shown: Shown | undefined, label: string): string {
  const button = shown?.buttons.find((one) => one.label === label);
  if (button?.customId === undefined) {
    throw new Error(
      `expected a button ${label}, got ${shown?.buttons.map((one) => one.label).join(", ") ?? "no message"}`,
    );
  }
  return button.customId;
}
