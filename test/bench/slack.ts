import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfig } from "../../config/load.ts";
import { createApp } from "../../src/app.ts";
import { configuredChats } from "../../src/cli/chats.ts";
import { systemClock, systemRandom } from "../../src/clock.ts";
import { silentLog } from "../../src/log.ts";
import type { ChatPlatform } from "../../src/platforms/chat/chat-platform.ts";
import { createSlackDouble, type SlackDouble } from "../doubles/slack/slack-double.ts";
import type { SlackChannel, SlackUser } from "../doubles/slack/world.ts";
import { note, percentile, rounded } from "./measure.ts";

const channels = 20;
const perChannel = 25;
const commandEveryMs = 250;

/**
 * 500 cards to 20 channels through the real bot and the strict double, in real time and at Slack's rate of one message a
 * second and channel, while somebody types commands all along.
 */
export async function slack(): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-bench-slack-"));
  const double = await createSlackDouble();
  try {
    return await measure(folder, double);
  } finally {
    await double.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string, double: SlackDouble): Promise<object> {
  const team = double.people.team("Acme");
  const ann = double.people.user(team, "ann", { role: "admin" });
  const places = Array.from({ length: channels }, (_, n) =>
    double.people.channel(team, `jobs-${n}`, { members: [ann] }),
  );
  const talk = double.people.channel(team, "talk", { members: [ann] });
  mkdirSync(join(folder, "postings"));
  const file = join(folder, "rolecall.yaml");
  writeFileSync(file, "sources:\n  - folder: { path: ./postings, baseline: false }\n");
  const config = loadConfig({
    ROLECALL_CONFIG: file,
    ROLECALL_DATA: join(folder, "data"),
    SLACK_BOT_TOKEN: double.people.botToken(team),
    SLACK_APP_TOKEN: double.people.appToken(),
    SLACK_API_URL: double.apiUrl,
  });
  const ports = { clock: systemClock, random: systemRandom, log: silentLog };
  const chats: ChatPlatform[] = [];
  const app = await createApp(config, {
    ...ports,
    platforms(opened) {
      chats.push(...configuredChats(config).map((make) => make(opened, ports)));
      return chats.map(({ platform }) => platform);
    },
  });
  const stop = new AbortController();
  const deliver = async () => void (await app.deliver(stop.signal));
  for (const chat of chats) await chat.start({ bot: app.bot, host: app.host, deliver, onFatal() {} }, stop.signal);
  for (const [n, place] of places.entries()) {
    await command(double, ann, talk, `subscribe jobs-${n} text:${wordOf(n)} to:<#${place.id}|${place.name}>`);
  }
  for (const place of places) place.messages.length = 0;

  const startedAt = Date.now();
  for (let round = 0; round < perChannel; round++) {
    for (let n = 0; n < channels; n++) {
      writeFileSync(join(folder, "postings", `${round}-${n}.txt`), posting(n, round));
    }
    await app.poller.pollDue({ signal: stop.signal, early: true });
  }
  note(`${channels * perChannel} postings read in ${rounded((Date.now() - startedAt) / 1_000)} s`);
  const sending = deliver().then(() => "sent" as const);
  const waits: number[] = [];
  do {
    waits.push(await command(double, ann, talk, "list"));
  } while ((await Promise.race([sending, systemClock.sleep(commandEveryMs)])) !== "sent");
  note(`all sent after ${rounded((Date.now() - startedAt) / 1_000)} s, ${waits.length} commands answered meanwhile`);

  stop.abort();
  for (const chat of chats) await chat.stop();
  await app.close();
  for (const violation of double.violations) note(`Slack would not have taken: ${violation}`);
  const numbers = places.map((place) => double.shown(place).flatMap(({ text }) => numberIn(text)));
  return {
    delivered: numbers.reduce((sum, own) => sum + new Set(own).size, 0),
    outOfOrder: numbers.reduce((sum, own) => sum + own.filter((number, i) => number < (own[i - 1] ?? 0)).length, 0),
    excess429: [...double.limits.refused.values()].reduce((sum, count) => sum + count, 0),
    commandP99Ms: rounded(percentile(waits, 0.99)),
  };
}

/** Types a command. @returns Milliseconds until its answer stood there. */
async function command(double: SlackDouble, user: SlackUser, place: SlackChannel, text: string): Promise<number> {
  const before = double.ephemerals(user, place).length;
  const startedAt = performance.now();
  await double.people.slash(user, place, text);
  await double.until(`an answer to ${text}`, () => double.ephemerals(user, place).length > before, 30_000);
  return performance.now() - startedAt;
}

/** A word that stands in the postings of one channel alone. */
function wordOf(channel: number): string {
  return `lane${String(channel).padStart(2, "0")}`;
}

function posting(channel: number, round: number): string {
  return `Backend Engineer ${wordOf(channel)} round ${round}\n\nNimbus ${channel}-${round} Ltd\nBelgrade, Serbia\n\nYou write Go.\n`;
}

function numberIn(text: string): number[] {
  const round = /lane\d\d round (?<round>\d+)/.exec(text)?.groups?.["round"];
  return round === undefined ? [] : [Number(round)];
}
