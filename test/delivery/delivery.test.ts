import { afterEach, beforeEach, describe, expect, it, inject } from "vitest";
import { untilResumed } from "../../commands/services.ts";
import { aBot, type Bot } from "../doubles/bot.ts";
import { type Faults, PlatformError } from "../doubles/null-platform.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** A Friday. */
const startAt = Date.UTC(2026, 10, 20, 10);

let bot: Bot;
let faults: Faults;

beforeEach(async () => {
  faults = {};
  bot = await aBot({
    startAt,
    platform: { faults: { before: (call) => faults.before?.(call), after: (call) => faults.after?.(call) } },
  });
});

afterEach(() => bot.close());

function failing(failure: ConstructorParameters<typeof PlatformError>[0], when: "before" | "after" = "before"): Faults {
  return {
    [when]() {
      throw new PlatformError(failure);
    },
  };
}

describe("a match", () => {
  it("is one card in a destination, naming every subscription there, and never comes again", async () => {
    await bot.subscribe("infra", "role:backend");
    await bot.subscribe("gophers", "lang:go");
    await bot.finds({ title: "Engineer", languages: ["Go"] });

    await bot.tick();
    await bot.tick(hourMs);

    const [shown, ...others] = bot.platform.messages({ platform: "null", address: "ann" });
    expect(others).toEqual([]);
    expect(shown?.versions[0]).toMatchObject({ card: { why: expect.stringContaining("matches infra, gophers: ") } });
  });

  it("of a long backlog lets whoever asks something in between", async () => {
    for (let index = 0; index < 120; index++) await bot.finds({ title: `Engineer ${index}` });
    let isOver = false;

    const matching = bot.match().then(() => (isOver = true));
    const wasOver = await new Promise((resolve) => setImmediate(() => resolve(isOver)));
    await matching;

    expect(wasOver).toBe(false);
  });

  it("reaches each person who wants it, and no one else", async () => {
    await bot.subscribe("infra", "role:backend", "ann");
    await bot.subscribe("infra", "role:backend", "bob");
    await bot.subscribe("art", "role:design", "cid");
    await bot.finds({ title: "Engineer" });

    await bot.tick();

    expect([bot.sees("ann"), bot.sees("bob"), bot.sees("cid")]).toEqual([["Engineer"], ["Engineer"], []]);
  });

  it("of a posting that closed before it was sent is not sent", async () => {
    await bot.subscribe("infra", "role:backend");
    const id = await bot.finds({ title: "Engineer" });
    faults = {
      before() {
        throw new PlatformError({ class: "transient" });
      },
    };
    await bot.tick();
    faults = {};
    await bot.storage.postings.missed([id], [id], bot.clock.now());

    await bot.tick(hourMs);

    expect(bot.sees()).toEqual([]);
    expect(await bot.storage.deliveries.fates("w", id)).toMatchObject([
      { state: "expired", reason: "closed before it was sent" },
    ]);
  });
});

