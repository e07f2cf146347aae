/**
 * How well postings are read: reads the labelled sets beside the repository and prints the score of every field.
 * `npm run -s eval -- --errors FIELD` lists what was read wrongly.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { labelOf } from "../../src/posting/reader/label.ts";
import { read } from "../../src/posting/reader/read.ts";

const Input = z.object({
  id: z.string(),
  corpus: z.string(),
  title: z.string().nullable(),
  company: z.string().nullable(),
  location: z.string().nullable(),
  text: z.string(),
});

const folder = fileURLToPath(new URL("../../../shared/eval/", import.meta.url));
const score = join(folder, "score.mjs");
const print = (text: string): boolean => process.stdout.write(text);

/** The label lines for a file of inputs. */
function labelLines(file: string): string {
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "");
  return lines
    .map((line) => {
      const { id, corpus, ...input } = Input.parse(JSON.parse(line));
      return `${JSON.stringify(labelOf(id, corpus, read({ ...input, format: "plain" })))}\n`;
    })
    .join("");
}

/** Scores one set; false when it or the score is not there. */
function evaluate(name: string, flags: readonly string[]): boolean {
  const inputs = join(folder, `${name}.jsonl`);
  const labels = join(folder, `${name}.labels.jsonl`);
  if (![inputs, labels, score].every((file) => existsSync(file))) {
    print(`${name}: the labelled set is missing (expected ../shared/eval/${name}.jsonl, its labels and score.mjs)\n`);
    return false;
  }
  const scratch = mkdtempSync(join(tmpdir(), "eval-"));
  try {
    const output = join(scratch, `${name}.jsonl`);
    writeFileSync(output, labelLines(inputs));
    print(`\n${name}\n`);
    return spawnSync(process.execPath, [score, labels, output, ...flags], { stdio: "inherit" }).status === 0;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

const done = ["dev", "seeds"].map((name) => evaluate(name, process.argv.slice(2)));
process.exitCode = done.every(Boolean) ? 0 : 1;
