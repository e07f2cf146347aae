import { matchingTags } from "../../../commands/matching-tags.ts";
import { digestHeadline } from "../../delivery/card/digest-headline.ts";
import type { Card } from "../../delivery/card/card.ts";
import type { Message } from "../../delivery/card/digest.ts";
import { inert } from "../../delivery/card/inert.ts";
import type { DiscordMessage } from "./discord-message.ts";
import type { Place } from "./place.ts";
import { closedWord } from "./render-card.ts";
import { renderMessage } from "./render-message.ts";

/** A post of a forum: a thread that begins with a message. */
export interface ForumPost {
  readonly name: string;
  readonly applied_tags: readonly string[];
  readonly message: DiscordMessage;
}

const mostName = 100;
const mostTags = 5;

export interface PostOptions {
  readonly isPlain?: boolean;
  /** Whether it has tags where nothing forces it to. */
  readonly hasTags?: boolean;
}

/**
 * A post for an opening or a digest, tagged by what the opening says, as far as the forum has such tags and lets the bot set them.
 *
 * @param forum Where it goes; one that asks for a tag gets its first, where none says anything of the opening.
 * @param options `isPlain` where Discord refused it as it was: with no tag that nothing forces it to.
 */
export function renderPost(
  message: Message,
  key: string,
  forum: Pick<Place, "tags" | "needsTag">,
  { isPlain = false, hasTags = true }: PostOptions = {},
): ForumPost {
  const free = forum.tags.filter(({ isModerated }) => !isModerated);
  const matching = hasTags && !isPlain ? tagsOf(cardsIn(message), free) : [];
  const tags = matching.length === 0 && forum.needsTag ? free.slice(0, 1) : matching.slice(0, mostTags);
  return {
    name: nameOf(message),
    applied_tags: tags.map(({ id }) => id),
    message: renderMessage(message, key, { isPlain }),
  };
}

function cardsIn(message: Message): readonly Card[] {
  if (message.kind === "card") return [message.card];
  const entries = message.digest.groups.flatMap((group) => group.entries);
  return entries.flatMap((entry) => (entry.kind === "card" ? [entry.card] : []));
}

/** Those that say something of the most openings first. */
function tagsOf<Tag extends { readonly name: string }>(cards: readonly Card[], tags: readonly Tag[]): readonly Tag[] {
  const counts = new Map<Tag, number>();
  for (const tag of cards.flatMap((card) => matchingTags(card, tags))) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts.keys()].toSorted((one, other) => (counts.get(other) ?? 0) - (counts.get(one) ?? 0));
}

/** No markdown is read in it. */
function nameOf(message: Message): string {
  if (message.kind === "digest") return inert(digestHeadline(message.digest), mostName) || "Rolecall";
  const { card } = message;
  const said = inert([card.title, card.company].filter(Boolean).join(" — "), mostName - closedWord(card).length);
  return `${closedWord(card)}${said || "Untitled posting"}`;
}
