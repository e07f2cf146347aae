import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { commands } from "../commands/index.ts";
import { sources } from "../src/sources/index.ts";

describe("the registry of sources", () => {
  const root = new URL("../src/sources/", import.meta.url);
  const folders = readdirSync(root, { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map(({ name }) => name);

  test("names every folder once, and nothing else", () => {
    expect(sources.map(({ id }) => id).toSorted()).toEqual(folders.toSorted());
  });

  test("has an index in every folder", () => {
    expect(folders.filter((name) => !existsSync(new URL(`${name}/index.ts`, root)))).toEqual([]);
  });
});

describe("the registry of commands", () => {
  const root = new URL("../commands/", import.meta.url);
  const verbs = globSync("*.ts", { cwd: fileURLToPath(root) })
    .filter((file) => readFileSync(new URL(file, root), "utf8").includes("defineCommand({"))
    .map((file) => file.replace(/\.ts$/, ""));

  test("names every file that declares a verb, under the verb's name, and nothing else", () => {
    expect(commands.map(({ verb }) => verb).toSorted()).toEqual(verbs.toSorted());
  });
});
