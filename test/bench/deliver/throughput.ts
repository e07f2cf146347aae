import { noCheckpoint } from "../../../src/checkpoint.ts";
import { systemClock, systemRandom } from "../../../src/clock.ts";
import { createMatcher } from "../../../src/delivery/matcher.ts";
import { createSender } from "../../../src/delivery/sender.ts";
import { silentLog } from "../../../src/log.ts";
import { openStorage } from "../../../src/storage/storage.ts";
import { heapMb, note, rounded } from "../measure.ts";
import { createDiscardingPlatform } from "./discarding-platform.ts";
import { destinations, postingDraft, settleTown } from "./town.ts";

const warmUpPostings = 15;
const rounds = 5;
const postingsPerRound = 50;

/**
 * How many committed messages go through claim, compose, send and settle in a second, and what the heap has grown by
 * after 100,000 of them.
 */
export async function throughput(path: string): Promise<{ deliveriesPerSecond: number; memoryGrowthMb: number }> {
  const storage = await openStorage(path, systemRandom);
  const ports = { storage, clock: systemClock, random: systemRandom, log: silentLog, checkpoint: noCheckpoint };
  const sender = createSender({ ...ports, platforms: [createDiscardingPlatform()] });
  const matcher = createMatcher({
    storage,
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
    checkpoint: noCheckpoint,
  });
  const { signal } = new AbortController();
  let made = 0;

  /** Matches that many postings for every destination, then sends them. Returns what sending took. */
  async function round(postings: number): Promise<{ sent: number; ms: number }> {
    const drafts = Array.from({ length: postings }, () => postingDraft(made++));
    await storage.transaction((stores) => stores.postings.add(drafts, systemClock.now(), false));
    const matchingFrom = performance.now();
    const { atOnce } = await matcher.matchPending();
    const from = performance.now();
    const { posted } = await sender.sendDue(signal);
    const ms = performance.now() - from;
    if (posted !== atOnce || posted !== postings * destinations) {
      throw new Error(`bench: expected ${postings * destinations} deliveries, matched ${atOnce}, sent ${posted}`);
    }
    const matched = Math.round(atOnce / ((from - matchingFrom) / 1_000));
    note(`deliver: ${posted} sent, ${Math.round(posted / (ms / 1_000))}/s; matched and stored ${matched}/s`);
    return { sent: posted, ms };
  }

  await settleTown(
    storage,
    ["role:backend lang:rust", "location:belgrade level:-intern", "role:backend pay:>=50k/yr,eur"],
    systemClock.now(),
  );
  await round(warmUpPostings);
  const before = heapMb();
  let sent = 0;
  let ms = 0;
  for (let i = 0; i < rounds; i++) {
    const done = await round(postingsPerRound);
    sent += done.sent;
    ms += done.ms;
  }
  const memoryGrowthMb = rounded(heapMb() - before);
  await storage.close();
  note(`deliver: the heap grew by ${memoryGrowthMb} MB over ${sent} deliveries`);
  return { deliveriesPerSecond: Math.round(sent / (ms / 1_000)), memoryGrowthMb };
}
