import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { silentLog } from "../src/log.ts";
import { createHoldNotices } from "../src/hold-notices.ts";
import { createPlatformHost, eraseRemoved, keepRemovedMs } from "../src/platform-host.ts";
import { dayMs, hourMs, testNow } from "./builders.ts";
import { aBot, type Bot } from "./doubles/bot.ts";

describe("what a platform tells of its end", () => {
  let bot: Bot;

  beforeEach(async () => {
    bot = await aBot({ startAt: testNow });
  });

  afterEach(() => bot.close());

  function host() {
    return createPlatformHost(bot.storage, bot.clock, silentLog);
  }

  function notices() {
    const { storage, platform, clock } = bot;
    return createHoldNotices({ storage, platforms: [platform], clock, log: silentLog });
  }

  /** One of a channel, called `#jobs` there. */
  async function subscribeChannel(user = "ann") {
    return await bot.services.subscriptions.add(bot.person(user), {
      name: "infra",
      query: "role:backend to:#jobs",
      destination: "null:jobs",
    });
  }

  it("held, then released: what waits is sent at once, and only once", async () => {
    await subscribeChannel();
    await host().held("null:jobs", "the channel is archived");
    await bot.finds({ title: "Engineer" });
    await bot.tick();
    const [held] = await bot.services.subscriptions.list(bot.person("ann"));
    expect(held).toMatchObject({ held: "the channel is archived", waiting: 1 });
    expect(bot.sees("jobs")).toEqual([]);

    await host().released("null:jobs");
    await host().released("null:jobs");
    await bot.tick();
    await bot.tick(hourMs);

    expect(bot.sees("jobs")).toEqual(["Engineer"]);
  });

  it("of a destination that nobody subscribed, nothing is written down", async () => {
    await host().held("null:elsewhere", "the channel is archived");

    expect((await bot.storage.messages.held(["null:elsewhere"])).size).toBe(0);
  });

  it("ended: its subscriptions end, and what waits expires with the reason", async () => {
    await subscribeChannel();
    await bot.subscribe("own", "role:backend");
    await host().held("null:jobs", "the channel is archived");
    const id = await bot.finds({ title: "Engineer" });
    await bot.tick();

    await host().ended("null:jobs", "the channel was deleted");
    await bot.tick(dayMs);

    const own = await bot.services.subscriptions.list(bot.person("ann"));
    const posting = (await bot.storage.postings.byIds([id])).get(id);
    const fates = await bot.storage.deliveries.fates("w", posting?.openingId ?? "");
    expect(own.map(({ name }) => name)).toEqual(["own"]);
    expect(fates.find(({ destination }) => destination === "null:jobs")).toMatchObject({
      state: "expired",
      reason: "the channel was deleted",
    });
    expect(bot.sees("jobs")).toEqual([]);
    expect(bot.sees("ann")).toEqual(["Engineer"]);
  });

  it("renamed: the canonical line follows", async () => {
    await subscribeChannel();

    await host().renamed("null:jobs", "#openings");

    const [renamed] = await bot.services.subscriptions.list(bot.person("ann"));
    expect(renamed?.query).toBe("role:backend to:#openings");
  });

  it("removed: nothing is matched or sent; restored within 30 days, all goes on", async () => {
    await bot.subscribe("own", "role:backend");
    await bot.finds({ title: "One" });
    await bot.match();
    await host().removed("w", "the app was removed");
    await host().removed("w", "the app was removed");
    await bot.finds({ title: "Two" });
    await bot.tick(dayMs);
    expect(bot.sees()).toEqual([]);

    await host().restored("w");
    await bot.finds({ title: "Three" });
    await bot.tick();

    expect(bot.sees()).toEqual(["One", "Three"]);
    expect(await eraseRemoved(bot.storage, bot.clock.now() + keepRemovedMs)).toBe(0);
  });

  it("removed for good: all that belonged to it is forgotten, and nothing of others", async () => {
    await bot.subscribe("own", "role:backend every:day at:09:00");
    await bot.finds({ title: "One" });
    await bot.tick();
    const posting = (await bot.storage.postings.byIds(["p000001"])).get("p000001");
    if (posting !== undefined) await bot.services.marks.set(bot.person("ann"), posting, "saved");
    await bot.storage.workspaces.ensure("other", "null", 0);
    const stranger = { ...bot.person("bob"), workspace: "other", self: "null:bob" };
    await bot.services.subscriptions.add(stranger, { name: "x", query: "role:backend", destination: "null:bob" });
    await host().removed("w", "the app was removed");

    const early = await eraseRemoved(bot.storage, bot.clock.now() + keepRemovedMs);
    const late = await eraseRemoved(bot.storage, bot.clock.now() + keepRemovedMs + 1);

    expect([early, late]).toEqual([0, 1]);
    expect(await bot.services.subscriptions.list(bot.person("ann"))).toEqual([]);
    expect(await bot.services.marks.list(bot.person("ann"))).toEqual([]);
    expect(await bot.services.subscriptions.list(stranger)).toHaveLength(1);
  });

  it("tells the owners of a held channel once each time, in their own conversation", async () => {
    await subscribeChannel("ann");
    await host().held("null:jobs", "not_in_channel: invite me with /invite");

    await notices().tellOwners();
    await notices().tellOwners();
    await host().released("null:jobs");
    bot.clock.advance(dayMs);
    await host().held("null:jobs", "the channel is archived");
    await notices().tellOwners();

    expect(bot.platform.notices).toEqual([
      { destination: "null:direct-ann", text: expect.stringMatching(/infra .* it waits: invite me with \/invite\.$/) },
      { destination: "null:direct-ann", text: expect.stringMatching(/the channel is archived/) },
    ]);
  });

  it("tells a person whose own conversation is closed when they speak to the bot, and tries it again", async () => {
    await bot.subscribe("own", "role:backend");
    await host().held("null:ann", "user_disabled: the person takes no direct messages");
    await bot.finds({ title: "Engineer" });
    await bot.tick();

    await notices().tellOwners();
    const [first, second] = [await notices().forAsker("null:ann"), await notices().forAsker("null:ann")];
    await bot.tick();

    expect(bot.platform.notices).toEqual([]);
    expect(first).toContain("the person takes no direct messages");
    expect(second).toBeNull();
    expect(bot.sees()).toEqual(["Engineer"]);
  });
});
