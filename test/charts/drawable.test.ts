import { describe, expect, it } from "vitest";
import { drawable } from "../../src/charts/drawable.ts";

describe("what is drawn of a text", () => {
  it.each([
    ["Acme", "Acme"],
    ["Łódź – Çağrı & Åse", "Łódź – Çağrı & Åse"],
    ["Яндекс", "Яндекс"],
    ["Rocket 🚀 Inc", "Rocket Inc"],
    ["Acme® #1", "Acme® #1"],
    ["two\n lines", "two lines"],
    ["株式会社", "(named in the text)"],
    ["🚀", "(named in the text)"],
    ["a name of more than twenty characters", "a name of more than…"],
    ["𝒜".repeat(30), `${"𝒜".repeat(14)}…`],
    ["WIDE MAMMOTH WORKSHOPS", "WIDE MAMMOTH WO…"],
    ["illicit little lilies", "illicit little lilies"],
  ])("%s: %s", (text, drawn) => {
    expect(drawable(text, 20)).toBe(drawn);
  });
});
