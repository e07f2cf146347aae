import type { Posting } from "../../posting/posting.ts";
import type { Card } from "./card.ts";
import { type CardReason, cardOf } from "./card-of.ts";
import type { Digest, DigestEntry, DigestLine } from "./digest.ts";
import type { DigestHeader, DigestRow } from "./digest-plan.ts";
import { cardSize, lineSize } from "./digest-size.ts";
import { fitDigest } from "./fit-digest.ts";
import { inert } from "./inert.ts";
import { leadingRole, roleHeading } from "./role-heading.ts";

const maxAbout = 300;
/** An age that is said in more letters when the card is made than when it was planned. */
const roomForAge = 24;

/** One opening of a part. */
export interface DigestOpening {
  readonly posting: Posting;
  readonly reasons: readonly CardReason[];
  readonly inFull: boolean;
}

/**
 * An opening for `planDigest`, for which the posting itself need not be kept.
 *
 * @param now Milliseconds since the epoch. A publication ahead of it is not believed.
 */
export function digestRow(delivery: string, posting: Posting, reasons: readonly CardReason[], now: number): DigestRow {
  const { publishedAt, firstSeenAt } = posting;
  const card = cardOf(posting, reasons, now);
  return {
    delivery,
    role: leadingRole(posting),
    at: publishedAt !== null && publishedAt <= now ? publishedAt : firstSeenAt,
    cardSize: cardSize(card) + roomForAge,
    lineSize: lineSize(lineOf(card)),
  };
}

/**
 * The neutral message of one part, for its first sending and for every edit.
 *
 * @param openings In the order of the plan; one whose role has changed since moves to the group of its new role.
 * @param now Milliseconds since the epoch, for the ages.
 * @param characters The platform's limit: what does not fit, by itself or since it grew after the plan, is clipped.
 * Without it nothing is.
 */
export function digestOf(
  header: DigestHeader,
  openings: readonly DigestOpening[],
  now: number,
  characters = Number.POSITIVE_INFINITY,
): Digest {
  const groups = Map.groupBy(openings, ({ posting }) => leadingRole(posting));
  const digest = {
    ...header,
    groups: Array.from(groups, ([role, members]) => ({
      heading: roleHeading(role),
      entries: members.map((opening) => entryOf(opening, now)),
    })),
  };
  return fitDigest(digest, characters);
}

function entryOf({ posting, reasons, inFull }: DigestOpening, now: number): DigestEntry {
  const card = cardOf(posting, inFull ? reasons : [], now);
  return inFull ? { kind: "card", card } : { kind: "line", line: lineOf(card) };
}

function lineOf({ postingId, title, url, company, facts, state }: Card): DigestLine {
  const told = facts.filter(({ name }) => name === "place" || name === "pay").map(({ value }) => value);
  const about = inert([...(company === null ? [] : [company]), ...told].join(" — "), maxAbout);
  return { postingId, title, url, about, state };
}
