import type { KnownBlock, RichTextBlockElement, RichTextElement, RichTextSection } from "@slack/types";
import { cardChoice } from "../../../commands/card-buttons.ts";
import type { Card, CardFact } from "../../delivery/card/card.ts";
import { inert, inertLink } from "../../delivery/card/inert.ts";
import { choiceBlocks, plain } from "./line-buttons.ts";
import { linked, quoted, richText, section, span, strong, struck } from "./rich-text.ts";

const limits = {
  title: 250,
  company: 100,
  fact: 250,
  why: 600,
  id: 60,
  url: 2_000,
  context: 1_500,
  quote: 200,
} as const;
/** So many of the posting's own words a card quotes. */
const shownEvidence = 2;
/** What stands beside the company; the rest goes below. */
const headFacts: ReadonlySet<CardFact["name"]> = new Set(["place"]);

/** A card by itself: what it is, what it says, why it is shown, and what can be done about it. */
export function cardBlocks(card: Card): readonly KnownBlock[] {
  return [
    richText(section(...headOf(card)), ...quotesOf(card)),
    { type: "context", elements: [plain(asides(card), limits.context)] },
    ...choiceBlocks(card.buttons.map((button) => cardChoice(button, idOf(card)))),
  ];
}

/** A card among others: no more than what to decide by. */
export function smallCard(card: Card): RichTextSection {
  return section(...headOf(card), span(`\n${joined([inert(card.why, limits.why), idOf(card)])}`));
}

/** "languages Go: “You write Go”": what it is that was met, in the posting's own words where they say more. */
function quotesOf({ evidence }: Card): readonly RichTextBlockElement[] {
  const telling = evidence.filter(({ value, quote }) => quote.toLowerCase() !== value.toLowerCase());
  const quotes = telling.slice(0, shownEvidence).map(({ field, value, quote }) => {
    const about = joined([inert(field, limits.company), inert(value, limits.company)], " ");
    return joined([about, `“${inert(quote, limits.quote)}”`], ": ");
  });
  return quotes.length === 0 ? [] : [quoted(quotes.join("\n"))];
}

/** "Closed: Go Engineer", where the source has a page as a link to it. */
export function titleSpans({ title, url, state }: Pick<Card, "title" | "url" | "state">): readonly RichTextElement[] {
  const said = inert(title, limits.title) || "Untitled posting";
  const target = inertLink(url);
  const link = target === null || target.length > limits.url ? null : target;
  return state === "closed" ? [span("Closed: ", strong), linked(said, link, struck)] : [linked(said, link, strong)];
}

export function idOf({ postingId }: Pick<Card, "postingId">): string {
  return inert(postingId, limits.id);
}

/** Title, company and place, the rest of the facts, and why: a line each. */
function headOf(card: Card): readonly RichTextElement[] {
  const facts = card.facts.map(({ name, value }) => ({ name, value: inert(value, limits.fact) }));
  const company = card.company === null ? "" : inert(card.company, limits.company);
  const heads = facts.filter(({ name }) => headFacts.has(name)).map(({ value }) => value);
  const tails = facts.filter(({ name }) => !headFacts.has(name)).map(({ value }) => value);
  const place = joined(heads);
  const tail = joined(tails);
  return [
    ...titleSpans(card),
    ...(company + place === "" ? [] : [span("\n")]),
    ...(company === "" ? [] : [span(company, strong)]),
    ...(place === "" ? [] : [span(company === "" ? place : ` · ${place}`)]),
    ...(tail === "" ? [] : [span(`\n${tail}`)]),
  ];
}

/** Why it is shown, the page's host, and the id by which people speak of it. */
function asides(card: Card): string {
  const link = inertLink(card.url);
  const host = link === null ? "" : (URL.parse(link)?.host ?? "");
  return joined([inert(card.why, limits.why), inert(host, 100), idOf(card)]);
}

function joined(parts: readonly string[], between = " · "): string {
  return parts.filter((part) => part !== "").join(between);
}
