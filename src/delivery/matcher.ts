import type { Checkpoint } from "../checkpoint.ts";
import type { Clock, Random } from "../clock.ts";
import { evaluate } from "../filter/verdict.ts";
import type { Log } from "../log.ts";
import { type Meter, silentMeter } from "../meter.ts";
import type { UnmatchedPosting } from "../storage/posting-store.ts";
import type { Storage, Stores } from "../storage/storage.ts";
import { silentTracing, type Tracing } from "../tracing.ts";
import { viewsFor } from "./corrected-views.ts";
import { addDeliveries, byAge, draftsOf } from "./drafts.ts";
import { createSubscriptionIndex, type IndexSize } from "./subscription-index.ts";
import { readable, type Wanted } from "./wanted.ts";

export interface MatchReport {
  readonly postings: number;
  /** Deliveries that came of them, and how many of those are to be sent at once. */
  readonly deliveries: number;
  readonly atOnce: number;
}

export interface Matcher {
  /** Matches all postings that wait for it against all subscriptions in force. */
  matchPending(): Promise<MatchReport>;
  /** What its index holds. */
  indexSize(): IndexSize;
}

export interface MatcherPorts {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly checkpoint: Checkpoint;
  readonly meter?: Meter;
  readonly tracing?: Tracing;
}

const batchSize = 100;

/** Decides what goes where and when: it writes ledger rows and sends nothing. */
export function createMatcher(ports: MatcherPorts): Matcher {
  const { storage, clock, random, log, checkpoint, meter = silentMeter, tracing = silentTracing } = ports;
  const index = createSubscriptionIndex(log);

  async function matchNext(stores: Stores): Promise<MatchReport> {
    const batch = await stores.postings.unmatched(batchSize);
    return await tracing.span(
      "match",
      async (span) => {
        const report = await matchBatch(stores, batch);
        span.setAttributes({ "rolecall.postings": report.postings, "rolecall.deliveries": report.deliveries });
        return report;
      },
      batch.map(({ posting }) => posting),
    );
  }

  async function matchBatch(stores: Stores, batch: readonly UnmatchedPosting[]): Promise<MatchReport> {
    await index.follow(stores.subscriptions);
    const now = clock.now();
    const views = await viewsFor(
      stores.corrections,
      batch.map(({ posting }) => posting),
      log,
    );
    const found = batch.map(({ posting, before }) => {
      const readings = [posting, ...views.others(posting)];
      return { posting, before, ids: new Set(readings.flatMap((one) => [...index.matches(one, now)])) };
    });
    const stored = await stores.subscriptions.toDeliver([...new Set(found.flatMap(({ ids }) => [...ids]))]);
    const wanted = new Map(readable([...stored.values()], log).wanted.map((one) => [one.subscription.id, one]));
    const audiences = await stores.workspaceSources.audiences([...new Set(batch.map(({ posting }) => posting.source))]);
    const matches = found.map(({ posting, before, ids }) => {
      const audience = audiences.get(posting.source);
      const isCorrected = views.others(posting).length > 0;
      const matchesAsRead = ({ query, subscription }: Wanted) =>
        !isCorrected || evaluate(query.filter, views.of(posting, subscription), now).outcome === "match";
      const own = [...ids]
        .flatMap((id) => wanted.get(id) ?? [])
        .filter(matchesAsRead)
        // One that ended since the index followed has nothing to wait for.
        .filter(({ subscription }) => subscription.endedAt === null && (audience?.has(subscription.workspace) ?? true));
      return { posting, before, wanted: own.toSorted(byAge) };
    });
    const hidden = await stores.marks.hiddenBy(batch.map(({ posting }) => posting.openingId));
    const drafts = draftsOf(matches, hidden, views, now);
    const atOnce = await addDeliveries(stores, drafts, now, random);
    await stores.postings.matched(
      batch.map(({ posting }) => posting.id),
      now,
    );
    return { postings: batch.length, deliveries: drafts.length, atOnce };
  }

  return {
    async matchPending() {
      let postings = 0;
      let deliveries = 0;
      let atOnce = 0;
      for (;;) {
        // Mostly there is nothing, and no need for a transaction.
        if ((await storage.postings.unmatched(1)).length === 0) return { postings, deliveries, atOnce };
        // All in one transaction: a crash can neither lose a match nor make it twice, and what changes meanwhile, a posting
        // or a subscription, is matched as it is afterwards.
        const batch = await storage.transaction((stores) => matchNext(stores));
        checkpoint("match-stored");
        meter.count("rolecall_matches_total", {}, batch.deliveries);
        postings += batch.postings;
        deliveries += batch.deliveries;
        atOnce += batch.atOnce;
        // The database never gives way by itself: whoever asks something is answered between batches.
        if (batch.postings === batchSize) await clock.sleep(0);
      }
    },
    indexSize: () => index.size(),
  };
}
