import { expect, test } from "vitest";
import { mistakeAt } from "../../commands/mistake.ts";

test.each([
  ["role:bakend", 5, "role:bakend", "     ^"],
  ["a\tb\u202ec", 4, "a b c", "    ^"],
  ["会社:x", 3, "会社:x", "     ^"],
  ["x", 1, "x", " ^"],
])("%j at %i", (line, place, text, caret) => {
  expect(mistakeAt(line, place)).toEqual([{ kind: "mistake", text, caret }]);
});

test("a long line is cut around the place", () => {
  const line = `${"a".repeat(200)}X${"b".repeat(200)}`;

  const [part] = mistakeAt(line, 200);

  expect(part).toEqual({
    kind: "mistake",
    text: `…${"a".repeat(100)}X${"b".repeat(99)}…`,
    caret: `${" ".repeat(101)}^`,
  });
});

test.each([[undefined], [null], [-1], [5], ["1"]])("no caret for the place %j", (place) => {
  expect(mistakeAt("line", place)).toEqual([]);
});
