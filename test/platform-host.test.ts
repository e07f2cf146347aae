import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eraseRemoved, keepRemovedMs } from "../src/platform-host.ts";
import { aBot, type Bot } from "./doubles/bot.ts";
import { type Faults, PlatformError } from "./doubles/null-platform.ts";

const minuteMs = 60_000;
const dayMs = 86_400_000;
const channel = "null:C1";
const archived = "the channel is archived";

let bot: Bot;
let faults: Faults;

beforeEach(async () => {
  faults = {};
  bot = await aBot({
    startAt: Date.UTC(2026, 4, 20, 10),
    platform: { faults: { before: (call) => faults.before?.(call) } },
  });
  await subscribeChannel("infra", "role:backend to:#jobs");
});

afterEach(() => bot.close());

function subscribeChannel(name: string, query: string) {
  return bot.services.subscriptions.add(bot.person("ann"), { name, query, destination: channel });
}

async function queries(): Promise<readonly string[]> {
  const own = await bot.services.subscriptions.list(bot.person("ann"));
  return own.map(({ query }) => query).sort();
}

async function fates(posting: string) {
  const found = await bot.storage.deliveries.fates("w", posting);
  return found.map(({ state, reason }) => [state, reason]);
}

describe("a channel that takes nothing for the time being", () => {
  it("gets nothing, and once it is released all that waited, in order", async () => {
    await bot.host.held(channel, archived);
    await bot.host.held(channel, archived);
    const first = await bot.finds({ title: "One" });
    await bot.finds({ title: "Two" });
    await bot.tick();
    const [during, fate] = [bot.sees("C1"), await fates(first)];

    await bot.host.released(channel);
    await bot.host.released(channel);
    await bot.tick();

    expect([during, fate]).toEqual([[], [["held", archived]]]);
    expect(bot.sees("C1")).toEqual(["One", "Two"]);
  });

  it("is told of by itself, or by its threads, where one has nothing to do with the other", async () => {
    await bot.services.subscriptions.add(bot.person("ann"), {
      name: "go",
      query: "role:backend to:https://chat.example/C1/T1",
      destination: `${channel}/T1`,
    });
    const fatesOf = async (id: string) => (await fates(id)).map(([state]) => String(state)).sort();
    await bot.host.held(channel, "no threads", "threads");
    const first = await bot.finds({ title: "One" });
    await bot.tick();
    const withoutThreads = await fatesOf(first);
    await bot.host.held(channel, archived, "itself");
    await bot.host.released(channel, "threads");
    const second = await bot.finds({ title: "Two" });
    await bot.tick();

    expect(withoutThreads).toEqual(["held", "sent"]);
    expect([await fatesOf(first), await fatesOf(second)]).toEqual([
      ["sent", "sent"],
      ["held", "sent"],
    ]);
  });

  it("is tried again once a day, in case that nobody tells of its end", async () => {
    await bot.host.held(channel, archived);
    await bot.finds({ title: "One" });

    await bot.tick(dayMs);

    expect(bot.sees("C1")).toEqual(["One"]);
  });

  it("is no matter where nobody subscribed it", async () => {
    await bot.host.held("null:C9", archived);

    expect(await bot.storage.messages.held(["null:C9"])).toEqual(new Map());
  });
});

describe("a channel that is gone", () => {
  it("ends its subscriptions, and what waits for it expires with the reason", async () => {
    await subscribeChannel("daily", "lang:go to:#jobs every:day");
    await bot.host.held(channel, archived);
    const card = await bot.finds({ title: "Card" });
    const line = await bot.finds({ title: "Line", roles: ["design"], languages: ["Go"] });
    await bot.tick();

    await bot.host.ended(channel, "the channel was deleted");
    await bot.host.ended(channel, "the channel was deleted");
    await bot.tick(dayMs);

    expect([await fates(card), await fates(line)]).toEqual([
      [["expired", "the channel was deleted"]],
      [["expired", "the channel was deleted"]],
    ]);
    expect([await queries(), bot.sees("C1"), bot.platform.calls.send]).toEqual([[], [], 0]);
  });

  it("leaves what was sent as it was, and touches no other place", async () => {
    await bot.subscribe("own", "role:backend");
    const id = await bot.finds({ title: "One" });
    await bot.tick();

    await bot.host.ended(channel, "the channel was deleted");

    expect(await fates(id)).toEqual([
      ["sent", null],
      ["sent", null],
    ]);
    expect(await queries()).toEqual(["role:backend"]);
  });
});

