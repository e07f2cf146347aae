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

  test("has an index and a readme in every folder", () => {
    const files = folders.flatMap((name) => [`${name}/index.ts`, `${name}/readme.md`]);

    expect(files.filter((file) => !existsSync(new URL(file, root)))).toEqual([]);
  });

  test("is what the README lists, with the options of each", () => {
    const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
    const rows = [...readme.matchAll(/^\| ((?:`[a-z-]+`(?:, )?)+) \|(.*?)\|.*\|$/gm)];
    const listed = rows.flatMap(([, names = "", options = ""]) => {
      const perSource = options.split(";");
      return namesIn(names).map((name, i, all) => ({
        name,
        options: namesIn((perSource.length === all.length ? perSource[i] : options) ?? ""),
      }));
    });

    const declared = sources.map(({ id, options }) => ({
      name: id,
      options: Object.keys(options.shape).filter((key) => key !== "baseUrl"),
    }));
    const ofSources = listed.filter(({ name }) => declared.some((one) => one.name === name));
    expect(ofSources.toSorted(byName)).toEqual(declared.toSorted(byName));
  });

  function byName(a: { readonly name: string }, b: { readonly name: string }): number {
    return a.name.localeCompare(b.name);
  }

  function namesIn(text: string): string[] {
    return [...text.matchAll(/`([\w-]+)`/g)].map(([, name = ""]) => name);
  }
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
