import { describe, expect, it } from "vitest";
import { type Candidate, completionOf } from "../../../src/platforms/terminal/completion.ts";
import { completeTyped, readTyped } from "../../../src/platforms/terminal/typed.ts";

function words(text: string, cursor: number, ...values: readonly string[]): Candidate[] {
  const start = text.lastIndexOf(" ", cursor - 1) + 1;
  return values.map((value) => ({ value, start, end: cursor }));
}

describe("Tab", () => {
  it.each([
    ["nothing to offer", "li", [], "", "", []],
    ["the only one, whole", "li", ["list "], "li", "list ", []],
    ["in another case", "LI", ["list "], "LI", "list ", []],
    ["as far as all agree", "lo", ["location:berlin", "location:bern"], "lo", "location:ber", []],
    ["a choice", "s", ["search ", "subscribe "], "s", "s", ["search", "subscribe"]],
    ["never half a character", "", ["🎯a", "🎲b"], "", "", ["🎯a", "🎲b"]],
  ])("%s", (_, text, values, replaced, inserted, choices) => {
    expect(completionOf(text, text.length, words(text, text.length, ...values))).toEqual({
      replaced,
      inserted,
      surplus: "",
      choices,
    });
  });

  it("replaces the rest of the word behind the cursor too", () => {
    const candidate = { value: "level:senior", start: 5, end: 12 };

    expect(completionOf("edit lev:juns x", 8, [candidate])).toEqual({
      replaced: "lev",
      inserted: "level:senior",
      surplus: ":jun",
      choices: [],
    });
  });

  it("evens out candidates that start at different places", () => {
    const candidates = [
      { value: "lang:go", start: 0, end: 6 },
      { value: "golang", start: 5, end: 6 },
    ];

    expect(completionOf("lang:g", 6, candidates)).toMatchObject({ inserted: "lang:go" });
  });

  it("leaves out candidates for another place", () => {
    expect(completionOf("list", 4, [{ value: "x", start: 5, end: 6 }])).toMatchObject({ inserted: "", choices: [] });
  });
});

describe("a typed line", () => {
  it.each([
    ["list", { kind: "command", text: "list" }],
    ["  /jobs list  ", { kind: "command", text: "list" }],
    ["/JOBS   why p2abc", { kind: "command", text: "why p2abc" }],
    ["/jobs", { kind: "command", text: "" }],
    ["/jobsearch", { kind: "command", text: "/jobsearch" }],
    ["", { kind: "blank" }],
    [" \t", { kind: "blank" }],
    ["/quit", { kind: "quit" }],
    ["Exit", { kind: "quit" }],
  ])("%j", (typed, meaning) => {
    expect(readTyped(typed)).toEqual(meaning);
  });

  it("is completed as it will be handed on", async () => {
    const complete = completeTyped((text, cursor) => [{ value: `[${text}]`, start: cursor - 2, end: cursor }]);

    expect(await complete("/jobs li", 8)).toEqual([{ value: "[li] ", start: 6, end: 8 }]);
    expect(await complete("li", 2)).toEqual([{ value: "[li] ", start: 0, end: 2 }]);
  });

  it.each([
    ["a verb with the space behind it", "li", { value: "list", start: 0, end: 2 }, "list "],
    ["a key without, its value follows", "preview ro", { value: "role:", start: 8, end: 10 }, "role:"],
    ["a value without, another may follow", "preview role:b", { value: "backend", start: 13, end: 14 }, "backend"],
  ])("%s", async (_, text, candidate, value) => {
    expect(await completeTyped(() => [candidate])(text, text.length)).toEqual([{ ...candidate, value }]);
  });

  it.each([
    ["/", ["/jobs ", "/quit"]],
    ["/J", ["/jobs "]],
    ["/x", []],
  ])("%s is completed to what only a terminal knows", async (text, values) => {
    const candidates = await completeTyped(() => [{ value: "list", start: 0, end: 1 }])(text, text.length);

    expect(candidates.map(({ value }) => value)).toEqual(values);
  });

  it("needs no completion to be given", async () => {
    expect(await completeTyped(undefined)("li", 2)).toEqual([]);
  });
});
