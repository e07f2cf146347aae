import type { Card } from "../../delivery/card/card.ts";
import { digestHeadline } from "../../delivery/card/digest-headline.ts";
import type { Digest, DigestEntry, Message } from "../../delivery/card/digest.ts";
import { inertLink } from "../../delivery/card/inert.ts";
import { cardRow, listRow } from "./card-buttons.ts";
import { type DiscordMessage, limits, noMentions } from "./discord-message.ts";
import { escaped, escapedLines, urlInMarkdown } from "./escape.ts";
import { openingsMenus } from "./openings-menu.ts";
import { cardEmbed, closedWord, titleOf } from "./render-card.ts";
import { digestEmbeds } from "./render-digest.ts";

const most = { summary: 500, headline: 500 } as const;

/**
 * A card or a part of a digest. Embeds and rows of buttons, not Discord's newer layout of components: what that shows is seen
 * neither in notifications nor by who has switched embeds off, whereas `content` says in one line what it is about.
 *
 * @param key Of the delivery; the message is found again by it. In it as its nonce, too, which is the sender's part.
 * @param options `isPlain` where Discord refused it as it was: text alone, and one button for the key.
 */
export function renderMessage(
  message: Message,
  key: string,
  { isPlain = false }: { readonly isPlain?: boolean } = {},
): DiscordMessage {
  if (isPlain) return bodyOf(plainText(message), [], [listRow(key)]);
  if (message.kind === "card") {
    const { card } = message;
    return bodyOf(summaryOf(card), [cardEmbed(card)], [cardRow(card, key) ?? listRow(key)]);
  }
  const { digest } = message;
  const menus = openingsMenus(digest, key);
  return bodyOf(headlineOf(digest), digestEmbeds(digest), menus.length === 0 ? [listRow(key)] : menus);
}

/** A few words of our own, which may quote strangers. */
export function renderNotice(text: string): DiscordMessage {
  return bodyOf(escapedLines(text, limits.content) || "…", [], []);
}

function bodyOf(
  content: string,
  embeds: NonNullable<DiscordMessage["embeds"]>,
  components: DiscordMessage["components"],
): DiscordMessage {
  return { content, embeds, components, allowed_mentions: noMentions };
}

/** "Go Engineer — Acme — Berlin, DE · remote". */
function summaryOf(card: Card): string {
  const place = card.facts.find(({ name }) => name === "place")?.value;
  const said = [card.title, card.company, place].filter(Boolean).join(" — ");
  return `${closedWord(card)}${escaped(said, most.summary) || titleOf(card)}`;
}

function headlineOf(digest: Digest): string {
  return `**${escaped(digestHeadline(digest), most.headline)}**`;
}

function plainText(message: Message): string {
  if (message.kind === "card") return plainCard(message.card);
  const entries = message.digest.groups.flatMap((group) => group.entries);
  let text = escaped(digestHeadline(message.digest), most.headline);
  for (const [index, entry] of entries.entries()) {
    const line = plainLine(entry);
    const left = `\n${entries.length - index} more left out here.`;
    if (text.length + line.length + left.length > limits.content) return text + left;
    text += line;
  }
  return text;
}

function plainLine(entry: DigestEntry): string {
  const { title, state, postingId } = entry.kind === "card" ? entry.card : entry.line;
  return `\n${closedWord({ state })}${titleOf({ title }, 120)} (${escaped(postingId, 40)})`;
}

function plainCard(card: Card): string {
  const { title, company, facts, why, postingId, url } = card;
  const said = [title, company, ...facts.map(({ value }) => value), why].filter(Boolean).join(" — ");
  const link = inertLink(url);
  const end = ` (${escaped(postingId, 40)})`;
  const leadsTo = link === null || link.length > 800 ? "" : ` <${urlInMarkdown(link)}>`;
  const room = limits.content - end.length - leadsTo.length - 10;
  return `${closedWord(card)}${escaped(said, room) || titleOf(card)}${end}${room < 100 ? "" : leadsTo}`;
}
