import { describe, expect, it } from "vitest";
import { findPhrase, tokenise } from "../../src/filter/tokens.ts";

describe("tokenise", () => {
  it.each([
    ["Go, Rust/C++ & C#", ["go", "rust", "c++", "c#"]],
    ["ASP.NET and .NET", ["asp", "net", "and", ".net"]],
    ["Crème brûlée", ["creme", "brulee"]],
    ["東京 or 大阪", ["東", "京", "or", "大", "阪"]],
    ["Go言語", ["go", "言", "語"]],
    ["3 days, 10k", ["3", "days", "10k"]],
    ["— … !", []],
  ])("%s", (text, expected) => {
    expect(tokenise(text).map((token) => token.text)).toEqual(expected);
  });

  it("keeps the place of every word", () => {
    const text = "Naïve “go-to-market” plan";

    expect(tokenise(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      "Naïve",
      "go",
      "to",
      "market",
      "plan",
    ]);
  });
});

describe("findPhrase", () => {
  it.each([
    ["go-to-market", "go", undefined],
    ["go-to-market", "to market", undefined],
    ["go-to-market", "go to market", "go-to-market"],
    ["the real-time part", "real time", "real-time"],
    ["R&D team", "r", undefined],
    ["node.js and node", "node", "node"],
    ["a b a c", "a c", "a c"],
    ["Go's tools", "go", "Go"],
    ["anything", "…", undefined],
  ])("%s: %s", (text, phrase, expected) => {
    const found = findPhrase(tokenise(text), tokenise(phrase));

    expect(found === undefined ? undefined : text.slice(found.start, found.end)).toBe(expected);
  });
});