describe("cadence", () => {
  it("gathers what a daily digest is for and sends it once at its time", async () => {
    await bot.subscribe("infra", "role:backend every:day at:18:00");
    await bot.finds({ title: "One" });
    await bot.finds({ title: "Two" });

    await bot.tick();
    const before = bot.sees();
    await bot.tick(8 * hourMs);
    await bot.tick(24 * hourMs);

    expect(before).toEqual([]);
    expect(bot.sees()).toEqual([expect.stringMatching(/^2 for infra \(1\/1\): /)]);
  });

  it("makes up a digest that was missed, once, and says that it is late", async () => {
    await bot.subscribe("infra", "role:backend every:day at:18:00");
    await bot.finds({ title: "One" });
    await bot.finds({ title: "Two" });
    await bot.tick();

    await bot.tick(3 * 24 * hourMs);
    await bot.tick(minuteMs);

    expect(bot.sees()).toEqual([expect.stringMatching(/^2 for infra \(1\/1\) late, was due .*: /)]);
  });

  it("keeps quiet hours, and shows what came meanwhile when they end", async () => {
    await bot.subscribe("infra", "role:backend quiet:09-12");
    await bot.finds({ title: "One" });
    await bot.finds({ title: "Two" });

    await bot.tick();
    const during = bot.sees();
    await bot.tick(2 * hourMs);

    expect(during).toEqual([]);
    expect(bot.sees()).toEqual([expect.stringMatching(/^2 for infra/)]);
  });

  it("keeps the cap and rolls what is over it into the next digest", async () => {
    await bot.subscribe("infra", "role:backend max:2/day");
    for (const title of ["One", "Two", "Three", "Four"]) await bot.finds({ title });

    await bot.tick();
    const today = bot.sees();
    await bot.tick(23 * hourMs);

    expect(today).toHaveLength(2);
    expect(bot.sees()).toHaveLength(3);
    expect(bot.sees()[2]).toMatch(/^2 for infra/);
  });

  it("lets what is paused wait, and sends it when it goes on", async () => {
    const { id } = await bot.subscribe("infra", "role:backend");
    await bot.services.subscriptions.pause(bot.person("ann"), id, untilResumed);
    await bot.finds({ title: "One" });
    await bot.finds({ title: "Two" });
    await bot.tick();
    await bot.tick(30 * 24 * hourMs);
    const [paused] = await bot.services.subscriptions.list(bot.person("ann"));
    const before = bot.sees();

    await bot.services.subscriptions.resume(bot.person("ann"), id);
    await bot.tick();

    expect(paused).toMatchObject({ waiting: 2 });
    expect(before).toEqual([]);
    expect(bot.sees()).toEqual([expect.stringMatching(/^2 for infra/)]);
  });

  it("gives what a paused subscription holds in a digest to whoever else wants it", async () => {
    const { id } = await bot.subscribe("backend", "role:backend every:day at:18:00");
    await bot.subscribe("gophers", "lang:go every:day at:19:00");
    await bot.finds({ title: "One", languages: ["Go"] });
    await bot.finds({ title: "Two", languages: ["Rust"] });
    await bot.tick();
    faults = failing({ class: "transient" });
    await bot.tick(8 * hourMs);
    faults = {};

    await bot.services.subscriptions.pause(bot.person("ann"), id, untilResumed);
    for (let i = 0; i < 26; i++) await bot.tick(hourMs);
    const during = bot.sees();
    await bot.services.subscriptions.resume(bot.person("ann"), id);
    for (let i = 0; i < 26; i++) await bot.tick(hourMs);

    expect(during).toEqual(["One"]);
    expect(bot.sees()).toEqual(["One", "Two"]);
  });

  it("does not let what may be there already wait for digests for ever", async () => {
    await using blind = await aBot({
      startAt,
      platform: { capabilities: { findsByKey: false }, faults: { before: (call) => faults.before?.(call) } },
    });
    const { id } = await blind.subscribe("backend", "role:backend");
    await blind.subscribe("gophers", "lang:go every:week");
    await blind.finds({ title: "One", languages: ["Go"] });
    faults = failing({ class: "ambiguous" });
    await blind.tick();
    faults = {};
    await blind.services.subscriptions.remove(blind.person("ann"), id);

    for (let day = 0; day < 15; day++) await blind.tick(24 * hourMs);

    expect(blind.sees()).toEqual(["One"]);
    expect(await blind.storage.messages.failed(10)).toMatchObject([{ state: "uncertain" }]);
  });

  it("is certain of what could be sent again with its key, though it cannot be found", async () => {
    let isLost = true;
    const after = () => {
      if (isLost) throw new PlatformError({ class: "ambiguous" });
    };
    const platform = { capabilities: { findsByKey: true }, repeatsForMs: 120_000, faults: { after } };
    await using repeating = await aBot({ startAt, platform });
    await repeating.subscribe("backend", "role:backend");
    await repeating.finds({ title: "One" });
    await repeating.tick();
    isLost = false;

    await repeating.tick(10_000);

    expect(repeating.sees()).toEqual(["One"]);
    expect(repeating.platform.calls).toMatchObject({ send: 2, find: 1 });
    expect(await repeating.storage.messages.failed(10)).toEqual([]);
  });

  it("sends at once what one subscription wants at once, though another waits for its digest", async () => {
    await bot.subscribe("slow", "role:backend every:day");
    await bot.subscribe("fast", "lang:go");
    await bot.finds({ title: "One", languages: ["Go"] });

    await bot.tick();
    await bot.tick(48 * hourMs);

    expect(bot.sees()).toEqual(["One"]);
  });
});

