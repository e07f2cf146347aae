import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLevels } from "../../../src/posting/reader/levels.ts";
import { documentOfText } from "./document-of-text.ts";

function levelsOf(title: string | null, text = "Join our team."): string {
  return readLevels(documentOfText(text, title), title).value.join(" ");
}

describe("readLevels, by the title", () => {
  it.each([
    ["Senior Software Engineer", "senior"],
    ["Sr. Data Analyst", "senior"],
    ["Sr Staff Engineer", "staff"],
    ["Senior Staff Engineer, Storage", "staff"],
    ["Principal Engineer", "staff"],
    ["Member of Technical Staff", ""],
    ["Staff Accountant", ""],
    ["Tech Lead, Payments", "staff"],
    ["Lead Developer", "staff"],
    ["Lead Generation Specialist", ""],
    ["Founding Engineer", ""],
    ["Founding Growth Lead", ""],
    ["Senior/Staff Product Manager", "senior staff"],
    ["Senior or Staff Engineer", "senior staff"],
    ["Product Manager", ""],
    ["Account Manager", ""],
    ["Technical Program Manager", ""],
    ["Engineering Manager", "manager"],
    ["Senior Engineering Manager", "manager"],
    ["Manager, Customer Success Managers", "manager"],
    ["Group Product Manager", "manager"],
    ["Shift Supervisor", "manager"],
    ["Head of Data", "director"],
    ["Senior Director, Finance", "director"],
    ["VP of Engineering", "executive"],
    ["Chief of Staff", ""],
    ["Software Engineer II", "mid"],
    ["Analyst III", "senior"],
    ["Software Engineer I", "junior"],
    ["Phase II Trial Nurse", ""],
    ["Graduate Developer", "junior"],
    ["Associate Software Engineer", "junior"],
    ["Associate Professor", ""],
    ["Junior Tester", "junior"],
    ["Software Engineering Intern", "intern"],
    ["Werkstudent Softwareentwicklung", "intern"],
    ["Stagiaire développeur", "intern"],
    ["Becario de marketing", "intern"],
    ["Internal Auditor", ""],
    ["Senior Designer | Staff Designer", "senior staff"],
  ])("%s", (title, expected) => {
    expect(levelsOf(title)).toBe(expected);
  });

  it("beats the years", () => {
    expect(levelsOf("Junior Developer", "Requirements\n- 6+ years of experience")).toBe("junior");
  });

  it("calls a lead who manages people a manager", () => {
    expect(levelsOf("Data Lead", "You have direct reports and hire for the team.")).toBe("manager");
  });

  it("points at its word", () => {
    const document = documentOfText("Join us.", "Senior Engineer");

    const { evidence } = readLevels(document, "Senior Engineer");

    expect(evidence).toEqual([
      { field: "levels", value: "senior", origin: "title", start: 0, end: 6, quote: "Senior", rule: "level-title" },
    ]);
  });
});

describe("readLevels, by the text", () => {
  it.each([
    ["You bring 0-1 years of experience.", "junior"],
    ["At least one year of experience.", "junior"],
    ["2-4 years of experience with ledgers.", "mid"],
    ["3+ YOE", "mid"],
    ["You have 5+ years' experience in sales.", "senior"],
    ["More than 10 years of experience.", "senior"],
    ["Mindestens 3 Jahre Berufserfahrung.", "mid"],
    ["Du hast drei bis fünf Jahre Erfahrung.", "mid"],
    ["Au moins 5 ans d'expérience.", "senior"],
    ["Al menos dos años de experiencia.", "mid"],
    ["Minimaal 5 jaar ervaring.", "senior"],
    ["Minimum 3 lata doświadczenia.", "mid"],
    ["Pelo menos 6 anos de experiência.", "senior"],
    ["Najmanje 3 godine iskustva.", "mid"],
    ["実務経験3年以上が必要です。", "mid"],
    ["New grads welcome.", "junior"],
    ["This is an entry-level position.", "junior"],
    ["Our summer internship lasts 12 weeks.", "intern"],
    ["Acme | Developers | Mid-level & Senior | Remote", "mid senior"],
    ["New grads through senior are welcome.", "junior mid senior"],
    ["We hire at all levels, from junior to staff.", "junior mid senior staff"],
    ["Junior bis Senior", "junior mid senior"],
    ["Candidates mentor their colleagues from junior to senior.", ""],
    ["The company was founded 12 years ago.", ""],
    ["We have 15 years of experience in shipping.", ""],
    ["You must be at least 18 years old.", ""],
    ["Over the last 10 years the market has changed.", ""],
    ["Bachelor's degree; or 7+ years of experience instead.", ""],
    ["We work hard and like it.", ""],
  ])("%s", (text, expected) => {
    expect(levelsOf(null, text)).toBe(expected);
  });

  it("counts the highest figure that is required, and a preferred one only without it", () => {
    expect(levelsOf(null, "2 years of experience with Java\n5+ years of experience overall")).toBe("senior");
    expect(levelsOf(null, "2 years of experience with Java\n8 years of experience preferred")).toBe("mid");
  });
});

describe("readLevels, properties", () => {
  it("maps the lower bound of any range", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 1, max: 5 }), (lower, more) => {
        const text = `We ask for ${lower}-${lower + more} years of experience.`;

        expect(levelsOf(null, text)).toBe(lower < 2 ? "junior" : lower < 5 ? "mid" : "senior");
      }),
    );
  });

  it("never throws", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 200 }),
        fc.string({ maxLength: 60 }),
        (text, title) => void readLevels(documentOfText(text, title), title),
      ),
    );
  });
});
