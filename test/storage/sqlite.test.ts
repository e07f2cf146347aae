import { globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
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

describe("the tables", () => {
  it("find what refers to an opening, its postings and its messages by an index: thousands are forgotten at once", () => {
    const database = new DatabaseSync(join(folder, "test.sqlite"), { readOnly: true });
    onTestFinished(() => database.close());

    const missing = database
      .prepare(
        `SELECT tables.name || '.' || keys."from" AS name FROM sqlite_master AS tables, pragma_foreign_key_list(tables.name) AS keys
        WHERE keys."table" IN ('opening', 'posting', 'message', 'delivery') AND NOT EXISTS (
          SELECT 1 FROM pragma_index_list(tables.name) AS indexes, pragma_index_info(indexes.name) AS columns
          WHERE indexes.partial = 0 AND columns.seqno = 0 AND columns.name = keys."from"
        )`,
      )
      .all();

    expect(missing.map(({ name }) => name)).toEqual([]);
  });
});

describe("what is open of a source", () => {
  it("is counted by an index of what is open, without a look at postings, whose texts are long", () => {
    const database = new DatabaseSync(join(folder, "test.sqlite"), { readOnly: true });
    onTestFinished(() => database.close());

    const plan = database
      .prepare("EXPLAIN QUERY PLAN SELECT count(*) FROM posting WHERE source_key = 'a' AND closed_at IS NULL")
      .all();

    expect(plan).toMatchObject([{ detail: expect.stringContaining("INDEX posting_open") }]);
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

  it("greet nobody who had the bot before there were greetings", async () => {
    await storage.workspaces.ensure("old", "slack", 5);
    await storage.close();
    const database = new DatabaseSync(join(folder, "test.sqlite"));
    database.exec(
      "DROP TABLE correction; DROP INDEX posting_open; ALTER TABLE workspace DROP COLUMN greeted_at; DELETE FROM kysely_migration WHERE name >= '0017'",
    );
    database.close();

    storage = await openStorage(join(folder, "test.sqlite"), seededRandom(2));
    await storage.workspaces.ensure("new", "slack", 6);

    expect(await storage.workspaces.takeGreeting("old", 7)).toBe(false);
    expect(await storage.workspaces.takeGreeting("new", 7)).toBe(true);
  });
});
