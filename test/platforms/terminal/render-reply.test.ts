import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { card, failure, file, info, line, list, table, text } from "../../../commands/reply.ts";
import { choiceLines, renderReply } from "../../../src/platforms/terminal/render.ts";
import { wantsColour } from "../../../src/platforms/terminal/theme.ts";
import { aCard } from "../a-card.ts";

const plain = { width: 40, colour: false };
const colourful = { width: 40, colour: true };

describe("a reply", () => {
  it("wraps paragraphs, sets the canonical line apart and leaves it whole", () => {
    const canonical = "/jobs subscribe infra role:backend location:belgrade every:now";
    const reply = info(text("Subscribed. It is named infra and has the id k3f."), line(canonical), text("Done."));

    expect(renderReply(reply, plain)).toEqual([
      "Subscribed. It is named infra and has",
      "the id k3f.",
      `  ${canonical}`,
      "",
      "Done.",
    ]);
  });

  it("prints a file from the first column on, whole, and nothing in it is obeyed", () => {
    const long = `saved,${"x".repeat(100)}`;

    expect(renderReply(info(file("saved.csv", `\u{FEFF}a,b\r\n${long}\r\n=\u001b[2J,c\r\n`)), plain)).toEqual([
      "a,b",
      long,
      "=[2J,c",
    ]);
  });

  it("colours the canonical line", () => {
    expect(renderReply(info(line("list")), colourful)).toEqual(["  \u001b[36mlist\u001b[39m"]);
  });

  it("keeps the lines of a text, also the empty ones", () => {
    expect(renderReply(info(text("one\n\ntwo")), plain)).toEqual(["one", "", "two"]);
  });

  it("lists with bullets, what goes on indented", () => {
    const items = ["short", "an item that is longer than one line can hold"];

    expect(renderReply(info(list(items)), plain)).toEqual([
      "• short",
      "• an item that is longer than one line",
      "  can hold",
    ]);
  });

  it("holds cards, set apart", () => {
    const lines = renderReply(info(text("The newest:"), card(aCard()), card(aCard())), plain);

    expect(lines.slice(0, 3)).toEqual(["The newest:", "", "┌─ Backend Engineer"]);
    expect(lines.filter((shown) => shown.startsWith("┌─ "))).toHaveLength(2);
  });

  it("of nothing is nothing", () => {
    expect(renderReply(info(), plain)).toEqual([]);
  });

  it("is inert", () => {
    const hostile = "a\u001b[2J\u202eb";
    const mistake = { kind: "mistake", text: hostile, caret: "^" } as const;
    const reply = info(text(hostile), line(hostile), list([hostile]), table([[hostile, hostile]]), mistake);

    expect(renderReply(reply, plain).filter((shown) => /[\p{Cc}\p{Cf}]/u.test(shown))).toEqual([]);
  });
});

describe("an error", () => {
  it("says so in words", () => {
    expect(renderReply(failure("There is no verb lits."), plain)).toEqual(["Error: There is no verb lits."]);
  });

  it("says so before anything else that it starts with", () => {
    expect(renderReply({ tone: "error", parts: [line("lits")] }, plain)).toEqual(["Error:", "  lits"]);
    expect(renderReply({ tone: "error", parts: [] }, plain)).toEqual(["Error:"]);
  });

  it("marks the word with colour besides", () => {
    const [first = ""] = renderReply(failure("No."), colourful);

    expect(first).toContain("\u001b[31m");
    expect(stripVTControlCharacters(first)).toBe("Error: No.");
  });

  it("shows the place of a mistake", () => {
    const typed = "/jobs lits";

    expect(renderReply(failure("No.", { kind: "mistake", text: typed, caret: "      ^" }), plain)).toEqual([
      "Error: No.",
      "  /jobs lits",
      "        ^",
    ]);
  });

  it.each([
    ["far to the right", `${"a".repeat(90)}X${"b".repeat(30)}`, 90],
    ["behind wide characters", `${"語".repeat(40)}X${"b".repeat(30)}`, 80],
  ])("keeps the caret under a mistake %s", (_, typed, column) => {
    const mistake = { kind: "mistake", text: typed, caret: `${" ".repeat(column)}^` } as const;

    const [shown = "", caret = ""] = renderReply(info(mistake), plain);

    const before = shown.slice(0, shown.indexOf("X"));
    const wide = before.match(/語/gu)?.length ?? 0;
    expect(caret.indexOf("^")).toBe(before.length + wide);
  });
});

describe("a table", () => {
  it("aligns its columns by what they take on the screen", () => {
    const rows = [
      ["ashby:acme", "ok", "12 postings"],
      ["日本", "failing", "none"],
      ["x", "ok"],
    ];

    expect(renderReply(info(table(rows)), plain)).toEqual([
      "ashby:acme  ok       12 postings",
      "日本        failing  none",
      "x           ok",
    ]);
  });

  it("wraps the last column in its place", () => {
    expect(renderReply(info(table([["name", "a text that is too long for the line"]])), plain)).toEqual([
      "name  a text that is too long for the",
      "      line",
    ]);
  });

  it("sets rows one under the other where there is no room beside each other", () => {
    const wide = "a-name-of-more-than-thirty-columns";

    expect(renderReply(info(table([[wide, "twelve postings of some kind"]])), plain)).toEqual([
      wide,
      "  twelve postings of some kind",
    ]);
  });

  it("of nothing is nothing", () => {
    expect(renderReply(info(table([])), plain)).toEqual([]);
  });
});

describe("choices", () => {
  it("stand side by side, and not endlessly", () => {
    const many = Array.from({ length: 50 }, (_, index) => `c${index}`);

    expect(choiceLines(["list ", "subscribe "], 80)).toEqual(["list  subscribe"]);
    expect(choiceLines(many, 80).join("\n")).toContain("and 10 more");
  });
});

describe("wantsColour", () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: "1" }, false],
    [true, { NO_COLOR: "" }, true],
    [true, { TERM: "dumb" }, false],
    [false, { FORCE_COLOR: "1" }, true],
    [true, { FORCE_COLOR: "0" }, false],
    [true, { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
  ])("a terminal: %s, %o → %s", (isTty, environment, wants) => {
    expect(wantsColour(isTty, environment)).toBe(wants);
  });
});
