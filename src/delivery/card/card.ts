/**
 * The neutral message: one opening as it is shown to people on any platform. Renderers take it from here; every text in
 * it is inert (no control, bidirectional or zero-width characters), and links are http(s) only.
 */
export interface Card {
  /** What `why` takes. */
  readonly postingId: string;
  readonly title: string;
  /** Where the title leads; null where the source has no page for it. */
  readonly url: string | null;
  readonly company: string | null;
  /** Place and mode, level, languages, tools, pay, what of it was corrected, age: those that the posting says, in this order. */
  readonly facts: readonly CardFact[];
  /** "matches infra: Go, Belgrade; pay not stated", naming every subscription of the destination that it matches. */
  readonly why: string;
  /** The words of the posting that decided, most telling first. */
  readonly evidence: readonly CardEvidence[];
  readonly buttons: readonly CardButton[];
  readonly state: CardState;
}

export interface CardFact {
  readonly name: "place" | "level" | "type" | "languages" | "tools" | "pay" | "corrected" | "age" | "credit";
  readonly value: string;
}

export interface CardEvidence {
  readonly field: string;
  readonly value: string;
  readonly quote: string;
}

/** Every button that a card may have. */
export const allCardButtons = ["save", "applied", "hide", "less", "similar", "why", "later"] as const;
export type CardButton = (typeof allCardButtons)[number];
/** Of an open one: five stand in a row, and `why` offers what is similar. */
export const cardButtons = ["save", "applied", "hide", "less", "why"] as const satisfies readonly CardButton[];
/** Of one that its person keeps and is told of. */
export const noticeButtons = ["applied", "later", "why"] as const satisfies readonly CardButton[];
/** Of a closed one: there is nothing to save it for, nor to hide, and others may still be open. */
export const closedCardButtons = ["applied", "similar", "less", "why"] as const satisfies readonly CardButton[];

export type CardState = "open" | "closed";