describe("a channel that is called otherwise", () => {
  it("is called so in the text of its subscriptions, but not where that is a link", async () => {
    const link = "https://x.slack.com/archives/C1/p1712345678123456";
    await subscribeChannel("thread", `lang:go to:${link}`);
    await subscribeChannel("daily", "lang:rust to:#jobs every:day");

    await bot.host.renamed(channel, "#hiring");
    await bot.host.renamed(channel, "#hiring");

    expect(await queries()).toEqual([
      `lang:go to:${link}`,
      "lang:rust to:#hiring every:day",
      "role:backend to:#hiring",
    ]);
  });

  it("renames the others where one cannot be read any more", async () => {
    await subscribeChannel("old", "wages:high to:#jobs");

    await bot.host.renamed(channel, "#hiring");

    expect(await queries()).toEqual(["role:backend to:#hiring", "wages:high to:#jobs"]);
  });
});

describe("a workspace that the bot is removed from", () => {
  it("gets nothing, and all that waited once the bot is back in time", async () => {
    faults = {
      before() {
        throw new PlatformError({ class: "transient" });
      },
    };
    await bot.finds({ title: "Waits" });
    await bot.tick();
    await bot.host.removed("w", "the app was removed");
    await bot.host.removed("w", "the app was removed");
    faults = {};
    await bot.tick(20 * dayMs);
    const meanwhile = bot.sees("C1");

    const had = await bot.host.having("null");
    const isRestored = [await bot.host.restored("w"), await bot.host.restored("w")];
    await bot.finds({ title: "New" });
    await bot.tick();

    expect([meanwhile, had, isRestored]).toEqual([[], [], [true, false]]);
    expect(await bot.host.having("null")).toEqual(["w"]);
    expect(bot.sees("C1")).toEqual(["Waits", "New"]);
    expect(await eraseRemoved(bot.storage, bot.clock.now() + 2 * keepRemovedMs)).toBe(0);
  });

  it("gets nothing either when one of its channels is told to take messages again", async () => {
    await bot.finds({ title: "One" });
    await bot.match();
    await bot.host.removed("w", "the app was removed");

    await bot.host.released(channel);
    await bot.host.held(channel, archived);
    await bot.tick(2 * dayMs);

    expect(bot.platform.calls.send).toBe(0);
  });

  it("is forgotten with all that was its own after thirty days, and not before", async () => {
    const id = await bot.finds({ title: "One" });
    const ann = bot.person("ann");
    await bot.services.marks.set(ann, await bot.services.postings.find(ann, id), "saved");
    await bot.tick();
    await bot.host.removed("w", "the app was removed");
    // The first time counts.
    bot.clock.advance(minuteMs);
    await bot.host.removed("w", "the app was removed");

    const early = await eraseRemoved(bot.storage, bot.clock.now() - minuteMs + keepRemovedMs);
    const kept = await queries();
    const late = await eraseRemoved(bot.storage, bot.clock.now() + keepRemovedMs);

    expect([early, kept, late]).toEqual([0, ["role:backend to:#jobs"], 1]);
    expect([await queries(), await bot.services.marks.list(ann), await fates(id)]).toEqual([[], [], []]);
    expect(await bot.services.postings.find(ann, id)).toMatchObject({ id });
  });

  it("leaves other workspaces alone", async () => {
    await bot.storage.workspaces.ensure("v", "null", bot.clock.now());
    const bob = { ...bot.person("bob"), workspace: "v" };
    await bot.services.subscriptions.add(bob, { name: "b", query: "role:backend", destination: bob.self });
    await bot.host.removed("w", "the app was removed");
    await eraseRemoved(bot.storage, bot.clock.now() + 2 * keepRemovedMs);

    await bot.finds({ title: "One" });
    await bot.tick();

    expect([bot.sees("bob"), bot.sees("C1")]).toEqual([["One"], []]);
  });
});

describe("a greeting", () => {
  it("is due once, also over a removal and an installation anew, unless it did not take place", async () => {
    const first = await bot.host.greets("v", "null");
    await bot.host.removed("v", "the app was removed");
    await bot.host.restored("v");
    const again = await bot.host.greets("v", "null");
    await bot.host.notGreeted("v");

    expect([first, again, await bot.host.greets("v", "null")]).toEqual([true, false, true]);
  });

  it("is due to nobody who has subscribed already, nor when they have no subscription any more", async () => {
    const [own] = await bot.services.subscriptions.list(bot.person("ann"));

    const before = await bot.host.greets("w", "null");
    await bot.services.subscriptions.remove(bot.person("ann"), own?.id ?? "");

    expect([before, await bot.host.greets("w", "null")]).toEqual([false, false]);
  });
});
