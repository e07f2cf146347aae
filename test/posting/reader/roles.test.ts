import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRoles } from "../../../src/posting/reader/roles.ts";
import { documentOfText } from "./document-of-text.ts";

function rolesOf(title: string | null, text = "Join us."): string {
  return readRoles(documentOfText(text, title), title).value.toSorted().join(" ");
}

describe("readRoles, by the title", () => {
  it.each([
    ["Backend Engineer", "backend"],
    ["Senior Front-end Developer", "frontend"],
    ["Full Stack Web Developer", "fullstack"],
    ["Backend/Infrastructure Engineer", "backend infrastructure"],
    ["Backend Engineer, AI Infrastructure", "backend infrastructure"],
    ["iOS Engineer", "mobile"],
    ["Site Reliability Engineer", "sre"],
    ["Platform Engineer", "infrastructure"],
    ["Software Engineer, Product Security", "security"],
    ["AI Security Engineer", "security"],
    ["Network Security Engineer", "networking security"],
    ["Senior Cloud Security Engineer", "cloud security"],
    ["Embedded Software Engineer", "embedded"],
    ["Design Verification Engineer", "hardware"],
    ["MLOps Engineer", "infrastructure machine-learning"],
    ["Software Engineer, AI", "machine-learning"],
    ["Product Manager, AI", "product"],
    ["Data Scientist", "data-science"],
    ["Analytics Engineer, Finance", "analytics"],
    ["Engineering Manager", "engineering-management"],
    ["Manager, Infrastructure Engineering", "engineering-management infrastructure"],
    ["Solutions Architect", "solutions"],
    ["Enterprise Architect", "architect"],
    ["Developer Advocate", "developer-relations"],
    ["Technical Writer", "technical-writing"],
    ["QA Engineer", "qa"],
    ["IT Systems Administrator", "it-support"],
    ["Product Designer", "design"],
    ["Technical Program Manager", "project"],
    ["Account Executive", "sales"],
    ["Customer Success Manager", "customer"],
    ["Talent Acquisition Partner", "people"],
    ["Registered Nurse", "healthcare"],
    ["Medical Device Software Engineer", "software"],
    ["Softwareentwickler Java", "software"],
    ["Beekeeper", "other"],
    ["Software Engineer | Designer | Beekeeper", "design software"],
  ])("%s", (title, expected) => {
    expect(rolesOf(title)).toBe(expected);
  });

  it("adds data engineering where pipelines are a duty of an analytics engineer", () => {
    expect(rolesOf("Analytics Engineer", "Responsibilities\n- Build data pipelines")).toBe(
      "analytics data-engineering",
    );
  });
});

describe("readRoles, by the text", () => {
  it("narrows a generic title", () => {
    expect(rolesOf("Software Engineer", "You own features across the whole stack.")).toBe("fullstack");
  });

  it("does not narrow it by a word in passing", () => {
    expect(rolesOf("Software Engineer", "You talk to our backend now and then.")).toBe("software");
  });

  it("reads what the posting calls the person where there is no title", () => {
    expect(rolesOf(null, "We are looking for a Data Engineer in Lyon.")).toBe("data-engineering");
    expect(rolesOf(null, "Nothing to see here.")).toBe("");
  });
});

describe("readRoles, properties", () => {
  it("never throws and has proof for the words of a given title", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.string({ maxLength: 200 }), (title, text) => {
        const document = documentOfText(text, title);

        for (const { origin, start, end, quote } of readRoles(document, title).evidence) {
          expect((origin === "title" ? document.title : document.text)?.slice(start, end)).toBe(quote);
        }
      }),
    );
  });
});
