import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { loadConfig } from "../config/load.ts";
import { createApp } from "../src/app.ts";
import { silentLog } from "../src/log.ts";
import { forgetClosed } from "../src/retention.ts";
import { openStorage } from "../src/storage/storage.ts";
import { aDraft, dayMs } from "./builders.ts";
import { aBot, type Bot } from "./doubles/bot.ts";
import { seededRandom } from "./doubles/seeded-random.ts";
import { virtualClock } from "./doubles/virtual-clock.ts";

const keepMs = 180 * dayMs;
const startAt = Date.UTC(2026, 4, 20, 10);

let bot: Bot;

beforeEach(async () => {
  bot = await aBot({ startAt });
});

afterEach(() => bot.close());

async function closes(...ids: readonly string[]): Promise<void> {
  await bot.storage.postings.missed(ids, ids, bot.clock.now());
}

async function forget(): Promise<number> {
  return await forgetClosed(bot.storage, bot.clock, keepMs);
}

async function isKnown(id: string): Promise<boolean> {
  return (await bot.storage.postings.byIds([id])).size === 1;
}

async function fatesOf(id: string) {
  return await bot.storage.deliveries.fates("w", id);
}

describe("what closed long ago", () => {
  it("is forgotten with what was sent of it, after its time and no sooner", async () => {
    await bot.subscribe("infra", "role:backend");
    const id = await bot.finds({ title: "One" });
    await bot.tick();
    await closes(id);
    await bot.tick(keepMs);
    const before = [await forget(), await isKnown(id), (await fatesOf(id)).length];

    await bot.tick(1);
    const after = [await forget(), await isKnown(id), (await fatesOf(id)).length];

    expect(before).toEqual([0, true, 1]);
    expect(after).toEqual([1, false, 0]);
  });

  it("is announced as new when it is there again", async () => {
    await bot.subscribe("infra", "role:backend");
    const id = await bot.finds({ title: "One" });
    await bot.tick();
    await closes(id);
    await bot.tick(keepMs + 1);
    await forget();

    await bot.finds({ title: "One again" }, id);
    await bot.tick();

    expect(bot.sees()).toEqual(["[closed] One", "One again"]);
  });

  it("is kept where somebody marked it, and shown as saved", async () => {
    const [marked, other] = [await bot.finds({ title: "One" }), await bot.finds({ title: "Two" })];
    await bot.answer(`/jobs mark ${marked} saved`, bot.person("ann"));
    await bot.tick();
    await closes(marked, other);

    await bot.tick(keepMs + 1);

    expect([await forget(), await isKnown(marked), await isKnown(other)]).toEqual([1, true, false]);
    expect(await bot.answer("/jobs saved", bot.person("ann"))).toContain("One");
  });

  it("is refused in words where somebody marks it, notes on it or asks to be reminded as it goes", async () => {
    const id = await bot.finds({ title: "One" });
    await bot.tick();
    const posting = await bot.storage.postings.find("w", id);
    await closes(id);
    await bot.tick(keepMs + 1);
    await forget();
    const { marks } = bot.services;
    const ann = bot.person("ann");

    for (const call of [
      () => marks.set(ann, posting, "saved"),
      () => marks.note(ann, posting, "Ann refers me"),
      () => marks.remind(ann, posting, bot.clock.now() + dayMs),
    ]) {
      await expect(call()).rejects.toThrow("That posting is not kept any more: it closed long ago.");
    }
  });

  it("is kept while another posting of the same opening is listed, so that nobody is told of it again", async () => {
    await bot.subscribe("infra", "role:backend");
    const id = await bot.finds({ title: "One" });
    const twin = aDraft({ id: "twin", externalId: "twin", openingKeys: [id] });
    await bot.storage.postings.add([twin], bot.clock.now(), false);
    await bot.tick();
    await closes(id);

    await bot.tick(keepMs + 1);

    expect([await forget(), await isKnown(id), bot.sees().length]).toEqual([0, true, 1]);
  });

  it("is kept while it waits to be sent, since nothing is left out without a word", async () => {
    const { id: subscription } = await bot.subscribe("daily", "role:backend every:day at:18:00");
    const id = await bot.finds({ title: "One" });
    await bot.services.subscriptions.pause(bot.person("ann"), subscription, bot.clock.now() + 2 * keepMs);
    await bot.tick();
    await closes(id);

    await bot.tick(keepMs + 1);

    expect([await forget(), await isKnown(id)]).toEqual([0, true]);
  });

  it("is kept while it stands in one digest with what is listed, which would lose its line", async () => {
    await bot.subscribe("daily", "role:backend every:day at:18:00");
    const [one, two] = [await bot.finds({ title: "One" }), await bot.finds({ title: "Two" })];
    await bot.tick();
    await bot.tick(dayMs);
    await closes(one);
    await bot.tick(keepMs + 1);
    const before = await forget();
    await closes(two);

    await bot.tick(keepMs + 1);

    expect([before, await forget()]).toEqual([0, 2]);
  });

  it("is forgotten a little at a time, and all of it", async () => {
    const ids: string[] = [];
    for (let i = 0; i < 250; i++) ids.push(await bot.finds({ title: `No ${i}` }));
    await bot.answer(`/jobs mark ${ids[3]} saved`, bot.person("ann"));
    await bot.tick();
    await closes(...ids);
    await bot.tick(keepMs + 1);
    let transactions = 0;
    const counted = {
      ...bot.storage,
      transaction: ((work) => {
        transactions++;
        return bot.storage.transaction(work);
      }) satisfies Bot["storage"]["transaction"],
    };

    const forgotten = await forgetClosed(counted, bot.clock, keepMs);

    expect([forgotten, transactions]).toEqual([249, 3]);
  });
});

it("retention.days says for how long, and tidying up forgets", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-retention-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "rolecall.yaml");
  writeFileSync(file, "sources:\n  - folder: { path: . }\nretention: { days: 30 }\n");
  const config = loadConfig({ ROLECALL_CONFIG: file, ROLECALL_DATA: folder });
  const [clock, random] = [virtualClock(startAt), seededRandom(1)];
  const path = join(folder, config.storage.file);
  const storage = await openStorage(path, random);
  await storage.sources.configure([{ key: "folder:x", kind: "folder" }], startAt);
  await storage.postings.add([aDraft({ id: "p1" })], startAt, true);
  await storage.postings.missed(["p1"], ["p1"], startAt);
  await storage.postings.revisionsPlanned(["p1"]);
  const outage = { source: "folder:x", beganAt: startAt - dayMs, code: "unreachable", late: 0 };
  await storage.outages.add({ ...outage, endedAt: startAt });
  await storage.outages.add({ ...outage, beganAt: startAt, endedAt: startAt + dayMs });
  await storage.close();
  clock.advance(30 * dayMs + 1);

  const app = await createApp(config, { platforms: () => [], clock, random, log: silentLog });
  await app.tidy();
  await app.close();

  const after = await openStorage(path, random);
  expect((await after.postings.byIds(["p1"])).size).toBe(0);
  expect((await after.outages.since(0)).map(({ endedAt }) => endedAt)).toEqual([startAt + dayMs]);
  await after.close();
});
