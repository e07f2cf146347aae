import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { untilResumed } from "../../commands/services.ts";
import { aBot, type Bot } from "../doubles/bot.ts";
import { type Faults, PlatformError } from "../doubles/null-platform.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A Friday. */
const startAt = Date.UTC(2026, 10, 20, 10);

let bot: Bot;
let faults: Faults;

beforeEach(async () => {
  faults = {};
  bot = await aBot({ startAt, platform: { faults: { before: (call) => faults.before?.(call) } } });
});

afterEach(() => bot.close());

const refusing: Faults = {
  before() {
    throw new PlatformError({ class: "transient" });
  },
};

/** Absent for good, as two polls find it. */
async function closes(id: string): Promise<void> {
  await bot.storage.postings.missed([id], [id], bot.clock.now());
}

async function ends(id: string): Promise<void> {
  await bot.services.subscriptions.remove(bot.person("ann"), id);
}

describe("an opening that nobody has seen yet", () => {
  it("is sent once its posting opens again, by itself or with a digest", async () => {
    await bot.subscribe("daily", "role:backend every:day at:18:00", "ann");
    await bot.subscribe("at once", "role:backend", "bob");
    const id = await bot.finds({ title: "Engineer" });
    faults = refusing;
    await bot.tick();
    faults = {};
    await closes(id);
    await bot.tick(dayMs);
    const closed = [bot.sees("ann"), bot.sees("bob")];

    await bot.storage.postings.seen([id], bot.clock.now());
    await bot.tick(hourMs);
    await bot.tick(dayMs);

    expect(closed).toEqual([[], []]);
    expect([bot.sees("ann"), bot.sees("bob")]).toEqual([["Engineer"], ["Engineer"]]);
  });

  it("waits for its digest all the same when its posting opens again, and keeps to max", async () => {
    await bot.subscribe("weekly", "role:backend every:week at:9:00", "ann");
    await bot.subscribe("few", "role:backend max:1/day", "bob");
    const ids = [await bot.finds({ title: "One" }), await bot.finds({ title: "Two" })];
    faults = refusing;
    await bot.tick();
    faults = {};
    for (const id of ids) await closes(id);
    await bot.tick(hourMs);
    for (let i = 0; i < 4; i++) await bot.tick(dayMs);

    // A Tuesday.
    await bot.storage.postings.seen(ids, bot.clock.now());
    await bot.tick(hourMs);
    const atOnce = [bot.sees("ann"), bot.sees("bob")];
    await bot.tick(6 * dayMs);

    expect(atOnce).toEqual([[], ["One"]]);
    expect(bot.sees("ann")).toEqual([expect.stringMatching(/^2 for weekly/)]);
    expect(bot.sees("bob")).toEqual(["One", "Two"]);
  });

  it("is announced although it had closed before it was matched", async () => {
    await bot.subscribe("backend", "role:backend");
    const id = await bot.finds({ title: "Engineer" });
    await closes(id);
    await bot.tick();

    await bot.storage.postings.seen([id], bot.clock.now());
    await bot.tick(hourMs);

    expect(bot.sees()).toEqual(["Engineer"]);
  });

  it("comes with the digest of another that is due just then, when whose digest it was in wants it no more", async () => {
    const { id } = await bot.subscribe("first", "role:backend every:week at:9:00");
    await bot.subscribe("second", "lang:go every:week at:9:00");
    await bot.finds({ title: "Engineer", languages: ["Go"] });
    await bot.tick();

    await bot.storage.subscriptions.pause("w", "ann", id, untilResumed);
    // Monday, nine in the morning.
    await bot.tick(3 * dayMs - hourMs);

    expect(bot.sees()).toEqual(["Engineer"]);
  });

  it("waits anew for another subscription there, though the first was given up", async () => {
    const { id: own } = await bot.subscribe("gophers", "lang:go every:day at:18:00");
    const id = await bot.finds({ title: "Engineer", languages: ["Go"] });
    await bot.tick();
    await ends(own);
    await bot.tick(dayMs);
    await bot.subscribe("rustaceans", "lang:rust");

    await bot.finds({ title: "Engineer", languages: ["Rust"] }, id);
    await bot.tick(hourMs);

    expect(bot.sees()).toEqual(["Engineer"]);
  });

  it("waits anew as well when its card expired in the queue", async () => {
    const { id: own } = await bot.subscribe("gophers", "lang:go");
    const id = await bot.finds({ title: "Engineer", languages: ["Go"] });
    faults = refusing;
    await bot.tick();
    faults = {};
    await ends(own);
    await bot.tick(hourMs);
    await bot.subscribe("rustaceans", "lang:rust every:day at:18:00");

    await bot.finds({ title: "Engineer", languages: ["Rust"] }, id);
    await bot.tick(hourMs);
    const before = bot.sees();
    await bot.tick(dayMs);

    expect(before).toEqual([]);
    expect(bot.sees()).toEqual(["Engineer"]);
  });

  it("is for those who want it since it changed, also when whoever wanted it first does no more", async () => {
    const { id: own } = await bot.subscribe("backend", "role:backend");
    await bot.subscribe("rustaceans", "lang:rust");
    const id = await bot.finds({ title: "Engineer", languages: ["Go"] });
    faults = refusing;
    await bot.tick();
    faults = {};
    await bot.finds({ title: "Engineer", languages: ["Rust"] }, id);
    await bot.match();
    await ends(own);

    await bot.tick(hourMs);

    expect(bot.sees()).toEqual(["Engineer"]);
  });

  it("does not come again where it may have arrived", async () => {
    await using blind = await aBot({
      startAt,
      platform: {
        capabilities: { findsByKey: false },
        faults: {
          after() {
            throw new PlatformError({ class: "ambiguous" });
          },
        },
      },
    });
    const { id: own } = await blind.subscribe("gophers", "lang:go");
    const id = await blind.finds({ title: "Engineer", languages: ["Go"] });
    await blind.tick();
    await blind.services.subscriptions.remove(blind.person("ann"), own);
    await blind.tick(hourMs);
    await blind.subscribe("rustaceans", "lang:rust");

    await blind.finds({ title: "Engineer", languages: ["Rust"] }, id);
    await blind.tick(hourMs);

    expect(blind.sees()).toEqual(["Engineer"]);
  });

  it("is not shown for a digest that was ended, though the digest holds something that another wants now", async () => {
    const { id } = await bot.subscribe("backend", "role:backend every:day at:17:00");
    await bot.subscribe("gophers", "lang:go quiet:9-18");
    await bot.finds({ title: "Shared", languages: ["Go"] });
    await bot.finds({ title: "Own", languages: ["Rust"] });
    await bot.tick();
    faults = refusing;
    await bot.tick(7 * hourMs);
    faults = {};

    await ends(id);
    await bot.tick(hourMs);
    await bot.tick();

    expect(bot.sees()).toEqual(["Shared"]);
  });

  it("is matched as it is, when it changes while it is being matched", async () => {
    await bot.subscribe("gophers", "lang:go");
    const id = await bot.finds({ title: "Engineer", languages: ["Rust"] });

    await Promise.all([bot.match(), bot.finds({ title: "Engineer", languages: ["Go"] }, id)]);
    await bot.tick();

    expect(bot.sees()).toEqual(["Engineer"]);
  });
});

