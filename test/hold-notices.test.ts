import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createHoldNotices } from "../src/hold-notices.ts";
import { silentLog } from "../src/log.ts";
import type { ErrorClass } from "../src/delivery/platform.ts";
import { aBot, type Bot } from "./doubles/bot.ts";
import { type Faults, PlatformError } from "./doubles/null-platform.ts";

const dayMs = 86_400_000;
const invite = "I am not in the channel, invite me with /invite";

let bot: Bot;
let faults: Faults;

beforeEach(async () => {
  faults = {};
  bot = await aBot({
    startAt: Date.UTC(2026, 4, 20, 10),
    platform: { faults: { before: (call) => faults.before?.(call) } },
  });
});

afterEach(() => bot.close());

function refuses(failure: ErrorClass, reason = invite): void {
  faults = {
    before(call) {
      if (call.operation === "send") throw new PlatformError({ class: failure, code: "refused", reason });
    },
  };
}

async function subscribeChannel(user: string, name: string): Promise<void> {
  const query = "role:backend to:#jobs";
  await bot.services.subscriptions.add(bot.person(user), { name, query, destination: "null:C1" });
}

function notices(): readonly string[] {
  return bot.platform.notices.map(({ destination, text }) => `${destination}: ${text}`).sort();
}

describe("a channel that cannot be reached", () => {
  it("is told to the owners of its subscriptions, each once, in their own conversations", async () => {
    await subscribeChannel("ann", "infra");
    await subscribeChannel("ann", "backend");
    await subscribeChannel("bob", "jobs");
    await bot.subscribe("own", "role:design", "cid");
    refuses("destination");
    await bot.finds({ title: "One" });

    await bot.tick();
    await bot.tick(dayMs);
    await bot.tick(dayMs);

    expect(notices()).toEqual([
      expect.stringMatching(
        /^null:direct-ann: Nothing can be sent to #jobs at the moment: I am not in the channel, invite me with \/invite\. .*(?:infra, backend|backend, infra) finds waits\.$/,
      ),
      expect.stringMatching(/^null:direct-bob: .* what jobs finds waits\.$/),
    ]);
  });

  it("is left to the others by a process that lacks its platform", async () => {
    await subscribeChannel("ann", "infra");
    refuses("destination");
    await bot.finds({ title: "One" });
    await bot.match();
    await bot.sender.sendDue(new AbortController().signal);

    await createHoldNotices({ ...bot, platforms: [], log: silentLog }).tellOwners();
    await bot.tick();

    expect(notices()).toHaveLength(1);
  });

  it("is told again when it cannot be reached anew", async () => {
    await subscribeChannel("ann", "infra");
    refuses("destination");
    await bot.finds({ title: "One" });
    await bot.tick();
    faults = {};
    await bot.host.released("null:C1");
    await bot.tick(1_000);

    refuses("destination", "the channel is archived");
    await bot.finds({ title: "Two" });
    await bot.tick(1_000);

    expect(bot.sees("C1")).toEqual(["One"]);
    expect(notices()).toEqual([expect.stringContaining(invite), expect.stringContaining("the channel is archived")]);
  });

  it("costs nothing but the notice where that cannot be said", async () => {
    await subscribeChannel("ann", "infra");
    faults = {
      before() {
        throw new PlatformError({ class: "destination", reason: invite });
      },
    };
    const id = await bot.finds({ title: "One" });
    await bot.tick();
    faults = {};

    await bot.tick(dayMs);

    expect(notices()).toEqual([]);
    expect(bot.sees("C1")).toEqual(["One"]);
    expect(await bot.storage.deliveries.fates("w", id)).toMatchObject([{ state: "sent" }]);
  });

  it.each(["installation", "transient"] as const)("is not told where the error is of the class %s", async (failure) => {
    await subscribeChannel("ann", "infra");
    refuses(failure);
    await bot.finds({ title: "One" });

    await bot.tick();

    expect(notices()).toEqual([]);
  });
});

describe("a person who cannot be reached", () => {
  const closed = "your direct messages are closed";

  it("is told with the next answer, once, and gets what waited", async () => {
    await bot.subscribe("infra", "role:backend");
    refuses("person", closed);
    await bot.finds({ title: "One" });
    await bot.tick();
    faults = {};

    const first = await bot.answer("/jobs list", bot.person("ann"));
    const second = await bot.answer("/jobs list", bot.person("ann"));
    await bot.tick();

    expect(first).toContain(`I could not reach you directly: ${closed}. I am trying again now.`);
    expect(second).not.toContain("could not reach you");
    expect([bot.sees(), notices()]).toEqual([["One"], []]);
  });

  it("is not told to others", async () => {
    await bot.subscribe("infra", "role:backend");
    refuses("person", closed);
    await bot.finds({ title: "One" });
    await bot.tick();

    expect(await bot.answer("/jobs list", bot.person("bob"))).not.toContain("could not reach you");
  });
});
