import { printable } from "./printable.ts";
import { type SpanLine, span } from "./theme.ts";
import { columnsOf, segmenter } from "./wrap.ts";

/** What was typed with a caret under the mistake; of a line that is too wide the part around the caret. */
export function mistakeLines(typed: string, caret: string, width: number): SpanLine[] {
  const text = printable(typed);
  const at = caret.search(/\S|$/u);
  const from = columnsOf(text) <= width ? 0 : Math.max(0, at - Math.floor(width / 2));
  const shown = within(text, from, width);
  return [[span(shown.text)], [span(" ".repeat(Math.max(0, at - shown.start))), span("^", "error")]];
}

/** The characters that stand wholly in those columns, and the column of the first of them. */
function within(text: string, from: number, width: number): { readonly text: string; readonly start: number } {
  let kept = "";
  let start = from;
  let column = 0;
  for (const { segment } of segmenter.segment(text)) {
    const end = column + columnsOf(segment);
    if (column >= from && end <= from + width) {
      if (kept === "") start = column;
      kept += segment;
    }
    column = end;
  }
  return { text: kept, start };
}
