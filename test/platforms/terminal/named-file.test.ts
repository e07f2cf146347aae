import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mostFileBytes } from "../../../commands/given-file.ts";
import { fileNamedIn, optionsWithFile } from "../../../src/platforms/terminal/named-file.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rolecall-named-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function read(path: string): Promise<unknown> {
  const named = fileNamedIn(`import ${path}`);
  return named === undefined ? undefined : await optionsWithFile(named);
}

describe("a file that a line of the terminal names", () => {
  it.each([
    ["import ./feeds.opml", "./feeds.opml"],
    ["IMPORT  ../feeds", "../feeds"],
    ["import ~/feeds.opml ", "~/feeds.opml"],
    ["import /srv/feeds.opml", "/srv/feeds.opml"],
    ["import feeds.opml", "feeds.opml"],
    ['import "./my feeds.opml"', "./my feeds.opml"],
  ])("%s", (line, path) => {
    expect(fileNamedIn(line)).toMatchObject({ command: { verb: "import" }, path });
  });

  it.each([
    "import",
    "import /jobs subscribe a lang:go",
    "import /jobs",
    "import https://a.example/feed.rss",
    "import lang:go",
    "import owner/repo",
    'import "./open',
    "import ./a.opml ./b.opml",
    "note ./feeds.opml",
    "why ./feeds.opml",
  ])("is none in %s", (line) => {
    expect(fileNamedIn(line)).toBeUndefined();
  });

  it("is read as the option that takes it, without the mark of its encoding", async () => {
    const path = join(folder, "feeds.opml");
    writeFileSync(path, "\u{FEFF}<opml/>");

    expect(await read(path)).toEqual({ file: "<opml/>" });
  });

  it.each([
    ["is not there", () => {}, "is none: there is nothing of that name"],
    ["is too large", (path: string) => writeFileSync(path, "x".repeat(mostFileBytes + 1)), "at most 256 KiB"],
    ["is no text", (path: string) => writeFileSync(path, Buffer.from([0xff, 0xfe, 0x00])), "a text such as OPML"],
    ["is empty", (path: string) => writeFileSync(path, ""), "is empty"],
  ])("is refused in words where it %s", async (_, make, words) => {
    const path = join(folder, "feeds.opml");
    make(path);

    await expect(read(path)).rejects.toThrow(words);
  });

  it("is refused where it is a folder", async () => {
    await expect(read(folder)).rejects.toThrow("it is a folder");
  });

  it("is not waited for where it is a pipe", async () => {
    const path = join(folder, "pipe.opml");
    execFileSync("/usr/bin/mkfifo", [path]);

    await expect(read(path)).rejects.toThrow("is a device or a pipe");
  });
});
