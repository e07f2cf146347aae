import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aDraft } from "../builders.ts";
import { aBot, type Bot } from "../doubles/bot.ts";

const hourMs = 3_600_000;
const pay = { min: 70_000, max: 70_000, currency: "EUR", period: "year" } as const;

let bot: Bot;

beforeEach(async () => {
  bot = await aBot({ startAt: Date.UTC(2026, 10, 20, 10) });
});

afterEach(() => bot.close());

describe("a posting that changes", () => {
  it("is for whom it had not matched before, and for nobody twice", async () => {
    await bot.subscribe("all", "role:backend", "ann");
    await bot.subscribe("paid", "pay:60000eur/year unknown:hide", "bob");
    const id = await bot.finds({ title: "Engineer" });
    await bot.tick();
    const before = bot.sees("bob");

    await bot.finds({ title: "Engineer", pay }, id);
    await bot.tick(hourMs);
    await bot.finds({ title: "Senior Engineer", pay }, id);
    await bot.tick(hourMs);

    expect(before).toEqual([]);
    expect(bot.sees("bob")).toEqual(["Senior Engineer"]);
    expect(bot.sees("ann")).toEqual(["Senior Engineer"]);
  });

  it("is no news for a later subscription that it would have matched all along", async () => {
    const id = await bot.finds({ title: "Engineer", languages: ["Rust"] });
    await bot.tick();
    await bot.subscribe("all", "role:backend", "ann");
    await bot.subscribe("gophers", "lang:go", "bob");

    await bot.finds({ title: "Engineer", languages: ["Go"] }, id);
    await bot.tick(hourMs);

    expect(bot.sees("ann")).toEqual([]);
    expect(bot.sees("bob")).toEqual(["Engineer"]);
  });

  it("is compared with what was matched, however often it changed since", async () => {
    await bot.subscribe("gophers", "lang:go", "ann");
    const id = await bot.finds({ title: "Engineer", languages: ["Rust"] });
    await bot.tick();

    await bot.finds({ title: "Engineer", languages: ["Go"] }, id);
    await bot.finds({ title: "Engineer", languages: ["Go"], levels: ["senior"] }, id);
    await bot.tick(hourMs);

    expect(bot.sees("ann")).toEqual(["Engineer"]);
  });

  it("stays unannounced when it was there before we watched", async () => {
    await bot.subscribe("gophers", "lang:go", "ann");
    const old = { id: "old", externalId: "old", openingKeys: ["old"] };
    await bot.storage.postings.add([aDraft({ ...old, facts: { languages: ["Rust"] } })], bot.clock.now(), true);

    await bot.storage.postings.change([aDraft({ ...old, facts: { languages: ["Go"] } })], bot.clock.now());
    await bot.tick(hourMs);

    expect(bot.sees("ann")).toEqual([]);
  });
});
