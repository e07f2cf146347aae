import { describe, expect, test } from "vitest";
import { beginsPlainly } from "../../commands/plain-words.ts";
import { readQuery } from "../../commands/read-query.ts";
import { printQuery } from "../../src/filter/print.ts";

describe("plain words", () => {
  test.each([
    [
      "backend or infra in Berlin or London, Rust or Go",
      "role:backend,infrastructure location:berlin,london lang:go,rust",
    ],
    ["remote golang jobs", "mode:remote lang:go"],
    ["lang:rust backend in germany", "role:backend location:germany lang:rust"],
    ["backend -intern", "role:backend level:-intern"],
    ["senior backend in new york", "role:backend level:senior location:new-york"],
    ["backend status:any", "role:backend status:any"],
    ["everything except java", "lang:-java"],
    ["Everything but php, remote", "mode:remote lang:-php"],
  ])("%s is read as %s", (text, expected) => {
    const { query, isGuess } = readQuery(text);

    expect(printQuery(query)).toBe(expected);
    expect(isGuess).toBe(true);
    expect(query.words).toEqual([]);
  });

  test("keys alone are no guess", () => {
    expect(readQuery("role:backend lang:go").isGuess).toBe(false);
  });

  test.each([
    ["role:backend,-backend", "role:backend is excluded by role:-backend"],
    ["location:berlin,-germany", "location:berlin is excluded by location:-germany"],
    ["lang:go+rust -lang:rust", "lang:rust is excluded by lang:-rust"],
    ["backend, not backend", "role:backend is excluded by role:-backend"],
  ])("%s contradicts itself", (text, message) => {
    expect(() => readQuery(text)).toThrow(message);
  });

  test("a place within another one that is asked for is told", () => {
    const notes = [
      "munich narrows nothing: it lies in germany, which is asked for as well. For it alone write location:munich.",
    ];

    expect(readQuery("location:munich, germany")).toMatchObject({ notes, isGuess: false });
    expect(readQuery("backend location:Munich,Germany").notes).toEqual(notes);
    expect(readQuery("location:munich,berlin,-france").notes).toEqual([]);
  });

  test("a part of a place may be left out", () => {
    expect(printQuery(readQuery("location:germany,-berlin").query)).toBe("location:germany,-berlin");
  });

  test("no word is ever ignored", () => {
    const mistake = { code: "query", fields: expect.objectContaining({ start: 8, end: 14, suggestion: "python" }) };

    expect(() => readQuery("backend pyhton")).toThrow(expect.objectContaining(mistake));
    expect(() => readQuery("backend xyzzyq")).toThrow(/got "xyzzyq"/);
  });

  test.each([
    ["backend or infra", true],
    ["golang", true],
    ["new york backend", true],
    ["infra role:backend", false],
    ["infra -intern", false],
    ["my-jobs backend", false],
    ["role:backend", false],
    ["remote rust, berlin", true],
    ["no seniors, backend", true],
    ["I'm looking for rust", true],
    ["at Stripe", true],
    ["80k euros, rust", true],
    ["every morning at 9: rust", true],
    ["my-rust backend", false],
    ["eu-go backend", false],
    ["mine backend, rust", false],
    ["infra pay>=80k,eur", false],
    ["", false],
  ])("%j begins plainly: %s", (text, expected) => {
    expect(beginsPlainly(text)).toBe(expected);
  });
});
