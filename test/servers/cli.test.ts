/** The real program on a real PostgreSQL server. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { openStorage } from "../../src/storage/storage.ts";
import { finished, printed, runCli, startCli } from "../cli/run-cli.ts";
import { seededRandom } from "../doubles/seeded-random.ts";
import { emptyPostgres } from "../storage/open-empty.ts";

let folder: string;
let address: string;
let env: Record<string, string>;

const commands = "/jobs subscribe smoke role:backend,infrastructure\n";

describe.skipIf(inject("postgres") === null)("the program on PostgreSQL", () => {
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "rolecall-postgres-"));
    address = await emptyPostgres();
    await (await openStorage(address, seededRandom(1))).close();
    env = { ROLECALL_DATA: folder, DATABASE_URL: address };
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("shows each card once, and commands look at the ledger and write to it beside a running bot", async () => {
    const first = await runCli(["start", "--once"], { env, input: commands });
    const again = await runCli(["start", "--once"], { env });
    const bot = startCli(["start"], env);
    await printed(bot, "terminal");
    const [counts, exported, replayed, doctor] = await Promise.all([
      runCli(["deliveries"], { env }),
      runCli(["export"], { env }),
      runCli(["replay", "--all"], { env }),
      runCli(["doctor"], { env }),
    ]);
    bot.kill("SIGTERM");
    await finished(bot);

    expect(first.stdout.match(/^┌─ /gm)).not.toBeNull();
    expect(again.stdout.match(/^┌─ /gm)).toBeNull();
    expect(counts.stdout).toMatch(/sent +\d/);
    expect(exported.stdout).toContain("smoke");
    expect(replayed.stdout).toContain("0 messages will be sent again");
    expect(doctor.stdout).toMatch(/ok +database +postgres:\/\/postgres@127/);
    // The server of the tests is one that forgets.
    expect(doctor.stdout).toContain(
      "a commit may be lost in a power cut: expected synchronous_commit=on, fsync=on, got synchronous_commit=off, fsync=off",
    );
  });

  it("shows addresses without their passwords, and says so where what is committed stays", async () => {
    const url = new URL(address);
    url.password = "hunter2";
    url.searchParams.set("options", "-c synchronous_commit=on");

    const { stdout } = await runCli(["doctor"], { env: { ...env, DATABASE_URL: String(url) } });

    expect(stdout).toMatch(/ok +database +postgres:\/\/postgres@127[.\d:]+\/\w+$/m);
    expect(stdout).toContain("got synchronous_commit=on, fsync=off");
    expect(stdout).not.toContain("hunter2");
  });

  it("says what to use instead of copying files", async () => {
    const backup = await runCli(["backup", join(folder, "copy")], { env });
    const restore = await runCli(["restore", join(folder, "copy")], { env });

    expect([backup.code, restore.code]).toEqual([2, 2]);
    expect(backup.stderr).toContain("pg_dump --format=custom");
    expect(restore.stderr).toContain("pg_restore");
  });

  it("moves from a file to the server", async () => {
    const onFile = { ROLECALL_DATA: folder };
    const before = await runCli(["start", "--once"], { env: onFile, input: commands });

    const moved = await runCli(["migrate", "--to", address], { env: onFile });
    const after = await runCli(["start", "--once"], { env, input: "/jobs list\n" });
    const upToDate = await runCli(["migrate"], { env });

    expect(before.stdout.match(/^┌─ /gm)).not.toBeNull();
    expect(moved.stdout).toMatch(/posting +\d+ +\d+/);
    expect(after.stdout).toContain("smoke");
    expect(after.stdout.match(/^┌─ /gm)).toBeNull();
    expect(upToDate.stdout).toContain("is up to date");
  });

  it("tells a server without tables, and one that is none, from one that has them", async () => {
    const elsewhere = await runCli(["deliveries"], {
      env: { ...env, DATABASE_URL: address.replace(/\w+$/, "template1") },
    });
    const wrong = await runCli(["migrate", "--to", "redis://localhost"], { env: { ROLECALL_DATA: folder } });

    expect(elsewhere).toMatchObject({ code: 2 });
    expect(elsewhere.stderr).toMatch(/expected the bot's tables at .*template1, got none/);
    expect(wrong.stderr).toMatch(/expected --to to be an address such as postgres:.* got one that begins with redis:/);
  });

  it("tells of a server that is away in a line, and ends so that it is started again", async () => {
    const away = { ...env, DATABASE_URL: "postgres://me:hunter2@127.0.0.1:1/x" };

    expect(await runCli(["deliveries"], { env: away })).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "storage: the database at postgres://me@127.0.0.1:1/x cannot be reached: connect ECONNREFUSED 127.0.0.1:1.\n",
    });
  });
});
