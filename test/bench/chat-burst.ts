import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfig } from "../../config/load.ts";
import { createApp } from "../../src/app.ts";
import { chatsFor } from "../../src/cli/chats.ts";
import { systemClock, systemRandom } from "../../src/clock.ts";
import { silentLog } from "../../src/log.ts";
import type { ChatPlatform } from "../../src/platforms/chat/chat-platform.ts";
import { note, percentile, rounded } from "./measure.ts";

/** A strict chat with somebody in it, as a burst needs to know it. */
export interface BurstChat {
  readonly name: string;
  /** The variables with which the bot connects to it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly violations: readonly string[];
  /** Until the bot can be spoken to. */
  ready(): Promise<void>;
  /** Subscribes a channel to what says a word. Resolves when that was answered. */
  subscribe(channel: number, word: string): Promise<void>;
  /** Asks for one's subscriptions. Resolves when that was answered. */
  list(): Promise<void>;
  /** What was posted in a channel, in order. */
  texts(channel: number): readonly string[];
  /** Refusals for haste. */
  refused(): number;
  close(): Promise<void>;
}

export const burstChannels = 20;
const perChannel = 25;
const commandEveryMs = 250;

/** 500 cards to 20 channels through the real bot, in real time and at the chat's own rate, while somebody types commands all along. */
export async function burst(chat: BurstChat): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), `rolecall-bench-${chat.name}-`));
  try {
    return await measure(folder, chat);
  } finally {
    await chat.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string, chat: BurstChat): Promise<object> {
  mkdirSync(join(folder, "postings"));
  const file = join(folder, "rolecall.yaml");
  writeFileSync(file, "sources:\n  - folder: { path: ./postings, baseline: false }\n");
  const config = loadConfig({ ROLECALL_CONFIG: file, ROLECALL_DATA: join(folder, "data"), ...chat.environment });
  const ports = { clock: systemClock, random: systemRandom, log: silentLog };
  const chats: ChatPlatform[] = [];
  const app = await createApp(config, {
    ...ports,
    platforms(opened) {
      chats.push(...chatsFor(config).map((make) => make(opened, ports)));
      return chats.map(({ platform }) => platform);
    },
  });
  const stop = new AbortController();
  const deliver = async () => void (await app.pipeline.deliver(stop.signal));
  for (const one of chats)
    await one.start({ bot: app.bot, host: app.host, fetchFile: app.fetchFile, deliver, onFatal() {} }, stop.signal);
  await chat.ready();
  for (let n = 0; n < burstChannels; n++) await chat.subscribe(n, wordOf(n));

  const startedAt = Date.now();
  for (let round = 0; round < perChannel; round++) {
    for (let n = 0; n < burstChannels; n++) {
      writeFileSync(join(folder, "postings", `${round}-${n}.txt`), posting(n, round));
    }
    await app.poller.pollDue({ signal: stop.signal, early: true });
  }
  note(`${burstChannels * perChannel} postings read in ${rounded((Date.now() - startedAt) / 1_000)} s`);
  const sending = deliver().then(() => "sent" as const);
  const waits: number[] = [];
  do {
    const askedAt = performance.now();
    await chat.list();
    waits.push(performance.now() - askedAt);
  } while ((await Promise.race([sending, systemClock.sleep(commandEveryMs)])) !== "sent");
  note(`all sent after ${rounded((Date.now() - startedAt) / 1_000)} s, ${waits.length} commands answered meanwhile`);

  stop.abort();
  for (const one of chats) await one.stop();
  await app.close();
  for (const violation of chat.violations) note(`${chat.name} would not have taken: ${violation}`);
  const numbers = Array.from({ length: burstChannels }, (_, n) => chat.texts(n).flatMap(numberIn));
  return {
    delivered: numbers.reduce((sum, own) => sum + new Set(own).size, 0),
    outOfOrder: numbers.reduce((sum, own) => sum + own.filter((number, i) => number < (own[i - 1] ?? 0)).length, 0),
    excess429: chat.refused(),
    commandP99Ms: rounded(percentile(waits, 0.99)),
  };
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
