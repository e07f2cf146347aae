import { describe, expect, it } from "vitest";
import { documentOf } from "../../../src/posting/reader/document.ts";
import { readTitle } from "../../../src/posting/reader/title.ts";
import { documentOfText } from "./document-of-text.ts";

describe("readTitle, of a given title", () => {
  it.each([
    ["Porter", null, "Porter"],
    ["  Data   Engineer (m/w/d) ", null, "Data Engineer"],
    ["Ingénieur Logiciel (H/F)", null, "Ingénieur Logiciel"],
    ["Data Engineer (Remote)", null, "Data Engineer"],
    ["Data Engineer - Remote", null, "Data Engineer"],
    ["Data Engineer | Canada | Remote", "Canada (Remote)", "Data Engineer"],
    ["Data Engineer (R-20431)", null, "Data Engineer"],
    ["Data Engineer - 20431", null, "Data Engineer"],
    ["Data Engineer, Bergen", "Bergen, Norway", "Data Engineer"],
    ["Data Engineer - Tools - Rio de Janeiro", "Rio de Janeiro, Brazil", "Data Engineer - Tools"],
    ["Data Engineer (Bergen, Oslo)", "Bergen; Oslo", "Data Engineer"],
    ["Data Engineer, Tools", "Bergen", "Data Engineer, Tools"],
    ["Intern, Storage (Summer 2027)", null, "Intern, Storage (Summer 2027)"],
    ["BI Developer (12 Month FTC)", null, "BI Developer"],
    ["Vice President, Weather - Office of the Provost", null, "Vice President, Weather"],
    ["C++ Engineer (Embedded/Full Stack)", null, "C++ Engineer (Embedded/Full Stack)"],
  ])("takes %j at %j for %j", (title, location, expected) => {
    const document = documentOf({ title, company: null, location, text: "Join us.", format: "plain" });

    expect(readTitle(document).value).toBe(expected);
  });
});

describe("readTitle, of a bare text", () => {
  it.each([
    ["a label", "Job title: Harbour Analyst\nWe sail.", "Harbour Analyst"],
    ["a Markdown heading", "# Harbour Analyst (f/m/d) — Nordwind\n\nWe sail.", "Harbour Analyst"],
    ["a head line", "Harbour Analyst (Bergen, Oslo)\n\nNordwind\nLocationBergen | Oslo\n\nWe sail.", "Harbour Analyst"],
    ["a line `at` a company", "Harbour Analyst at Nordwind\n\nWe sail.", "Harbour Analyst"],
    [
      "a sentence that seeks",
      "Nordwind is looking for a Senior Harbour Analyst to keep the boats in order.",
      "Senior Harbour Analyst",
    ],
    [
      "a sentence `as a`",
      "Join the crew. As a Junior Harbour Analyst, you will count boats.",
      "Junior Harbour Analyst",
    ],
    ["a sentence in small letters", "Hi! We're looking for a founding engineer to join us.", "Founding Engineer"],
    ["an answer", "Who are we looking for?\nA Harbour Analyst to join the pier team.", "Harbour Analyst"],
    [
      "German prose",
      "Zum nächsten Monat suchen wir in Kassel eine Hafenanalystin oder einen Datenanalysten.\nHafenberater (m/w/d)\nDeine Aufgaben",
      "Hafenberater",
    ],
    ["Spanish prose", "Buscamos un Analista de Puertos para nuestro equipo.", "Analista de Puertos"],
    ["pipes", "Nordwind | Harbour Engineer | Bergen | ONSITE | Full-time\nWe sail.", "Harbour Engineer"],
    [
      "pipes with two roles",
      "Nordwind | Harbour Engineer | Crane Operator | Bergen\nWe sail.",
      "Harbour Engineer | Crane Operator",
    ],
    [
      "pipes with a joined list",
      "Nordwind | Sr SWEs & Designers | Remote | Full-time\nWe sail.",
      "Senior Software Engineer | Designer",
    ],
    [
      "pipes with two grades",
      "Nordwind | Senior and Staff Harbour Engineer | Remote | Full-time",
      "Senior Harbour Engineer | Staff Harbour Engineer",
    ],
    ["pipes in capitals", "NORDWIND | FOUNDING HARBOUR LEAD | REMOTE | FULL-TIME", "Founding Harbour Lead"],
    [
      "openings with links",
      "Nordwind | Many roles | Remote | Full-time\nHarbour Engineer: https://n.example/1\nCrane Designer - https://n.example/2",
      "Harbour Engineer | Crane Designer",
    ],
    [
      "openings above links",
      "At Nordwind we sail.\n[Deck] Harbour Manager\n(Oslo) https://n.example/1\nCrane Designer\n(Oslo) https://n.example/2",
      "Harbour Manager | Crane Designer",
    ],
    [
      "openings as bullets",
      "Nordwind | Several | Oslo | Full-time\nOpen roles:\n- Harbour Engineer • Tend the cranes.\n- Crane Designer • Draw the cranes.",
      "Harbour Engineer | Crane Designer",
    ],
    [
      "the last resort, a link",
      "Nordwind | Shipping | Remote | Full time\nSee https://n.example/jobs/senior-harbour-analyst-9f31c for more.",
      "Senior Harbour Analyst",
    ],
  ])("finds it in %s", (_kind, text, expected) => {
    const { value, evidence } = readTitle(documentOfText(text));

    expect(value).toBe(expected);
    expect(evidence.length).toBeGreaterThan(0);
  });

  it.each(["", "We are a company that makes engines.", "The harbour is open every day of the week."])(
    "says nothing of %j",
    (text) => {
      expect(readTitle(documentOfText(text))).toEqual({ value: null, evidence: [] });
    },
  );

  it("does not take the title of a similar job", () => {
    const text = "Harbour Analyst\n\nRequirements\n- Rope\n\nSimilar jobs\n\nStaff Engineer, Bakery";

    expect(readTitle(documentOfText(text)).value).toBe("Harbour Analyst");
  });
});
