import type { APIEmbed } from "discord.js";
import type { Card, CardFact } from "../../delivery/card/card.ts";
import { inert, inertLink } from "../../delivery/card/inert.ts";
import { isPostingId } from "./custom-id.ts";
import { escaped } from "./escape.ts";

/** In UTF-16 units of what Discord counts, escapes included. */
const most = { title: 240, company: 200, facts: 700, why: 700, host: 100 } as const;
/** What stands beside the company; the rest goes below. */
const headFacts: ReadonlySet<CardFact["name"]> = new Set(["place"]);
/** No colour means anything by itself: a closed card says so in words. */
const colours = { open: 0x2f6fde, closed: 0x80848e } as const;
const untitled = "Untitled posting";

/** A card as an embed: what it is, what it says, why it is shown, and the id by which people speak of it. */
export function cardEmbed(card: Card): APIEmbed {
  const link = inertLink(card.url);
  return {
    title: `${closedWord(card)}${titleOf(card)}`,
    ...(link === null ? {} : { url: link }),
    color: colours[card.state],
    description: cardLines(card).join("\n") || "…",
    footer: { text: footerOf(card) },
  };
}

/** Company and place, the rest of the facts, and why: a line each. */
export function cardLines(card: Card): readonly string[] {
  const company = card.company === null ? "" : escaped(card.company, most.company);
  const place = factsOf(card, (name) => headFacts.has(name));
  const head = [company === "" ? "" : `**${company}**`, place].filter((part) => part !== "").join(" · ");
  const lines = [head, factsOf(card, (name) => !headFacts.has(name)), escaped(card.why, most.why)];
  return lines.filter((line) => line !== "");
}

function factsOf({ facts }: Card, wanted: (name: CardFact["name"]) => boolean): string {
  const values = facts.filter(({ name }) => wanted(name)).map(({ value }) => inert(value, 250));
  return escaped(values.filter((value) => value !== "").join(" · "), most.facts);
}

/** Escaped, and never empty. */
export function titleOf({ title }: Pick<Card, "title">, room: number = most.title): string {
  return escaped(title, room) || untitled;
}

/** "Closed: ", or nothing. */
export function closedWord({ state }: Pick<Card, "state">): string {
  return state === "closed" ? "Closed: " : "";
}

/** The id, and the host of the page: nothing else of a stranger's stands where no escape is read. */
export function footerOf({ postingId, url }: Pick<Card, "postingId" | "url">): string {
  const link = inertLink(url);
  const host = link === null ? "" : (URL.parse(link)?.host ?? "");
  const id = isPostingId(postingId) ? postingId : "";
  return [id, inert(host, most.host)].filter((part) => part !== "").join(" · ") || "Rolecall";
}
