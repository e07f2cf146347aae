import type { Checkpoint } from "../checkpoint.ts";
import type { Clock, Random } from "../clock.ts";
import { evaluate } from "../filter/verdict.ts";
import type { Log } from "../log.ts";
import { isClosed, type Posting } from "../posting/posting.ts";
import { closedReason, type DueDigest, type WaitingDelivery } from "../storage/delivery-store.ts";
import type { MessageDraft } from "../storage/message-store.ts";
import type { Storage, Stores } from "../storage/storage.ts";
import type { StoredSubscription } from "../storage/subscription-store.ts";
import { nextDigestAt } from "./cadence.ts";
import { ago } from "./card/age.ts";
import { digestRow } from "./card/digest-of.ts";
import { type DigestHeader, type DigestRow, planDigest, type PlannedMessage } from "./card/digest-plan.ts";
import { viewsFor } from "./corrected-views.ts";
import { type Capabilities, parseDestination, type Platform } from "./platform.ts";
import {
  hiddenReason,
  isHiddenFrom,
  readable,
  silentUntil,
  unreadableEveryMs,
  type Wanted,
  waitsUntil,
} from "./wanted.ts";
import { withListed } from "./with-listed.ts";

export interface Digester {
  /** Makes messages of the digests that are due. Returns how many openings went into them. */
  makeDue(): Promise<number>;
}

export interface DigesterPorts {
  readonly storage: Storage;
  readonly platforms: readonly Platform[];
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly checkpoint: Checkpoint;
}

/** A digest that is sent so long after it was due says so. */
const lateAfterMs = 15 * 60_000;
const batchSize = 50;
/** Postings looked at together: their texts are large, what is kept of them is small. */
const pageSize = 200;

/** Lays out digests whose time has come: once, however long the bot was away. It sends nothing. */
export function createDigester({ storage, platforms, clock, random, log, checkpoint }: DigesterPorts): Digester {
  const limitsOf = new Map(platforms.map(({ id, capabilities }) => [id, capabilities.digest]));

  async function makeOne(stores: Stores, due: DueDigest, now: number): Promise<number> {
    // Another instance may be at the same digest: then nothing waits for it any more.
    await stores.destinations.reserve(due.destination);
    const waiting = await stores.deliveries.waitingFor(due, now);
    const subscriptions = await stores.subscriptions.byIds([
      due.subscription,
      ...new Set(waiting.flatMap((delivery) => delivery.subscriptions)),
    ]);
    const stored = [...subscriptions.values()].filter(({ endedAt }) => endedAt === null);
    const { wanted: inForce, unreadable } = readable(stored, log);
    const own = inForce.find(({ subscription }) => subscription.id === due.subscription);
    const rows = await rowsOf(stores, due, waiting, { own, inForce, unreadable }, now);
    if (own === undefined || rows.length === 0) return 0;
    const limits = limitsOf.get(parseDestination(due.destination).platform) ?? smallest(limitsOf);
    const header = { name: own.subscription.name, late: lateness(due, now), cause: causeOf(own) };
    await stores.messages.add(
      planDigest(rows, header, limits).map((planned) => draftOf(due, own.subscription, planned, header)),
      now,
    );
    return rows.length;
  }

  /**
   * The openings that the subscription shows now, light. What it shows later, or does not want any more, follows the one
   * of its other subscriptions that shows it the soonest; what none of them wants is dropped with the reason, but for what
   * one wants perhaps that cannot be read: that waits until somebody has seen to it.
   */
  async function rowsOf(
    stores: Stores,
    due: DueDigest,
    waiting: readonly WaitingDelivery[],
    { own, inForce, unreadable }: Wanting,
    now: number,
  ): Promise<DigestRow[]> {
    const rows: DigestRow[] = [];
    const dropped = new Map<string, string[]>();
    const moved = new Map<string, { readonly next: NextDigest; readonly ids: string[] }>();
    const ownTime = own === undefined ? null : silentUntil(own, now);
    for (let i = 0; i < waiting.length; i += pageSize) {
      const page = waiting.slice(i, i + pageSize);
      const stored = await stores.postings.byIds(page.map(({ postingId }) => postingId));
      const postings = await withListed(stores.postings, stored);
      const views = await viewsFor(stores.corrections, stored.values(), log);
      const hidden = await stores.marks.hiddenBy([...stored.values()].map(({ openingId }) => openingId));
      for (const delivery of page) {
        const listed = postings.get(delivery.postingId);
        const posting = listed && views.of(listed, due);
        const verdicts = inForce
          .filter(({ subscription }) => delivery.subscriptions.includes(subscription.id))
          .map((wanted) => ({ wanted, verdict: posting && evaluate(wanted.query.filter, posting, now) }));
        const matching = verdicts.filter(({ verdict }) => verdict?.outcome === "match").map(({ wanted }) => wanted);
        const next = soonest(
          matching.filter(({ subscription }) => !posting || !isHiddenFrom(subscription, posting, hidden)),
          delivery.createdAt,
        );
        if (posting !== undefined && next === undefined && delivery.subscriptions.some((id) => unreadable.has(id))) {
          move(delivery.id, { subscription: due.subscription, dueAt: now + unreadableEveryMs });
        } else if (posting === undefined || next === undefined) {
          const reason = matching.length > 0 ? hiddenReason : reasonToDrop(posting, verdicts.length > 0);
          dropped.set(reason, [...(dropped.get(reason) ?? []), delivery.id]);
        } else if (next.dueAt !== null || next.subscription !== due.subscription) {
          move(delivery.id, next);
        } else {
          const judged = verdicts.find(({ wanted }) => wanted === own);
          const reasons = judged?.verdict ? [{ name: judged.wanted.subscription.name, verdict: judged.verdict }] : [];
          rows.push(digestRow(delivery.id, posting, reasons, now));
        }
      }
    }
    for (const [reason, lost] of dropped) await stores.deliveries.drop(lost, reason, now);
    for (const { next, ids } of moved.values()) {
      await stores.deliveries.handOver(ids, next.subscription, next.dueAt ?? now);
    }
    return rows;

    function move(delivery: string, next: NextDigest): void {
      const key = `${next.subscription} ${next.dueAt}`;
      const group = moved.get(key) ?? { next, ids: [] };
      group.ids.push(delivery);
      moved.set(key, group);
    }

    function soonest(wanting: readonly Wanted[], matchedAt: number): NextDigest | undefined {
      // Its own first, as long as it shows it now: it was counted on for this digest.
      if (own !== undefined && ownTime === null && wanting.includes(own)) {
        return { subscription: own.subscription.id, dueAt: null };
      }
      const all = wanting.map((wanted) => ({
        subscription: wanted.subscription.id,
        dueAt: wanted === own ? ownTime : showsAt(wanted, matchedAt, now),
      }));
      const isOwn = ({ subscription }: NextDigest) => subscription === due.subscription;
      return all.toSorted((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0) || Number(isOwn(b)) - Number(isOwn(a)))[0];
    }
  }

  function draftOf(
    due: DueDigest,
    subscription: StoredSubscription,
    planned: PlannedMessage,
    header: Pick<DigestHeader, "name" | "late" | "cause">,
  ): MessageDraft {
    return {
      id: random.id(20),
      workspace: due.workspace,
      destination: due.destination,
      subscription: subscription.id,
      // Also a digest of one, which looks like a card: it is due by its cadence, whatever was sent at once today.
      kind: "digest",
      header: JSON.stringify(planned.header ?? { ...header, total: 1, part: 1, parts: 1 }),
      deliveries: planned.deliveries,
    };
  }

  return {
    async makeDue() {
      let openings = 0;
      for (;;) {
        const now = clock.now();
        const due = await storage.deliveries.dueDigests(now, batchSize);
        if (due.length === 0) return openings;
        for (const digest of due) {
          // All parts or none: a digest half laid out would be counted wrong and start anew.
          openings += await storage.transaction((stores) => makeOne(stores, digest, now));
          checkpoint("digest-stored");
        }
      }
    },
  };
}

