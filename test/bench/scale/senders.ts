import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { noCheckpoint } from "../../../src/checkpoint.ts";
import { systemClock, systemRandom } from "../../../src/clock.ts";
import { createMatcher } from "../../../src/delivery/matcher.ts";
import { silentLog } from "../../../src/log.ts";
import { openStorage, type Storage } from "../../../src/storage/storage.ts";
import { postingDraft, settleTown } from "../deliver/town.ts";
import { note } from "../measure.ts";

/** Twice as many as three processes may send to side by side, so that none of them waits for another one's places. */
const destinations = 1_200;
const postings = 9;
let made = 0;

/** What so many processes send in a second together, out of one queue of 10,800. */
export async function sentPerSecond(address: string, processes: number): Promise<number> {
  const storage = await openStorage(address, systemRandom);
  await fill(storage);
  await storage.close();
  const senders = await Promise.all(Array.from({ length: processes }, () => aSender(address)));
  const from = performance.now();
  const sent = await Promise.all(senders.map((go) => go()));
  const ms = performance.now() - from;
  const total = sent.reduce((sum, one) => sum + one, 0);
  if (total !== postings * destinations) {
    throw new Error(`bench: expected ${postings * destinations} deliveries, sent ${total}`);
  }
  const perSecond = Math.round(total / (ms / 1_000));
  note(`scale: ${processes} sent ${sent.join(" + ")}, ${perSecond}/s`);
  return perSecond;
}

async function fill(storage: Storage): Promise<void> {
  if (made === 0) await settleTown(storage, ["role:backend"], systemClock.now(), destinations);
  const drafts = Array.from({ length: postings }, () => postingDraft(made++));
  await storage.transaction((stores) => stores.postings.add(drafts, systemClock.now(), false));
  const ports = { storage, clock: systemClock, random: systemRandom, log: silentLog, checkpoint: noCheckpoint };
  await createMatcher(ports).matchPending();
}

/** Starts one. @returns What has it go, and tells how much it sent. */
async function aSender(address: string): Promise<() => Promise<number>> {
  const child = spawn(
    process.execPath,
    [
      "--max-semi-space-size=4",
      "--disable-warning=ExperimentalWarning",
      join(import.meta.dirname, "sending.ts"),
      address,
    ],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  await once(child.stdout, "data");
  return async () => {
    child.stdin.write("go\n");
    const [sent] = (await once(child.stdout, "data")) as [Buffer];
    return Number(String(sent));
  };
}
