import { describe, expect, it } from "vitest";
import { readVisa } from "../../../src/posting/reader/visa.ts";
import { documentOfText } from "./document-of-text.ts";

describe("readVisa", () => {
  it.each([
    ["Visa sponsorship available.", "yes"],
    ["Nordwind | Porter | Oslo | VISA sponsorship available", "yes"],
    ["Perks: free lunch, visa sponsorship", "yes"],
    ["We help with your work permit.", "yes"],
    ["Do you offer visa sponsorship? No.", "no"],
    ["Do you offer visa sponsorship?\nYes, for everyone.", "yes"],
    ["Do you sponsor visas?\nUnfortunately not.", "no"],
    ["Wir unterstützen dich beim Visum.", "yes"],
    ["Nous ne proposons pas de visa.", "no"],
    ["We will sponsor visas for the right person.", "yes"],
    ["Visa: Will sponsor", "yes"],
    ["A relocation package with visa support.", "yes"],
    ["No visa sponsorship provided.", "no"],
    ["We are unable to sponsor work visas at this time.", "no"],
    ["Visa sponsorship is not available for this position.", "no"],
    ["We do not offer sponsorship.", "no"],
    ["Candidates must be authorized to work in Norway without sponsorship.", "no"],
    ["You must have the right to work in Norway.", "no"],
    ["We can only consider your application if you have the right to work in Norway.", "no"],
    ["A valid work permit is required.", "no"],
    ["Applicants must be legally authorised to work in the United Kingdom.", "no"],
    ["U.S. citizenship is required.", "no"],
    ["Eine Arbeitserlaubnis ist erforderlich.", "no"],
  ])("reads %j as %s", (text, expected) => {
    const { value, evidence } = readVisa(documentOfText(text));

    expect(value).toBe(expected);
    expect(evidence).toHaveLength(1);
  });

  it.each([
    "Executive sponsorship of the programme is yours.",
    "An active clearance is needed.",
    "Your offer depends on authorization to receive controlled software without sponsorship for an export license.",
    "To conform to export rules, applicant must be a (i) U.S. citizen or national, (ii) permanent resident.",
    "Will you now or later require visa sponsorship?",
    "You design authentication and authorization.",
    "You sponsored events.",
  ])("says nothing of %j", (text) => {
    expect(readVisa(documentOfText(text)).value).toBeNull();
  });
});
