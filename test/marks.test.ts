import { expect, it } from "vitest";
import { aBot } from "./doubles/bot.ts";

it("a note stays where the mark is taken away, is shown, and can be taken away too", async () => {
  await using bot = await aBot({ startAt: Date.UTC(2026, 4, 20, 10) });
  const id = await bot.finds({ title: "Go Engineer" });
  const ask = (line: string) => bot.answer(line, bot.person("ann"));
  await ask(`/jobs note ${id} Ann refers me`);

  const unmarked = await ask(`/jobs mark ${id} none`);
  const shown = await ask(`/jobs note ${id}`);
  const taken = await ask(`/jobs note ${id} none`);

  expect(unmarked).toContain("Your note on it stays, for when you mark it again.");
  expect(shown).toContain("Ann refers me");
  expect(taken).toContain("No note any more");
  expect(await ask(`/jobs note ${id}`)).toContain("You have no note");
});
