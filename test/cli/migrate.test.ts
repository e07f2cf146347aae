import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { copyDatabase } from "../../src/storage/copy-database.ts";
import { runCli } from "./run-cli.ts";

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-migrate-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

it.each([
  ["another server's", "mysql://me:hunter2-canary@127.0.0.1/x", "one that begins with mysql:"],
  ["no address", "postgres://me:hunter2-canary@127.0.0.1:1:2/x", "something else"],
])("is told of an address that is %s without its password", async (_what, to, got) => {
  const { code, stdout, stderr } = await runCli(["migrate", "--to", to], { env: { ROLECALL_DATA: aFolder() } });

  expect({ code, stdout, stderr }).toEqual({
    code: 2,
    stdout: "",
    stderr: `migrate: expected --to to be an address such as postgres://user@host:5432/rolecall, got ${got}.\n`,
  });
});

it("leaves nothing behind where there is no file to copy", async () => {
  const path = join(aFolder(), "rolecall.sqlite");

  await expect(copyDatabase(path, "postgres://127.0.0.1:1/x")).rejects.toMatchObject({ code: "database" });

  expect(existsSync(`${path}.lock`)).toBe(false);
});
