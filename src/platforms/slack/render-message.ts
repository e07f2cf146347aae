import type { KnownBlock } from "@slack/types";
import { digestHeadline } from "../../delivery/card/digest-headline.ts";
import type { Digest, Message } from "../../delivery/card/digest.ts";
import { cardLine } from "./card-line.ts";
import { plain } from "./line-buttons.ts";
import { inert, inertLink } from "../../delivery/card/inert.ts";
import { escaped, unformatted, unformattedUrl } from "./escape.ts";
import { cardBlocks } from "./render-card.ts";
import { digestBlocks } from "./render-digest.ts";

/** What goes to Slack. `text` says all of it in one line, for notifications and for who cannot see the blocks. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks?: readonly KnownBlock[];
}

/** Slack takes longer texts when they are posted, but none when they are changed. */
export const mostText = 4_000;
const mostNotice = 3_000;
/** A link is left out where less of the words would fit beside it. */
const leastPlain = 1_000;

/** A card or a part of a digest; plain where Slack refused it as blocks. */
export function renderMessage(
  message: Message,
  { isPlain = false }: { readonly isPlain?: boolean } = {},
): SlackMessage {
  if (isPlain) return { text: plainText(message) };
  const text = escaped(summaryOf(message), mostText);
  return { text, blocks: message.kind === "card" ? cardBlocks(message.card) : digestBlocks(message.digest) };
}

/** A few words of our own, which may quote strangers. */
export function renderNotice(text: string): SlackMessage {
  return { text: escaped(text, mostText), blocks: [{ type: "section", text: plain(text, mostNotice) }] };
}

/** As text alone, in which nothing of a stranger's formats or calls anything; the link of a card is kept whole. */
function plainText(message: Message): string {
  const link = message.kind === "card" ? inertLink(message.card.url) : null;
  const leadsTo = link === null ? "" : ` ${escaped(unformattedUrl(link), mostText)}`;
  const room = mostText - leadsTo.length;
  const hasRoom = room >= leastPlain;
  return `${escaped(unformatted(inert(summaryOf(message), mostText)), hasRoom ? room : mostText)}${hasRoom ? leadsTo : ""}`;
}

function summaryOf(message: Message): string {
  return message.kind === "card" ? cardLine(message.card) : digestLine(message.digest);
}

function digestLine(digest: Digest): string {
  const groups = digest.groups.map(({ heading, entries }) => {
    const titles = entries.map((entry) => {
      const { title, state, postingId } = entry.kind === "card" ? entry.card : entry.line;
      return `${state === "closed" ? "Closed: " : ""}${title} (${postingId})`;
    });
    return `${heading}: ${titles.join("; ")}`;
  });
  return [digestHeadline(digest), ...groups].join(". ");
}
