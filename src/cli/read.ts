import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { z } from "zod";
import { messageOf, UsageError } from "../errors.ts";
import { labelOf } from "../posting/reader/label.ts";
import { read } from "../posting/reader/read.ts";
import type { ReadingInput } from "../posting/posting.ts";
import { describeReading } from "../posting/reader/describe-reading.ts";

const formats: Readonly<Record<string, ReadingInput["format"]>> = {
  ".md": "markdown",
  ".markdown": "markdown",
  ".html": "html",
  ".htm": "html",
};

/** Prints the reading of each file for a person. @throws UsageError `input` when one cannot be read. */
export function readFiles(files: readonly string[]): void {
  for (const file of files) {
    const format = formats[extname(file).toLowerCase()] ?? "plain";
    const reading = read({ title: null, company: null, location: null, text: contentOf(file), format });
    const title = files.length > 1 ? [`== ${file}`] : [];
    process.stdout.write(`${[...title, ...describeReading(reading)].join("\n")}\n`);
  }
}

const inputLine = z.object({
  id: z.union([z.string(), z.number()]),
  corpus: z.string().optional(),
  title: z.string().nullish(),
  company: z.string().nullish(),
  location: z.string().nullish(),
  text: z.string(),
});

/** Prints the label object of each line. @throws UsageError `input` naming file and line of the first bad one. */
export function readJsonLines(files: readonly string[]): void {
  for (const file of files) {
    for (const [i, line] of contentOf(file).split("\n").entries()) {
      if (line.trim() === "") continue;
      const {
        id,
        corpus = "",
        title = null,
        company = null,
        location = null,
        text,
      } = parseLine(line, `${file}:${i + 1}`);
      const reading = read({ title, company, location, text, format: "plain" });
      process.stdout.write(`${JSON.stringify(labelOf(String(id), corpus, reading))}\n`);
    }
  }
}

function parseLine(line: string, where: string): z.output<typeof inputLine> {
  try {
    return inputLine.parse(JSON.parse(line));
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : messageOf(cause);
    throw new UsageError(
      "input",
      `${where}: expected a JSON object with id, text and, if known, title, company and location: ${reason}`,
      { where },
      cause,
    );
  }
}

function contentOf(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (cause) {
    throw new UsageError("input", `${file}: expected a file to read: ${messageOf(cause)}`, { file }, cause);
  }
}
