import { orderedIds, type Random } from "../clock.ts";
import { evaluate } from "../filter/verdict.ts";
import type { DeliveryDraft } from "../storage/delivery-store.ts";
import type { MessageDraft } from "../storage/message-store.ts";
import type { UnmatchedPosting } from "../storage/posting-store.ts";
import type { Stores } from "../storage/storage.ts";
import type { CorrectedViews } from "./corrected-views.ts";
import { isHiddenFrom, type Wanted, waitsUntil } from "./wanted.ts";

/** Writes deliveries, and a message for each that is to be sent at once. Returns how many those are. */
export async function addDeliveries(
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

export interface MatchedPosting extends UnmatchedPosting {
  /** What wants it as it is now, the oldest first. */
  readonly wanted: readonly Wanted[];
}

export function byAge({ subscription: a }: Wanted, { subscription: b }: Wanted): number {
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
}

/**
 * One draft per posting and destination: subscriptions that overlap there share the card, the earliest sets its time. One
 * that changed is for those that did not match it before; of the others it is known already, or older than they are.
 */
export function draftsOf(
  matches: readonly MatchedPosting[],
  hidden: ReadonlySet<string>,
  views: CorrectedViews,
  now: number,
): DeliveryDraft[] {
  const all = new Set(matches.flatMap(({ wanted }) => wanted));
  const waits = new Map([...all].map((one) => [one, waitsUntil(one, now)]));
  return matches.flatMap(({ posting, before, wanted }) => {
    const matching = wanted.filter(({ query: { filter }, subscription }) => {
      if (before !== null && evaluate(filter, views.of(before, subscription), now).outcome === "match") return false;
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
