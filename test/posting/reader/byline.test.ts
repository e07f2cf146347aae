import { describe, expect, it } from "vitest";
import { bylineOf } from "../../../src/posting/reader/byline.ts";
import { documentOfText } from "./document-of-text.ts";

function bylineOfText(text: string): string | undefined {
  return bylineOf(documentOfText(text).lines)
    ?.pieces.map(({ kind, text: words }) => `${kind}: ${words}`)
    .toSorted()
    .join("; ");
}

describe("bylineOf", () => {
  it.each([
    ["Porter\n\nNordwind Harbour · Bergen · full-time", "name: Nordwind Harbour; place: Bergen; work: full-time"],
    ["# Porter\n*Nordwind, Oslo. Published May 3, 2026*", "date: Published May 3, 2026; name: Nordwind; place: Oslo"],
    ["Porter\nNordwind AG – Remote – Posted 3 May 2026", "date: Posted 3 May 2026; name: Nordwind AG; work: Remote"],
    ["Kellnerin\nGasthof Seeblick | Graz", "name: Gasthof Seeblick; place: Graz"],
  ])("cuts %j", (text, expected) => {
    expect(bylineOfText(text)).toBe(expected);
  });

  it.each([
    "Porter\n\nWe carry crates, in Bergen. Every day.",
    "Porter\n\nEngineering · Bergen",
    "Porter\n\nNordwind Harbour",
    "About us\nOur boats sail to Bergen, Oslo and Hull.",
    "Porter\nCompany: Nordwind, Bergen",
    "",
  ])("finds none in %j", (text) => {
    expect(bylineOfText(text)).toBeUndefined();
  });
});
