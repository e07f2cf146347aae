import type { KnownBlock, RichTextElement } from "@slack/types";
import type { Reply, ReplyPart } from "../../../commands/reply.ts";
import { inert } from "../../delivery/card/inert.ts";
import { packed } from "../chat/packed.ts";
import { charactersOf, mostBlocks, mostCharacters } from "./block-size.ts";
import { escaped } from "./escape.ts";
import { choiceBlocks } from "./line-buttons.ts";
import { cardBlocks } from "./render-card.ts";
import type { SlackMessage } from "./render-message.ts";
import { bullets, inertLines, preformatted, richText, section, span, strong } from "./rich-text.ts";

/** So many answers Slack takes for one command. */
const mostMessages = 5;
/** Of one rich text, so that a long list can go on in the next message. */
const mostItems = 25;
/** A line is to be copied whole, so it gets near to what a message holds. */
const limits = { text: 2_900, line: 9_000, mistake: 1_450, item: 900, cell: 600, summary: 2_000 } as const;

/** A reply as one to five messages, each within Slack's limits; what does not fit is counted in words. */
export function renderReply(reply: Reply): readonly SlackMessage[] {
  const pages = packed(renderReplyBlocks(reply), [
    { of: () => 1, most: mostBlocks },
    { of: (block) => charactersOf([block]), most: mostCharacters },
  ]);
  const shown = pages.slice(0, mostMessages);
  const left = pages.slice(mostMessages).flat().length;
  const last = shown.at(-1);
  if (left > 0 && last !== undefined)
    last.splice(-1, 1, richText(section(span(`${left + 1} more parts do not fit here.`))));
  return shown.map((blocks, index) => ({ text: index === 0 ? summaryOf(reply) : "…", blocks }));
}

/** A reply as blocks, as many as it takes; for forms and the Home tab, which take more. */
export function renderReplyBlocks({ tone, parts }: Reply): readonly KnownBlock[] {
  const blocks = parts.flatMap((part, index) => {
    const isBehindCard = part.kind === "card" && parts[index - 1]?.kind === "card";
    return [...(isBehindCard ? [divider] : []), ...partBlocks(part, tone === "error" && index === 0)];
  });
  return blocks.length === 0 ? [richText(section(span("Done.")))] : blocks;
}

const divider: KnownBlock = { type: "divider" };

/** What a notification shows of it. */
function summaryOf({ tone, parts }: Reply): string {
  const said = parts.flatMap((part) => (part.kind === "text" || part.kind === "line" ? [part.text] : []));
  return escaped([tone === "error" ? "Error:" : "", ...said].join(" "), limits.summary) || "Done.";
}

function partBlocks(part: ReplyPart, isError: boolean): readonly KnownBlock[] {
  switch (part.kind) {
    case "text": {
      const said = inertLines(part.text, limits.text);
      return [richText(section(...(isError ? [span("Error: ", strong)] : []), span(said)))];
    }
    case "line":
      return [richText(preformatted(inert(part.text, limits.line)))];
    case "mistake":
      return [richText(preformatted(`${printable(part.text)}\n${part.caret.slice(0, limits.mistake)}`))];
    case "list":
      return lists(part.items.map((item) => [span(inertLines(item, limits.item))]));
    case "table":
      return lists(part.rows.map(rowSpans));
    case "card":
      return cardBlocks(part.card);
    case "choices":
      return choiceBlocks(part.choices);
  }
}

/** A row as a point: a table would be cut off on a telephone. */
function rowSpans(row: readonly string[]): readonly RichTextElement[] {
  const cells = row.map((cell) => inert(cell, limits.cell));
  const [name = "", ...rest] = cells.filter((cell, index) => cell !== "" || index === 0);
  return [span(name, strong), ...(rest.length === 0 ? [] : [span(` · ${rest.join(" · ")}`)])];
}

/** As points, in blocks that go on in the next message where one is full. */
function lists(items: readonly (readonly RichTextElement[])[]): readonly KnownBlock[] {
  const sections = items.map((spans) => section(...spans));
  const groups = packed(sections, [
    { of: () => 1, most: mostItems },
    { of: (one) => charactersOf([richText(one)]), most: limits.text },
  ]);
  return groups.map((group) => richText(bullets(group)));
}

/** Each sign stays where it is, so that the caret below stands under the mistake. */
function printable(text: string): string {
  return text.slice(0, limits.mistake).replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, " ");
}
