import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadConfig } from "../../../config/load.ts";
import { createApp } from "../../../src/app.ts";
import { chatsFor } from "../../../src/cli/chats.ts";
import { silentLog } from "../../../src/log.ts";
import { openStorage } from "../../../src/storage/storage.ts";
import { leapingClock } from "../../doubles/leaping-clock.ts";
import { seededRandom } from "../../doubles/seeded-random.ts";
import { allScopes } from "../../doubles/slack/people.ts";
import { type ApiCall, createSlackDouble, type SlackFault } from "../../doubles/slack/slack-double.ts";

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
const sending = new Set(["chat.postMessage", "chat.update", "conversations.history", "conversations.replies"]);

const faults: readonly SlackFault[] = [
  { kind: "reset", when: "before" },
  { kind: "reset", when: "after" },
  { kind: "status", status: 500, when: "before" },
  { kind: "status", status: 503, when: "after" },
  { kind: "html", status: 502 },
  { kind: "refuse", code: "fatal_error" },
  { kind: "refuse", code: "ratelimited", retryAfter: 7 },
];

/**
 * The real core and a Slack that loses answers, fails and throttles, until all is quiet.
 *
 * @param scopes What the bot may do: without the history it cannot look for what it may have sent.
 * @returns How often each posting stands in each place, and what the operator is told of.
 */
async function aBadDay(seed: number, scopes: readonly string[]) {
  const random = seededRandom(seed);
  const clock = leapingClock(Date.now());
  let isBad = true;
  const slack = await createSlackDouble({
    now: clock.now,
    fault({ method }: ApiCall) {
      if (!isBad || !sending.has(method) || random.next() > faultRate) return undefined;
      return faults[Math.floor(random.next() * faults.length)];
    },
  });
  const team = slack.people.team("Acme");
  const ann = slack.people.user(team, "ann");
  const jobs = slack.people.channel(team, "jobs", { members: [ann] });
  const more = slack.people.channel(team, "more-jobs", { members: [ann] });
  const first = await slack.people.say(ann, more, "jobs in here please");
  const file = join(folder, "rolecall.yaml");
  writeFileSync(file, "sources:\n  - folder: { path: ./postings, baseline: false }\n");
  const config = loadConfig({
    ROLECALL_CONFIG: file,
    ROLECALL_DATA: join(folder, "data"),
    SLACK_BOT_TOKEN: slack.people.botToken(team, scopes),
    SLACK_APP_TOKEN: slack.people.appToken(),
    SLACK_API_URL: slack.apiUrl,
  });
  const ports = { clock, random, log: silentLog };
  const app = await createApp(config, {
    ...ports,
    platforms: (opened) => chatsFor(config).map((make) => make(opened, ports).platform),
  });
  const workspace = `slack:${team.id}`;
  const places = {
    direct: `${workspace}/${ann.id}`,
    channel: `${workspace}/${jobs.id}`,
    thread: `${workspace}/${more.id}/${first.ts}`,
  };
  await app.bot.welcome(workspace, "slack");
  const asker = { workspace, user: ann.id, self: places.direct, zone: "UTC" };
  for (const [name, destination] of Object.entries(places)) {
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
  await slack.close();
  const shown = Object.fromEntries(
    Object.entries({ direct: slack.people.direct(ann), channel: jobs, thread: more }).map(([name, place]) => {
      const texts = slack.shown(place).map(({ text }) => text);
      return [
        name,
        Array.from({ length: postings }, (_, i) => texts.filter((text) => text.includes(titleOf(i))).length),
      ];
    }),
  );
  return { slack, shown, listed, counts };
}

/** No title is the beginning of another. */
function titleOf(index: number): string {
  return `Number${String(index).padStart(2, "0")}`;
}

describe("through a bad day of Slack's", () => {
  it.each([1, 2, 3, 4])(
    "every card arrives once where the bot may look for it (seed %i)",
    { timeout: 60_000 },
    async (seed) => {
      const { slack, shown, listed, counts } = await aBadDay(seed, allScopes);

      const once = Array.from({ length: postings }, () => 1);
      expect(shown).toEqual({ direct: once, channel: once, thread: once });
      expect(listed).toEqual([]);
      expect([...counts.keys()]).toEqual(["sent"]);
      expect(slack.countOf("chat.postMessage")).toBeGreaterThan(once.length * 3);
      expect(slack.countOf("conversations.history")).toBeGreaterThan(0);
      expect(slack.violations).toEqual([]);
    },
  );

  it.each([1, 2])(
    "none is lost where it may not, and what stands there twice is listed (seed %i)",
    { timeout: 60_000 },
    async (seed) => {
      const { slack, shown, listed } = await aBadDay(
        seed,
        allScopes.filter((scope) => !scope.endsWith(":history")),
      );

      const counts = Object.values(shown).flat();
      const doubled = counts.filter((count) => count > 1).length;
      const missing = counts.filter((count) => count === 0).length;
      expect(counts.every((count) => count <= 2)).toBe(true);
      expect(doubled).toBeGreaterThan(0);
      expect(listed.length).toBeGreaterThanOrEqual(doubled + missing);
      expect(listed.filter(({ state }) => state === "dead").length).toBeGreaterThanOrEqual(missing);
      expect(slack.violations).toEqual([]);
    },
  );
});
