import type { Card } from "./card.ts";

/**
 * The neutral message of one part of a digest. All openings of a digest stand in its parts exactly once, newest first
 * within their group: the first ten as cards, the rest as lines.
 */
export interface Digest {
  /** Name of the subscription. */
  readonly name: string;
  /** Openings in all parts together. */
  readonly total: number;
  /** From 1. */
  readonly part: number;
  readonly parts: number;
  /** "due yesterday at 09:00, sent late" in words, where it could not be sent when it was due; else null. */
  readonly late: string | null;
  /** Why it is a digest although the subscription is told at once: "over max:10/day", "quiet hours"; else null. */
  readonly cause: string | null;
  readonly groups: readonly DigestGroup[];
}

export interface DigestGroup {
  /** What its openings have in common: the role, in words. */
  readonly heading: string;
  readonly entries: readonly DigestEntry[];
}

export type DigestEntry =
  | { readonly kind: "card"; readonly card: Card }
  | { readonly kind: "line"; readonly line: DigestLine };

/** An opening in one line. Inert text, http(s) links only. */
export interface DigestLine {
  readonly postingId: string;
  readonly title: string;
  readonly url: string | null;
  /** Company, place and mode, pay: what is known, already joined. */
  readonly about: string;
  readonly state: "open" | "closed";
}

/** What a platform shows at once. */
export type Message =
  | { readonly kind: "card"; readonly card: Card }
  | { readonly kind: "digest"; readonly digest: Digest };
