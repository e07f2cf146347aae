import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStorage } from "../../src/storage/storage.ts";
import { aDraft } from "../builders.ts";
import { seededRandom } from "../doubles/seeded-random.ts";
import { runHere } from "./run-here.ts";

let folder: string;
let env: Record<string, string>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "rolecall-deliveries-"));
  env = { ROLECALL_DATA: folder };
  mkdirSync(folder, { recursive: true });
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A data folder with two messages that were given up, one that is pending, and an opening that waits for a digest. */
async function withDeadMessages(): Promise<void> {
  const storage = await openStorage(join(folder, "rolecall.sqlite"), seededRandom(1));
  await storage.sources.configure([{ key: "folder:x", kind: "folder" }], 0);
  await storage.workspaces.ensure("terminal", "terminal", 0);
  const { id: subscription } = await storage.subscriptions.add({
    workspace: "terminal",
    owner: "me",
    name: "infra",
    destination: "terminal:me",
    query: "role:sre",
    createdAt: 0,
    zone: "UTC",
  });
  for (const n of [1, 2, 3, 4]) {
    const facts = { title: `Reliability Engineer ${n}` };
    const draft = aDraft({ id: `p${n}`, externalId: `${n}`, openingKeys: [`k${n}`], facts });
    await storage.postings.add([draft], 0, false);
  }
  const place = { workspace: "terminal", destination: "terminal:me" };
  const drafts = (await storage.postings.unmatched(4)).map(({ posting: { id, openingId } }, i) => ({
    id: `d${i + 1}`,
    draft: {
      ...place,
      openingId,
      postingId: id,
      subscriptions: [subscription] as const,
      dueAt: i === 3 ? 9_000 : null,
    },
  }));
  await storage.transaction(async ({ deliveries, messages }) => {
    await deliveries.add(drafts, 0);
    for (const n of [1, 2, 3]) {
      const carried = [{ id: `d${n}`, inFull: true }];
      await messages.add([{ ...place, id: `m${n}`, subscription, kind: "card", header: null, deliveries: carried }], n);
    }
    for (const now of [10, 20]) {
      const claimed = await messages.claim(now, now + 1, 1);
      await messages.settle(
        claimed.map((message) => ({ kind: "dead", message, reason: "no_text: empty" })),
        now,
      );
    }
  });
  await storage.close();
}

describe("deliveries", () => {
  it("counts what there is in each state, says how old the oldest is and how much waits for digests", async () => {
    await withDeadMessages();

    const { code, stdout } = await runHere(["deliveries"], { env });
    const json = await runHere(["deliveries", "--json"], { env });

    expect(code).toBe(0);
    expect(stdout).toMatch(/dead +2\npending +1\n/);
    expect(stdout).toMatch(/The oldest of those that are pending was made .*ago\./);
    expect(stdout).toContain("1 opening waits for a digest.");
    expect(JSON.parse(json.stdout)).toEqual({
      messages: { dead: 2, pending: 1 },
      oldestPendingAt: "1970-01-01T00:00:00.003Z",
      waitingForDigests: 1,
    });
  });

  it("lists what was given up, the newest first, with what it is about and why", async () => {
    await withDeadMessages();

    const failed = await runHere(["deliveries", "--failed"], { env });
    const newest = await runHere(["deliveries", "--failed", "--limit", "1"], { env });
    const json = await runHere(["deliveries", "--failed", "--json"], { env });

    expect(failed.stdout).toMatch(
      /^m2 +dead +post +terminal:me +Reliability Engineer 2 +1 +\d+ years ago +no_text: empty\nm1 /m,
    );
    expect(newest.stdout).toMatch(/^m2 .*\n\nThere are more than these 1: ask for them with --limit\.\n$/ms);
    expect(newest.stdout).not.toContain("m1");
    const [first] = json.stdout.split("\n");
    expect(JSON.parse(first ?? "")).toMatchObject({
      id: "m2",
      state: "dead",
      title: "Reliability Engineer 2",
      deliveries: 1,
      at: "1970-01-01T00:00:00.020Z",
    });
  });

  it("lists what waits for digests of a place that takes nothing", async () => {
    await withDeadMessages();
    const storage = await openStorage(join(folder, "rolecall.sqlite"), seededRandom(1));
    await storage.destinations.hold("terminal", "terminal:me", "closed: it takes nothing", 100, 30);
    await storage.close();

    const failed = await runHere(["deliveries", "--failed"], { env });
    const json = await runHere(["deliveries", "--failed", "--json"], { env });

    expect(failed.stdout).toMatch(/there wait:\n+where .*\nterminal:me +1 +.*ago +closed: it takes nothing\n/);
    expect(JSON.parse(json.stdout.trim().split("\n").at(-1) ?? "")).toEqual({
      destination: "terminal:me",
      openings: 1,
      reason: "closed: it takes nothing",
      since: "1970-01-01T00:00:00.000Z",
      state: "waiting",
    });
  });

  it("says plainly when there is nothing", async () => {
    await (await openStorage(join(folder, "rolecall.sqlite"), seededRandom(1))).close();

    const counts = await runHere(["deliveries"], { env });
    const failed = await runHere(["deliveries", "--failed"], { env });

    expect([counts.stdout, failed.stdout]).toEqual([
      "Nothing was to be sent yet.\n",
      "Nothing was given up, is held or is uncertain.\n",
    ]);
  });

  it("can be read while another process has the database, unlike replay", async () => {
    await withDeadMessages();
    const bot = await openStorage(join(folder, "rolecall.sqlite"), seededRandom(1));

    const failed = await runHere(["deliveries", "--failed"], { env });
    const replayed = await runHere(["replay", "--all"], { env });
    await bot.close();

    expect(failed.stdout).toContain("Reliability Engineer 2");
    expect(replayed.code).toBe(2);
    expect(replayed.stderr).toMatch(/Stop the bot first, replay, and start it again/);
  });

  it.each([
    ["no database", ["deliveries"], /expected a SQLite database at .*rolecall\.sqlite/],
    ["no database to replay in", ["replay", "--all"], /expected the bot's database at .*rolecall\.sqlite/],
    [
      "a limit that is none",
      ["deliveries", "--limit", "few"],
      /expected a whole number above 0 after --limit, got few/,
    ],
  ])("%s: told on standard error, exit code 2", async (_, args, message) => {
    const { code, stderr } = await runHere(args, { env });

    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});

describe("replay", () => {
  it("puts back what was given up, by id or all, and names an id that is not", async () => {
    await withDeadMessages();

    const unknown = await runHere(["replay", "m9"], { env });
    const one = await runHere(["replay", "m1"], { env });
    const rest = await runHere(["replay", "--all"], { env });
    const none = await runHere(["replay", "--all"], { env });
    const neither = await runHere(["replay"], { env });

    expect([unknown.code, one.code, none.code, neither.code]).toEqual([2, 0, 0, 2]);
    expect(unknown.stderr).toContain("expected the id of a message that was given up, got m9");
    expect(one.stdout).toBe("1 message will be sent again.\n");
    expect(rest.stdout).toBe("1 message will be sent again.\n");
    expect(none.stdout).toBe("0 messages will be sent again.\n");
  });
});
