import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aBot, type Bot } from "./doubles/bot.ts";

const startAt = Date.UTC(2026, 4, 20);
const channel = "null:C1";
let bot: Bot;

beforeEach(async () => {
  bot = await aBot({ startAt });
  const places = { channel, thread: "null:C1/1.1", sibling: "null:C10", other: "null:C2/1.1" };
  for (const [name, destination] of Object.entries(places)) {
    await bot.services.subscriptions.add(bot.person("ann"), { name, query: "role:backend", destination });
  }
});

afterEach(async () => {
  await bot.close();
});

async function held(): Promise<readonly string[]> {
  const own = await bot.services.subscriptions.list(bot.person("ann"));
  return own.filter((one) => one.held !== null).map(({ name }) => name);
}

describe("a channel stands for its threads", () => {
  it("when it takes nothing, and when it takes messages again", async () => {
    await bot.host.held(channel, "the channel is archived");
    expect(await held()).toEqual(["channel", "thread"]);

    await bot.host.released(channel);
    expect(await held()).toEqual([]);
  });

  it("when it is gone", async () => {
    await bot.host.ended(channel, "the channel was deleted");

    const left = await bot.services.subscriptions.list(bot.person("ann"));
    expect(left.map(({ name }) => name)).toEqual(["sibling", "other"]);
  });

  it("but a thread for itself alone", async () => {
    await bot.host.held("null:C1/1.1", "the thread is locked");

    expect(await held()).toEqual(["thread"]);
  });
});
