import { loadConfig } from "../../config/load.ts";
import { systemClock } from "../clock.ts";
import { printable } from "../platforms/terminal/printable.ts";
import type { Facts, Field, Posting } from "../posting/posting.ts";
import { openingKeys, postingReference } from "../posting/identity.ts";
import { printValue } from "../posting/reader/describe-reading.ts";
import { readerVersion } from "../posting/reader/read.ts";
import { changedFields, readAgain } from "../posting/reader/read-again.ts";
import type { Storage } from "../storage/storage.ts";
import { openForWriting } from "./open-database.ts";
import { showProgress } from "./progress-bar.ts";

/** Readings are stored by so many at once: what a stopped run has stored stays, and the next goes on from there. */
const batchSize = 100;

/** One value that reads otherwise now. */
interface Change {
  readonly field: Field;
  readonly line: string;
}

/**
 * Reads stored postings again, prints every fact that changed and how many of each field, and how far it is on standard
 * error where that is a terminal. Cards of what changed are brought up to date when the bot runs next; nobody is told of
 * an opening anew.
 *
 * @throws UsageError `in-use` while the bot runs, `database` when there is none yet.
 */
export async function reread({ isAll }: { readonly isAll: boolean }): Promise<void> {
  const config = loadConfig();
  const storage = await openForWriting(config.database, "reread");
  try {
    const version = isAll ? readerVersion + 1 : readerVersion;
    const total = await storage.postings.countReadBefore(version);
    const counts = new Map<Field, number>();
    let done = 0;
    let changed = 0;
    for await (const batch of batchesOf(storage.postings.readBefore(version))) {
      const changes = await readBatch(storage, batch);
      for (const { field, line } of changes.flat()) {
        process.stdout.write(`${printable(line)}\n`);
        counts.set(field, (counts.get(field) ?? 0) + 1);
      }
      done += batch.length;
      changed += changes.filter((change) => change.length > 0).length;
      showProgress(done, total);
    }
    showProgress(null);
    process.stdout.write(summary(done, changed, counts));
  } finally {
    await storage.close();
  }
}

type Stored = Posting & { readonly contentHash: string };

async function* batchesOf(postings: AsyncIterable<Stored>): AsyncGenerator<readonly Stored[]> {
  let batch: Stored[] = [];
  for await (const posting of postings) {
    batch.push(posting);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Stores the readings of a batch; of each posting what changed. What got another text meanwhile was read with it. */
async function readBatch(storage: Storage, batch: readonly Stored[]): Promise<readonly (readonly Change[])[]> {
  const again = batch.map((posting) => {
    const reading = readAgain(posting);
    const keys = openingKeys(reading.facts, posting.text, posting.url === null ? [] : [posting.url]);
    const { contentHash } = posting;
    return { posting, contentHash, reading, openingKeys: keys, changes: changesOf(posting, reading.facts) };
  });
  const changed = again.filter(({ changes }) => changes.length > 0).map(({ posting }) => posting.id);
  const byId = new Map(again.map((one) => [one.posting.id, one]));
  const stored = await storage.transaction(({ postings }) => postings.reread(byId, changed, systemClock.now()));
  return again.filter(({ posting }) => stored.has(posting.id)).map(({ changes }) => changes);
}

function changesOf({ id, title, reading: { facts } }: Posting, now: Facts): readonly Change[] {
  const name = `${postingReference(id)} ${title ?? facts.title ?? "(no title)"}`;
  return changedFields(facts, now).map((field) => ({
    field,
    line: `${name}: ${field} ${printValue(facts, field) || "nothing"} → ${printValue(now, field) || "nothing"}`,
  }));
}

function summary(done: number, changed: number, counts: ReadonlyMap<Field, number>): string {
  if (done === 0) return `Everything that is stored has been read by this reader (version ${readerVersion}).\n`;
  const fields = [...counts].toSorted(([, a], [, b]) => b - a).map(([field, count]) => `${field} ${count}`);
  const which = changed === 0 ? "nothing changed" : `${changed} changed (${fields.join(", ")})`;
  return `${done} ${done === 1 ? "posting" : "postings"} read again by version ${readerVersion} of the reader: ${which}.\n`;
}
