import stringWidth from "string-width";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { paint, type Span, span } from "../../../src/platforms/terminal/theme.ts";
import { clip, flow, wrap } from "../../../src/platforms/terminal/wrap.ts";

function wrapped(spans: readonly Span[], width: number): string[] {
  return wrap(spans, width).map((line) => line.map(({ text }) => text).join(""));
}

describe("wrap", () => {
  it.each([
    ["fits", 12, "one two", ["one two"]],
    ["fits exactly", 7, "one two", ["one two"]],
    ["breaks at a blank", 6, "one two", ["one", "two"]],
    ["merges blanks", 20, " one   two ", ["one two"]],
    ["breaks a word wider than a line where it stands", 6, "one twothree four", ["one tw", "othree", "four"]],
    ["counts wide characters twice", 8, "ab 日本語 c", ["ab 日本", "語 c"]],
    ["never cuts a wide character in two", 5, "日本語", ["日本", "語"]],
    ["keeps an accent on its letter", 3, "abe\u0301d", ["abe\u0301", "d"]],
    ["nothing is one empty line", 10, "", [""]],
  ])("%s", (_, width, text, lines) => {
    expect(wrapped([span(text)], width)).toEqual(lines);
  });

  it("takes a word that changes its style halfway for one word", () => {
    expect(wrapped([span("see ab"), span("cd", "pay"), span(" now")], 7)).toEqual(["see", "abcd", "now"]);
  });

  it("keeps the blanks of a link in the link, and joins what looks alike", () => {
    const link = { ...span("Backend Engineer", "title"), link: "https://example.org/" };

    expect(wrap([link, span(" at Acme")], 80)).toEqual([[link, span(" at Acme")]]);
  });

  it("loses no character but blanks, and keeps the width", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "é", "語", "🎯", "-", "ﬁ"), minLength: 1, maxLength: 30 });

    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), fc.integer({ min: 2, max: 30 }), (words, width) => {
        const lines = wrapped([span(words.join(" "))], width);

        expect(lines.join("").replaceAll(" ", "")).toBe(words.join(""));
        expect(lines.every((line) => stringWidth(line) <= width)).toBe(true);
      }),
      { seed: 1 },
    );
  });
});

describe("flow", () => {
  it.each([
    [40, ["Acme · Belgrade · senior"]],
    [20, ["Acme · Belgrade", "senior"]],
    [10, ["Acme", "Belgrade", "senior"]],
    [5, ["Acme", "Belgr", "ade", "senio", "r"]],
  ])("in %i columns breaks between parts first", (width, lines) => {
    const parts = ["Acme", "Belgrade", "senior"].map((text) => [span(text)]);

    expect(flow(parts, span(" · "), width).map((line) => paint(line, false))).toEqual(lines);
  });

  it("of nothing is nothing", () => {
    expect(flow([], span(" · "), 40)).toEqual([]);
  });
});

describe("clip", () => {
  it.each([
    ["abcdef", 6, "abcdef"],
    ["abcdefg", 6, "abcde…"],
    ["abcde fgh", 7, "abcde…"],
    ["日本語", 5, "日本…"],
    ["日本語", 4, "日…"],
    ["", 4, ""],
  ])("%s in %i columns", (text, columns, clipped) => {
    expect(clip(text, columns)).toBe(clipped);
  });
});
