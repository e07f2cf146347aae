import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aBot, type Bot } from "../doubles/bot.ts";

let bot: Bot;

/** Each has its own: an opening is shown to nobody twice. */
async function findsAnother(title: string): Promise<void> {
  await bot.finds({ title });
  await bot.tick();
}

beforeEach(async () => {
  bot = await aBot({ startAt: Date.UTC(2026, 10, 20, 10) });
});

afterEach(() => bot.close());

describe("a posting is matched against subscriptions as they are then", () => {
  it("of which one comes, changes and ends between postings", async () => {
    await findsAnother("Nobody's");
    const { id } = await bot.subscribe("all", "role:backend", "ann");
    await findsAnother("First");
    await bot.services.subscriptions.change(bot.person("ann"), id, { query: "role:qa" });
    await findsAnother("Second");
    await bot.services.subscriptions.change(bot.person("ann"), id, { query: "role:backend" });
    await findsAnother("Third");
    await bot.services.subscriptions.remove(bot.person("ann"), id);
    await findsAnother("Fourth");

    expect(bot.sees("ann")).toEqual(["First", "Third"]);
  });

  it("of which two changes at once are one change, and the other is told so", async () => {
    const { id } = await bot.subscribe("all", "role:backend", "ann");
    const ask = (line: string) => bot.answer(line, bot.person("ann"));

    const answers = await Promise.all([ask(`/jobs edit #${id} lang:go`), ask(`/jobs edit #${id} level:senior`)]);

    const [stored] = await bot.services.subscriptions.list(bot.person("ann"));
    expect(answers.filter((answer) => answer.startsWith("Changed all"))).toHaveLength(1);
    expect(answers.filter((answer) => answer.includes("was changed at the same time"))).toHaveLength(1);
    expect(stored?.query).toBe(
      answers[0]?.startsWith("Changed") ? "role:backend lang:go" : "role:backend level:senior",
    );
  });

  it("with what their owner has set since", async () => {
    await bot.subscribe("paid", "pay:60000eur/year", "ann");
    const settings = await bot.services.settings.get(bot.person("ann"));
    await findsAnother("First");
    await bot.services.settings.set(bot.person("ann"), { ...settings, unknown: "hide" });
    await findsAnother("Second");
    await bot.services.settings.set(bot.person("ann"), settings);
    await findsAnother("Third");

    expect(bot.sees("ann")).toEqual(["First", "Third"]);
  });

  it("but for those of a workspace while the bot is not in it", async () => {
    await bot.subscribe("all", "role:backend", "ann");
    await findsAnother("First");
    await bot.storage.workspaces.remove("w", bot.clock.now());
    await findsAnother("Second");
    await bot.storage.workspaces.restore("w");
    await findsAnother("Third");

    expect(bot.sees("ann")).toEqual(["First", "Third"]);
  });
});
