import { describe, expect, test } from "vitest";
import { beginsQuery, nextWord, type TypedWord } from "../../commands/words.ts";

function wordsOf(line: string): readonly TypedWord[] {
  const words: TypedWord[] = [];
  for (let word = nextWord(line, 0); word !== null; word = nextWord(line, word.end)) words.push(word);
  return words;
}

describe("words", () => {
  test.each([
    ["", []],
    ["  \t ", []],
    ["list", ["list"]],
    ["  why  p2abc infra ", ["why", "p2abc", "infra"]],
    ['unsubscribe "my go" x', ["unsubscribe", "my go", "x"]],
    ["unsubscribe “my go” x", ["unsubscribe", "my go", "x"]],
    ["unsubscribe „my go“", ["unsubscribe", "my go"]],
    ["a\u200bb", ["a", "b"]],
    ['a"b c"d', ["a", "b c", "d"]],
  ])("%j is split into %j", (line, expected) => {
    expect(wordsOf(line).map(({ text }) => text)).toEqual(expected);
  });

  test("know their place", () => {
    const line = '  why "p2 abc" x';

    const places = wordsOf(line).map(({ start, end }) => line.slice(start, end));

    expect(places).toEqual(["why", '"p2 abc"', "x"]);
  });

  test("an open quote is an error at its place", () => {
    expect(() => nextWord('why "p2', 3)).toThrow(expect.objectContaining({ code: "quote", fields: { start: 4 } }));
  });

  test.each([
    ["role:backend", true],
    ["pay>=80k", true],
    ["role：backend", true],
    ["-intern", true],
    ["go,rust", true],
    ['"go"', true],
    ["infra", false],
    ["eu-go", false],
    ["c++", false],
  ])("%s begins a query: %s", (text, expected) => {
    const word = nextWord(text, 0);

    expect(word !== null && beginsQuery(word)).toBe(expected);
  });
});
