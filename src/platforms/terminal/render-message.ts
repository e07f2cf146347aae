import type { Digest, DigestEntry, DigestLine, Message } from "../../delivery/card/digest.ts";
import { digestHeadline } from "../../delivery/card/digest-headline.ts";
import { printableLink } from "./printable.ts";
import { clipped, type Look, narrowest, renderCard } from "./render.ts";
import { paint, type Span, type SpanLine, span } from "./theme.ts";
import { wrap } from "./wrap.ts";

const bullet = "• ";
const indent = "  ";
/** Before a heading, so that none can be taken for the first line of a card. */
const rule = "── ";

/** Columns, so that no posting can fill the screen. */
const limits = { headline: 400, heading: 80, title: 240, about: 320, id: 40 } as const;

/** What is sent, as lines; how wide they are see `renderCard`. */
export function renderMessage(message: Message, look: Look): string[] {
  return message.kind === "card" ? renderCard(message.card, look) : renderDigest(message.digest, look);
}

/** Cards keep their marker, and nothing else in a digest has it. */
function renderDigest(digest: Digest, look: Look): string[] {
  return [
    ...hanging([], [clipped(digestHeadline(digest), limits.headline, "title")], look),
    ...digest.groups.flatMap(({ heading, entries }) => [
      "",
      ...hanging([span(rule, "aside")], [clipped(heading, limits.heading, "heading")], look),
      ...entries.flatMap((entry) => renderEntry(entry, look)),
    ]),
  ];
}

function renderEntry(entry: DigestEntry, look: Look): string[] {
  return entry.kind === "card"
    ? renderCard(entry.card, look)
    : hanging([span(bullet, "aside")], lineSpans(entry.line), look);
}

function lineSpans(line: DigestLine): Span[] {
  const mark = line.state === "closed" ? [span("[closed]", "closed"), span(" ")] : [];
  return [...mark, ...openingSpans(line)];
}

/** "Backend Engineer — Acme — Berlin · remote (p2abc)". */
export function openingSpans({ title, url, about, postingId }: Omit<DigestLine, "state">): Span[] {
  const link = printableLink(url);
  const named = clipped(title, limits.title, "title");
  const shown = named.text === "" ? span("Untitled posting", "title") : named;
  const told = clipped(about, limits.about, "plain");
  return [
    link === null ? shown : { ...shown, link: link.href },
    ...(told.text === "" ? [] : [span(" — ", "aside"), told]),
    span(" ("),
    clipped(postingId, limits.id, "aside"),
    span(")"),
  ];
}

/** Wrapped; what goes on is indented, so that no line starts with a stranger's words. */
export function hanging(opening: SpanLine, spans: SpanLine, { width, colour }: Look): string[] {
  const lines = wrap(spans, Math.max(narrowest, width) - rule.length);
  return lines
    .map((line, index) => [...(index === 0 ? opening : [span(indent)]), ...line])
    .map((line) => paint(line, colour));
}
