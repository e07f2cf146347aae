import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { guideText } from "../../commands/guide.ts";
import { commands } from "../../commands/index.ts";
import { keyNames } from "../../src/filter/keys.ts";

const folder = join(import.meta.dirname, "../../commands");

describe("the guide", () => {
  it("is what npm run guide writes", () => {
    expect(readFileSync(join(folder, "README.md"), "utf8")).toBe(guideText());
  });

  it("tells of every verb once, and of every key", () => {
    const headings = [...guideText().matchAll(/^### (\S+)$/gm)].map(([, verb]) => verb);

    expect(new Set(headings)).toEqual(new Set(commands.map(({ verb }) => verb)));
    expect(headings).toHaveLength(commands.length);
    for (const key of keyNames) expect(guideText()).toContain(`| \`${key}:`);
  });

  it("shows pictures that are there, each with words in its place", () => {
    const pictures = [...guideText().matchAll(/!\[(?<words>[^\]]*)\]\((?<file>[^)]+)\)/g)].map(
      ({ groups }) => groups ?? {},
    );

    expect(pictures.length).toBeGreaterThan(1);
    expect(
      pictures.filter(({ words = "", file = "" }) => words.length < 20 || !existsSync(join(folder, file))),
    ).toEqual([]);
  });
});
