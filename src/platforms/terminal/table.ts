import { printable } from "./printable.ts";
import { type SpanLine, span } from "./theme.ts";
import { columnsOf, wrap } from "./wrap.ts";

const gutter = 2;
/** A last column narrower than this is hard to read: rows are then set one under the other. */
const narrowest = 16;

/** Rows as aligned columns, the last one wrapped in its own column; stacked where the width does not allow for that. */
export function tableLines(rows: readonly (readonly string[])[], width: number): SpanLine[] {
  const cells = rows.map((row) => row.map((cell) => printable(cell).trim()));
  const count = Math.max(0, ...cells.map((row) => row.length));
  const sizes = Array.from({ length: count }, (_, column) =>
    Math.max(0, ...cells.map((row) => columnsOf(row[column] ?? ""))),
  );
  const indent = sizes.slice(0, -1).reduce((sum, size) => sum + size + gutter, 0);
  const room = width - indent;
  if (room < Math.min(narrowest, sizes.at(-1) ?? 0)) return cells.flatMap((row) => stacked(row, width));
  return cells.flatMap((row) => aligned(row, sizes, room));
}

function aligned(row: readonly string[], sizes: readonly number[], room: number): SpanLine[] {
  const head = sizes
    .slice(0, -1)
    .map((size, column) => padded(row[column] ?? "", size + gutter))
    .join("");
  const [first = [], ...rest] = wrap([span(row[sizes.length - 1] ?? "")], Math.max(1, room));
  const indent = span(" ".repeat(columnsOf(head)));
  return [[span(head), ...first], ...rest.map((line) => [indent, ...line])];
}

function stacked(row: readonly string[], width: number): SpanLine[] {
  const [name = "", ...rest] = row;
  const below = rest.flatMap((cell) => (cell === "" ? [] : wrap([span(cell)], width - gutter)));
  return [...wrap([span(name)], width), ...below.map((line) => [span(" ".repeat(gutter)), ...line])];
}

function padded(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - columnsOf(text)));
}
