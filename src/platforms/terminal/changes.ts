import type { CardState } from "../../delivery/card/card.ts";
import type { DigestEntry, DigestLine, Message } from "../../delivery/card/digest.ts";
import { digestHeadline } from "../../delivery/card/digest-headline.ts";
import { clipped, type Look } from "./render.ts";
import { hanging, openingSpans } from "./render-message.ts";
import { type Span, span } from "./theme.ts";

/** Messages whose states are remembered; of older ones all openings count as shown open. */
const remembered = 1_000;
/** Openings of one change that are named. */
const maxNamed = 3;
const maxHeadline = 200;

/** What became of a message that stands in the terminal already, where nothing can be changed in place. */
export interface Changes {
  /** Keeps what is shown now, to compare an edit with. */
  shown(reference: string, message: Message): void;
  /** "Now closed: …", "Open again: …", a line for each; "Changed: …" where no opening closed or opened. */
  describe(reference: string, message: Message, look: Look): string[];
}

type States = ReadonlyMap<string, CardState>;

export function createChanges(): Changes {
  const shown = new Map<string, States>();

  return {
    shown(reference, message) {
      shown.delete(reference);
      shown.set(reference, new Map(openingsOf(message).map(({ postingId, state }) => [postingId, state])));
      const [oldest] = shown.keys();
      if (shown.size > remembered && oldest !== undefined) shown.delete(oldest);
    },
    describe(reference, message, look) {
      const before = shown.get(reference);
      const turned = openingsOf(message).filter(({ postingId, state }) => state !== (before?.get(postingId) ?? "open"));
      const closed = turned.filter(({ state }) => state === "closed");
      const reopened = turned.filter(({ state }) => state === "open");
      return [
        ...(closed.length > 0 ? changeLines("Now closed:", namesOf(closed), look) : []),
        ...(reopened.length > 0 ? changeLines("Open again:", namesOf(reopened), look) : []),
        ...(turned.length === 0 ? changeLines("Changed:", wholeOf(message), look) : []),
      ];
    },
  };
}

function changeLines(what: string, names: readonly Span[], look: Look): string[] {
  return hanging([], [span(what, "closed"), span(" "), ...names], look);
}

function wholeOf(message: Message): Span[] {
  if (message.kind === "card") return namesOf(openingsOf(message));
  return [clipped(digestHeadline(message.digest), maxHeadline, "title")];
}

function namesOf(openings: readonly DigestLine[]): Span[] {
  const named = openings
    .slice(0, maxNamed)
    .flatMap((opening, index) => [...(index === 0 ? [] : [span("; ")]), ...openingSpans(opening)]);
  const more = openings.length - maxNamed;
  return more > 0 ? [...named, span(` and ${more.toLocaleString("en")} more`)] : named;
}

function openingsOf(message: Message): DigestLine[] {
  const entries: readonly DigestEntry[] =
    message.kind === "card"
      ? [{ kind: "card", card: message.card }]
      : message.digest.groups.flatMap((group) => group.entries);
  return entries.map((entry) =>
    entry.kind === "card" ? { ...entry.card, about: entry.card.company ?? "" } : entry.line,
  );
}
