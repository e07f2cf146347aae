import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { aBot, type Bot } from "../doubles/bot.ts";
import { type Faults, PlatformError } from "../doubles/null-platform.ts";

const minuteMs = 60_000;
const startAt = Date.UTC(2026, 10, 20, 10);

let bot: Bot;
let faults: Faults;

beforeEach(async () => {
  faults = {};
  bot = await aBot({ startAt, platform: { faults: { before: (call) => faults.before?.(call) } } });
});

afterEach(() => bot.close());

const signal = new AbortController().signal;

describe("nobody waits for another's long queue", () => {
  it("that a place takes slowly: what is matched meanwhile goes out at once", async () => {
    await bot.subscribe("all", "role:backend", "ann");
    await bot.subscribe("design", "role:design", "bob");
    for (let i = 0; i < 20; i++) await bot.finds({ title: `Engineer ${i}` });
    await bot.match();
    const slow = Promise.withResolvers<void>();
    faults = {
      async before(call) {
        if (call.operation === "send" && call.destination.address === "ann") await slow.promise;
      },
    };
    const sending = bot.sender.sendDue(signal);
    await vi.waitFor(() => expect(bot.platform.calls.send).toBe(1));

    await bot.finds({ title: "Designer", roles: ["design"] });
    await bot.match();
    const same = bot.sender.sendDue(signal);
    await vi.waitFor(() => expect(bot.sees("bob")).toEqual(["Designer"]));
    const meanwhile = bot.sees("ann");
    slow.resolve();

    expect(await sending).toEqual(await same);
    expect([meanwhile, bot.sees("ann").length]).toEqual([[], 20]);
  });

  it("of edits in one's own place: cards and edits take turns", async () => {
    await bot.subscribe("all", "role:backend");
    await bot.subscribe("design", "role:design");
    const ids: string[] = [];
    for (let i = 0; i < 30; i++) ids.push(await bot.finds({ title: `Engineer ${i}` }));
    await bot.tick();
    await bot.storage.postings.missed(ids, ids, bot.clock.now());
    const order: string[] = [];
    faults = {
      async before(call) {
        order.push(call.operation);
        if (order.length !== 5) return;
        await bot.finds({ title: "Designer", roles: ["design"] });
        await bot.match();
      },
    };

    await bot.tick(minuteMs);

    expect(order.length).toBe(31);
    expect(order.indexOf("send")).toBeLessThanOrEqual(6);
  });

  it("of a workspace with more places than are looked at together", async () => {
    const many = Array.from({ length: 900 }, (_, i) => `a${i}`);
    for (const user of many) await bot.subscribe("all", "role:backend", user);
    await bot.storage.workspaces.ensure("v", "null", bot.clock.now());
    const zoe = { ...bot.person("zoe"), workspace: "v" };
    await bot.services.subscriptions.add(zoe, { name: "z", query: "role:backend", destination: zoe.self });
    await bot.finds({ title: "Engineer" });
    const order: string[] = [];
    faults = {
      before(call) {
        if (call.operation === "send") order.push(call.destination.address);
      },
    };

    await bot.tick();

    expect(order).toHaveLength(901);
    expect(order.indexOf("zoe")).toBeLessThan(200);
  });

  it("of a workspace whose messages are all that is being sent", async () => {
    await bot.storage.workspaces.ensure("v", "null", bot.clock.now());
    const zoe = { ...bot.person("zoe"), workspace: "v" };
    for (let i = 0; i < 4; i++) await bot.subscribe("all", "role:backend", `a${i}`);
    await bot.services.subscriptions.add(zoe, { name: "z", query: "role:backend", destination: zoe.self });
    await bot.finds({ title: "Engineer" });
    await bot.match();
    const now = bot.clock.now();

    const [first] = await bot.storage.messages.claim(now, now + minuteMs, 1, []);
    const [next] = await bot.storage.messages.claim(now, now + minuteMs, 1, ["w"]);

    expect([first?.workspace, next?.workspace]).toEqual(["w", "v"]);
  });

  it("of another platform than those that the process has", async () => {
    await bot.subscribe("all", "role:backend", "ann");
    await bot.finds({ title: "Engineer" });
    await bot.match();
    const now = bot.clock.now();
    const claimed = async (...platforms: readonly string[]) =>
      (await bot.storage.messages.claim(now, now + minuteMs, 10, [], platforms)).length;

    expect([await claimed(), await claimed("nul", "other"), await claimed("other", "null")]).toEqual([0, 0, 1]);
  });
});

describe("what is surely refused", () => {
  it.each([
    ["a limit", { class: "transient", retryAfterMs: minuteMs } as const],
    ["a hiccup", { class: "transient" } as const],
  ])("by %s after it was sent again is tried again, and not given up as interrupted twice", async (_, refusal) => {
    await using blind = await aBot({
      startAt,
      platform: { capabilities: { findsByKey: false }, faults: { before: (call) => faults.before?.(call) } },
    });
    await blind.subscribe("infra", "role:backend");
    await blind.finds({ title: "Engineer" });
    const answers = [new PlatformError({ class: "ambiguous" }), new PlatformError(refusal)];
    faults = {
      before() {
        const answer = answers.shift();
        if (answer !== undefined) throw answer;
      },
    };

    for (let i = 0; i < 4; i++) await blind.tick(6 * minuteMs);

    expect(blind.sees()).toEqual(["Engineer"]);
  });
});
