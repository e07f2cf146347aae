/** Where words of a posting's title stand: in the given title, or in the text that the title was read from. */
import type { EvidenceOrigin } from "../posting.ts";
import type { Document } from "./document.ts";

export interface TitleSegment {
  /** One of the roles of a title such as `Staff Engineer | Designer`. */
  readonly text: string;
  /** The span of `text.slice(from, to)` in the document; null when a title of our own making has it nowhere. */
  locate(from: number, to: number): TitleSpan | null;
}

export interface TitleSpan {
  readonly origin: Extract<EvidenceOrigin, "title" | "text">;
  readonly start: number;
  readonly end: number;
}

/** The roles that a title lists, each able to prove its words. */
export function titleSegments(document: Document, title: string | null): readonly TitleSegment[] {
  if (title === null) return [];
  return title
    .split(/\s\|\s/)
    .filter((text) => text.trim() !== "")
    .map((text) => ({ text, locate: (from, to) => locate(document, text, from, to) }));
}

function locate(document: Document, segment: string, from: number, to: number): TitleSpan | null {
  for (const origin of ["title", "text"] as const) {
    const string = document[origin] ?? "";
    const whole = string.indexOf(segment);
    if (whole >= 0) return { origin, start: whole + from, end: whole + to };
  }
  const words = segment.slice(from, to);
  for (const origin of ["title", "text"] as const) {
    const part = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(words)}(?![\\p{L}\\p{N}])`, "iu").exec(
      document[origin] ?? "",
    );
    if (part !== null) return { origin, start: part.index, end: part.index + part[0].length };
  }
  return null;
}

function escaped(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "[\\s-]+");
}
