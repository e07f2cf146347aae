import { existsSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sources } from "../src/sources/index.ts";

/** Every collection with an explicit list: what is registered, and the folder whose subfolders it must name. */
const registries = [{ name: "sources", folder: "../src/sources/", ids: sources.map(({ id }) => id) }];

describe.each(registries)("the registry of $name", ({ folder, ids }) => {
  const root = new URL(folder, import.meta.url);
  const folders = readdirSync(root, { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map(({ name }) => name);

  test("names every folder once, and nothing else", () => {
    expect(ids.toSorted()).toEqual(folders.toSorted());
  });

  test("has an index in every folder", () => {
    expect(folders.filter((name) => !existsSync(new URL(`${name}/index.ts`, root)))).toEqual([]);
  });
});
