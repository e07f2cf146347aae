import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStorage } from "../../src/storage/storage.ts";
import { aDraft } from "../builders.ts";
import { seededRandom } from "../doubles/seeded-random.ts";
import { runCli } from "./run-cli.ts";

let folder: string;
let env: Record<string, string>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "rolecall-deliveries-"));
  env = { ROLECALL_DATA: folder };
  mkdirSync(folder, { recursive: true });
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A data folder with one message that was given up. */
async function withDeadMessage(): Promise<void> {
  const storage = await openStorage(join(folder, "rolecall.sqlite"), seededRandom(1));
  await storage.sources.configure([{ key: "folder:x", kind: "folder" }], 0);
  await storage.subscriptions.ensureWorkspace("terminal", "terminal", 0);
  const { id: subscription } = await storage.subscriptions.add({
    workspace: "terminal",
    owner: "me",
    name: "infra",
    destination: "terminal:me",
    query: "role:sre",
    createdAt: 0,
    zone: "UTC",
  });
  await storage.postings.add([aDraft({ id: "p1", openingKeys: ["k"] })], 0, false);
  const posting = (await storage.postings.unmatched(1))[0];
  const draft = {
    workspace: "terminal",
    destination: "terminal:me",
    openingId: posting?.openingId ?? "",
    postingId: "p1",
    subscriptions: [subscription] as const,
    dueAt: null,
  };
  await storage.transaction(async ({ deliveries, messages }) => {
    await deliveries.add([{ id: "d1", draft }], 0);
    const message = { id: "m1", workspace: "terminal", destination: "terminal:me", subscription };
    await messages.add([{ ...message, kind: "card", header: null, deliveries: [{ id: "d1", inFull: true }] }], 0);
    const [claimed] = await messages.claim(1, 2, 1);
    if (claimed !== undefined) await messages.settle([{ kind: "dead", message: claimed, reason: "no_text: empty" }], 1);
  });
  await storage.close();
}

describe("deliveries", () => {
  it("says plainly when there is nothing, and what was given up when there is", async () => {
    await withDeadMessage();

    const counts = await runCli(["deliveries"], { env });
    const failed = await runCli(["deliveries", "--failed"], { env });
    const json = await runCli(["deliveries", "--failed", "--json"], { env });

    expect(counts.stdout).toMatch(/dead +1/);
    expect(failed.stdout).toMatch(/m1 +dead +post +terminal:me +1 +no_text: empty/);
    expect(JSON.parse(json.stdout)).toMatchObject({ id: "m1", state: "dead", deliveries: 1 });
  });

  it("needs a database", async () => {
    const { code, stderr } = await runCli(["deliveries"], { env });

    expect(code).toBe(2);
    expect(stderr).toMatch(/expected a SQLite database at .*rolecall\.sqlite/);
  });
});

describe("replay", () => {
  it("puts back what was given up, by id or all, and names an id that is not", async () => {
    await withDeadMessage();

    const unknown = await runCli(["replay", "m9"], { env });
    const one = await runCli(["replay", "m1"], { env });
    const none = await runCli(["replay", "--all"], { env });
    const neither = await runCli(["replay"], { env });

    expect([unknown.code, one.code, none.code, neither.code]).toEqual([2, 0, 0, 2]);
    expect(unknown.stderr).toContain("expected the id of a message that was given up, got m9");
    expect(one.stdout).toBe("1 message will be sent again.\n");
    expect(none.stdout).toBe("0 messages will be sent again.\n");
  });
});
