import { join } from "node:path";
import { orderedIds, systemClock, systemRandom } from "../../../src/clock.ts";
import type { ClaimedMessage } from "../../../src/storage/message-store.ts";
import { openStorage, type Storage } from "../../../src/storage/storage.ts";
import { median, note, rounded } from "../measure.ts";
import { copyId, fillQueues } from "./backlog.ts";
import { postingDraft, settleTown } from "./town.ts";

const few = 1_000;
const many = 1_000_000;
const rounds = 600;
const warmUpRounds = 50;
/** More than the sender claims at a time once a platform takes time to answer: 200 under way, claimed as others end. */
const claimSize = 50;
const leaseMs = 60_000;

/** One queue under measure. */
interface Queue {
  readonly storage: Storage;
  /** Number of the posting that is the next to be announced. */
  nextPosting: number;
  /** Milliseconds of each claim, its commit included. */
  readonly claims: number[];
}

/**
 * How much slower the sender's claim is with a million messages waiting than with a thousand, as a share: medians of
 * claims made in turns on both. After each, what was claimed is settled as sent and as many others are queued. Both
 * databases hold a million messages, most of which are sent in the one, so that they differ in what waits alone.
 */
export async function claimSlowdown(folder: string): Promise<number> {
  const short = await openQueue(join(folder, "short.sqlite"), few);
  const long = await openQueue(join(folder, "long.sqlite"), many);
  for (let i = 0; i < warmUpRounds + rounds; i++) {
    for (const queue of i % 2 === 0 ? [short, long] : [long, short]) {
      const ms = await claimAndSettle(queue);
      if (i >= warmUpRounds) queue.claims.push(ms);
    }
  }
  await short.storage.close();
  await long.storage.close();
  const [before, after] = [median(short.claims), median(long.claims)];
  note(`claim of ${claimSize}: ${rounded(before, 2)} ms with ${few} waiting, ${rounded(after, 2)} ms with ${many}`);
  return rounded(after / before - 1, 3);
}

async function openQueue(path: string, waiting: number): Promise<Queue> {
  const empty = await openStorage(path, systemRandom);
  await settleTown(empty, ["role:backend"], systemClock.now());
  await empty.transaction(({ postings }) => postings.add([postingDraft(0)], systemClock.now(), true));
  await empty.close();
  const from = performance.now();
  const postings = fillQueues(path, { messages: many, waiting, spare: warmUpRounds + rounds }, systemClock.now());
  note(
    `claim: stored ${many} messages, ${waiting} of them waiting, in ${rounded((performance.now() - from) / 1_000)} s`,
  );
  return { storage: await openStorage(path, systemRandom), nextPosting: postings + 1, claims: [] };
}

/** Returns what the claim took. */
async function claimAndSettle(queue: Queue): Promise<number> {
  const { storage } = queue;
  const now = systemClock.now();
  const from = performance.now();
  const claimed = await storage.transaction(({ messages }) => messages.claim(now, now + leaseMs, claimSize));
  const ms = performance.now() - from;
  if (claimed.length !== claimSize) throw new Error(`bench: expected ${claimSize} claimed, got ${claimed.length}`);
  const sent = claimed.map((message) => ({ kind: "posted", message, reference: "m1", shown: "s" }) as const);
  await storage.transaction(({ messages }) => messages.settle(sent, now));
  await announce(queue, claimed, now);
  return ms;
}

/** Queues one more for each destination, as matching does. */
async function announce(queue: Queue, to: readonly ClaimedMessage[], now: number): Promise<void> {
  const posting = copyId(queue.nextPosting++);
  const nextId = orderedIds(now, systemRandom);
  await queue.storage.transaction(async ({ deliveries, messages }) => {
    const added = await deliveries.add(
      to.map(({ workspace, destination, subscription }) => ({
        id: nextId(),
        draft: {
          workspace,
          destination,
          openingId: posting,
          postingId: posting,
          subscriptions: [subscription],
          dueAt: null,
        },
      })),
      now,
    );
    await messages.add(
      added.map(({ id, draft: { workspace, destination, subscriptions } }) => ({
        id: nextId(),
        workspace,
        destination,
        subscription: subscriptions[0],
        kind: "card",
        header: null,
        deliveries: [{ id, inFull: true }],
      })),
      now,
    );
  });
}