/** Who may want what waits for a digest. */
interface Wanting {
  /** Whose digest it is; undefined where it has ended or cannot be read. */
  readonly own: Wanted | undefined;
  readonly inForce: readonly Wanted[];
  /** Ids of those in force that cannot be read. */
  readonly unreadable: ReadonlySet<string>;
}

/** Which subscription shows something, and when; null is now. */
interface NextDigest {
  readonly subscription: string;
  readonly dueAt: number | null;
}

/** When a subscription shows what waited in a digest of another one: now, null, if its own would have been due meanwhile. */
function showsAt(wanted: Wanted, matchedAt: number, now: number): number | null {
  const own = wanted.plan.every === "now" ? matchedAt : nextDigestAt(wanted.plan, matchedAt);
  return own <= now && silentUntil(wanted, now) === null ? null : waitsUntil(wanted, now);
}

function reasonToDrop(posting: Posting | undefined, isInForce: boolean): string {
  if (!isInForce) return "unsubscribed before it was sent";
  return posting !== undefined && isClosed(posting) ? closedReason : "matches no more";
}

function lateness({ dueAt }: DueDigest, now: number): string | null {
  return now - dueAt < lateAfterMs ? null : `late, was due ${ago(dueAt, now)}`;
}

function causeOf({ plan }: Wanted): string | null {
  return plan.every === "now" ? "held back by a pause, quiet hours or max" : null;
}

/** For a platform that is not set up here at the moment: what fits everywhere. */
function smallest(limits: ReadonlyMap<string, Capabilities["digest"]>): Capabilities["digest"] {
  const all = [...limits.values()];
  return {
    cards: Math.min(1, ...all.map(({ cards }) => cards)),
    lines: Math.min(10, ...all.map(({ lines }) => lines)),
    characters: Math.min(2_000, ...all.map(({ characters }) => characters)),
  };
}
