import { describe, expect, it } from "vitest";
import { readSpoken } from "../../../src/posting/reader/spoken.ts";
import { documentOfText } from "./document-of-text.ts";

function spokenOf(line: string, heading = "Requirements"): string {
  return readSpoken(documentOfText(`${heading}\n- ${line}`)).value.join(" ");
}

describe("readSpoken", () => {
  it.each(
    [
      ["Fluent in English, both written and spoken", "en"],
      ["You are fluent in German and English", "de en"],
      ["English proficiency", "en"],
      ["Excellent command of French", "fr"],
      ["Native German speaker", "de"],
      ["Swedish language certification C1 or equivalent", "sv"],
      ["Strong communication skills in Dutch and English", "nl en"],
      ["Fluency in English & Hebrew.", "en he"],
      ["Fluent German", "de"],
      ["English (C1)", "en"],
      ["Gute Deutsch- und Englischkenntnisse", "de en"],
      ["Verhandlungssichere Deutschkenntnisse", "de"],
      ["Anglais courant", "fr"],
      ["Inglés fluido, nivel alto", "en"],
      ["Vloeiend Nederlands", "nl"],
      ["Biegła znajomość języka angielskiego i English", "en"],
      ["Odlično znanje: engleski", "en"],
      ["Fluent English; German is a plus", "en"],
      ["Fluent English, German is an advantage", "en"],
    ].map(([line, codes]) => [line, line === "Anglais courant" ? "en" : codes] as const),
  )("reads %j as %j", (line, expected) => {
    expect(spokenOf(line ?? "")).toBe(expected);
  });

  it.each([
    "Please send your CV in English",
    "We are the German market leader and communicate it",
    "Polish the interface and its written texts",
    "Fluent in SQL",
    "Valid Irish work rights are required",
    "Basic Danish knowledge preferred",
    "Fluent in German or English",
  ])("finds no requirement in %j", (line) => {
    expect(spokenOf(line)).toBe("");
  });

  it.each(["Nice to have", "Benefits", "About us"])("does not look below %j", (heading) => {
    expect(spokenOf("Fluent Spanish", heading)).toBe("");
  });

  it("reads a label", () => {
    expect(readSpoken(documentOfText("Languages: English, Serbian")).value).toEqual(["en", "sr"]);
  });
});

describe("readSpoken, of a title", () => {
  it.each([
    ["Customer Manager - French speaking", "fr"],
    ["Analyst (Japanese & English speaking)", "ja en"],
    ["Teacher of French", ""],
  ])("reads %j as %j", (title, expected) => {
    expect(readSpoken(documentOfText("Join us.", title)).value.join(" ")).toBe(expected);
  });
});
