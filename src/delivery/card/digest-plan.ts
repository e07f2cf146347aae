import type { Role } from "../../posting/posting.ts";
import type { Capabilities } from "../platform.ts";
import type { Digest } from "./digest.ts";
import { headerSize } from "./digest-size.ts";
import { inert, inertOrNull } from "./inert.ts";
import { roleHeading } from "./role-heading.ts";

/** So many openings at the head of a digest are shown in full, the rest in a line each. */
export const maxDigestCards = 10;
const maxName = 80;
const maxRemark = 160;

/** An opening as the plan needs it: light, so that a quarter of a million fit in memory. See `digestRow`. */
export interface DigestRow {
  readonly delivery: string;
  readonly role: Role;
  /** When it was published or first seen, milliseconds since the epoch. */
  readonly at: number;
  /** UTF-16 units of it as a card and as a line. */
  readonly cardSize: number;
  readonly lineSize: number;
}

/** What a part says of the whole; inert. Kept with the message, to build it again for an edit. */
export type DigestHeader = Omit<Digest, "groups">;

interface PlannedDelivery {
  readonly id: string;
  readonly inFull: boolean;
}

/** One message with its deliveries in the order in which they are shown. */
export type PlannedMessage =
  | { readonly kind: "card"; readonly header: null; readonly deliveries: readonly PlannedDelivery[] }
  | { readonly kind: "digest"; readonly header: DigestHeader; readonly deliveries: readonly PlannedDelivery[] };

/**
 * Lays out a digest: groups by role in the order of their newest, `other` last, newest first within a group; the first
 * ten in that order in full; as many parts as the limits ask for. A single opening is simply its card, none is nothing.
 * Linear but for sorting, which is linear too for rows that come in order; rows of the same time keep the order given.
 *
 * @param limits Held, but for an opening that is by itself larger than `characters`: it gets a part of its own, and
 * `digestOf` clips it.
 */
export function planDigest(
  rows: Iterable<DigestRow>,
  header: Pick<Digest, "name" | "late" | "cause">,
  limits: Capabilities["digest"],
): readonly PlannedMessage[] {
  const ordered = inOrder(rows);
  const [only] = ordered;
  if (only !== undefined && ordered.length === 1) {
    return [{ kind: "card", header: null, deliveries: [{ id: only.delivery, inFull: true }] }];
  }
  const said = {
    name: inert(header.name, maxName),
    late: inertOrNull(header.late, maxRemark),
    cause: inertOrNull(header.cause, maxRemark),
  };
  const parts = split(ordered, headerSize(said), limits);
  return parts.map((deliveries, index) => ({
    kind: "digest",
    header: { ...said, total: ordered.length, part: index + 1, parts: parts.length },
    deliveries,
  }));
}

function inOrder(rows: Iterable<DigestRow>): readonly DigestRow[] {
  const newestFirst = Array.from(rows).sort((a, b) => b.at - a.at);
  const groups = Map.groupBy(newestFirst, ({ role }) => role);
  const others = groups.get("other") ?? [];
  groups.delete("other");
  return [...groups.values(), others].flat();
}

/** Fills one part after the other; a group that goes on in the next part has its heading there again. */
function split(
  rows: readonly DigestRow[],
  headerCharacters: number,
  limits: Capabilities["digest"],
): readonly (readonly PlannedDelivery[])[] {
  const parts: PlannedDelivery[][] = [];
  let role: Role | null = null;
  let used = { cards: 0, lines: 0, characters: 0 };
  for (const [index, row] of rows.entries()) {
    const inFull = index < maxDigestCards;
    const size = inFull ? row.cardSize : row.lineSize;
    const heading = roleHeading(row.role).length;
    const added = {
      cards: used.cards + (inFull ? 1 : 0),
      lines: used.lines + (inFull ? 0 : 1),
      characters: used.characters + size + (row.role === role ? 0 : heading),
    };
    const delivery = { id: row.delivery, inFull };
    const part = parts.at(-1);
    if (part !== undefined && isWithin(added, limits)) {
      part.push(delivery);
      used = added;
    } else {
      parts.push([delivery]);
      used = { cards: inFull ? 1 : 0, lines: inFull ? 0 : 1, characters: headerCharacters + heading + size };
    }
    role = row.role;
  }
  return parts;
}

function isWithin(used: Capabilities["digest"], limits: Capabilities["digest"]): boolean {
  return used.cards <= limits.cards && used.lines <= limits.lines && used.characters <= limits.characters;
}
