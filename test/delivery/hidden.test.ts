import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aBot, type Bot } from "../doubles/bot.ts";
import { type Faults, PlatformError } from "../doubles/null-platform.ts";

const hourMs = 3_600_000;

let bot: Bot;
let faults: Faults;

beforeEach(async () => {
  faults = {};
  bot = await aBot({
    startAt: Date.UTC(2026, 10, 20, 10),
    platform: { faults: { before: (call) => faults.before?.(call) } },
  });
});

afterEach(() => bot.close());

async function mark(id: string, state: "hidden" | "none", user = "ann"): Promise<void> {
  await bot.answer(`/jobs mark ${id} ${state}`, bot.person(user));
}

function throttled(): void {
  faults = {
    before() {
      throw new PlatformError({ class: "transient" });
    },
  };
}

describe("an opening that its person has hidden", () => {
  it("is not sent when it is found later, nor to others kept from", async () => {
    await bot.subscribe("infra", "role:backend");
    await bot.subscribe("infra", "role:backend", "bob");
    const id = await bot.finds({ title: "One" });
    await mark(id, "hidden");

    await bot.tick();

    expect([bot.sees("ann"), bot.sees("bob")]).toEqual([[], ["One"]]);
    expect(await bot.answer(`/jobs why ${id}`, bot.person("ann"))).toContain("Nothing was sent: you have hidden it.");
  });

  it("is not sent when it was queued already, and says so", async () => {
    await bot.subscribe("infra", "role:backend");
    const id = await bot.finds({ title: "One" });
    throttled();
    await bot.tick();
    await mark(id, "hidden");
    faults = {};

    await bot.tick(hourMs);

    expect(bot.sees()).toEqual([]);
    expect(await bot.answer(`/jobs why ${id}`, bot.person("ann"))).toMatch(/Not sent to you, .* \(hidden by you\)/);
  });

  it("is left out of one's own digest, which comes all the same", async () => {
    await bot.subscribe("daily", "role:backend every:day at:18:00");
    const [one] = [
      await bot.finds({ title: "One" }),
      await bot.finds({ title: "Two" }),
      await bot.finds({ title: "Three" }),
    ];
    await bot.tick();
    await mark(one, "hidden");

    await bot.tick(8 * hourMs);

    expect(bot.sees()).toEqual([expect.stringMatching(/^2 for daily \(1\/1\): (?:Two, Three|Three, Two)$/)]);
    expect(await bot.storage.deliveries.fates("w", one)).toMatchObject([{ state: "expired", reason: "hidden by you" }]);
  });

  it("comes with the digest where it was taken back in time", async () => {
    await bot.subscribe("daily", "role:backend every:day at:18:00");
    const id = await bot.finds({ title: "One" });
    await bot.tick();
    await mark(id, "hidden");
    await mark(id, "none");

    await bot.tick(8 * hourMs);

    expect(bot.sees()).toEqual(["One"]);
  });

  it("is shown in a channel, whose others did not hide it", async () => {
    await bot.services.subscriptions.add(bot.person("ann"), {
      name: "jobs",
      query: "role:backend to:#jobs",
      destination: "null:C1",
    });
    const id = await bot.finds({ title: "One" });
    await mark(id, "hidden");

    await bot.tick();

    expect(bot.sees("C1")).toEqual(["One"]);
  });

  it("stays where it was shown before, and is edited there", async () => {
    await bot.subscribe("infra", "role:backend");
    const id = await bot.finds({ title: "One" });
    await bot.tick();
    await mark(id, "hidden");

    await bot.finds({ title: "One", closed: true }, id);
    await bot.tick(hourMs);

    expect(bot.sees()).toEqual(["[closed] One"]);
  });
});
