import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { Parser } from "htmlparser2";
import { describe, expect, it } from "vitest";
import { renderCard } from "../../src/platforms/terminal/render.ts";
import { aCard } from "../platforms/a-card.ts";
import { readAnsi } from "./ansi.ts";
import { terminalSvg } from "./terminal-svg.ts";

/** The text elements of a picture; fails where it is not well-formed. */
function textsOf(svg: string): string[] {
  const open: string[] = [];
  const texts: string[] = [];
  const parser = new Parser(
    {
      onopentag(name) {
        open.push(name);
        if (name === "text") texts.push("");
      },
      ontext(text) {
        if (open.at(-1) === "text") texts.push((texts.pop() ?? "") + text);
      },
      onclosetag(name, isImplied) {
        if (isImplied && svg.includes(`<${name}>`)) throw new Error(`Expected </${name}>.`);
        expect(open.pop()).toBe(name);
      },
    },
    { xmlMode: true },
  );
  parser.end(svg);
  expect(open).toEqual([]);
  return texts;
}

function widthOf(svg: string): number {
  return Number(/width="(\d+)"/u.exec(svg)?.[1]);
}

describe("a picture of a terminal", () => {
  it("holds what a card says, as text, and its link", () => {
    const svg = terminalSvg(renderCard(aCard(), { width: 80, colour: true }).join("\n"), { title: "rolecall" });

    const texts = textsOf(svg);
    expect(texts.slice(0, 2)).toEqual(["rolecall", "Backend Engineer"]);
    expect(texts).toContain("80,000–100,000 EUR a year");
    expect(svg).toContain('<a href="https://jobs.example.org/acme/1">');
    expect(svg.length).toBeLessThan(8_000);
  });

  it("is as wide as its longest line, or as asked", () => {
    expect(widthOf(terminalSvg("x".repeat(80), { title: "" }))).toBe(715);
    expect(widthOf(terminalSvg("x", { title: "", columns: 80 }))).toBe(715);
    expect(widthOf(terminalSvg("語".repeat(40), { title: "" }))).toBe(715);
  });

  it("is well-formed whatever is printed", () => {
    const svg = terminalSvg('<b>&amp; "x"\u0000\u0007\u001b[2J\ud800 ]]>', { title: '"<&>' });

    expect(textsOf(svg)).toEqual(['"<&>', '<b>&amp; "x"\ufffd ]]>']);
  });

  it("places what follows wide characters by columns", () => {
    const svg = terminalSvg("語語a", { title: "" });

    expect(svg).toMatch(/<text x="53.72"[^>]*>a</u);
  });

  it("is made from standard input", () => {
    const tool = join(import.meta.dirname, "terminal-svg.ts");
    const run = spawnSync(process.execPath, [tool, "--title", "rolecall", "--columns", "40"], { input: "list\n" });

    expect(textsOf(run.stdout.toString())).toEqual(["rolecall", "list"]);
  });
});

describe("readAnsi", () => {
  it("knows colours, weight and links, and forgets them again", () => {
    const [[first, second, third] = []] = readAnsi(
      "\u001b[1;32ma\u001b[0m\u001b]8;;https://example.org/\u001b\\b\u001b]8;;\u001b\\\u001b[90mc",
    );

    expect(first).toMatchObject({ text: "a", look: { colour: 2, isBold: true, link: null } });
    expect(second).toMatchObject({ text: "b", look: { colour: null, isBold: false, link: "https://example.org/" } });
    expect(third).toMatchObject({ text: "c", look: { colour: 8, link: null } });
  });

  it("splits lines, and drops the empty ones at the end", () => {
    expect(readAnsi("a\r\n\nb\n\n").map((line) => line.map(({ text }) => text))).toEqual([["a"], [], ["b"]]);
  });
});
