import type { Checkpoint } from "../checkpoint.ts";
import type { Clock, Random } from "../clock.ts";
import { evaluate } from "../filter/verdict.ts";
import { isClosed } from "../posting/posting.ts";
import type { DueDigest } from "../storage/delivery-store.ts";
import type { MessageDraft } from "../storage/message-store.ts";
import type { Storage, Stores } from "../storage/storage.ts";
import type { StoredSubscription } from "../storage/subscription-store.ts";
import { ago } from "./card/age.ts";
import { digestRow } from "./card/digest-of.ts";
import { type DigestHeader, type DigestRow, planDigest, type PlannedMessage } from "./card/digest-plan.ts";
import { type Capabilities, parseDestination, type Platform } from "./platform.ts";
import { silentUntil, type Wanted, wantedBy } from "./wanted.ts";

export interface Digester {
  /** Makes messages of the digests that are due. Returns how many openings went into them. */
  makeDue(): Promise<number>;
}

export interface DigesterPorts {
  readonly storage: Storage;
  readonly platforms: readonly Platform[];
  readonly clock: Clock;
  readonly random: Random;
  readonly checkpoint: Checkpoint;
}

/** A digest that is sent so long after it was due says so. */
const lateAfterMs = 15 * 60_000;
const batchSize = 50;
/** Postings looked at together: their texts are large, what is kept of them is small. */
const pageSize = 200;

/** Lays out digests whose time has come: once, however long the bot was away. It sends nothing. */
export function createDigester({ storage, platforms, clock, random, checkpoint }: DigesterPorts): Digester {
  const limitsOf = new Map(platforms.map(({ id, capabilities }) => [id, capabilities.digest]));

  async function makeOne(stores: Stores, due: DueDigest, now: number): Promise<number> {
    const waiting = await stores.deliveries.waitingFor(due, now);
    const subscriptions = await stores.subscriptions.byIds([due.subscription]);
    const subscription = subscriptions.get(due.subscription);
    const ids = waiting.map(({ id }) => id);
    if (subscription === undefined || subscription.endedAt !== null) {
      await stores.deliveries.drop(ids, "unsubscribed before it was sent", now);
      return 0;
    }
    const wanted = wantedBy(subscription);
    const silent = silentUntil(wanted, now);
    if (silent !== null) {
      await stores.deliveries.postpone(ids, silent);
      return 0;
    }
    const rows = await rowsOf(stores, wanted, waiting, now);
    const limits = limitsOf.get(parseDestination(due.destination).platform) ?? smallest(limitsOf);
    const header = { name: subscription.name, late: lateness(due, now), cause: causeOf(wanted) };
    await stores.messages.add(
      planDigest(rows, header, limits).map((planned) => draftOf(due, subscription, planned, header)),
      now,
    );
    return rows.length;
  }

  /** The openings that are still wanted, light; the others are dropped with the reason. */
  async function rowsOf(
    stores: Stores,
    wanted: Wanted,
    waiting: readonly { readonly id: string; readonly postingId: string }[],
    now: number,
  ): Promise<DigestRow[]> {
    const rows: DigestRow[] = [];
    const dropped = new Map<string, string[]>();
    for (let i = 0; i < waiting.length; i += pageSize) {
      const page = waiting.slice(i, i + pageSize);
      const postings = await stores.postings.byIds(page.map(({ postingId }) => postingId));
      for (const { id, postingId } of page) {
        const posting = postings.get(postingId);
        const verdict = posting === undefined ? undefined : evaluate(wanted.query.filter, posting, now);
        if (posting === undefined || verdict?.outcome !== "match") {
          const reason = posting !== undefined && isClosed(posting) ? "closed before it was sent" : "matches no more";
          dropped.set(reason, [...(dropped.get(reason) ?? []), id]);
        } else {
          rows.push(digestRow(id, posting, [{ name: wanted.subscription.name, verdict }], now));
        }
      }
    }
    for (const [reason, lost] of dropped) await stores.deliveries.drop(lost, reason, now);
    return rows;
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
