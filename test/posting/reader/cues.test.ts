import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ReadingInput } from "../../../src/posting/posting.ts";
import { companySentences } from "../../../src/posting/reader/company-words.ts";
import { cuesIn, mayMatch } from "../../../src/posting/reader/cues.ts";
import { proseRules as employmentRules, titleRules } from "../../../src/posting/reader/employment-rules.ts";
import { statedLevels, yearsPattern } from "../../../src/posting/reader/level-words.ts";
import { formRules, policyRules, proseRules } from "../../../src/posting/reader/mode-rules.ts";
import { placePhrases } from "../../../src/posting/reader/place-phrases.ts";
import { read } from "../../../src/posting/reader/read.ts";
import { requiredWords } from "../../../src/posting/reader/required-words.ts";
import { otherTitles, technicalTitles } from "../../../src/posting/reader/role-titles.ts";

describe("requiredWords", () => {
  it.each<[RegExp, readonly string[] | null]>([
    [/\bvisa\b/i, ["visa"]],
    [/\b(?:Home|Remote) office\b/i, ["home off", "remote o"]],
    [/full[- ]?time/i, ["full-tim", "full tim", "fulltime"]],
    [/\w+ (?:paid|unpaid)(?! leave)/i, [" paid", " unpaid"]],
    [/(?:days? )+in/i, ["days ", "day "]],
    [/(?<unit>hours?|days?)(?=\s+worked)/iu, ["worked"]],
    [/[^a-z]office|\d+/i, null],
    [/\p{L}+/u, null],
    [/(?:remote)?/i, null],
    [/b[üu]ro/iu, ["büro", "buro"]],
  ])("finds what every match of %s contains", (pattern, expected) => {
    expect(requiredWords(pattern)).toEqual(expected);
  });

  it("refuses what it does not know rather than to be wrong about it", () => {
    expect(() => requiredWords(new RegExp("(?i:office)"))).toThrow(RangeError);
  });
});

describe("cues", () => {
  const lines = readFileSync(join(import.meta.dirname, "golden.jsonl"), "utf8")
    .trim()
    .split("\n")
    .flatMap((line) => {
      const { input }: { readonly input: ReadingInput } = JSON.parse(line);
      return read(input).text.split("\n");
    });
  const patterns = [
    ...[...formRules, ...policyRules, ...proseRules, ...titleRules, ...employmentRules].map(({ pattern }) => pattern),
    ...[...technicalTitles, ...otherTitles, ...statedLevels].map(({ words }) => words),
    ...companySentences.map(({ pattern }) => pattern),
    ...placePhrases.map(({ before }) => before),
    yearsPattern,
  ];

  it("never keep a rule from a line that it matches", () => {
    const kept = [...lines, ...lines.map((line) => line.toUpperCase())].flatMap((line) => {
      const cues = cuesIn(line);
      return patterns.filter((pattern) => line.search(pattern) !== -1 && !mayMatch(cues, pattern));
    });

    expect(kept).toEqual([]);
  });

  it("keep most rules from most lines", () => {
    const tried = lines.map((line) => {
      const cues = cuesIn(line);
      return patterns.filter((pattern) => mayMatch(cues, pattern)).length;
    });

    const share = tried.reduce((sum, count) => sum + count, 0) / (tried.length * patterns.length);
    expect(share).toBeLessThan(0.15);
  });
});
