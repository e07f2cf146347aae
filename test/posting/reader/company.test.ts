import { describe, expect, it } from "vitest";
import { readCompany } from "../../../src/posting/reader/company.ts";
import { documentOf } from "../../../src/posting/reader/document.ts";
import { documentOfText } from "./document-of-text.ts";

describe("readCompany", () => {
  it.each([
    ["a label", "Position: Analyst\nCompany: Nordwind\nLocation: Oslo", "Nordwind"],
    ["a title line with a dash", "# Harbour Analyst — The Nordwind Group\n\nWe sail.", "The Nordwind Group"],
    ["a title line with `at`", "Harbour Analyst at Nordwind Labs\n\nWe sail.", "Nordwind Labs"],
    [
      "the line below the title",
      "Harbour Analyst\n\nNordwind\n\nPosted onFeb 3, 2026\n\nNordwind is a chandler.",
      "Nordwind",
    ],
    ["the first of the pipes", "Nordwind (YC W31) | Harbour Engineer | Oslo | Full-time", "Nordwind"],
    ["pipes with an address", "Nordwind (https://nordwind.example) | Harbour Engineer | Oslo", "Nordwind"],
    ["a sentence that seeks", "Nordwind is looking for a Harbour Engineer.", "Nordwind"],
    ["`Join X's team`", "Join Nordwind's pier team and count boats.", "Nordwind"],
    ["`At X, we`", "At Nordwind, we count boats.", "Nordwind"],
    ["`At X (address) we`", "At Nordwind (https://n.example) we count boats.", "Nordwind"],
    ["`About X`", "About Nordwind\nA chandler since 1920.\n\nResponsibilities\n- Count", "Nordwind"],
    ["an equal opportunity clause", "Count boats.\n\nNordwind is an equal opportunity employer.", "Nordwind"],
    ["a name with a dot", "At nordwind.ai, our boats come first.", "nordwind.ai"],
    [
      "a name that two sentences share against one",
      "Nordwind AI is seeking an Engineer.\nNordwind\nNordwind is a chandler. Nordwind is hiring a porter.",
      "Nordwind",
    ],
  ])("finds it in %s", (_kind, text, expected) => {
    expect(readCompany(documentOfText(text)).value).toBe(expected);
  });

  it.each([
    ["an agency that hides its client", "We are working with a leading organisation. They are looking for an Analyst."],
    ["a start-up in hiding", "Stealth PropTech Startup | Oslo | Engineer | Contract"],
    ["tools among the requirements", "Requirements\n- Python is a must\n- Kafka is a plus"],
    ["an empty text", ""],
  ])("says nothing of %s", (_kind, text) => {
    expect(readCompany(documentOfText(text)).value).toBeNull();
  });

  it.each([
    ["Nordwind", "At Seabreeze, we count boats.", "Nordwind"],
    ["nordwindlabs", "Nordwind Labs is a chandler.", "Nordwind Labs"],
  ])("believes the given name %j, and lets the text spell it", (company, text, expected) => {
    const document = documentOf({ title: "Porter", company, location: null, text, format: "plain" });

    expect(readCompany(document).value).toBe(expected);
  });
});
