import stringWidth from "string-width";
import type { Span, SpanLine } from "./theme.ts";

/** Cuts text into what a person takes for one character. */
export const segmenter = new Intl.Segmenter();

const withoutBlanks = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Columns that the text takes in a terminal. */
export function columnsOf(text: string): number {
  return stringWidth(text);
}

/** At most that many columns, the ellipsis of a cut included. */
export function clip(text: string, columns: number): string {
  let kept = "";
  let used = 0;
  for (const { segment } of segmenter.segment(text)) {
    used += columnsOf(segment);
    if (used > columns) return `${withoutLast(kept, columns)}…`;
    kept += segment;
  }
  return text;
}

/** Room for the ellipsis: drops what reaches into the last column. */
function withoutLast(text: string, columns: number): string {
  let rest = text;
  while (columnsOf(rest) > columns - 1) {
    const last = segmenter.segment(rest).containing(rest.length - 1);
    rest = rest.slice(0, last?.index ?? 0);
  }
  return rest.trimEnd();
}

/** Lines under construction: adjacent spans that look alike become one, so that a painted line has no needless codes. */
class Lines {
  readonly done: Span[][] = [[]];
  used = 0;

  add(span: Span): void {
    const line = this.done.at(-1) ?? [];
    const last = line.at(-1);
    if (last !== undefined && looksLike(last, span)) {
      line[line.length - 1] = { ...last, text: last.text + span.text };
    } else {
      line.push(span);
    }
    this.used += columnsOf(span.text);
  }

  next(): void {
    this.done.push([]);
    this.used = 0;
  }
}

/**
 * Breaks at blanks, and inside a word where it is wider than a whole line or of a script that sets no blanks. Runs of
 * blanks count as one; no line is wider than `width` unless a single character is.
 */
export function wrap(spans: SpanLine, width: number): SpanLine[] {
  const lines = new Lines();
  for (const { pieces, gap } of words(spans)) {
    const size = widthOf(pieces);
    const fits = (lines.used === 0 ? 0 : lines.used + 1) + size <= width;
    const isBroken = !fits && (size > width || pieces.some(({ text }) => withoutBlanks.test(text)));
    if (lines.used > 0) {
      if (fits || (isBroken && lines.used + 2 < width)) lines.add(gap);
      else lines.next();
    }
    if (isBroken) addBroken(lines, pieces, width);
    else pieces.forEach((piece) => lines.add(piece));
  }
  return lines.done;
}

function addBroken(lines: Lines, pieces: SpanLine, width: number): void {
  for (const piece of pieces) {
    for (const { segment } of segmenter.segment(piece.text)) {
      if (lines.used > 0 && lines.used + columnsOf(segment) > width) lines.next();
      lines.add({ ...piece, text: segment });
    }
  }
}

/** Sets the parts side by side with `separator` between them, and breaks between parts rather than inside one. */
export function flow(parts: readonly SpanLine[], separator: Span, width: number): SpanLine[] {
  const done: SpanLine[] = [];
  for (const part of parts) {
    const last = done.at(-1);
    const joined = last === undefined ? part : [...last, separator, ...part];
    if (last !== undefined && widthOf(joined) <= width) done[done.length - 1] = joined;
    else done.push(...wrap(part, width));
  }
  return done;
}

function widthOf(line: SpanLine): number {
  return line.reduce((sum, { text }) => sum + columnsOf(text), 0);
}

interface Word {
  /** A word may change its style halfway. */
  readonly pieces: SpanLine;
  /** The blank before it: part of a link or of a style that goes on across it. */
  readonly gap: Span;
}

function* words(spans: SpanLine): Generator<Word> {
  let pieces: Span[] = [];
  let before: Span | undefined;
  for (const span of spans) {
    for (const text of span.text.split(/( +)/u)) {
      if (text === "") continue;
      if (!text.startsWith(" ")) {
        pieces.push({ ...span, text });
        continue;
      }
      if (pieces.length > 0) yield { pieces, gap: gapBetween(before, pieces[0]) };
      before = pieces.at(-1) ?? before;
      pieces = [];
    }
  }
  if (pieces.length > 0) yield { pieces, gap: gapBetween(before, pieces[0]) };
}

function gapBetween(before: Span | undefined, after: Span | undefined): Span {
  if (before === undefined || after === undefined || !looksLike(before, after)) return { text: " ", style: "plain" };
  return { ...after, text: " " };
}

function looksLike(a: Span, b: Span): boolean {
  return a.style === b.style && a.link === b.link;
}
