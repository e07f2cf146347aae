import type { Bar, Dashboard, Panel, Range } from "../../charts/dashboard.ts";
import { printable } from "./printable.ts";
import { type SpanLine, type Style, span } from "./theme.ts";
import { clip, columnsOf, wrap } from "./wrap.ts";

const indent = "  ";
const gap = "  ";
const widest = { name: 28, bar: 40 } as const;
/** A bar shorter than this shows nothing. */
const leastBar = 4;

/** A dashboard drawn with characters, whose figures stand beside each bar: without colours it says the same. */
export function dashboardLines({ title, subtitle, panels }: Dashboard, width: number): SpanLine[] {
  return [
    ...wrapped(title, "title", width),
    ...wrapped(subtitle, "aside", width),
    ...panels.flatMap((panel) => [
      [],
      ...wrapped(panel.title, "heading", width),
      ...bodyOf(panel, width - indent.length).map((line) => [span(indent), ...line]),
      ...(panel.note === ""
        ? []
        : wrapped(panel.note, "aside", width - indent.length).map((line) => [span(indent), ...line])),
    ]),
  ];
}

function bodyOf(panel: Panel, width: number): readonly SpanLine[] {
  return panel.kind === "ranges"
    ? panel.ranges.flatMap((range) => rangeLines(range, width))
    : barLines(panel.bars, width);
}

/** Name, figure, bar: what would be cut off on a narrow screen stands last. */
function barLines(bars: readonly Bar[], width: number): readonly SpanLine[] {
  const names = bars.map(({ label }) => clip(printable(label), Math.min(widest.name, Math.floor(width / 2))));
  const nameWidth = Math.max(0, ...names.map(columnsOf));
  const figureWidth = Math.max(0, ...bars.map(({ said }) => columnsOf(said)));
  const room = Math.min(widest.bar, width - nameWidth - figureWidth - 2 * gap.length);
  const most = Math.max(1, ...bars.map(({ value }) => value));
  return bars.map(({ value, said }, index) => [
    span(padded(names[index] ?? "", nameWidth)),
    span(gap),
    span(`${" ".repeat(figureWidth - columnsOf(said))}${said}`),
    ...(room < leastBar ? [] : [span(gap), span(barOf(value / most, room), "pay")]),
  ]);
}

/** At least one sign for what is not nothing. */
function barOf(share: number, room: number): string {
  return "█".repeat(share === 0 ? 0 : Math.max(1, Math.round(share * room)));
}

/** "EUR, of 38   ├────┼──────┤", and below it what its three marks stand for. */
function rangeLines({ label, low, middle, high, said }: Range, width: number): readonly SpanLine[] {
  const room = Math.min(widest.bar, width - columnsOf(label) - gap.length);
  const left = Math.round(((middle - low) / Math.max(1, high - low)) * (room - 3));
  const drawn = `├${"─".repeat(left)}┼${"─".repeat(Math.max(0, room - 3 - left))}┤`;
  const head = [span(printable(label)), ...(room < leastBar + 3 ? [] : [span(gap), span(drawn, "pay")])];
  return [head, ...wrap([span(said)], width - gap.length).map((line) => [span(gap), ...line])];
}

function wrapped(text: string, style: Style, width: number): readonly SpanLine[] {
  return wrap([span(printable(text), style)], width);
}

function padded(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - columnsOf(text)));
}