describe("edits", () => {
  it("change a card when its posting closes and opens again, at most once a minute", async () => {
    await bot.subscribe("infra", "role:backend");
    const id = await bot.finds({ title: "Engineer" });
    await bot.tick();
    const states: string[][] = [];

    await bot.storage.postings.missed([id], [id], bot.clock.now());
    for (const wait of [0, minuteMs / 2]) {
      await bot.tick(wait);
      states.push(bot.sees());
    }
    await bot.storage.postings.seen([id], bot.clock.now());
    for (const wait of [1_000, minuteMs]) {
      await bot.tick(wait);
      states.push(bot.sees());
    }

    expect(states).toEqual([["[closed] Engineer"], ["[closed] Engineer"], ["[closed] Engineer"], ["Engineer"]]);
    expect(bot.platform.calls).toMatchObject({ send: 1, edit: 2 });
  });

  it("change an opening within a digest", async () => {
    await bot.subscribe("infra", "role:backend every:day at:11:00");
    const id = await bot.finds({ title: "One" });
    await bot.finds({ title: "Two" });
    await bot.tick();
    await bot.tick(hourMs);

    await bot.finds({ title: "One, senior" }, id);
    await bot.tick(minuteMs);

    expect(bot.sees()).toEqual([expect.stringMatching(/^2 for infra.*One, senior/)]);
  });

  it("are spared where nothing that is shown changed", async () => {
    await bot.subscribe("infra", "role:backend");
    const id = await bot.finds({ title: "Engineer" });
    await bot.tick();

    await bot.finds({ title: "Engineer", visa: "yes" }, id);
    await bot.tick(minuteMs);

    expect(bot.platform.calls.edit).toBe(0);
  });
});

