/** The reader stays as good as it is on the sets beside the repository. */
import { expect, test } from "vitest";
import { z } from "zod";
import { type Answer, edgeAnswers, missingFiles, scored, skillAnswers } from "./sets.ts";

/** F1 that a change of the reader may not fall below on the texts that it was made with: other texts decide as well. */
const floors: Readonly<Record<string, number>> = {
  roles: 0.9,
  levels: 0.97,
  employment: 0.97,
  modes: 0.98,
  places: 0.97,
  countries: 0.97,
  remoteFrom: 0.95,
  languages: 0.98,
  languagesOptional: 0.93,
  spoken: 0.97,
  title: 0.96,
  company: 0.97,
  pay: 0.95,
  written: 0.99,
  visa: 0.92,
};
/** Of these what is said has to be right, even where less is said. */
const precise = ["languages", "places", "pay"];

const report = z.object({ fields: z.record(z.string(), z.object({ f1: z.number(), precision: z.number() })) });

function titled(set: Parameters<typeof missingFiles>[0], title: string): readonly [boolean, string] {
  const missing = missingFiles(set);
  return [
    missing.length > 0,
    missing.length > 0 ? `${title} (skipped: missing ../shared/eval/${missing.join(", ")})` : title,
  ];
}

const [lacksDev, devTitle] = titled("dev", "the labelled postings are read as well as before, field by field");
test.skipIf(lacksDev)(devTitle, () => {
  const { fields } = report.parse(JSON.parse(scored("dev", ["--json"])));

  const worse = Object.entries(floors).filter(([field, floor]) => (fields[field]?.f1 ?? 0) < floor);
  expect(worse.map(([field, floor]) => `${field} ${fields[field]?.f1} < ${floor}`)).toEqual([]);
  for (const field of precise) expect(fields[field]?.precision, field).toBeGreaterThanOrEqual(0.95);
});

function wrongOf(answers: readonly Answer[]): readonly string[] {
  return answers.filter(({ expected, said }) => expected !== said).map(({ id, field }) => `${id}: ${field}`);
}

const [lacksEdge, edgeTitle] = titled("edge_cases", "no hard case is lost, but for those whose text does not say it");
test.skipIf(lacksEdge)(edgeTitle, () => {
  expect(wrongOf(edgeAnswers())).toEqual([
    "edge-salary-monthly-eur: employment",
    "edge-japanese-full: employment",
    "edge-portuguese-full: employment",
    "edge-healthcare-dept: employment",
    "edge-fixed-term: employment",
    "edge-manufacturing-shift: placement",
    "edge-manufacturing-shift: employment",
  ]);
});

const [lacksSkills, skillsTitle] = titled("skills_eval", "no language or tool is lost, but for what people saw in Git");
test.skipIf(lacksSkills)(skillsTitle, () => {
  expect(wrongOf(skillAnswers())).toEqual(["13: Git", "20: Git", "22: Git"]);
});
