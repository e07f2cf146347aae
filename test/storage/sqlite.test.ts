import { globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { migrations } from "../../src/storage/migrations/index.ts";
import { openStorage, type Storage } from "../../src/storage/storage.ts";
import { seededRandom } from "../doubles/seeded-random.ts";

let folder: string;
let storage: Storage;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "rolecall-"));
  storage = await openStorage(join(folder, "test.sqlite"), seededRandom(1));
});

afterEach(async () => {
  await storage.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("one process a file", () => {
  it("refuses a second one with what to do about it", async () => {
    const second = openStorage(join(folder, "test.sqlite"), seededRandom(2));

    await expect(second).rejects.toThrow(/expected to be the only process on .*test\.sqlite.*ROLECALL_DATA/);
  });

  it("lets the next one in once the first has closed", async () => {
    await storage.close();

    storage = await openStorage(join(folder, "test.sqlite"), seededRandom(2));

    expect(await storage.sources.list()).toEqual([]);
  });
});

describe("migrations", () => {
  it("lists every file of the folder, in order", () => {
    const files = globSync("*.ts", { cwd: join(import.meta.dirname, "../../src/storage/migrations") })
      .map((file) => file.replace(/\.ts$/, ""))
      .filter((name) => name !== "index")
      .sort();

    expect(Object.keys(migrations)).toEqual(files);
  });
});