describe("errors of the platform", () => {
  it("that ask for patience are obeyed and cost no attempt", async () => {
    await bot.subscribe("infra", "role:backend");
    await bot.finds({ title: "Engineer" });
    faults = failing({ class: "transient", retryAfterMs: 30_000 });
    for (let i = 0; i < 20; i++) await bot.tick(30_000);
    faults = {};

    const early = await bot.tick(29_000);
    const late = await bot.tick(1_000);

    expect([early.posted, late.posted]).toEqual([0, 1]);
  });

  it("that lose the answer do not double the card where it can be found", async () => {
    await bot.subscribe("infra", "role:backend");
    await bot.finds({ title: "Engineer" });
    faults = failing({ class: "ambiguous" }, "after");
    await bot.tick();
    faults = {};

    await bot.tick(hourMs);

    expect(bot.sees()).toEqual(["Engineer"]);
    expect(await bot.storage.messages.failed(10)).toEqual([]);
  });

  it.each([
    [
      "lost its answer",
      async () => {
        faults = failing({ class: "ambiguous" }, "after");
        await bot.tick();
      },
    ],
    [
      "was cut short by a crash",
      async () => {
        await bot.match();
        await bot.storage.messages.claim(bot.clock.now(), bot.clock.now() + 60_000, 10);
        bot.clock.advance(hourMs);
        await bot.storage.messages.recover(bot.clock.now(), bot.clock.now());
      },
    ],
  ])("have the card looked for around the try that %s, however much was written since", async (_, lose) => {
    const searches: { since: number; until: number }[] = [];
    await bot.subscribe("infra", "role:backend");
    await bot.finds({ title: "Engineer" });
    const triedAt = bot.clock.now();
    await lose();
    faults = {
      before(call) {
        if (call.operation === "find") searches.push(call);
      },
    };

    await bot.tick(72 * hourMs);

    const minutes = searches.map(({ since, until }) => [since - triedAt, until - triedAt].map((ms) => ms / 60_000));
    expect(minutes).toEqual([[-1, expect.any(Number)]]);
    expect(minutes[0]?.[1]).toBeGreaterThanOrEqual(10);
    expect(minutes[0]?.[1]).toBeLessThanOrEqual(11);
    expect(bot.sees()).toEqual(["Engineer"]);
  });

  it("of a destination hold what goes there with the reason, until it can be reached", async () => {
    await bot.subscribe("infra", "role:backend");
    await bot.finds({ title: "Engineer" });
    faults = failing({ class: "destination", code: "archived", reason: "the channel is archived" });
    await bot.tick();
    await bot.tick(hourMs);
    const [held] = await bot.services.subscriptions.list(bot.person("ann"));
    faults = {};

    await bot.storage.destinations.release(["null:ann"]);
    await bot.tick();

    expect(held).toMatchObject({ held: "archived: the channel is archived", waiting: 1 });
    expect(bot.platform.calls.send).toBe(2);
    expect(bot.sees()).toEqual(["Engineer"]);
  });

  it("of a message: once more as plain text, then never, and replayed on demand", async () => {
    await bot.subscribe("infra", "role:backend");
    await bot.finds({ title: "Engineer" });
    faults = failing({ class: "message", code: "invalid_blocks" });
    await bot.tick();
    await bot.tick(hourMs);
    const [dead] = await bot.storage.messages.failed(10);
    const calls = bot.platform.calls.send;
    faults = {};

    const replayed = await bot.storage.messages.replay(dead?.id, bot.clock.now());
    await bot.tick();

    expect(calls).toBe(2);
    expect(dead).toMatchObject({ state: "dead", reason: expect.stringContaining("invalid_blocks") });
    expect(replayed).toBe(1);
    expect(bot.sees()).toEqual(["Engineer"]);
  });

  it("that stay end with a dead message after eight tries", async () => {
    await bot.subscribe("infra", "role:backend");
    await bot.finds({ title: "Engineer" });
    faults = failing({ class: "transient" });

    for (let i = 0; i < 100; i++) await bot.tick(hourMs);

    expect(bot.platform.calls.send).toBe(8);
    expect(await bot.storage.messages.failed(10)).toMatchObject([{ state: "dead", attempts: 8 }]);
  });

  it("of the process stop everything", async () => {
    await bot.subscribe("infra", "role:backend");
    await bot.finds({ title: "Engineer" });
    faults = failing({ class: "process", code: "401" });

    const first = await bot.tick();
    faults = {};
    const second = await bot.tick(hourMs);

    expect(first.halted).toContain("401");
    expect(second.posted).toBe(0);
  });
});

describe("the queue of a destination", () => {
  // Its many messages take long there, and say nothing of the engine.
  it.skipIf(inject("engine") === "pglite")(
    "is fair: a card of a new subscription waits for at most one of a thousand others",
    async () => {
      await bot.subscribe("all", "role:backend");
      await bot.subscribe("rare", "role:design");
      for (let i = 0; i < 300; i++) await bot.finds({ title: `Engineer ${i}` });
      const order: string[] = [];
      faults = {
        async before(call) {
          if (call.operation !== "send" || call.message.kind !== "card") return;
          order.push(call.message.card.title);
          // The rare one comes in while the many are being sent.
          if (order.length === 10) {
            await bot.finds({ title: "Designer", roles: ["design"] });
            await bot.match();
          }
        },
      };

      await bot.tick();

      expect(order.slice(10).indexOf("Designer")).toBeLessThanOrEqual(1);
      expect(order).toHaveLength(301);
    },
  );

  it("keeps its order when the platform asks to wait", async () => {
    await bot.subscribe("all", "role:backend");
    for (let i = 0; i < 20; i++) await bot.finds({ title: `Engineer ${i}` });
    let calls = 0;
    faults = {
      before() {
        calls++;
        if (calls % 3 === 0) throw new PlatformError({ class: "transient", retryAfterMs: 1_000 });
      },
    };

    for (let i = 0; i < 20; i++) await bot.tick(1_000);

    expect(bot.sees()).toEqual(Array.from({ length: 20 }, (_, i) => `Engineer ${i}`));
  });
});
