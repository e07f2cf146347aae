import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seededRandom } from "../doubles/seeded-random.ts";
import { aDraft } from "../builders.ts";
import { openStorage } from "../../src/storage/storage.ts";
import { runHere } from "./run-here.ts";

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "rolecall-ask-"));
  const storage = await openStorage(join(folder, "rolecall.sqlite"), seededRandom(1));
  await storage.sources.configure([{ key: "folder:x", kind: "folder" }], 0);
  const facts = { title: "Weaver", company: "Loom", roles: ["backend"], languages: ["Go"] } as const;
  await storage.postings.add(
    [aDraft({ id: "pweaver", externalId: "1", openingKeys: ["1"], facts })],
    Date.now(),
    false,
  );
  await storage.close();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function ask(...args: readonly string[]) {
  return await runHere(args, { env: { ROLECALL_DATA: folder } });
}

describe("asking on the command line", () => {
  it("previews a query over what is stored", async () => {
    const { code, stdout } = await ask("preview", "role:backend", "lang:go");

    expect(code).toBe(0);
    expect(stdout).toContain("This query (role:backend lang:go): 1 matched");
    expect(stdout).toContain("Weaver");
  });

  it("explains a posting by a query, clause by clause", async () => {
    const { code, stdout } = await ask("why", "pweaver", "role:backend", "lang:rust");

    expect(code).toBe(0);
    expect(stdout).toMatch(/role:backend lang:rust does not match:/);
    expect(stdout).toMatch(/lang:rust +fail/);
  });

  it.each([
    [["preview", "role:backnd"], "expected a role such as backend"],
    [["why", "nothing"], "nothing"],
    [["why", "pweaver", "colour:red"], "colour"],
  ])("%j is refused in words, with exit code 2", async (args, words) => {
    const { code, stderr, stdout } = await ask(...args);

    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(words);
  });
});
