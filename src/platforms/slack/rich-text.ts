import type {
  RichTextBlock,
  RichTextBlockElement,
  RichTextElement,
  RichTextLink,
  RichTextSection,
  RichTextText,
} from "@slack/types";
import { inert } from "../../delivery/card/inert.ts";

/**
 * Rich text instead of Slack's markup: texts and links are told apart by their elements, so that no word of a stranger can
 * mention, link or format anything, and nothing has to be escaped.
 */
type Span = RichTextText | RichTextLink;

/** A stretch of text; Slack refuses an empty one. */
export function span(text: string, style?: RichTextText["style"]): RichTextText {
  return { type: "text", text: text === "" ? " " : text, ...(style === undefined ? {} : { style }) };
}

export const strong = { bold: true } as const;
export const struck = { bold: true, strike: true } as const;

/** A link, where there is somewhere to go. */
export function linked(text: string, url: string | null, style?: RichTextText["style"]): Span {
  if (url === null) return span(text, style);
  return { type: "link", url, text: text === "" ? url : text, ...(style === undefined ? {} : { style }) };
}

export function section(...elements: readonly RichTextElement[]): RichTextSection {
  return { type: "rich_text_section", elements: [...elements] };
}

export function bullets(items: readonly RichTextSection[]): RichTextBlockElement {
  return { type: "rich_text_list", style: "bullet", elements: [...items] };
}

/** As it was typed, to be copied: spaces and columns stay. */
export function preformatted(text: string): RichTextBlockElement {
  return { type: "rich_text_preformatted", elements: [span(text)] };
}

/** Somebody else's words, as such. */
export function quoted(text: string): RichTextBlockElement {
  return { type: "rich_text_quote", elements: [span(text)] };
}

export function richText(...elements: readonly RichTextBlockElement[]): RichTextBlock {
  return { type: "rich_text", elements: [...elements] };
}

/** Lines of several, each without anything that hides or reorders; empty ones at the ends are left out. */
export function inertLines(text: string, maxLength: number): string {
  return text
    .slice(0, maxLength * 2)
    .split(/\r\n|[\n\r]/u)
    .map((line) => inert(line, maxLength))
    .join("\n")
    .trim()
    .slice(0, maxLength);
}
