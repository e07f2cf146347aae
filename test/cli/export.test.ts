import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStorage } from "../../src/storage/storage.ts";
import { seededRandom } from "../doubles/seeded-random.ts";
import { runCli } from "./run-cli.ts";
import { runHere } from "./run-here.ts";

let from: string;
let to: string;

beforeEach(async () => {
  from = mkdtempSync(join(tmpdir(), "rolecall-export-"));
  to = mkdtempSync(join(tmpdir(), "rolecall-import-"));
  const storage = await openStorage(join(from, "rolecall.sqlite"), seededRandom(1));
  const people = [
    ["slack:T1", "U1", "slack:C9", "infra", "role:backend to:#jobs"],
    ["slack:T1", "U1", "slack:D1", "mine", "lang:go"],
    ["slack:T2", "U7", "slack:D7", "theirs", "location:berlin every:day"],
  ] as const;
  for (const [createdAt, [workspace, owner, destination, name, query]] of people.entries()) {
    await storage.workspaces.ensure(workspace, "slack", 0);
    await storage.subscriptions.add({
      workspace,
      owner,
      destination,
      name,
      query,
      zone: "Europe/Berlin",
      createdAt,
    });
  }
  await storage.close();
  await (await openStorage(join(to, "rolecall.sqlite"), seededRandom(2))).close();
});

afterEach(() => {
  for (const folder of [from, to]) rmSync(folder, { recursive: true, force: true });
});

const cli = (data: string, args: readonly string[], input = "") =>
  input === ""
    ? runHere(args, { env: { ROLECALL_DATA: data } })
    : runCli(args, { env: { ROLECALL_DATA: data }, input });

describe("export and import on the command line", () => {
  it("carry all subscriptions from one database to another, once", async () => {
    const exported = await cli(from, ["export"]);
    const imported = await cli(to, ["import", "-"], exported.stdout);
    const again = await cli(to, ["import", "-"], exported.stdout);

    expect(exported.stdout.split("\n").slice(0, 2)).toEqual([
      "# workspace=slack:T1 owner=U1 to=slack:C9 zone=Europe/Berlin",
      "/jobs subscribe infra role:backend to:#jobs",
    ]);
    expect(imported.stdout).toBe("3 subscriptions made, 0 already there.\n");
    expect(again.stdout).toBe("0 subscriptions made, 3 already there.\n");
    expect((await cli(to, ["export"])).stdout).toBe(exported.stdout);
  });

  it("take a workspace's or a person's alone", async () => {
    const { stdout } = await cli(from, ["export", "--workspace", "slack:T1", "--user", "U1"]);

    expect([...stdout.matchAll(/^\/jobs subscribe (\S+)/gm)].map(([, name]) => name)).toEqual(["infra", "mine"]);
  });

  it("take all of a file or nothing of it", async () => {
    const { stdout } = await cli(from, ["export"]);

    const { code, stderr } = await cli(to, ["import", "-"], `${stdout}/jobs subscribe a lang:gp\n`);

    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('got "gp"') });
    expect((await cli(to, ["export"])).stdout).toBe("");
  });

  it("never replace another subscription of the same name", async () => {
    const { stdout } = await cli(from, ["export"]);
    await cli(to, ["import", "-"], stdout);

    const { code, stderr } = await cli(to, ["import", "-"], stdout.replace("lang:go", "lang:rust"));

    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining("has another subscription named mine"),
    });
  });
});
