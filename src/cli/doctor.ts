import { existsSync } from "node:fs";
import { type Config, loadConfig } from "../../config/load.ts";
import { systemClock, systemRandom } from "../clock.ts";
import { counted } from "../delivery/card/age.ts";
import { messageOf, UsageError } from "../errors.ts";
import { silentLog } from "../log.ts";
import type { Check } from "../platforms/chat/check.ts";
import { checkDiscord } from "../platforms/discord/doctor.ts";
import { refusedLately } from "../platforms/discord/refusals.ts";
import { discordSettings } from "../platforms/discord/discord-settings.ts";
import { isSnowflake } from "../platforms/discord/snowflake.ts";
import { checkSlack } from "../platforms/slack/doctor.ts";
import { slackSettings } from "../platforms/slack/slack-settings.ts";
import { isPostgres, shownAddress } from "../storage/postgres.ts";
import { openStorage, type Storage } from "../storage/storage.ts";

export interface DoctorOptions {
  /** A channel to post one line to; nothing is posted when left out. */
  readonly post: string | undefined;
}

/** Looks at everything that has to be right, one line each, also while the bot runs. Ends the process with 1 where something is wrong. */
export async function doctor({ post }: DoctorOptions): Promise<void> {
  let isWell = true;
  for await (const { name, isOk, text } of checks(post ?? null)) {
    isWell &&= isOk;
    process.stdout.write(`${isOk ? "ok   " : "wrong"} ${name.padEnd(14)} ${text}\n`);
  }
  process.stdout.write(isWell ? "All is well.\n" : "Something is wrong: see the lines above.\n");
  if (!isWell) process.exitCode = 1;
}

async function* checks(postTo: string | null): AsyncIterable<Check> {
  let config: Config;
  try {
    config = loadConfig();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    yield { name: "configuration", isOk: false, text: error.message };
    return;
  }
  yield { name: "configuration", isOk: true, text: `${config.file}, ${counted(config.sources.length, "source")}` };
  const path = config.database;
  const opened = await openedAt(path);
  const storage = opened instanceof Error ? null : opened;
  // Channels of Discord are numbers, and those of Slack never are.
  const isForDiscord = postTo !== null && isSnowflake(postTo);
  try {
    yield* databaseChecks(path, opened);
    const subscribed = await destinationsIn(storage);
    yield* slackChecks(config, isForDiscord ? null : postTo, storage, subscribed);
    yield* discordChecks(config, isForDiscord ? postTo : null, storage, subscribed);
  } finally {
    await storage?.close();
  }
}

/** To be read; null where there is none yet, and what is wrong with one that cannot be read. */
async function openedAt(path: string): Promise<Storage | Error | null> {
  if (!isPostgres(path) && !existsSync(path)) return null;
  try {
    return await openStorage(path, systemRandom, { isReadOnly: true });
  } catch (error) {
    return error instanceof Error ? error : new Error(messageOf(error));
  }
}

/** Where subscriptions go. */
async function destinationsIn(storage: Storage | null): Promise<readonly string[]> {
  try {
    return ((await storage?.subscriptions.active()) ?? []).map(({ destination }) => destination).toSorted();
  } catch {
    return [];
  }
}

async function* databaseChecks(path: string, opened: Storage | Error | null): AsyncIterable<Check> {
  if (opened === null) {
    yield { name: "database", isOk: true, text: `none at ${path} yet: the first start makes it` };
    return;
  }
  try {
    if (opened instanceof Error) throw opened;
    const sources = await opened.sources.list();
    yield { name: "database", isOk: true, text: shownAddress(path) };
    for (const { key, failures, errorCode, errorText } of sources) {
      if (failures === 0) continue;
      yield { name: "source", isOk: false, text: `${key} is failing (${errorCode}): ${errorText}` };
    }
    const well = sources.filter(({ failures }) => failures === 0).length;
    yield { name: "sources", isOk: true, text: `${well} of ${sources.length} are well` };
  } catch (error) {
    yield { name: "database", isOk: false, text: messageOf(error) };
  }
}

async function* slackChecks(
  { environment, platforms }: Config,
  postTo: string | null,
  storage: Storage | null,
  subscribed: readonly string[],
): AsyncIterable<Check> {
  try {
    const settings = slackSettings(environment, platforms.slack);
    if (settings === null)
      yield { name: "slack", isOk: postTo === null, text: "not set up: none of its variables is set" };
    else {
      const caches = storage && ((namespace: string) => storage.cache(namespace));
      const ports = { clock: systemClock, random: systemRandom, log: silentLog };
      yield* checkSlack({ settings, caches, subscribed, postTo, ...ports });
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    yield { name: "slack settings", isOk: false, text: error.message };
  }
}

async function* discordChecks(
  config: Config,
  postTo: string | null,
  storage: Storage | null,
  subscribed: readonly string[],
): AsyncIterable<Check> {
  try {
    const settings = discordSettings(config.environment, config.platforms.discord);
    if (settings === null) {
      yield { name: "discord", isOk: postTo === null, text: "not set up: DISCORD_TOKEN is not set" };
      return;
    }
    const refused =
      storage === null ? 0 : await refusedLately(storage.cache("discord"), systemClock.now()).catch(() => 0);
    yield* checkDiscord({ settings, clock: systemClock, subscribed, refusedLately: refused, postTo });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    yield { name: "discord settings", isOk: false, text: error.message };
  }
}
