/** The labelled sets beside the repository, read by the program. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { labelOf } from "../../src/posting/reader/label.ts";
import { read } from "../../src/posting/reader/read.ts";

const folder = fileURLToPath(new URL("../../../shared/eval/", import.meta.url));
const score = join(folder, "score.mjs");

/** The files of a set that are not there, by name; empty where it can be read. */
export function missingFiles(set: "dev" | "seeds" | "edge_cases" | "skills_eval"): readonly string[] {
  const isScored = set === "dev" || set === "seeds";
  const files = isScored ? [`${set}.jsonl`, `${set}.labels.jsonl`, "score.mjs"] : [`${set}.jsonl`];
  return files.filter((file) => !existsSync(join(folder, file)));
}

function rowsOf<Row extends z.ZodType>(file: string, row: Row): z.output<Row>[] {
  const lines = readFileSync(join(folder, file), "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => row.parse(JSON.parse(line)));
}

const input = z.object({
  id: z.string(),
  corpus: z.string(),
  title: z.string().nullable(),
  company: z.string().nullable(),
  location: z.string().nullable(),
  text: z.string(),
});

/** What the score prints of a set. `flags` are the score's own. */
export function scored(set: "dev" | "seeds", flags: readonly string[]): string {
  const scratch = mkdtempSync(join(tmpdir(), "eval-"));
  try {
    const output = join(scratch, `${set}.jsonl`);
    const labels = rowsOf(`${set}.jsonl`, input).map(({ id, corpus, ...given }) =>
      JSON.stringify(labelOf(id, corpus, read({ ...given, format: "plain" }))),
    );
    writeFileSync(output, `${labels.join("\n")}\n`);
    const args = [score, join(folder, `${set}.labels.jsonl`), output, ...flags];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(`${set}: expected a score, got exit code ${status}: ${stderr}`);
    return stdout;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** One answer of a public set beside what the program says. */
export interface Answer {
  readonly id: string;
  readonly field: string;
  readonly expected: string;
  readonly said: string;
}

const edgeCase = z.object({
  id: z.string(),
  title: z.string(),
  location: z.string(),
  description: z.string(),
  labels: z.object({
    placement: z.string().nullish(),
    seniority: z.string().nullish(),
    employment_type: z.string().nullish(),
    salary_min: z.number().nullish(),
    salary_max: z.number().nullish(),
    salary_currency: z.string().nullish(),
    salary_period: z.string().nullish(),
    visa_sponsorship: z.string().nullish(),
    skills_include: z.array(z.string()).optional(),
  }),
});

const levelOf: Readonly<Record<string, string>> = { entry: "junior", principal: "staff" };
const employmentOf: Readonly<Record<string, string>> = { intern: "internship" };
const visaOf: Readonly<Record<string, string>> = { offered: "yes", not_offered: "no" };

/** The hard cases of the public set, as far as their labels speak of our fields. */
export function edgeAnswers(): readonly Answer[] {
  return rowsOf("edge_cases.jsonl", edgeCase).flatMap(({ id, title, location, description, labels }) => {
    const { facts } = read({ title, company: null, location, text: description, format: "plain" });
    const named = (value: string, names: Readonly<Record<string, string>>) => names[value] ?? value;
    const type = labels.employment_type?.toLowerCase().replace("_", "-");
    const said: readonly (readonly [string, unknown, unknown])[] = [
      ["placement", labels.placement, facts.modes.join(",") || null],
      ["seniority", labels.seniority && named(labels.seniority, levelOf), facts.levels.join(",") || null],
      [
        "employment",
        type && named(type, employmentOf),
        facts.employment.find((one) => one === named(type ?? "", employmentOf)) ?? (facts.employment.join(",") || null),
      ],
      ["pay from", labels.salary_min, facts.pay?.min ?? null],
      ["pay to", labels.salary_max, facts.pay?.max ?? null],
      ["currency", labels.salary_currency, facts.pay?.currency ?? null],
      ["period", labels.salary_period?.toLowerCase(), facts.pay?.period ?? null],
      ["visa", labels.visa_sponsorship && named(labels.visa_sponsorship, visaOf), facts.visa],
      [
        "skills",
        labels.skills_include?.join(","),
        labels.skills_include
          ?.filter((skill) => [...facts.languages, ...facts.tools].some((name) => name.toLowerCase() === skill))
          .join(","),
      ],
    ];
    return said
      .filter(([, expected]) => expected !== undefined)
      .map(([field, expected, value]) => ({ id, field, expected: String(expected), said: String(value) }));
  });
}

const skillsCase = z.object({ id: z.number(), title: z.string(), text: z.string(), expected: z.array(z.string()) });

/** Programming languages and tools of the public set, those only that it knows at all. */
export function skillAnswers(): readonly Answer[] {
  const rows = rowsOf("skills_eval.jsonl", skillsCase);
  const known = new Set(rows.flatMap(({ expected }) => expected));
  return rows.flatMap(({ id, title, text, expected }) => {
    const { languages, tools } = read({ title, company: null, location: null, text, format: "plain" }).facts;
    const said = new Set([...languages, ...tools].filter((name) => known.has(name)));
    const isOurs = (name: string) => !["Machine Learning", "NLP", "LLM", "CI/CD"].includes(name);
    return [...new Set([...expected.filter(isOurs), ...said])].map((skill) => ({
      id: String(id),
      field: skill,
      expected: String(expected.includes(skill)),
      said: String(said.has(skill)),
    }));
  });
}
