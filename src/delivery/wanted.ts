import { messageOf, UserError } from "../errors.ts";
import { withDefaults } from "../filter/defaults.ts";
import type { Query } from "../filter/filter.ts";
import { parseQuery } from "../filter/parse.ts";
import type { Log } from "../log.ts";
import type { Posting } from "../posting/posting.ts";
import { hiddenKey } from "../storage/mark-store.ts";
import type { StoredSubscription } from "../storage/subscription-store.ts";
import { nextDigestAt, type Plan, planOf, quietUntil } from "./cadence.ts";

/** What a subscription wants, understood: which postings, and when. */
export interface Wanted {
  readonly subscription: StoredSubscription;
  readonly query: Query;
  readonly plan: Plan;
}

/** Parsed queries by their text: there are far fewer texts than times at which one is asked for. */
const parsed = new Map<string, Query>();
const parsedLimit = 20_000;

export function wantedBy(subscription: StoredSubscription): Wanted {
  const query = withDefaults(queryOf(subscription.query), subscription.settings);
  return { subscription, query, plan: planOf(query.delivery, subscription.zone) };
}

function queryOf(text: string): Query {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  if (parsed.size >= parsedLimit) parsed.clear();
  const query = parseQuery(text);
  parsed.set(text, query);
  return query;
}

/** How often what only a subscription wants that cannot be read is looked at again. */
export const unreadableEveryMs = 3_600_000;

/**
 * Understands those whose stored query can be read: one that cannot, after an upgrade or by hand, must not stop the others.
 *
 * @returns Also the ids of those in force that cannot.
 */
export function readable(subscriptions: readonly StoredSubscription[], log: Log) {
  const wanted: Wanted[] = [];
  const unreadable = new Set<string>();
  for (const subscription of subscriptions) {
    try {
      wanted.push(wantedBy(subscription));
    } catch (error) {
      const { id, query, endedAt } = subscription;
      if (endedAt !== null) continue;
      unreadable.add(id);
      log.error({ subscription: id, query, reason: messageOf(error) }, "a stored subscription cannot be read");
    }
  }
  return { wanted, unreadable } satisfies { wanted: readonly Wanted[]; unreadable: ReadonlySet<string> };
}

/** Until when nothing of a subscription is shown: it is paused, or its quiet hours hold; null when nothing stops it. */
export function silentUntil({ subscription, plan }: Wanted, now: number): number | null {
  return isPaused(subscription, now) ? subscription.pausedUntil : quietUntil(plan, now);
}

export function isPaused({ pausedUntil }: StoredSubscription, now: number): boolean {
  return pausedUntil !== null && pausedUntil > now;
}

/** When what matches now is shown: null at once, else in the digest that is due then. */
export function waitsUntil(wanted: Wanted, now: number): number | null {
  const silent = silentUntil(wanted, now);
  if (wanted.plan.every === "now" || silent === Number.MAX_SAFE_INTEGER) return silent;
  // A digest that is due as the pause ends is not missed. Quiet hours put digests off by themselves.
  return nextDigestAt(wanted.plan, isPaused(wanted.subscription, now) && silent !== null ? silent - 1 : now);
}

/** Whether it tells a channel of its workspace, and not its owner alone; false where it cannot be read any more. */
export function isForChannel({ query }: StoredSubscription): boolean {
  try {
    return (queryOf(query).delivery.to ?? "me") !== "me";
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

/**
 * Whether its owner does not want to see an opening any more. A channel's others did not hide it.
 *
 * @param hidden As `MarkStore.hiddenBy` tells.
 */
export function isHiddenFrom(
  subscription: StoredSubscription,
  { openingId }: Posting,
  hidden: ReadonlySet<string>,
): boolean {
  return hidden.has(hiddenKey(subscription.workspace, subscription.owner, openingId)) && !isForChannel(subscription);
}

/** What became of what its person has hidden before it was sent. */
export const hiddenReason = "hidden by you";
