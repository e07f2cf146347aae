import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadConfig } from "../../../config/load.ts";
import { createApp } from "../../../src/app.ts";
import { chatsFor } from "../../../src/cli/chats.ts";
import { silentLog } from "../../../src/log.ts";
import { openStorage } from "../../../src/storage/storage.ts";
import { createDiscordDouble } from "../../doubles/discord/discord-double.ts";
import type { DiscordCall, DiscordFault } from "../../doubles/discord/faults.ts";
import { leapingClock } from "../../doubles/leaping-clock.ts";
import { seededRandom } from "../../doubles/seeded-random.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rolecall-hostile-"));
  mkdirSync(join(folder, "postings"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const hourMs = 3_600_000;
const postings = 12;
/** One call in three goes wrong. */
const faultRate = 1 / 3;
const sending = /^(?:POST|PATCH|GET) \/channels\/\{channel_id\}\/(?:messages|threads)/;
/** The limits are another test's: waited for, they would take minutes here. */
const unhurried = { calls: 100_000, windowMs: 1_000 };

const faults: readonly DiscordFault[] = [
  { kind: "reset", when: "before" },
  { kind: "reset", when: "after" },
  { kind: "status", status: 500, when: "before" },
  { kind: "status", status: 503, when: "after" },
  { kind: "html", status: 502 },
  { kind: "rate-limit", retryAfterMs: 7_000 },
  { kind: "rate-limit", retryAfterMs: 900, scope: "shared" },
];

/**
 * The real core and a Discord that loses answers, fails and throttles, until all is quiet.
 *
 * @param canLook Whether the bot may read the history, and so look for what it may have sent.
 * @returns How often each posting stands in each place, and what the operator is told of.
 */
async function aBadDay(seed: number, canLook: boolean) {
  const random = seededRandom(seed);
  const clock = leapingClock(Date.now());
  let isBad = true;
  const discord = await createDiscordDouble({
    now: clock.now,
    limits: {
      perChannel: unhurried,
      global: unhurried,
      routes: {
        "PATCH /channels/{channel_id}/messages/{message_id}": unhurried,
        "GET /channels/{channel_id}/messages": unhurried,
        "POST /channels/{channel_id}/threads": unhurried,
      },
    },
    fault({ method, route }: DiscordCall) {
      if (!isBad || !sending.test(`${method} ${route}`) || random.next() > faultRate) return undefined;
      return faults[Math.floor(random.next() * faults.length)];
    },
  });
  const { people } = discord;
  const guild = people.guild("Acme");
  const ann = people.member(guild, "ann");
  const jobs = people.channel(guild, "jobs");
  const forum = people.channel(guild, "openings", { kind: "forum" });
  const thread = people.thread(people.channel(guild, "talk"), "Go", ann);
  if (!canLook) for (const place of [jobs, forum]) people.deny(place, "bot", "ReadMessageHistory");
  const file = join(folder, "rolecall.yaml");
  writeFileSync(file, "sources:\n  - folder: { path: ./postings, baseline: false }\n");
  const config = loadConfig({
    ROLECALL_CONFIG: file,
    ROLECALL_DATA: join(folder, "data"),
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
  });
  const ports = { clock, random, log: silentLog };
  const app = await createApp(config, {
    ...ports,
    platforms: (opened) => chatsFor(config).map((make) => make(opened, ports).platform),
  });
  const workspace = `discord:${guild.id}`;
  const all = {
    direct: `discord:@${ann.id}/${guild.id}`,
    channel: `discord:${jobs.id}`,
    forum: `discord:${forum.id}`,
    thread: `discord:${thread.parent}/${thread.id}`,
  };
  const places = Object.entries(all).filter(([name]) => canLook || name === "channel" || name === "forum");
  await app.bot.welcome(workspace, "discord");
  const asker = { workspace, user: ann.id, self: all.direct, zone: "UTC" };
  for (const [name, destination] of places) {
    await app.bot.services.subscriptions.add(asker, { name, query: "role:backend", destination });
  }
  const { signal } = new AbortController();
  for (let index = 0; index < postings; index++) {
    const text = `Backend Engineer ${titleOf(index)}\n\nNimbus Ltd\nBelgrade, Serbia\n\nYou write Go.\n`;
    writeFileSync(join(folder, "postings", `${index}.txt`), text);
  }

  await app.poller.pollDue({ signal, early: true });
  for (let turn = 0; turn < 60; turn++) {
    isBad = turn < 40;
    await app.pipeline.deliver(signal);
    await clock.sleep(turn % 3 === 0 ? 10_000 : hourMs);
  }

  await app.close();
  const storage = await openStorage(join(folder, "data/rolecall.sqlite"), random, { isReadOnly: true });
  const listed = await storage.messages.failed(1_000);
  const counts = await storage.messages.counts();
  await storage.close();
  await discord.close();
  const textsIn = {
    direct: () => discord.shown(people.direct(ann)),
    channel: () => discord.shown(jobs),
    forum: () => discord.threads(forum).flatMap((post) => discord.shown(post)),
    thread: () => discord.shown(thread),
  };
  const shown = Object.fromEntries(
    Object.entries(textsIn).map(([name, read]) => {
      const texts = read().map(({ text }) => text);
      return [
        name,
        Array.from({ length: postings }, (_, i) => texts.filter((text) => text.includes(titleOf(i))).length),
      ];
    }),
  );
  return { discord, shown, listed, counts };
}

/** No title is the beginning of another. */
function titleOf(index: number): string {
  return `Number${String(index).padStart(2, "0")}`;
}

describe("through a bad day of Discord's", () => {
  it.each([1, 2, 3, 4])(
    "every card arrives once where the bot may look for it (seed %i)",
    { timeout: 60_000 },
    async (seed) => {
      const { discord, shown, listed, counts } = await aBadDay(seed, true);

      const once = Array.from({ length: postings }, () => 1);
      expect(shown).toEqual({ direct: once, channel: once, forum: once, thread: once });
      expect(listed).toEqual([]);
      expect([...counts.keys()]).toEqual(["sent"]);
      expect(discord.countOf("POST /channels/{channel_id}/messages")).toBeGreaterThan(once.length * 3);
      expect(discord.countOf("GET /channels/{channel_id}/messages")).toBeGreaterThan(0);
      expect(discord.violations).toEqual([]);
    },
  );

  it.each([1, 2])(
    "none is lost where it may not, and what stands there twice is listed (seed %i)",
    { timeout: 60_000 },
    async (seed) => {
      const { discord, shown, listed } = await aBadDay(seed, false);

      const counts = [shown["channel"] ?? [], shown["forum"] ?? []].flat();
      const doubled = counts.filter((count) => count > 1).length;
      const missing = counts.filter((count) => count === 0).length;
      expect(counts.every((count) => count <= 2)).toBe(true);
      expect(listed.length).toBeGreaterThanOrEqual(doubled + missing);
      expect(listed.filter(({ state }) => state === "dead").length).toBeGreaterThanOrEqual(missing);
      expect(discord.violations).toEqual([]);
    },
  );
});