describe("a subscription that cannot be read any more", () => {
  it("keeps what it waits for until it can, and holds up nobody else", async () => {
    const { id } = await bot.subscribe("broken", "role:backend every:day at:18:00", "ann");
    await bot.subscribe("daily", "role:backend every:day at:18:00", "bob");
    await bot.finds({ title: "Engineer" });
    await bot.tick();
    await bot.storage.subscriptions.change("w", "ann", id, "wages:high");
    await bot.tick(dayMs);
    const meanwhile = [bot.sees("ann"), bot.sees("bob")];

    await bot.storage.subscriptions.change("w", "ann", id, "role:backend every:day at:18:00");
    await bot.tick(2 * hourMs);

    expect(meanwhile).toEqual([[], ["Engineer"]]);
    expect(bot.sees("ann")).toEqual(["Engineer"]);
  });
});

describe("a card in the queue", () => {
  it("is for whose subscription can be read, and waits for one that cannot", async () => {
    const { id } = await bot.subscribe("broken", "role:backend", "ann");
    await bot.subscribe("gophers", "lang:go", "ann");
    const { id: other } = await bot.subscribe("broken", "role:backend", "bob");
    await bot.finds({ title: "Engineer", languages: ["Go"] });
    faults = refusing;
    await bot.tick();
    faults = {};
    await bot.storage.subscriptions.change("w", "ann", id, "wages:high");
    await bot.storage.subscriptions.change("w", "bob", other, "wages:high");
    for (let day = 0; day < 3; day++) await bot.tick(dayMs);
    const meanwhile = [bot.sees("ann"), bot.sees("bob")];

    await bot.storage.subscriptions.change("w", "bob", other, "role:backend");
    await bot.tick(2 * hourMs);

    expect(meanwhile).toEqual([["Engineer"], []]);
    expect(bot.sees("bob")).toEqual(["Engineer"]);
  });

  it("names none that do not match it any more, once it is edited", async () => {
    await bot.subscribe("backend", "role:backend");
    const { id: other } = await bot.subscribe("gophers", "lang:go");
    const id = await bot.finds({ title: "Engineer", languages: ["Go"] });
    await bot.tick();
    await bot.services.subscriptions.change(bot.person("ann"), other, { query: "lang:rust" });

    await bot.finds({ title: "Platform Engineer", languages: ["Go"] }, id);
    await bot.tick(hourMs);

    const [shown] = bot.platform.messages();
    expect(shown?.versions.at(-1)).toMatchObject({ card: { why: expect.stringMatching(/^matches backend: /) } });
  });

  it("says what changed as a new line only when the quiet hours are over, where it cannot be edited", async () => {
    await using lines = await aBot({ startAt, platform: { capabilities: { editsInPlace: false } } });
    await lines.subscribe("backend", "role:backend quiet:12-14");
    const id = await lines.finds({ title: "Engineer" });
    await lines.tick();

    await lines.finds({ title: "Platform Engineer" }, id);
    await lines.tick(3 * hourMs);
    const quiet = lines.platform.calls.edit;
    await lines.tick(hourMs);

    expect([quiet, lines.platform.calls.edit]).toEqual([0, 1]);
  });
});

