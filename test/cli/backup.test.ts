import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStorage } from "../../src/storage/storage.ts";
import { aDraft } from "../builders.ts";
import { seededRandom } from "../doubles/seeded-random.ts";
import { runHere } from "./run-here.ts";

let folder: string;
let copy: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rolecall-backup-"));
  copy = join(folder, "copy.sqlite");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = () => openStorage(join(folder, "rolecall.sqlite"), seededRandom(1));
const cli = (...args: readonly string[]) => runHere(args, { env: { ROLECALL_DATA: folder } });

/** A database with so many subscriptions and postings. */
async function aDatabase(count: number) {
  const storage = await open();
  await storage.workspaces.ensure("terminal", "terminal", 0);
  await storage.sources.configure([{ key: "folder:x", kind: "folder" }], 0);
  for (let i = 0; i < count; i++) {
    const owner = { workspace: "terminal", owner: "me", destination: "terminal:me", zone: "UTC", createdAt: i };
    await storage.subscriptions.add({ ...owner, name: `s${i}`, query: "lang:go" });
    await storage.postings.add([aDraft({ id: `p${i}`, externalId: `${i}`, openingKeys: [`${i}`] })], i, false);
  }
  return storage;
}

async function names(): Promise<string[]> {
  const storage = await open();
  const active = await storage.subscriptions.active();
  await storage.close();
  return active.map(({ name }) => name);
}

describe("backup and restore", () => {
  it("bring everything back as it was when it was copied, also while the bot wrote", async () => {
    const running = await aDatabase(3);
    const backedUp = await cli("backup", copy);
    const inUse = await cli("restore", copy);
    await running.subscriptions.end("terminal", "me", (await running.subscriptions.active())[0]?.id ?? "", 9);
    await running.close();

    const restored = await cli("restore", copy);

    expect(backedUp.stdout).toMatch(/^Backed up to .*copy\.sqlite \(\d+\.\d MB\)/);
    expect(inUse).toMatchObject({ code: 2, stderr: expect.stringContaining("another Rolecall is running on it") });
    expect(restored.stdout).toMatch(/: 3 subscriptions\. What was there before is kept as .*\.before-\d{8}-\d{6}\.\n$/);
    expect(await names()).toEqual(["s0", "s1", "s2"]);
    const kept = readdirSync(folder).find((name) => name.includes(".before-")) ?? "";
    const before = await openStorage(join(folder, kept), seededRandom(1), { isReadOnly: true });
    expect((await before.subscriptions.active()).map(({ name }) => name)).toEqual(["s1", "s2"]);
    await before.close();
  });

  it("bring it to a place where there was nothing", async () => {
    await (await aDatabase(1)).close();
    await cli("backup", copy);
    rmSync(join(folder, "rolecall.sqlite"));

    const { stdout } = await cli("restore", copy);

    expect(stdout).toMatch(/rolecall\.sqlite: 1 subscription\.\n$/);
    expect(await names()).toEqual(["s0"]);
  });

  it("bring it to a new machine, from a folder that can only be read, and leave nothing beside the copy", async () => {
    await (await aDatabase(1)).close();
    const media = join(folder, "media");
    mkdirSync(media);
    await cli("backup", join(media, "copy.sqlite"));
    const data = join(folder, "new", "data");

    const restored = await runHere(["restore", join(media, "copy.sqlite")], { env: { ROLECALL_DATA: data } });

    expect(restored).toMatchObject({ code: 0, stdout: expect.stringContaining("1 subscription.") });
    expect(readdirSync(media)).toEqual(["copy.sqlite"]);
    // The version by which it is read: 2 would ask for a log beside it.
    expect(readFileSync(join(media, "copy.sqlite"))[19]).toBe(1);
  });

  it("refuse what a newer version has changed, as every start does, and leave what is there alone", async () => {
    await (await aDatabase(1)).close();
    await cli("backup", copy);
    const changed = new DatabaseSync(copy);
    changed.exec("INSERT INTO kysely_migration VALUES ('9999-future', '2099')");
    changed.close();
    const elsewhere = join(folder, "elsewhere");
    mkdirSync(elsewhere);
    copyFileSync(copy, join(elsewhere, "rolecall.sqlite"));

    const restored = await cli("restore", copy);
    const started = await runHere(["start", "--once"], { env: { ROLECALL_DATA: elsewhere } });

    expect([restored, started]).toMatchObject([
      { code: 2, stderr: expect.stringContaining("a newer version has changed it (9999-future)") },
      { code: 2, stderr: expect.stringMatching(/got one with 9999-future: start that version again/) },
    ]);
    expect(await names()).toEqual(["s0"]);
  });

  it("say which place cannot be written", async () => {
    await (await aDatabase(1)).close();
    await cli("backup", copy);
    writeFileSync(join(folder, "file"), "");

    const outputs = [
      await cli("backup", join(folder, "absent", "copy.sqlite")),
      await runHere(["restore", copy], { env: { ROLECALL_DATA: join(folder, "file", "data") } }),
    ];

    expect(outputs).toMatchObject([
      { code: 2, stderr: expect.stringMatching(/^backup: expected to copy .*rolecall\.sqlite to a new file .*absent/) },
      { code: 2, stderr: expect.stringMatching(/^restore: expected a folder that can be written to at .*file/) },
    ]);
  });

  it.each([
    ["text", "It is no database at all."],
    ["nothing", null],
    ["another database", "sqlite"],
  ])("refuse %s, and leave what is there alone", async (_, content) => {
    await (await aDatabase(1)).close();
    if (content === "sqlite") {
      const other = new DatabaseSync(copy);
      other.exec("CREATE TABLE a (b)");
      other.close();
    } else if (content !== null) writeFileSync(copy, content);

    const { code, stderr } = await cli("restore", copy);

    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining("expected a copy of the bot's database"),
    });
    expect(await names()).toEqual(["s0"]);
  });

  it("never write over a file, nor copy what is not there", async () => {
    expect(await cli("backup", copy)).toMatchObject({ code: 2, stderr: expect.stringContaining("got no such file") });
    await (await aDatabase(1)).close();
    writeFileSync(copy, "mine");

    expect(await cli("backup", copy)).toMatchObject({ code: 2, stderr: expect.stringContaining("is there already") });
    expect(existsSync(`${copy}.unfinished`)).toBe(false);
  });
});
