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

it("what a first note or reminder saved is taken away by its undo, with the note or reminder", async () => {
  await using bot = await aBot({ startAt: Date.UTC(2026, 4, 20, 10) });
  const id = await bot.finds({ title: "Go Engineer" });
  const ask = (line: string) => bot.answer(line, bot.person("ann"));

  const answers = [await ask(`/jobs note ${id} Ann refers me`)];
  await ask(`/jobs mark ${id} none,note`);
  const noted = await ask(`/jobs note ${id}`);
  answers.push(await ask(`/jobs remind ${id} 3d`));
  await ask(`/jobs mark ${id} none,reminder`);

  expect(answers[0]).toContain(`mark ${id} none,note`);
  expect(answers[1]).toContain(`mark ${id} none,reminder`);
  expect(noted).toContain("You have no note");
  expect(await ask("/jobs saved")).toContain("You have no saved postings");
  await ask(`/jobs mark ${id} saved`);
  expect(await ask("/jobs saved")).not.toContain("23 May");
});
