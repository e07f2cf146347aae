import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { copiedTables, copyDatabase } from "../../src/storage/copy-database.ts";
import { openStorage } from "../../src/storage/storage.ts";
import { aDraft } from "../builders.ts";
import { createNullPlatform } from "../doubles/null-platform.ts";
import { seededRandom } from "../doubles/seeded-random.ts";
import { virtualClock } from "../doubles/virtual-clock.ts";
import { emptyPostgres } from "../storage/open-empty.ts";
import { anInstance } from "./instances.ts";

const startAt = Date.UTC(2026, 10, 20, 10);
const postings = 1_200;

let folder: string;
/** One for all tests, of which each has a copy. */
let used: string;
let path: string;
let address: string;

/** A bot that has been at work for a while. */
async function aUsedDatabase(path: string): Promise<void> {
  const clock = virtualClock(startAt);
  const bot = await anInstance(path, { clock, seed: 1, platform: createNullPlatform({ now: () => clock.now() }) });
  const { storage, services } = bot;
  const ann = { workspace: "w", user: "ann", self: "null:ann", zone: "UTC" };
  await storage.workspaces.ensure("w", "null", startAt);
  await storage.sources.configure([{ key: "folder:x", kind: "folder" }], startAt);
  for (const name of ["one", "two"]) {
    await services.subscriptions.add(ann, { name, query: "role:backend max:5/day", destination: "null:ann" });
  }
  await services.settings.set(ann, { ...(await services.settings.get(ann)), tz: "Europe/Berlin" });
  const drafts = Array.from({ length: postings }, (_, i) =>
    aDraft({
      // Upper and lower case sort by their bytes.
      id: `${i % 2 === 0 ? "P" : "p"}${String(i).padStart(4, "0")}`,
      externalId: `${i}`,
      openingKeys: [`k${i}`],
      text: `Zażółć \0 ${i}`,
      facts: { roles: [i < 20 ? "backend" : "design"] },
    }),
  );
  await storage.transaction((stores) => stores.postings.add(drafts, startAt, false));
  await bot.match();
  await bot.send();
  await services.marks.set(ann, await storage.postings.find(ann.workspace, "p0001"), "saved");
  await storage.cache("slack").set("a", { b: 1 }, 60_000);
  await storage.close();
}

describe.skipIf(inject("postgres") === null)("a copy of a SQLite file on PostgreSQL", () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "rolecall-copy-"));
    used = join(folder, "used.sqlite");
    path = join(folder, "rolecall.sqlite");
    await aUsedDatabase(used);
  }, 60_000);

  beforeEach(async () => {
    copyFileSync(used, path);
    address = await emptyPostgres();
    await (await openStorage(address, seededRandom(1))).close();
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("holds what the file held, and the bot goes on from there", async () => {
    const copied = await copyDatabase(path, address);

    const storage = await openStorage(address, seededRandom(1));
    expect(Object.fromEntries(copied.map(({ table, rows }) => [table, rows]))).toMatchObject({
      posting: postings,
      opening: postings,
      subscription: 2,
      delivery: 20,
      mark: 1,
      setting: 1,
      cache: 1,
    });
    expect(copied.every((each) => each.rows === each.copied)).toBe(true);
    expect((await storage.subscriptions.changedSince(0, 10)).map(({ subscription }) => subscription?.name)).toEqual([
      "one",
      "two",
    ]);
    expect(await storage.cache("slack").get("a")).toEqual({ b: 1 });
    expect((await storage.messages.counts()).get("sent")).toBe(10);
    expect(await storage.postings.unmatched(10)).toEqual([]);
    await storage.close();
  });

  it("knows every table", () => {
    const database = new DatabaseSync(path, { readOnly: true });
    const tables = database
      .prepare(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'kysely_%' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'posting_search_%'",
      )
      .all()
      .map(({ name }) => String(name));
    database.close();

    expect(tables.toSorted()).toEqual(
      [
        ...Object.keys(copiedTables),
        "company",
        "company_word",
        "instance",
        "posting_search",
        "subscription_change",
      ].toSorted(),
    );
  });

  it("goes on where it broke off, and does nothing where all is there", async () => {
    const brokenOff = copyDatabase(path, address, {
      onProgress(done, total) {
        if (done > total / 4) throw new Error("power cut");
      },
    });
    await expect(brokenOff).rejects.toThrow("power cut");

    const second = await copyDatabase(path, address);
    const third = await copyDatabase(path, address);

    const sum = (tables: typeof second) => tables.reduce((rows, { copied }) => rows + copied, 0);
    const all = second.reduce((rows, each) => rows + each.rows, 0);
    expect(sum(second)).toBeGreaterThan(0);
    expect(sum(second)).toBeLessThan(all);
    expect(sum(third)).toBe(0);
  });

  it("tells how far it is", async () => {
    const seen: [number, number][] = [];

    await copyDatabase(path, address, { onProgress: (done, total) => void seen.push([done, total]) });

    const [done, total] = seen.at(-1) ?? [];
    expect(done).toBe(total);
    expect(seen.map(([each]) => each)).toEqual(seen.map(([each]) => each).toSorted((a, b) => a - b));
  });

  it("is not made over other data", async () => {
    const storage = await openStorage(address, seededRandom(1));
    await storage.workspaces.ensure("another", "null", 0);

    await expect(copyDatabase(path, address)).rejects.toThrow(
      /expected postgres:\/\/postgres@127\.0\.0\.1:\d+\/postgres to be empty, .* its table workspace holds other rows/,
    );

    expect(await storage.sources.keys()).toEqual([]);
    await storage.close();
  });

  it("is not made while the bot runs on the file", async () => {
    const storage = await openStorage(path, seededRandom(1));

    await expect(copyDatabase(path, address)).rejects.toMatchObject({ code: "in-use" });

    await storage.close();
  });

  it("is not made of a file that an older version has left", async () => {
    const database = new DatabaseSync(path);
    database.exec("DELETE FROM kysely_migration WHERE name = (SELECT max(name) FROM kysely_migration)");
    database.close();

    await expect(copyDatabase(path, address)).rejects.toThrow("run migrate without --to first");
  });
});
