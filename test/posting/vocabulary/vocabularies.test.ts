import { describe, expect, it } from "vitest";
import { currencies, currencyIn, currencyOf } from "../../../src/posting/vocabulary/currencies.ts";
import { employmentVocabulary } from "../../../src/posting/vocabulary/employment.ts";
import { humanLanguageName, humanLanguageVocabulary } from "../../../src/posting/vocabulary/human-languages.ts";
import { languageVocabulary } from "../../../src/posting/vocabulary/languages.ts";
import { levelVocabulary } from "../../../src/posting/vocabulary/levels.ts";
import { modeVocabulary } from "../../../src/posting/vocabulary/modes.ts";
import { roleVocabulary } from "../../../src/posting/vocabulary/roles.ts";
import { defineVocabulary } from "../../../src/posting/vocabulary/vocabulary.ts";
import { employments, levels, modes, roles } from "../../../src/posting/posting.ts";

describe("vocabularies", () => {
  it.each([
    [languageVocabulary, "golang", "Go"],
    [languageVocabulary, "CPP", "C++"],
    [languageVocabulary, "c sharp", "C#"],
    [languageVocabulary, "js", "JavaScript"],
    [languageVocabulary, "shell scripting", "Bash"],
    [languageVocabulary, "coq", "Rocq"],
    [languageVocabulary, "pl/sql", "SQL"],
    [roleVocabulary, "infra", "infrastructure"],
    [roleVocabulary, "swe", "software"],
    [roleVocabulary, "ml", "machine-learning"],
    [roleVocabulary, "SRE", "sre"],
    [roleVocabulary, "front-end", "frontend"],
    [levelVocabulary, "internship", "intern"],
    [levelVocabulary, "sr", "senior"],
    [levelVocabulary, "principal", "staff"],
    [levelVocabulary, "Jr.", "junior"],
    [employmentVocabulary, "ft", "full-time"],
    [employmentVocabulary, "Teilzeit", "part-time"],
    [employmentVocabulary, "freelance", "contract"],
    [modeVocabulary, "wfh", "remote"],
    [modeVocabulary, "on-site", "onsite"],
    [modeVocabulary, "télétravail", "remote"],
    [humanLanguageVocabulary, "German", "de"],
    [humanLanguageVocabulary, "español", "es"],
    [humanLanguageVocabulary, "srpski", "sr"],
    [humanLanguageVocabulary, "中文", "zh"],
  ])("resolves what a person types (%#: %o, %s)", (vocabulary, typed, expected) => {
    expect(vocabulary.resolve(typed)).toBe(expected);
  });

  it("name exactly the values that a posting can have", () => {
    expect(roleVocabulary.names).toEqual(roles);
    expect(levelVocabulary.names).toEqual(levels);
    expect(employmentVocabulary.names).toEqual(employments);
    expect(modeVocabulary.names).toEqual(modes);
  });

  it("know at least 120 programming languages, and ISO 639-1 codes only", () => {
    expect(languageVocabulary.names.length).toBeGreaterThanOrEqual(120);
    expect(humanLanguageVocabulary.names.filter((code) => !/^[a-z]{2}$/.test(code))).toEqual([]);
  });

  it("refuse one spelling for two names", () => {
    expect(() => defineVocabulary({ Go: ["golang"], Igo: ["GoLang"] })).toThrow(RangeError);
  });

  it("name human languages for people", () => {
    expect(humanLanguageName("pt")).toBe("Portuguese");
    expect(humanLanguageName("xx")).toBeUndefined();
  });
});

describe("currencies", () => {
  it("settle a shared sign by the place", () => {
    expect(currencyOf("$", [])?.code).toBe("USD");
    expect(currencyOf("$", ["CA"])?.code).toBe("CAD");
    expect(currencyOf("kr", ["NO"])?.code).toBe("NOK");
    expect(currencyIn("RS")?.code).toBe("RSD");
  });

  it("are each listed once", () => {
    const codes = currencies.map(({ code }) => code);

    expect(codes).toEqual([...new Set(codes)]);
  });
});
