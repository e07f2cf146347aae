import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openingKeys } from "../../src/posting/identity.ts";
import { readerVersion } from "../../src/posting/reader/read.ts";
import { openStorage, type Storage } from "../../src/storage/storage.ts";
import { aDraft, aReading, anEvidence } from "../builders.ts";
import { seededRandom } from "../doubles/seeded-random.ts";
import { runHere } from "./run-here.ts";

let folder: string;
let env: Record<string, string>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rolecall-reread-"));
  env = { ROLECALL_DATA: folder };
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function inStorage<Result>(work: (storage: Storage) => Promise<Result>): Promise<Result> {
  const storage = await openStorage(join(folder, "rolecall.sqlite"), seededRandom(1));
  try {
    return await work(storage);
  } finally {
    await storage.close();
  }
}

/** One posting that an older reader misread, closed meanwhile, whose source states how the work is done. */
async function withMisread(): Promise<void> {
  await inStorage(async (storage) => {
    await storage.sources.configure([{ key: "folder:x", kind: "folder" }], 0);
    const reading = aReading({ title: "Engineer", languages: ["Go"], modes: ["onsite"] }, [
      anEvidence({ field: "modes", value: "onsite", quote: "onsite", origin: "source", rule: "stated" }),
    ]);
    const text = "You write Rust for us. This role is fully remote.";
    const draft = aDraft({ id: "p2abc", source: "folder:x", title: "Engineer", text, location: "Oslo" });
    await storage.postings.add([{ ...draft, reading: { ...reading, version: 0 } }], 0, false);
    await storage.postings.matched(["p2abc"], 0);
    await storage.postings.missed([], ["p2abc"], 5);
    await storage.postings.revisionsPlanned(["p2abc"]);
  });
}

describe("reread", () => {
  it("reads what an older reader read, says what changed, and leaves what the source states", async () => {
    await withMisread();

    const first = await runHere(["reread"], { env });
    const second = await runHere(["reread"], { env });

    expect(first.stdout).toContain("p2abc Engineer: languages Go → Rust\n");
    expect(first.stdout).toContain("p2abc Engineer: places nothing → Oslo, NO\n");
    expect(first.stdout).not.toContain("modes");
    expect(first.stdout).toMatch(
      new RegExp(`1 posting read again by version ${readerVersion} of the reader: 1 changed \\(.*languages 1.*\\)`),
    );
    expect(first.stderr).toBe("");
    expect(second.stdout).toBe(`Everything that is stored has been read by this reader (version ${readerVersion}).\n`);
  });

  it("has the cards of what changed revised, and tells nobody anew of an opening", async () => {
    await withMisread();

    await runHere(["reread"], { env });

    await inStorage(async ({ postings }) => {
      const posting = (await postings.byIds(["p2abc"])).get("p2abc");
      expect(posting?.reading).toMatchObject({ version: readerVersion, facts: { languages: ["Rust"] } });
      expect(posting?.closedAt).toBe(5);
      expect(await postings.revised(10)).toEqual(["p2abc"]);
      expect(await postings.unmatched(10)).toEqual([]);
    });
  });

  it("knows the opening again by what it reads now", async () => {
    await inStorage(async ({ sources, postings }) => {
      await sources.configure([{ key: "folder:x", kind: "folder" }], 0);
      const draft = aDraft({ id: "p2abc", title: "Porter", company: "Acme", location: "Oslo" });
      await postings.add([{ ...draft, reading: { ...aReading(), version: 0 } }], 0, false);
    });

    await runHere(["reread"], { env });

    await inStorage(async ({ postings }) => {
      const posting = (await postings.byIds(["p2abc"])).get("p2abc");
      const keys = openingKeys(posting?.reading.facts ?? aReading().facts, "Elsewhere.", []);
      await postings.add([aDraft({ id: "p3abc", externalId: "2", openingKeys: keys })], 1, false);
      expect((await postings.byIds(["p3abc"])).get("p3abc")?.openingId).toBe("p2abc");
    });
  });

  it("with --all reads everything again, and revises nothing that reads as before", async () => {
    await withMisread();
    await runHere(["reread"], { env });
    await inStorage(({ postings }) => postings.revisionsPlanned(["p2abc"]));

    const all = await runHere(["reread", "--all"], { env });

    expect(all.stdout).toBe(`1 posting read again by version ${readerVersion} of the reader: nothing changed.\n`);
    expect(await inStorage(({ postings }) => postings.revised(10))).toEqual([]);
  });

  it("refuses to run beside the bot", async () => {
    await inStorage(async () => {
      const { code, stderr } = await runHere(["reread"], { env });

      expect(code).toBe(2);
      expect(stderr).toMatch(/reread: expected to be the only process .* Stop the bot first/s);
    });
  });
});
