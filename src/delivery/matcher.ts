import type { Checkpoint } from "../checkpoint.ts";
import type { Clock, Random } from "../clock.ts";
import { evaluate } from "../filter/verdict.ts";
import type { Posting } from "../posting/posting.ts";
import type { DeliveryDraft } from "../storage/delivery-store.ts";
import type { MessageDraft } from "../storage/message-store.ts";
import type { Storage, Stores } from "../storage/storage.ts";
import { type Wanted, waitsUntil, wantedBy } from "./wanted.ts";

export interface MatchReport {
  readonly postings: number;
  /** Deliveries that are to be sent at once. */
  readonly atOnce: number;
}

export interface Matcher {
  /** Matches all postings that wait for it against all subscriptions in force. */
  matchPending(): Promise<MatchReport>;
}

const batchSize = 100;

/** Decides what goes where and when: it writes ledger rows and sends nothing. */
export function createMatcher(storage: Storage, clock: Clock, random: Random, checkpoint: Checkpoint): Matcher {
  return {
    async matchPending() {
      let postings = 0;
      let atOnce = 0;
      let wanted: readonly Wanted[] | undefined;
      for (;;) {
        const batch = await storage.postings.unmatched(batchSize);
        if (batch.length === 0) return { postings, atOnce };
        wanted ??= (await storage.subscriptions.active()).map(wantedBy);
        const now = clock.now();
        const drafts = draftsOf(batch, wanted, now);
        // The rows and the mark in one transaction: a crash in between can neither lose a match nor make it twice.
        atOnce += await storage.transaction(async (stores) => {
          const added = await addDeliveries(stores, drafts, now, random);
          await stores.postings.matched(
            batch.map(({ id }) => id),
            now,
          );
          return added;
        });
        checkpoint("match-stored");
        postings += batch.length;
      }
    },
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
  const byId = new Map(drafts.map((draft) => [random.id(16), draft]));
  const messages: MessageDraft[] = [];
  const sendable = await stores.deliveries.add(
    [...byId].map(([id, draft]) => ({ id, draft })),
    now,
  );
  for (const { id, draft } of sendable) {
    messages.push({
      id: random.id(20),
      workspace: draft.workspace,
      destination: draft.destination,
      subscription: draft.subscriptions[0],
      kind: "card",
      header: null,
      deliveries: [{ id, inFull: true }],
    });
  }
  await stores.messages.add(messages, now);
  return messages.length;
}

/** One draft per posting and destination: subscriptions that overlap there share the card, the earliest sets its time. */
function draftsOf(postings: readonly Posting[], wanted: readonly Wanted[], now: number): DeliveryDraft[] {
  const waits = new Map(wanted.map((one) => [one, waitsUntil(one, now)]));
  return postings.flatMap((posting) => {
    const matching = wanted.filter(({ query }) => evaluate(query.filter, posting, now).outcome === "match");
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
