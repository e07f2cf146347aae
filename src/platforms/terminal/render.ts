import { type Reply, type ReplyPart, text } from "../../../commands/reply.ts";
import type { Card, CardEvidence, CardFact } from "../../delivery/card/card.ts";
import { dashboardLines } from "./dashboard-lines.ts";
import { mistakeLines } from "./mistake-lines.ts";
import { printable, printableLines, printableLink } from "./printable.ts";
import { tableLines } from "./table.ts";
import { paint, type Span, type SpanLine, type Style, span } from "./theme.ts";
import { clip, flow, wrap } from "./wrap.ts";

/** How wide, and whether with colours and hyperlinks. */
export interface Look {
  /** Columns. Meant for 40 and more; less than 20 counts as 20. */
  readonly width: number;
  readonly colour: boolean;
}

/** Columns that every look counts as having. */
export const narrowest = 20;

/** The first line of every card starts with this, and no other line of it: `grep -c '^┌─ '` counts cards. */
export const cardMarker = "┌─ ";
const bar = "│  ";
const foot = "└─ ";
const indent = "  ";

/** Columns, so that no posting can fill the screen. */
const limits = { title: 240, company: 100, fact: 200, why: 600, quote: 160 } as const;
const shownEvidence = 2;
const shownChoices = 40;

const separator = span(" · ", "aside");
/** What stands beside the company; the rest goes into the line below. */
const headFacts: ReadonlySet<CardFact["name"]> = new Set(["place", "level"]);

/**
 * A card as lines. None is wider than the look allows, but for the bare address without colours: broken, it could not
 * be opened.
 */
export function renderCard(card: Card, look: Look): string[] {
  const width = innerWidth(look);
  const link = printableLink(card.url);
  const [first = [], ...rest] = wrap(titleSpans(card, link?.href), width);
  const heads = card.facts.filter(({ name }) => headFacts.has(name)).map(factSpan);
  const tails = card.facts.filter(({ name }) => !headFacts.has(name)).map(factSpan);
  const body = [
    ...rest,
    ...(link === null || look.colour ? [] : [[span(link.href)]]),
    ...flow(facts([clipped(card.company ?? "", limits.company, "company"), ...heads]), separator, width),
    ...flow(facts(tails), separator, width),
    ...filled(clipped(card.why, limits.why, "why"), width),
    ...card.evidence.slice(0, shownEvidence).flatMap((evidence) => wrap(evidenceSpans(evidence), width)),
  ];
  const ask = span(`/jobs why ${printable(card.postingId).trim()}`, "aside");
  const [last = [], ...after] = flow([...(link === null ? [] : [[span(link.host, "aside")]]), [ask]], separator, width);
  return [
    [span(cardMarker, "frame"), ...first],
    ...body.map((line) => [span(bar, "frame"), ...line]),
    [span(foot, "frame"), ...last],
    ...after.map((line) => [span(" ".repeat(foot.length)), ...line]),
  ].map((line) => paint(line, look.colour));
}

function innerWidth({ width }: Look): number {
  return Math.max(narrowest, width) - cardMarker.length;
}

function titleSpans(card: Card, href: string | undefined): Span[] {
  const title = clipped(card.title, limits.title, "title");
  const named = title.text === "" ? span("Untitled posting", "title") : title;
  const linked = href === undefined ? named : { ...named, link: href };
  return card.state === "closed" ? [span("[closed]", "closed"), span(" "), linked] : [linked];
}

function factSpan({ name, value }: CardFact): Span {
  return clipped(value, limits.fact, name === "pay" ? "pay" : "plain");
}

function facts(spans: readonly Span[]): SpanLine[] {
  return spans.filter(({ text }) => text !== "").map((fact) => [fact]);
}

function evidenceSpans({ field, value, quote }: CardEvidence): Span[] {
  return [
    clipped(field, limits.fact, "aside"),
    span(" "),
    clipped(value, limits.fact, "aside"),
    span(": ", "aside"),
    span("“", "aside"),
    clipped(quote, limits.quote, "quote"),
    span("”", "aside"),
  ];
}

/** One inert stretch of text of at most so many columns. */
export function clipped(text: string, columns: number, style: Style): Span {
  return span(clip(printable(text).trim(), columns), style);
}

/** Wrapped, and no line at all where there is nothing to say. */
function filled(part: Span, width: number): SpanLine[] {
  return part.text === "" ? [] : wrap([part], width);
}

/** A reply as lines; an error says so in words before all else. */
export function renderReply({ tone, parts }: Reply, look: Look): string[] {
  const isError = tone === "error";
  const shown = isError && parts[0]?.kind !== "text" ? [text(""), ...parts] : parts;
  return shown.flatMap((part, index) => {
    const before = shown[index - 1];
    const gap = before === undefined || belongTogether(before, part) ? [] : [""];
    const opening = isError && index === 0 ? [span("Error:", "error"), span(" ")] : [];
    return [...gap, ...partLines(part, look, opening)];
  });
}

/** What a paragraph introduces follows it without a gap. */
function belongTogether(before: ReplyPart, part: ReplyPart): boolean {
  return before.kind === "text" && part.kind !== "text" && part.kind !== "card";
}

/** @param opening What a paragraph starts with; no other kind of part has one. */
function partLines(part: ReplyPart, look: Look, opening: SpanLine): string[] {
  if (part.kind === "card") return renderCard(part.card, look);
  return spanLines(part, Math.max(narrowest, look.width), opening).map((line) => paint(line, look.colour));
}

function spanLines(part: Exclude<ReplyPart, { kind: "card" }>, width: number, opening: SpanLine): SpanLine[] {
  if (part.kind === "text") {
    return printableLines(part.text).flatMap((line, index) =>
      wrap([...(index === 0 ? opening : []), span(line)], width),
    );
  }
  if (part.kind === "list") return part.items.flatMap((item) => bulletLines(item, width));
  if (part.kind === "choices") {
    const rows = part.choices.map(({ label, line }) => [label, line]);
    return tableLines(rows, width);
  }
  if (part.kind === "table") return tableLines(part.rows, width);
  // From the first column on and unbroken, so that it can be cut out or piped on.
  if (part.kind === "file") return printableLines(part.content.trimEnd()).map((row) => [span(row)]);
  if (part.kind === "dashboard") return dashboardLines(part.dashboard, width);
  const lines =
    part.kind === "line"
      ? // In one piece however long: broken, it could not be copied.
        [[span(printable(part.text).trim(), "command")]]
      : mistakeLines(part.text, part.caret, width - indent.length);
  return lines.map((line) => [span(indent), ...line]);
}

function bulletLines(item: string, width: number): SpanLine[] {
  const lines = printableLines(item).flatMap((line) => wrap([span(line)], width - indent.length));
  return lines.map((line, index) => [index === 0 ? span("• ", "aside") : span(indent), ...line]);
}

/** What Tab offers, side by side, uncoloured. */
export function choiceLines(choices: readonly string[], width: number): string[] {
  const more = choices.length - shownChoices;
  const parts = [
    ...choices.slice(0, shownChoices).map((choice) => [span(printable(choice).trim())]),
    ...(more > 0 ? [[span(`and ${more} more`)]] : []),
  ];
  return flow(parts, span("  "), Math.max(narrowest, width)).map((line) => paint(line, false));
}
