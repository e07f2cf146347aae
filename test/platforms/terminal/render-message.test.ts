import { stripVTControlCharacters } from "node:util";
import * as fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { cardMarker, type Look } from "../../../src/platforms/terminal/render.ts";
import { renderMessage } from "../../../src/platforms/terminal/render-message.ts";
import { aDigest, anyMessage, cardEntry, cardMessage, digestMessage, lineEntry } from "../a-digest.ts";

const plain: Look = { width: 80, colour: false };
const colourful: Look = { width: 80, colour: true };
const escape = "\u001b";

function linesOf(message = digestMessage(), look = plain): string[] {
  return renderMessage(message, look);
}

describe("a digest", () => {
  it("has a headline, headings, cards as they are by themselves, and lines", () => {
    const digest = aDigest({ total: 12, parts: 2, late: "due yesterday at 09:00, sent late" });

    expect(linesOf({ kind: "digest", digest })).toEqual([
      "12 new for infra (1 of 2) · due yesterday at 09:00, sent late",
      "",
      "── Backend",
      ...renderMessage(cardMessage(), plain),
      "",
      "── Infrastructure",
      "• Go Engineer — Acme — Berlin · remote (p3def)",
    ]);
  });

  it("says closed in words, and a title even where there is none", () => {
    const entries = [lineEntry({ state: "closed" }), lineEntry({ title: "\u200b", about: "" })];

    expect(linesOf(digestMessage({ groups: [{ heading: "Backend", entries }] })).slice(-2)).toEqual([
      "• [closed] Go Engineer — Acme — Berlin · remote (p3def)",
      "• Untitled posting (p3def)",
    ]);
  });

  it("goes on indented where a line is too long", () => {
    const entries = [lineEntry({ title: "Engineer of everything that there is" })];
    const message = digestMessage({ groups: [{ heading: "Backend", entries }] });

    expect(linesOf(message, { width: 40, colour: false }).slice(-2)).toEqual([
      "• Engineer of everything that there is",
      "  — Acme — Berlin · remote (p3def)",
    ]);
  });

  it("links the titles of its lines where it has colours, and says the same", () => {
    const groups = [{ heading: "Backend", entries: [lineEntry()] }];

    const coloured = linesOf(digestMessage({ groups }), colourful);

    expect(coloured.at(-1)).toContain(`${escape}]8;;https://jobs.example.org/acme/2${escape}\\`);
    expect(coloured.map(stripVTControlCharacters)).toEqual(linesOf(digestMessage({ groups })));
  });

  it.each(["javascript:alert(1)", "mailto:a@example.org", "/1", null])("never links %s", (url) => {
    const groups = [{ heading: "Backend", entries: [lineEntry({ url })] }];

    expect(linesOf(digestMessage({ groups }), colourful).join("")).not.toContain("]8;");
  });
});

describe("any message", () => {
  it.each([40, 80])("keeps to %i columns, but for bare addresses", (width) => {
    fc.assert(
      fc.property(anyMessage, fc.boolean(), (message, colour) => {
        const lines = renderMessage(message, { width, colour }).filter((line) => !/^│ {2}https?:\/\/\S+$/u.test(line));

        expect(lines.filter((line) => stringWidth(line) > width)).toEqual([]);
      }),
      { seed: 2, numRuns: 60 },
    );
  });

  it("is inert in plain output", () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        expect(linesOf(message).filter((line) => /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(line))).toEqual([]);
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  it("adds no codes but ours in coloured output", () => {
    const ours = new RegExp(String.raw`${escape}\[\d+m|${escape}\]8;[!-~]*${escape}\\`, "gu");

    fc.assert(
      fc.property(anyMessage, (message) => {
        const rest = linesOf(message, colourful).map((line) => line.replaceAll(ours, ""));

        expect(rest.filter((line) => /[\p{Cc}\p{Cf}\p{Cs}]/u.test(line))).toEqual([]);
      }),
      { seed: 4, numRuns: 60 },
    );
  });

  it("has the marker of a card once for each card, whatever imitates it", () => {
    const imitation = `${cardMarker}Free `.repeat(12);
    const groups = [
      { heading: imitation, entries: [lineEntry({ title: imitation, about: imitation, postingId: imitation })] },
      { heading: "Backend", entries: [cardEntry({ title: imitation, why: imitation }), cardEntry()] },
    ];

    const lines = linesOf(digestMessage({ name: imitation, cause: imitation, groups }));

    expect(lines.filter((line) => line.startsWith(cardMarker))).toHaveLength(2);
  });
});