describe("a digest", () => {
  it("is due by the zone that its owner has set meanwhile", async () => {
    await bot.subscribe("infra", "role:backend every:day at:9:00");
    await bot.finds({ title: "Engineer" });
    await bot.tick();
    const ann = bot.person("ann");

    await bot.services.settings.set(ann, { ...(await bot.services.settings.get(ann)), tz: "Asia/Tokyo" });
    // Midnight in London, nine in Tokyo.
    await bot.tick(14 * hourMs);

    expect(bot.sees()).toEqual(["Engineer"]);
  });

  it("comes in the morning, when the quiet hours end in which it was due", async () => {
    await bot.subscribe("infra", "role:backend every:day at:9:00 quiet:21-9");
    await bot.tick(12 * hourMs);
    await bot.finds({ title: "Engineer" });
    await bot.tick();

    await bot.tick(11 * hourMs);

    expect(bot.sees()).toEqual(["Engineer"]);
  });

  it("that is due as a pause ends is not missed", async () => {
    const { id } = await bot.subscribe("infra", "role:backend every:day at:9:00");
    await bot.finds({ title: "Engineer" });
    await bot.tick();

    await bot.services.subscriptions.pause(bot.person("ann"), id, Date.UTC(2026, 10, 23, 9));
    await bot.tick(2 * dayMs);
    await bot.finds({ title: "Designer" });
    await bot.tick();
    await bot.tick(23 * hourMs);

    expect(bot.sees()).toEqual([expect.stringMatching(/^2 for infra/)]);
  });

  it("gathers all that waited for a place that took nothing, and says that it is late", async () => {
    await bot.subscribe("infra", "role:backend every:day at:18:00");
    await bot.finds({ title: "First" });
    await bot.tick();
    faults = {
      before(call) {
        if (call.operation === "send") throw new PlatformError({ class: "person", code: "closed" });
      },
    };
    await bot.tick(dayMs);
    for (const title of ["Second", "Third"]) {
      await bot.finds({ title });
      await bot.tick();
      await bot.tick(dayMs - hourMs);
    }
    faults = {};

    await bot.storage.destinations.release(["null:ann"]);
    await bot.tick();

    const [first, second, ...others] = bot.sees();
    expect([first, others]).toEqual(["First", []]);
    expect(second).toMatch(/^2 for infra \(1\/1\) late, was due .*: Third, Second/);
  });

  it("of what was paused for good does not come", async () => {
    const { id } = await bot.subscribe("infra", "role:backend every:day at:9:00");
    await bot.services.subscriptions.pause(bot.person("ann"), id, untilResumed);
    await bot.finds({ title: "Engineer" });

    for (let day = 0; day < 9; day++) await bot.tick(dayMs);

    expect(bot.sees()).toEqual([]);
  });
});

