import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inert } from "../../../src/delivery/card/inert.ts";
import { codeBlock, escaped, escapedLines, masked } from "../../../src/platforms/discord/escape.ts";
import { anyText, hostileTexts } from "../a-card.ts";
import { interpreted } from "./effects.ts";

/** One for each thing that Discord's markdown can do, and near misses. */
const discordTexts = [
  "@everyone @here <@1> <@!1> <@&1> <#1> <id:customize> </jobs list:1>",
  "<t:1700000000:R> <:x:1> <a:x:1> :smile: :+1:",
  "[free](http://evil.example) [free](<http://evil.example>) [a]",
  "https://evil.example http://x discord://x <https://evil.example>",
  "discord.gg/abc DISCORD.gg/abc discordapp.com/invite/abc discord.com/invite/abc",
  "**b** *i* __u__ _i_ ~~s~~ ||spoiler|| `c` ``c`` ```c```",
  "# one",
  "## two",
  "-# small",
  "- point",
  "* point",
  "+ point",
  "1. first",
  "23) first",
  "> quote",
  ">>> quote",
  "\\*\\*b\\*\\* \\\\ \\",
  "C# and C++ at 09:00, 1.5 years, A|B, snake_case (m/f/d) 80%",
] as const;

const nasty = fc.oneof(
  anyText,
  fc.constantFrom(...discordTexts),
  fc.string({
    unit: fc.constantFrom(..."\\*_~|`<>[]()@#:/-+.1ae \n", "discord.gg/", "everyone", "://"),
    maxLength: 40,
  }),
);

describe("a line of a stranger", () => {
  it.each([...hostileTexts, ...discordTexts])("is shown as it is and does nothing: %j", (text) => {
    const { text: read, effects } = interpreted(escaped(text, 2_000));

    expect(effects).toEqual([]);
    expect(read.slice(0, 900)).toBe(inert(text, 2_000).slice(0, 900));
  });

  it("is shown as it is and does nothing, whatever it holds and wherever it stands", () => {
    fc.assert(
      fc.property(nasty, nasty, (a, b) => {
        const shown = interpreted(`${escaped(a, 500)} · ${escaped(b, 500)}\n${escaped(b, 500)}`);

        expect(shown.effects).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it("fits into what is asked, escapes included", () => {
    fc.assert(
      fc.property(nasty, fc.integer({ min: 1, max: 300 }), (text, most) => {
        expect(escaped(text, most).length).toBeLessThanOrEqual(most);
        expect(escapedLines(text, most).length).toBeLessThanOrEqual(most);
      }),
      { numRuns: 500 },
    );
  });

  it("is cut by no more than its escapes need", () => {
    expect(escaped("x".repeat(50), 20)).toBe(`${"x".repeat(19)}…`);
    expect(escaped("*".repeat(50), 21)).toBe(`${"\\*".repeat(10)}…`);
  });

  it("keeps everyday signs as they are", () => {
    const text = "Senior C++ Engineer (m/f/d) – 80% at 09:00, Berlin - hybrid";

    expect(escaped(text, 200)).toBe(text);
  });
});

describe("lines of a stranger", () => {
  it("stay lines, and each does nothing", () => {
    const { text, effects } = interpreted(escapedLines(discordTexts.join("\n"), 4_000));

    expect(text).toBe(discordTexts.join("\n"));
    expect(effects).toEqual([]);
  });

  it("do nothing where they are cut", () => {
    fc.assert(
      fc.property(fc.array(nasty, { maxLength: 4 }), fc.integer({ min: 1, max: 120 }), (lines, most) => {
        expect(interpreted(escapedLines(lines.join("\n"), most)).effects).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a link", () => {
  it.each([
    ["https://jobs.example.org/1?gh_jid=2", "https://jobs.example.org/1?gh_jid=2"],
    ["https://jobs.example.org/a(b)c", "https://jobs.example.org/a%28b%29c"],
    ["https://jobs.example.org/?q=**`|~", "https://jobs.example.org/?q=%2A%2A%60%7C%7E"],
  ])("leads to %s alone", (url, target) => {
    const { text, effects } = interpreted(`**${masked(escaped("[Go](Engineer)", 100), url)}**`);

    expect(text).toBe("[Go](Engineer)");
    expect(effects).toEqual([{ kind: "bold" }, { kind: "link", target }, { kind: "bold" }]);
  });
});

describe("a block of code", () => {
  it("is not ended by what stands in it", () => {
    fc.assert(
      fc.property(nasty, (line) => {
        expect(interpreted(codeBlock([line, "   ^"], 500)).effects).toEqual([{ kind: "code" }]);
      }),
      { numRuns: 500 },
    );
  });

  it("keeps the columns", () => {
    expect(codeBlock(["role:back\u200bend", "     ^"], 500)).toBe("```\nrole:back end\n     ^\n```");
  });
});
