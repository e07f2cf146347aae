import { z } from "zod";
import { evaluate } from "../filter/verdict.ts";
import { contentHash } from "../posting/identity.ts";
import { isClosed, type Posting } from "../posting/posting.ts";
import { closedReason } from "../storage/delivery-store.ts";
import type { CarriedDelivery, ClaimedMessage } from "../storage/message-store.ts";
import { type CardReason, cardOf } from "./card/card-of.ts";
import type { Card } from "./card/card.ts";
import type { Message } from "./card/digest.ts";
import { digestOf } from "./card/digest-of.ts";
import type { DigestHeader } from "./card/digest-plan.ts";
import type { CorrectedViews } from "./corrected-views.ts";
import { hiddenReason, isHiddenFrom, type Wanted } from "./wanted.ts";

/** What a digest says of itself, as it is kept with each of its parts. */
const digestHeader = z.object({
  name: z.string(),
  total: z.number(),
  part: z.number(),
  parts: z.number(),
  late: z.string().nullable(),
  cause: z.string().nullable(),
}) satisfies z.ZodType<DigestHeader>;

/** What the deliveries of messages rest on, by id. */
export interface Sources {
  readonly postings: ReadonlyMap<string, Posting>;
  /** How those read where they are shown. */
  readonly views: CorrectedViews;
  readonly subscriptions: ReadonlyMap<string, Wanted>;
  /** Ids of those in force that cannot be read: what they want is not known. */
  readonly unreadable: ReadonlySet<string>;
  /** Who has hidden which of their openings, as `MarkStore.hiddenBy` tells. */
  readonly hidden: ReadonlySet<string>;
}

/** The neutral message as it reads now, or why it is not to be sent any more. */
export type Composed =
  | {
      readonly kind: "message";
      readonly message: Message;
      readonly shown: string;
      /** Those in force that it is for: of a new card, those that it matches. */
      readonly wantedBy: readonly Wanted[];
    }
  /** Only subscriptions that cannot be read may want it. */
  | { readonly kind: "unreadable" }
  | { readonly kind: "expired"; readonly reason: string };

/**
 * Makes what is to be shown out of what is stored now. A new card is not sent once nobody wants it any more, or its person
 * has hidden it; what stands in a channel already, or was counted in a digest, is shown whatever became of it.
 *
 * @param now Milliseconds since the epoch, for ages.
 * @param characters How much the platform takes in one message of a digest.
 */
export function compose(message: ClaimedMessage, sources: Sources, now: number, characters: number): Composed {
  const isNewCard = message.operation === "post" && message.kind === "card";
  const entries = message.deliveries.flatMap((delivery) => {
    const stored = sources.postings.get(delivery.postingId);
    if (stored === undefined) return [];
    const posting = sources.views.of(stored, message);
    return [{ delivery, posting, ...reasonsOf(delivery, posting, sources, now) }];
  });
  const [first] = entries;
  if (first === undefined) return { kind: "expired", reason: "the posting is no longer stored" };
  const isUnwanted = message.operation === "post" && entries.every(({ inForce }) => inForce.length === 0);
  const isUnmatched = isNewCard && first.matching.length === 0;
  if (isUnwanted || isUnmatched) {
    if (entries.some(({ isUnread }) => isUnread)) return { kind: "unreadable" };
    return { kind: "expired", reason: isUnwanted ? "unsubscribed before it was sent" : reasonAgainst(first) };
  }
  const composed: Message =
    message.header === null || entries.length === 1
      ? { kind: "card", card: cardOf(first.posting, isNewCard ? first.matching : first.reasons, now) }
      : {
          kind: "digest",
          digest: digestOf(
            digestHeader.parse(JSON.parse(message.header)),
            entries.map(({ delivery, posting, reasons }) => ({ posting, reasons, inFull: delivery.inFull })),
            now,
            characters,
          ),
        };
  const wanting = entries.flatMap((entry) => (isNewCard ? entry.wanting : entry.inForce));
  return { kind: "message", message: composed, shown: shownHash(composed), wantedBy: [...new Set(wanting)] };
}

function reasonAgainst({ posting, isHidden }: { readonly posting: Posting; readonly isHidden: boolean }): string {
  if (isHidden) return hiddenReason;
  return isClosed(posting) ? closedReason : "changed before it was sent, matches no more";
}

function reasonsOf(
  delivery: CarriedDelivery,
  posting: Posting,
  { subscriptions, unreadable, hidden }: Sources,
  now: number,
) {
  const all = delivery.subscriptions
    .flatMap((id) => subscriptions.get(id) ?? [])
    .sort(({ subscription: a }, { subscription: b }) => a.createdAt - b.createdAt || a.id.localeCompare(b.id));
  const inForce = all.filter(({ subscription }) => subscription.endedAt === null);
  const judged = (inForce.length > 0 ? inForce : all).map((wanted) => {
    const verdict = evaluate(wanted.query.filter, posting, now);
    return { wanted, reason: { name: wanted.subscription.name, verdict } satisfies CardReason };
  });
  const matched = judged.filter(({ reason }) => reason.verdict.outcome === "match");
  const matching = matched.filter(({ wanted }) => !isHiddenFrom(wanted.subscription, posting, hidden));
  return {
    // Once nobody's matches any more, what stands there says at least whose it was.
    reasons: (matched.length > 0 ? matched : judged).map(({ reason }) => reason),
    matching: matching.map(({ reason }) => reason),
    wanting: matching.map(({ wanted }) => wanted),
    inForce,
    isUnread: delivery.subscriptions.some((id) => unreadable.has(id)),
    isHidden: matching.length < matched.length,
  };
}

/** Hash of what people see but for ages, which change by themselves. */
function shownHash(message: Message): string {
  if (message.kind === "card") return contentHash([JSON.stringify(ageless(message.card))]);
  const groups = message.digest.groups.map(({ heading, entries }) => ({
    heading,
    entries: entries.map((entry) => (entry.kind === "card" ? ageless(entry.card) : entry.line)),
  }));
  return contentHash([JSON.stringify({ ...message.digest, groups })]);
}

function ageless(card: Card): Card {
  return { ...card, facts: card.facts.filter(({ name }) => name !== "age") };
}
