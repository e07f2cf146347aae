import type { KnownBlock, RichTextElement } from "@slack/types";
import { dashboardWords } from "../../../commands/dashboard-words.ts";
import { file, line, list, type Reply, type ReplyPart, table } from "../../../commands/reply.ts";
import { inert } from "../../delivery/card/inert.ts";
import { packed } from "../chat/packed.ts";
import { charactersOf, mostBlocks, mostCharacters } from "./block-size.ts";
import { escaped } from "./escape.ts";
import { choiceBlocks } from "./line-buttons.ts";
import { cardBlocks } from "./render-card.ts";
import { mostText, type SlackMessage } from "./render-message.ts";
import { partInWords } from "./reply-words.ts";
import { bullets, inertLines, preformatted, richText, section, span, strong } from "./rich-text.ts";

/** So many answers Slack takes for one command. */
const mostMessages = 5;
/** Of one rich text, so that a long list can go on in the next message. */
const mostItems = 25;
/** A line is to be copied whole, so it gets near to what a message holds. */
const limits = { text: 2_900, line: 9_000, mistake: 1_450, item: 900, cell: 600 } as const;

/** A block with what it says in words; nothing where another block of the same part says it. */
interface Piece {
  readonly block: KnownBlock;
  readonly words: string;
}

/** A reply as one to five messages, each within Slack's limits; what does not fit is counted in words. */
export function renderReply(reply: Reply): readonly SlackMessage[] {
  const pages = packed(piecesOf(reply), [
    { of: () => 1, most: mostBlocks },
    { of: ({ block }) => charactersOf([block]), most: mostCharacters },
  ]);
  const shown = pages.slice(0, mostMessages);
  const left = pages.slice(mostMessages).flat().length;
  if (left > 0) shown.at(-1)?.splice(-1, 1, paragraph(`${left + 1} more parts do not fit here.`));
  return shown.map((pieces) => ({ text: summaryOf(pieces), blocks: pieces.map(({ block }) => block) }));
}

/** A reply as blocks, as many as it takes; for forms and the Home tab, which take more. */
export function renderReplyBlocks(reply: Reply): readonly KnownBlock[] {
  return piecesOf(reply).map(({ block }) => block);
}

function piecesOf({ tone, parts }: Reply): readonly Piece[] {
  const pieces = parts.flatMap((part, index) => {
    const isBehindCard = part.kind === "card" && parts[index - 1]?.kind === "card";
    const isError = tone === "error" && index === 0;
    return [...(isBehindCard ? [divider] : []), ...inGroups(part).flatMap((one) => partPieces(one, isError))];
  });
  return pieces.length === 0 ? [paragraph("Done.")] : pieces;
}

function partPieces(part: ReplyPart, isError: boolean): readonly Piece[] {
  const words = `${isError ? "Error: " : ""}${partInWords(part)}`;
  return partBlocks(part, isError).map((block, index) => ({ block, words: index === 0 ? words : "" }));
}

function paragraph(words: string): Piece {
  return { block: richText(section(span(words))), words };
}

const divider: Piece = { block: { type: "divider" }, words: "" };

/** What a notification shows of a message, and a screen reader reads out. */
function summaryOf(pieces: readonly Piece[]): string {
  const said = pieces.map(({ words }) => words).filter((words) => words !== "");
  return escaped(said.join(" "), mostText) || "…";
}

/** A long list in several, of which each has a block to itself, so that it can go on in the next message. */
function inGroups(part: ReplyPart): readonly ReplyPart[] {
  if (part.kind === "list") return grouped(part.items, itemSpans).map(list);
  if (part.kind === "file") return piecesToCopy(part.content).map((piece) => file(part.name, piece));
  if (part.kind === "line" && part.text.includes("\n")) return piecesToCopy(part.text).map(line);
  return part.kind === "table" ? grouped(part.rows, rowSpans).map(table) : [part];
}

/** As many lines at once as can be copied as one. */
function piecesToCopy(text: string): readonly string[] {
  const pieces = packed(text.trimEnd().split(/\r?\n/u), [
    { of: (one) => charactersOf([richText(section(span(`${one}\n`)))]), most: limits.text },
  ]);
  return pieces.map((some) => some.join("\n"));
}

function grouped<Item>(items: readonly Item[], spansOf: (item: Item) => readonly RichTextElement[]): Item[][] {
  return packed(items, [
    { of: () => 1, most: mostItems },
    { of: (item) => charactersOf([richText(section(...spansOf(item)))]), most: limits.text },
  ]);
}

function partBlocks(part: ReplyPart, isError: boolean): readonly KnownBlock[] {
  switch (part.kind) {
    case "text": {
      const said = inertLines(part.text, limits.text);
      return [richText(section(...(isError ? [span("Error: ", strong)] : []), span(said)))];
    }
    case "line":
      return [richText(preformatted(inertLines(part.text, limits.line)))];
    case "file":
      return [richText(preformatted(inertLines(part.content, limits.line)))];
    case "mistake":
      return [richText(preformatted(`${printable(part.text)}\n${part.caret.slice(0, limits.mistake)}`))];
    case "list":
      return [points(part.items.map(itemSpans))];
    case "table":
      return [points(part.rows.map(rowSpans))];
    case "card":
      return cardBlocks(part.card);
    case "dashboard":
      return dashboardWords(part.dashboard).flatMap((one) => partBlocks(one, isError));
    case "choices":
      return choiceBlocks(part.choices);
  }
}

function itemSpans(item: string): readonly RichTextElement[] {
  return [span(inertLines(item, limits.item))];
}

/** A row as a point: a table would be cut off on a telephone. */
function rowSpans(row: readonly string[]): readonly RichTextElement[] {
  const cells = row.map((cell) => inert(cell, limits.cell));
  const [name = "", ...rest] = cells.filter((cell, index) => cell !== "" || index === 0);
  return [span(name, strong), ...(rest.length === 0 ? [] : [span(` · ${rest.join(" · ")}`)])];
}

function points(items: readonly (readonly RichTextElement[])[]): KnownBlock {
  return richText(bullets(items.map((spans) => section(...spans))));
}

/** Each sign stays where it is, so that the caret below stands under the mistake. */
function printable(text: string): string {
  return text.slice(0, limits.mistake).replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, " ");
}
