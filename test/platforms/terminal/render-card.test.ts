import { stripVTControlCharacters } from "node:util";
import * as fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { cardMarker, renderCard } from "../../../src/platforms/terminal/render.ts";
import { aCard, anyCard } from "../a-card.ts";

const plain = { width: 80, colour: false };
const colourful = { width: 80, colour: true };
const escape = "\u001b";

describe("a card without colours", () => {
  it("in 80 columns", () => {
    expect(renderCard(aCard(), plain)).toEqual([
      "┌─ Backend Engineer",
      "│  https://jobs.example.org/acme/1",
      "│  Acme · Belgrade, Serbia · hybrid · senior",
      "│  full-time · Go, Rust (nice to have) · 80,000–100,000 EUR a year · 2 days ago",
      "│  matches infra: Go, Belgrade; visa not stated",
      "│  languages Go: “You write Go”",
      "│  places Belgrade, RS: “our office in Belgrade”",
      "└─ jobs.example.org · /jobs why p2abc",
    ]);
  });

  it("in 40 columns", () => {
    expect(renderCard(aCard(), { width: 40, colour: false })).toEqual([
      "┌─ Backend Engineer",
      "│  https://jobs.example.org/acme/1",
      "│  Acme · Belgrade, Serbia · hybrid",
      "│  senior",
      "│  full-time · Go, Rust (nice to have)",
      "│  80,000–100,000 EUR a year",
      "│  2 days ago",
      "│  matches infra: Go, Belgrade; visa not",
      "│  stated",
      "│  languages Go: “You write Go”",
      "│  places Belgrade, RS: “our office in",
      "│  Belgrade”",
      "└─ jobs.example.org · /jobs why p2abc",
    ]);
  });

  it("leaves out what is not known", () => {
    const card = aCard({ url: null, company: null, facts: [], evidence: [] });

    expect(renderCard(card, plain)).toEqual([
      "┌─ Backend Engineer",
      "│  matches infra: Go, Belgrade; visa not stated",
      "└─ /jobs why p2abc",
    ]);
  });

  it("says closed in words", () => {
    expect(renderCard(aCard({ state: "closed" }), plain)[0]).toBe("┌─ [closed] Backend Engineer");
  });

  it("has a title even where there is none", () => {
    expect(renderCard(aCard({ title: "\u200b" }), plain)[0]).toBe("┌─ Untitled posting");
  });

  it("keeps a long address in one piece, to be opened", () => {
    const url = `https://jobs.example.org/${"x".repeat(100)}`;

    expect(renderCard(aCard({ url }), { width: 40, colour: false })).toContain(`│  ${url}`);
  });

  it("does not let one posting fill the screen", () => {
    const card = aCard({ title: "x ".repeat(5_000), why: "y ".repeat(5_000), company: "z".repeat(9_000) });

    expect(renderCard(card, plain).length).toBeLessThan(30);
  });
});

describe("a card with colours", () => {
  it("links its title, and shows the host", () => {
    const [first = "", ...rest] = renderCard(aCard(), colourful);

    expect(first).toContain(`${escape}]8;;https://jobs.example.org/acme/1${escape}\\`);
    expect(first).toContain(`${escape}]8;;${escape}\\`);
    expect(stripVTControlCharacters(rest.at(-1) ?? "")).toBe("└─ jobs.example.org · /jobs why p2abc");
  });

  it.each(["javascript:alert(1)", "mailto:a@example.org", "/1", null])("never links %s", (url) => {
    expect(renderCard(aCard({ url }), colourful).join("")).not.toContain("]8;");
  });

  it("says with colours what it says without", () => {
    const coloured = renderCard(aCard({ state: "closed" }), colourful).map(stripVTControlCharacters);
    const bare = renderCard(aCard({ state: "closed" }), plain);

    expect(coloured).toEqual(bare.filter((line) => !line.includes("https://")));
  });
});

describe("any card", () => {
  it.each([40, 80, 120])("keeps to %i columns, but for the bare address", (width) => {
    fc.assert(
      fc.property(anyCard, fc.boolean(), (card, colour) => {
        const lines = renderCard(card, { width, colour }).filter((line) => !/^│ {2}https?:\/\/\S+$/u.test(line));

        expect(lines.filter((line) => stringWidth(line) > width)).toEqual([]);
      }),
      { seed: 2 },
    );
  });

  it("is inert in plain output: nothing that a terminal obeys, reorders or hides", () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const lines = renderCard(card, plain);

        expect(lines.filter((line) => /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(line))).toEqual([]);
      }),
      { seed: 3 },
    );
  });

  it("adds no codes but ours in coloured output", () => {
    const ours = new RegExp(String.raw`${escape}\[\d+m|${escape}\]8;;[\x21-\x7e]*${escape}\\`, "gu");

    fc.assert(
      fc.property(anyCard, (card) => {
        const rest = renderCard(card, colourful).map((line) => line.replaceAll(ours, ""));

        expect(rest.filter((line) => /[\p{Cc}\p{Cf}\p{Cs}]/u.test(line))).toEqual([]);
      }),
      { seed: 4 },
    );
  });

  it("has one first line, which scripts can count", () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const marked = renderCard(card, plain).map((line) => line.startsWith(cardMarker));

        expect(marked.indexOf(true)).toBe(0);
        expect(marked.lastIndexOf(true)).toBe(0);
      }),
      { seed: 5 },
    );
  });
});
