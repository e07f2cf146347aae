import { systemRandom } from "../../clock.ts";
import { UsageError } from "../../errors.ts";
import { silentLog } from "../../log.ts";
import { type Check, ok, wrong } from "../../platforms/chat/check.ts";
import { checkDiscord } from "../../platforms/discord/doctor.ts";
import { discordSettings } from "../../platforms/discord/discord-settings.ts";
import { refusedLately } from "../../platforms/discord/refusals.ts";
import { isSnowflake } from "../../platforms/discord/snowflake.ts";
import { checkSlack } from "../../platforms/slack/doctor.ts";
import { slackSettings } from "../../platforms/slack/slack-settings.ts";
import { type DoctorCheck, type DoctorContext, readable } from "./doctor-check.ts";

/** What each platform has to say of itself. Channels of Discord are numbers, and those of Slack never are. */
export const slackCheck: DoctorCheck = {
  run: (context) => settled("slack", slackChecks(context, postToOf(context, false))),
};

export const discordCheck: DoctorCheck = {
  run: (context) => settled("discord", discordChecks(context, postToOf(context, true))),
};

function postToOf({ postTo }: DoctorContext, isForDiscord: boolean): string | null {
  return postTo !== null && isSnowflake(postTo) === isForDiscord ? postTo : null;
}

function notSetUp(name: string, postTo: string | null, words: string): Check {
  return postTo === null ? ok(name, words) : wrong(name, words);
}

async function* slackChecks(context: DoctorContext, postTo: string | null): AsyncIterable<Check> {
  const { config, clock, subscribed } = context;
  const settings = slackSettings(config.environment, config.platforms.slack);
  if (settings === null) return yield notSetUp("slack", postTo, "not set up: none of its variables is set");
  const storage = readable(context);
  const caches = storage && ((namespace: string) => storage.cache(namespace));
  yield* checkSlack({ settings, caches, subscribed, postTo, clock, random: systemRandom, log: silentLog });
}

async function* discordChecks(context: DoctorContext, postTo: string | null): AsyncIterable<Check> {
  const { config, clock, subscribed } = context;
  const settings = discordSettings(config.environment, config.platforms.discord);
  if (settings === null) return yield notSetUp("discord", postTo, "not set up: DISCORD_TOKEN is not set");
  const cache = readable(context)?.cache("discord");
  const refused = cache === undefined ? 0 : await refusedLately(cache, clock.now()).catch(() => 0);
  yield* checkDiscord({ settings, clock, subscribed, refusedLately: refused, postTo });
}

/** With what is wrong with its settings as a check like the others. */
async function* settled(name: string, checks: AsyncIterable<Check>): AsyncIterable<Check> {
  try {
    yield* checks;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    yield wrong(`${name} settings`, error.message);
  }
}
