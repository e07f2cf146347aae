import { readFile, stat } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { z } from "zod";
import { messageOf } from "../../errors.ts";
import type { SourcedPosting } from "../../posting/posting.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource, SourceError } from "../source.ts";
import { addJson, addJsonLines } from "./json-postings.ts";
import { type FoundFile, filesUnder } from "./walk.ts";

const largestFile = 5 * 1024 * 1024;

const textFormats: Readonly<Record<string, SourcedPosting["format"]>> = {
  ".txt": "plain",
  ".md": "markdown",
  ".markdown": "markdown",
  ".html": "html",
  ".htm": "html",
};
const endings = [...Object.keys(textFormats), ".json", ".jsonl"];

/** Postings in files: pages that somebody saved, exports of other tools, samples. */
export const folder = defineSource({
  id: "folder",
  title: "Files in a folder",
  options: z.strictObject({
    path: z.string().min(1).describe("The folder, from the configuration file's own on: texts, pages and JSON in it"),
  }),
  // `./postings` and `./postings/` are one folder.
  board: ({ path }) => path.replace(/(?<=.)[/\\]+$/, ""),
  recognise: () => undefined,
  async snapshot({ path }, { baseDir, signal, progress }) {
    const builder = new SnapshotBuilder();
    const files = await filesUnder(resolve(baseDir, path), builder).catch((error: unknown) => {
      throw folderError(path, error);
    });
    for (const [index, file] of files.entries()) {
      signal.throwIfAborted();
      await addFile(file, builder);
      progress(index + 1, files.length);
    }
    return builder.build();
  },
});

async function addFile({ path, absolute }: FoundFile, builder: SnapshotBuilder): Promise<void> {
  const ending = extname(path).toLowerCase();
  if (!endings.includes(ending)) {
    return builder.skip(path, `expected one of ${endings.join(", ")}, got ${ending === "" ? "no ending" : ending}`);
  }
  // A file of text is one posting under its path; how many one of JSON holds is only known once it is read.
  const id = ending in textFormats ? path : undefined;
  let text: string;
  try {
    const { size } = await stat(absolute);
    if (size > largestFile) return builder.lose(path, `expected at most ${largestFile} bytes, got ${size}`, id);
    text = new TextDecoder("utf-8", { fatal: true }).decode(await readFile(absolute));
  } catch (error) {
    return builder.lose(path, `expected a readable file in UTF-8: ${messageOf(error)}`, id);
  }
  if (text.trim() === "") return builder.lose(path, "expected a posting, got an empty file", id);
  if (ending === ".json") return addJson(path, text, builder);
  if (ending === ".jsonl") return addJsonLines(path, text, builder);
  const format = textFormats[ending] ?? "plain";
  builder.add({ externalId: path, url: null, title: null, company: null, location: null, text, format });
}

function folderError(path: string, error: unknown): SourceError {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const isMissing = code === "ENOENT" || code === "ENOTDIR";
  const message = `expected a folder at ${path}: ${messageOf(error)}`;
  return new SourceError(isMissing ? "not-found" : "unreachable", "folder", message, { path }, error);
}
