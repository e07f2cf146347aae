import { describe, expect, it } from "vitest";
import { readEmployment } from "../../../src/posting/reader/employment.ts";
import { documentOfText } from "./document-of-text.ts";

function employmentOf(text: string, title: string | null = null): string {
  return readEmployment(documentOfText(text, title)).value.join(" ");
}

describe("readEmployment", () => {
  it.each([
    ["Employment type: Full-time", "full-time"],
    ["Employment typeFull-time", "full-time"],
    ["Employment Type: Permanent, part-time", "full-time part-time"],
    ["Contract type: Fixed-term contract (12 months)", "contract"],
    ["time type\nFull time", "full-time"],
    ["Nordwind | Porter | Oslo | Full Time", "full-time"],
    ["Nordwind | Porter | Contract/Remote (US) | $90/hr", "contract"],
    ["Nordwind | Porter | CONTRACT TO HIRE | Oslo", "contract"],
    ["Porter\nPermanent\nOslo", "full-time"],
    ["Oferecemos um contrato sem termo.", "full-time"],
    ["Umowa o pracę lub B2B", "full-time contract"],
    ["This internship runs for three months and is full-time.", "full-time internship"],
    ["This is a part-time position, 20 hours a week.", "part-time"],
    ["We offer a permanent position.", "full-time"],
    ["A freelance contract for six weeks.", "contract"],
    ["We also look for short-term contractors based near Oslo.", "contract"],
    ["It is a temporary position until June.", "temporary"],
    ["Maternity leave cover from May.", "temporary"],
    ["Wir suchen eine Köchin in Vollzeit oder Teilzeit.", "full-time part-time"],
    ["Poste en CDI à Lyon.", "full-time"],
    ["Puesto a jornada completa.", "full-time"],
    ["Umowa o pracę, pełny etat.", "full-time"],
    ["Puno radno vreme u Nišu.", "full-time"],
  ])("reads %j as %j", (text, expected) => {
    expect(employmentOf(text)).toBe(expected);
  });

  it.each([
    ["Software Engineer Intern", "internship"],
    ["Internship, Storage", "internship"],
    ["Werkstudent Datenanalyse", "part-time"],
    ["Porter (Part-time)", "part-time"],
    ["Freelance Illustrator", "contract"],
    ["Porter - Maternity Cover", "temporary"],
    ["Contract Manager", ""],
    ["Smart Contract Engineer", ""],
    ["Internal Auditor", ""],
    ["Growth Stage Analyst", ""],
  ])("reads the title %j as %j", (title, expected) => {
    expect(employmentOf("Join the pier team.", title)).toBe(expected);
  });

  it.each([
    "Three years of full-time experience with cranes.",
    "Two years of full-time software engineering experience.",
    "Experience by employment, internships or study.",
    "You keep our data contracts honest.",
    "You negotiate contracts with suppliers.",
    "Requirements\n- lawful permanent resident",
    "Flexible working hours.",
  ])("says nothing of %j", (text) => {
    expect(employmentOf(text)).toBe("");
  });
});
