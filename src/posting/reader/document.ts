/**
 * The shared model that every field reader works on: the plain text of a posting cut into lines with their role in the
 * page.
 */
import type { ReadingInput } from "../posting.ts";
import type { Cues } from "./cues.ts";
import type { LabelName } from "./labels.ts";
import { partsOf } from "./parts.ts";
import { rawLinesOfHtml } from "./html.ts";
import { rawLinesOfText } from "./raw-lines.ts";

/** What a line speaks of. `furniture` is page, not posting (navigation, similar jobs, cookie text, other openings). */
export type Part = "head" | "duties" | "required" | "optional" | "pay" | "benefits" | "company" | "body" | "furniture";

export interface Line {
  /** Offsets in `Document.text`; `text.slice(start, end)` is the content without bullet or heading marks. */
  readonly start: number;
  readonly end: number;
  readonly content: string;
  readonly kind: "heading" | "bullet" | "paragraph";
  /** The heading that it stands under, null above the first. */
  readonly heading: string | null;
  /** No field but `closed` may read a line of `furniture`. */
  readonly part: Part;
  /** What a line such as `Location: Berlin` or `Employment typeFull-time` states, null for prose. */
  readonly label: LineLabel | null;
  /** Which of the watched patterns its content may match. */
  readonly cues: Cues;
}

/** A label with its value, as forms and aggregators print them. */
export interface LineLabel {
  readonly name: LabelName;
  readonly value: string;
  /** Offset of the value in `Document.text`. */
  readonly start: number;
}

export interface Document {
  readonly title: string | null;
  readonly company: string | null;
  readonly location: string | null;
  /** Plain text, whatever the format of the input was; evidence of origin `text` counts in it. */
  readonly text: string;
  readonly lines: readonly Line[];
  /** Milliseconds since the epoch; null where nobody says. */
  readonly fetchedAt: number | null;
}

/** The document of an input. Linear in the length of its text; never throws. */
export function documentOf(input: ReadingInput): Document {
  const { text, lines } = partsOf(isHtml(input) ? rawLinesOfHtml(input.text) : rawLinesOfText(input.text));
  return {
    title: blankAsNull(input.title),
    company: blankAsNull(input.company),
    location: blankAsNull(input.location),
    text,
    lines,
    fetchedAt: input.fetchedAt ?? null,
  };
}

/** What is announced as HTML and holds no tag keeps the lines that it has. */
function isHtml({ text, format }: ReadingInput): boolean {
  return format === "html" && /<[a-z!/]/i.test(text);
}

function blankAsNull(text: string | null): string | null {
  return text === null || text.trim() === "" ? null : text;
}
