import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { ReadingInput } from "../../src/posting/posting.ts";
import { read as readPosting } from "../../src/posting/reader/read.ts";
import { aText, hostileTexts } from "./read/texts.ts";
import { median, note, rounded } from "./measure.ts";

const rounds = 12;
/** Of the compiler's warming up, which a bot that runs for months does not feel. */
const warmUp = 4;

/**
 * How fast postings are read. `postingsPerSecond`: the labelled texts beside the repository, some 3 kB each, or invented
 * ones where those are missing, on one core; `megabyteMs`: the slowest of many texts of a megabyte, hostile ones among
 * them; `startupMs` and `memoryMb`: a process of its own that loads the reader with its places and reads one posting.
 */
export async function read(): Promise<object> {
  const texts = labelledTexts();
  const speeds = Array.from({ length: rounds }, () => {
    const start = performance.now();
    for (const input of texts) readPosting(input);
    return texts.length / ((performance.now() - start) / 1_000);
  }).slice(warmUp);

  const times = hostileTexts(2 ** 20).map(({ name, input }) => {
    const start = performance.now();
    readPosting(input);
    const took = performance.now() - start;
    note(`${rounded(took, 0)} ms for a megabyte of ${name}`);
    return took;
  });

  const starts = Array.from({ length: 5 }, startOnce);
  return {
    postingsPerSecond: rounded(median(speeds), 0),
    megabyteMs: rounded(Math.max(...times), 0),
    startupMs: rounded(median(starts.map(({ startupMs }) => startupMs)), 0),
    memoryMb: rounded(median(starts.map(({ memoryMb }) => memoryMb))),
  };
}

const inputLine = z.object({
  title: z.string().nullable(),
  company: z.string().nullable(),
  location: z.string().nullable(),
  text: z.string(),
});

function labelledTexts(): readonly ReadingInput[] {
  const file = fileURLToPath(new URL("../../../shared/eval/dev.jsonl", import.meta.url));
  if (!existsSync(file)) {
    note("../shared/eval/dev.jsonl is missing: invented texts are read instead");
    return Array.from({ length: 120 }, (_, number) => aText(number));
  }
  const lines = readFileSync(file, "utf8").trim().split("\n");
  return lines.map((line) => ({ ...inputLine.parse(JSON.parse(line)), format: "plain" }));
}

const started = z.object({ startupMs: z.number(), memoryMb: z.number() });

function startOnce(): z.output<typeof started> {
  const script = fileURLToPath(new URL("read/start.ts", import.meta.url));
  const flags = ["--expose-gc", "--disable-warning=ExperimentalWarning"];
  return started.parse(JSON.parse(execFileSync(process.execPath, [...flags, script], { encoding: "utf8" })));
}
