import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { Dashboard, Panel } from "./dashboard.ts";
import { drawable } from "./drawable.ts";
import { colours, fontFamily, fontSize } from "./look.ts";
import { barsSpec, columnsSpec, type PanelSize, rangeSpec } from "./panel-spec.ts";

/** In pixels. */
const page = { width: 860, margin: 32, gap: 28 } as const;
const headHeight = 66;
const panelHead = 52;
const columnsHeight = 190;
const barHeight = 28;
const rangeHeight = 84;
/** Characters that fit beside each other, as wide as they mostly are. */
const fitting = { title: 58, subtitle: 94, half: 52, whole: 108 } as const;

/** A dashboard as an SVG of its own, with text as text: what draws it has to have the font. */
export async function drawSvg({ title, subtitle, panels }: Dashboard): Promise<string> {
  const rows = inRows(panels);
  const drawn: string[] = [];
  let y = page.margin + headHeight;
  for (const row of rows) {
    const width = (page.width - 2 * page.margin - page.gap * (row.length - 1)) / row.length;
    for (const [column, panel] of row.entries()) {
      const x = page.margin + column * (width + page.gap);
      drawn.push(await drawPanel(panel, width, x, y));
    }
    y += panelHead + Math.max(...row.map(heightOf)) + page.gap;
  }
  const height = y - page.gap + page.margin;
  const head = [
    textAt(page.margin, page.margin + 20, drawable(title, fitting.title), "title", colours.title),
    textAt(page.margin, page.margin + 46, drawable(subtitle, fitting.subtitle), "subtitle", colours.aside),
  ];
  const ground = `<rect x="0.5" y="0.5" width="${page.width - 1}" height="${height - 1}" rx="10" fill="${colours.ground}" stroke="${colours.frame}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${page.width}" height="${height}" font-family="${fontFamily}">${ground}${head.join("")}${drawn.join("")}</svg>`;
}

/** Bars two by two, all else over the whole width. */
function inRows(panels: readonly Panel[]): readonly (readonly Panel[])[] {
  const rows: Panel[][] = [];
  for (const panel of panels) {
    const last = rows.at(-1);
    const goesBeside = panel.kind === "bars" && last?.length === 1 && last[0]?.kind === "bars";
    if (goesBeside) last.push(panel);
    else rows.push([panel]);
  }
  return rows;
}

function heightOf(panel: Panel): number {
  if (panel.kind === "columns") return columnsHeight;
  return panel.kind === "bars" ? panel.bars.length * barHeight : panel.ranges.length * rangeHeight;
}

async function drawPanel(panel: Panel, width: number, x: number, y: number): Promise<string> {
  const most = width > page.width / 2 ? fitting.whole : fitting.half;
  const head = [
    textAt(x, y + 16, drawable(panel.title, most), "panel", colours.title),
    ...(panel.note === "" ? [] : [textAt(x, y + 36, drawable(panel.note, most), "note", colours.aside)]),
  ];
  const size: PanelSize = { width, height: heightOf(panel) };
  const inner = y + panelHead;
  const plots = specsOf(panel, size).map(({ spec, top }) => plot(spec, x, inner + top));
  return [...head, ...(await Promise.all(plots))].join("");
}

function specsOf(panel: Panel, size: PanelSize): readonly { readonly spec: TopLevelSpec; readonly top: number }[] {
  if (panel.kind === "columns") return [{ spec: columnsSpec(panel.bars, size), top: 0 }];
  if (panel.kind === "bars") return panel.bars.length === 0 ? [] : [{ spec: barsSpec(panel.bars, size), top: 0 }];
  const one = { ...size, height: rangeHeight };
  return panel.ranges.map((range, index) => ({ spec: rangeSpec(range, one), top: index * rangeHeight }));
}

async function plot(spec: TopLevelSpec, x: number, y: number): Promise<string> {
  const svg = await new View(parse(compile(spec).spec), { renderer: "none" }).toSVG();
  return svg.replace("<svg ", `<svg x="${x}" y="${y}" `);
}

function textAt(x: number, y: number, text: string, size: keyof typeof fontSize, colour: string): string {
  const weight = size === "title" || size === "panel" ? ' font-weight="600"' : "";
  return `<text x="${x}" y="${y}" font-size="${fontSize[size]}"${weight} fill="${colour}">${escaped(text)}</text>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);
}
