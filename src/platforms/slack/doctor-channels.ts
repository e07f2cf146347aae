import { WebClient } from "@slack/web-api";
import type { Clock } from "../../clock.ts";
import { parseDestination } from "../../delivery/platform.ts";
import { type Check, ok, wrong } from "../chat/check.ts";
import { isPerson, parseAddress } from "./address.ts";
import { classifySlackError, limitOf, slackCode } from "./classify.ts";
import { clientOptions } from "./clients.ts";
import type { SlackDoctorOptions } from "./doctor.ts";
import { failed } from "./failed-check.ts";
import type { Installation, Installations } from "./installations.ts";
import { createMovedChannels } from "./moved-channels.ts";

/** What doctor says wherever it proves that the bot may post. */
export const proof = "Rolecall's doctor was here: posting works.";

/** As far ahead as leaves time for whoever has to take it back by hand; Slack takes up to 120 days. */
const proofAheadMs = 100 * 86_400_000;
/** Slack counts by the minute. */
const longestLimitMs = 60_000;
const mostTries = 3;

type Asking = Pick<SlackDoctorOptions, "settings" | "caches" | "subscribed" | "clock" | "log">;

/** Each channel that is subscribed, with its threads, once. */
export async function* channelChecks(installations: Installations | null, options: Asking): AsyncIterable<Check> {
  const addresses = options.subscribed
    .map(parseDestination)
    .filter(({ platform }) => platform === "slack")
    .map(({ address }) => parseAddress(address))
    .filter((address) => !isPerson(address));
  const moved = options.caches && createMovedChannels(options.caches("slack"));
  for (const { team, id } of new Map(addresses.map((address) => [address.id, address])).values()) {
    const installation = await installations?.find({ team });
    if (installation === null || installation === undefined) {
      yield wrong(
        "slack channel",
        `${id} is subscribed, but its workspace ${team} has the app no more: end that, or install it`,
      );
    } else {
      yield await channelCheck(installation, team, (await moved?.present(team, id)) ?? id, options);
    }
  }
}

async function channelCheck(
  { token, teamId }: Installation,
  team: string,
  channel: string,
  { settings, clock, log }: Asking,
): Promise<Check> {
  const name = "slack channel";
  const client = new WebClient(token, {
    ...clientOptions(settings.apiUrl, log, "once"),
    ...(teamId === null ? { teamId: team } : {}),
  });
  const scheduling: Scheduling = { client, clock, channel, at: Math.floor((clock.now() + proofAheadMs) / 1_000) };
  const good = ok(name, `${channel} takes cards`);
  let id: string | undefined;
  try {
    id = await schedule(scheduling);
    await takeBack(scheduling, id);
    return good;
  } catch (error) {
    const { class: errorClass, reason } = classifySlackError(error);
    const refusal = failed(name, error, `${channel} takes no cards: ${reason}`);
    if (id === undefined && errorClass !== "ambiguous") return refusal;
    try {
      // Its answer was lost, or what takes it back was not taken.
      const left = await scheduled(scheduling);
      for (const one of left) await takeBack(scheduling, one);
      return id === undefined && left.length === 0 ? refusal : good;
    } catch {
      // Whatever it was, whoever runs it has to know of what is left.
      const left = id ?? "what chat.scheduledMessages.list shows there";
      const found = id === undefined ? "gave no answer" : "takes cards";
      const what = `${channel} ${found}; take back by chat.deleteScheduledMessage what tried it, ${left}, due in 100 days`;
      return wrong(name, `${what} (Slack says ${slackCode(error) ?? reason})`);
    }
  }
}

interface Scheduling {
  readonly client: WebClient;
  readonly clock: Clock;
  readonly channel: string;
  /** Seconds since the epoch. */
  readonly at: number;
}

async function schedule({ client, clock, channel, at }: Scheduling): Promise<string> {
  const answer = await patiently(clock, () => client.chat.scheduleMessage({ channel, text: proof, post_at: at }));
  return answer.scheduled_message_id ?? "";
}

async function takeBack({ client, clock, channel }: Scheduling, id: string): Promise<void> {
  await patiently(clock, () => client.chat.deleteScheduledMessage({ channel, scheduled_message_id: id }));
}

/** Ids of what was scheduled there for that moment. */
async function scheduled({ client, clock, channel, at }: Scheduling): Promise<readonly string[]> {
  const range = { channel, oldest: String(at - 1), latest: String(at + 1) };
  const { scheduled_messages: found = [] } = await patiently(clock, () => client.chat.scheduledMessages.list(range));
  return found.flatMap(({ id, post_at: postAt, text }) =>
    id !== undefined && postAt === at && text === proof ? [id] : [],
  );
}

/** Tried again when Slack takes it, where that is soon: what was limited was not done. @throws What Slack answers. */
async function patiently<Result>(clock: Clock, call: () => Promise<Result>): Promise<Result> {
  for (let tried = 1; ; tried++) {
    try {
      return await call();
    } catch (error) {
      const limitMs = limitOf(error);
      if (limitMs === undefined || limitMs > longestLimitMs || tried >= mostTries) throw error;
      await clock.sleep(limitMs);
    }
  }
}