describe("the queue", () => {
  it("still knows what a platform asked for once a hold ends", async () => {
    await bot.subscribe("infra", "role:backend");
    await bot.finds({ title: "Engineer" });
    faults = {
      before() {
        throw new PlatformError({ class: "transient", retryAfterMs: hourMs });
      },
    };
    await bot.tick();
    faults = {};
    await bot.finds({ title: "Designer" });
    await bot.host.held("null:ann", "archived: the channel is archived");

    await bot.host.released("null:ann");
    await bot.tick(hourMs / 2);
    const early = bot.sees();
    await bot.tick(hourMs / 2);

    expect(early).toEqual([]);
    expect(bot.sees()).toEqual(["Engineer", "Designer"]);
  });

  it.each([
    ["arrives", undefined],
    ["is refused", new PlatformError({ class: "destination" })],
  ])("keeps a workspace held whose bot is removed while a message %s", async (_, refusal) => {
    await bot.subscribe("infra", "role:backend");
    for (const title of ["One", "Two"]) await bot.finds({ title });
    faults = {
      async before(call) {
        if (call.operation !== "send") return;
        bot.clock.advance(1_000);
        await bot.host.removed("w", "the app was removed");
        if (refusal !== undefined) throw refusal;
      },
    };

    for (let day = 0; day < 3; day++) await bot.tick(dayMs);

    expect(bot.platform.calls.send).toBe(1);
  });

  it("keeps a channel held that takes nothing any more while a message arrives there", async () => {
    await bot.subscribe("infra", "role:backend");
    await bot.finds({ title: "One" });
    faults = {
      async before(call) {
        if (call.operation !== "send") return;
        bot.clock.advance(1_000);
        await bot.host.held("null:ann", "archived: the channel is archived");
      },
    };
    await bot.tick();
    await bot.finds({ title: "Two" });

    await bot.tick(hourMs);

    expect(bot.sees()).toEqual(["One"]);
  });

  it("replays what was interrupted twice, as if it had not been tried", async () => {
    await using blind = await aBot({
      startAt,
      platform: { capabilities: { findsByKey: false }, faults: { before: (call) => faults.before?.(call) } },
    });
    await blind.subscribe("infra", "role:backend");
    await blind.finds({ title: "Engineer" });
    faults = {
      before() {
        throw new PlatformError({ class: "ambiguous" });
      },
    };
    for (let i = 0; i < 3; i++) await blind.tick(hourMs);
    const [dead] = await blind.storage.messages.failed(1);
    faults = {};

    await blind.storage.messages.replay(dead?.id, blind.clock.now());
    await blind.tick();

    expect(dead).toMatchObject({ state: "dead", reason: "interrupted twice while it was being sent" });
    expect(blind.sees()).toEqual(["Engineer"]);
  });

  it("listens to no sender that has lost its claim", async () => {
    await bot.subscribe("infra", "role:backend");
    await bot.finds({ title: "Engineer" });
    await bot.match();
    const { messages } = bot.storage;
    const now = bot.clock.now();
    const [slow] = await messages.claim(now, now + 1_000, 1);
    await messages.recover(now + 2_000, now + 2_000);
    const [fast] = await messages.claim(now + 2_000, now + 3_000, 1);
    if (slow === undefined || fast === undefined) throw new Error("expected both to have a claim");

    await messages.settle([{ kind: "dead", message: slow, reason: "too slow" }], now + 2_500);
    const meanwhile = Object.fromEntries(await messages.counts());
    await messages.settle([{ kind: "posted", message: fast, reference: "m1", shown: "" }], now + 2_600);

    expect(slow.id).toBe(fast.id);
    expect(meanwhile).toEqual({ sending: 1 });
    expect(Object.fromEntries(await messages.counts())).toEqual({ sent: 1 });
  });
});

describe("a pause that is changed", () => {
  it("ends for what was put off when it does, though it was to last until resumed at first", async () => {
    await using lines = await aBot({ startAt, platform: { capabilities: { editsInPlace: false } } });
    const { id: own } = await lines.subscribe("backend", "role:backend");
    const id = await lines.finds({ title: "Engineer" });
    await lines.tick();
    const { subscriptions } = lines.services;
    await subscriptions.pause(lines.person("ann"), own, untilResumed);
    await lines.finds({ title: "Platform Engineer" }, id);
    await lines.tick(hourMs);

    await subscriptions.pause(lines.person("ann"), own, lines.clock.now() + dayMs);
    await lines.tick(hourMs);
    const paused = lines.platform.calls.edit;
    await lines.tick(dayMs);

    expect([paused, lines.platform.calls.edit]).toEqual([0, 1]);
  });
});
