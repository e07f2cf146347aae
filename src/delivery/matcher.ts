import type { Checkpoint } from "../checkpoint.ts";
import { type Clock, orderedIds, type Random } from "../clock.ts";
import { evaluate } from "../filter/verdict.ts";
import type { Log } from "../log.ts";
import { type Meter, silentMeter } from "../meter.ts";
import type { DeliveryDraft } from "../storage/delivery-store.ts";
import type { MessageDraft } from "../storage/message-store.ts";
import type { UnmatchedPosting } from "../storage/posting-store.ts";
import type { Storage, Stores } from "../storage/storage.ts";
import { silentTracing, type Tracing } from "../tracing.ts";
import { createSubscriptionIndex, type IndexSize } from "./subscription-index.ts";
import { isHiddenFrom, readable, type Wanted, waitsUntil } from "./wanted.ts";

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
    const found = batch.map(({ posting, before }) => ({ posting, before, ids: [...index.matches(posting, now)] }));
    const stored = await stores.subscriptions.toDeliver([...new Set(found.flatMap(({ ids }) => ids))]);
    const wanted = new Map(readable([...stored.values()], log).wanted.map((one) => [one.subscription.id, one]));
    const audiences = await stores.workspaceSources.audiences([...new Set(batch.map(({ posting }) => posting.source))]);
    const matches = found.map(({ posting, before, ids }) => {
      const audience = audiences.get(posting.source);
      const own = ids
        .flatMap((id) => wanted.get(id) ?? [])
        // One that ended since the index followed has nothing to wait for.
        .filter(({ subscription }) => subscription.endedAt === null && (audience?.has(subscription.workspace) ?? true));
      return { posting, before, wanted: own.toSorted(byAge) };
    });
    const hidden = await stores.marks.hiddenBy(batch.map(({ posting }) => posting.openingId));
    const drafts = draftsOf(matches, hidden, now);
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

/** Writes deliveries, and a message for each that is to be sent at once. Returns how many those are. */
async function addDeliveries(
  stores: Stores,
  drafts: readonly DeliveryDraft[],
  now: number,
  random: Random,
): Promise<number> {
  if (drafts.length === 0) return 0;
  const nextId = orderedIds(now, random);
  const sendable = await stores.deliveries.add(
    drafts.map((draft) => ({ id: nextId(), draft })),
    now,
  );
  const messages = sendable.map(({ id, draft }): MessageDraft => {
    return {
      id: nextId(),
      workspace: draft.workspace,
      destination: draft.destination,
      subscription: draft.subscriptions[0],
      kind: "card",
      header: null,
      deliveries: [{ id, inFull: true }],
    };
  });
  await stores.messages.add(messages, now);
  return messages.length;
}

interface MatchedPosting extends UnmatchedPosting {
  /** What wants it as it is now, the oldest first. */
  readonly wanted: readonly Wanted[];
}

function byAge({ subscription: a }: Wanted, { subscription: b }: Wanted): number {
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
}

/**
 * One draft per posting and destination: subscriptions that overlap there share the card, the earliest sets its time. One
 * that changed is for those that did not match it before; of the others it is known already, or older than they are.
 */
function draftsOf(matches: readonly MatchedPosting[], hidden: ReadonlySet<string>, now: number): DeliveryDraft[] {
  const all = new Set(matches.flatMap(({ wanted }) => wanted));
  const waits = new Map([...all].map((one) => [one, waitsUntil(one, now)]));
  return matches.flatMap(({ posting, before, wanted }) => {
    const matching = wanted.filter(({ query: { filter }, subscription }) => {
      if (before !== null && evaluate(filter, before, now).outcome === "match") return false;
      return !isHiddenFrom(subscription, posting, hidden);
    });
    const byDestination = Map.groupBy(
      matching,
      ({ subscription }) => `${subscription.workspace}\n${subscription.destination}`,
    );
    return [...byDestination.values()].map((group): DeliveryDraft => {
      const [first, ...others] = group.toSorted((a, b) => (waits.get(a) ?? 0) - (waits.get(b) ?? 0));
      if (first === undefined) throw new RangeError("matcher: expected a subscription in every group, got none");
      return {
        workspace: first.subscription.workspace,
        destination: first.subscription.destination,
        openingId: posting.openingId,
        postingId: posting.id,
        subscriptions: [first.subscription.id, ...others.map(({ subscription }) => subscription.id)],
        dueAt: waits.get(first) ?? null,
      };
    });
  });
}
