/**
 * Pictures for the README from what the terminal really prints:
 *
 *     FORCE_COLOR=1 some-command | node test/pictures/terminal-svg.ts --title rolecall > picture.svg
 */
import { text as textOf } from "node:stream/consumers";
import { parseArgs } from "node:util";
import stringWidth from "string-width";
import { type Look, type Run, readAnsi } from "./ansi.ts";

export interface PictureOptions {
  /** In the window's bar, and for people who cannot see the picture. */
  readonly title: string;
  /** Of the window; the longest line's when that is more. */
  readonly columns?: number;
}

/** In pixels. A cell is as wide as a character of the common monospaced fonts, so that little has to be stretched. */
const size = { font: 14, cell: 8.43, row: 20, padding: 20, bar: 38, corner: 10 } as const;
const fonts = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace";
const ink = { window: "#0d1117", bar: "#161b22", edge: "#30363d", text: "#d1d7e0", quiet: "#8b949e" } as const;
const lights = ["#ff5f57", "#febc2e", "#28c840"] as const;
const palette = [
  ["#484f58", "#ff7b72", "#56d364", "#e3b341", "#79c0ff", "#d2a8ff", "#56d4dd", "#d1d7e0"],
  ["#8b949e", "#ffa198", "#7ee787", "#f2cc60", "#a5d6ff", "#e2c5ff", "#b3f0ff", "#ffffff"],
].flat();

/** Which arms of a box-drawing character leave the middle of its cell: drawn as lines, they meet across rows. */
const boxes: Readonly<Record<string, string>> = {
  "│": "ud",
  "─": "lr",
  "┌": "rd",
  "┐": "ld",
  "└": "ur",
  "┘": "ul",
  "├": "udr",
  "┤": "udl",
};

const segmenter = new Intl.Segmenter();

/** A terminal window that holds the printed text. */
export function terminalSvg(ansi: string, { title, columns = 0 }: PictureOptions): string {
  const lines = readAnsi(ansi);
  const widest = Math.max(columns, ...lines.map((line) => stringWidth(line.map(({ text }) => text).join(""))));
  const width = Math.ceil(widest * size.cell) + 2 * size.padding;
  const height = size.bar + lines.length * size.row + 2 * size.padding - (size.row - size.font);
  const name = escaped(title.toWellFormed());
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${name}">`,
    `<title>${name}</title>`,
    `<style>text{font:${size.font}px ${fonts};fill:${ink.text};white-space:pre}path{fill:none;stroke-width:1.2}.b{font-weight:600}.d{opacity:.62}.i{font-style:italic}.l{text-decoration:underline}${palette
      .map((colour, index) => `.c${index}{fill:${colour}}`)
      .join("")}</style>`,
    `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="${size.corner}" fill="${ink.window}" stroke="${ink.edge}"/>`,
    `<path d="M1 ${size.bar}V${size.corner + 1}a${size.corner} ${size.corner} 0 0 1 ${size.corner}-${size.corner}H${width - size.corner - 1}a${size.corner} ${size.corner} 0 0 1 ${size.corner} ${size.corner}V${size.bar}z" style="fill:${ink.bar}"/>`,
    ...lights.map((colour, index) => `<circle cx="${20 + index * 20}" cy="19" r="6" fill="${colour}"/>`),
    `<text x="${width / 2}" y="24" text-anchor="middle" style="fill:${ink.quiet};font-size:13px">${name}</text>`,
    ...lines.flatMap(drawnLine),
    "</svg>\n",
  ].join("\n");
}

function drawnLine(line: readonly Run[], row: number): string[] {
  const top = size.bar + size.padding + row * size.row - (size.row - size.font) / 2;
  const drawn: string[] = [];
  let column = 0;
  for (const { text, look } of line) {
    for (const part of parts(text)) {
      drawn.push(part.isBox ? drawnBox(part.text, look, column, top) : drawnText(part.text, look, column, top));
      column += stringWidth(part.text);
    }
  }
  return drawn.filter((element) => element !== "");
}

interface Part {
  readonly text: string;
  readonly isBox: boolean;
}

/** Stretches of one kind: boxes, wide characters, others; each is placed by its own column. */
function parts(text: string): Part[] {
  const found: { text: string; kind: string }[] = [];
  for (const { segment } of segmenter.segment(text)) {
    const kind = segment in boxes ? "box" : String(stringWidth(segment));
    const last = found.at(-1);
    if (last?.kind === kind) last.text += segment;
    else found.push({ text: segment, kind });
  }
  return found.map(({ text, kind }) => ({ text, isBox: kind === "box" }));
}

function drawnText(text: string, look: Look, column: number, top: number): string {
  const shown = text.trim();
  if (shown === "") return "";
  const start = column + (text.length - text.trimStart().length);
  const columns = stringWidth(shown);
  const length = columns > 1 ? ` textLength="${round(columns * size.cell)}" lengthAdjust="spacingAndGlyphs"` : "";
  const place = `x="${round(size.padding + start * size.cell)}" y="${round(top + size.font)}"`;
  const element = `<text ${place}${length}${classes(look)} xml:space="preserve">${escaped(shown)}</text>`;
  return look.link === null ? element : `<a href="${escaped(look.link)}">${element}</a>`;
}

function drawnBox(text: string, look: Look, column: number, top: number): string {
  const middle = round(top + size.row / 2);
  const arms = Array.from(text, (character, index) => {
    const left = size.padding + (column + index) * size.cell;
    const x = round(left + size.cell / 2);
    const ends: Readonly<Record<string, string>> = {
      u: `V${round(top)}`,
      d: `V${round(top + size.row)}`,
      l: `H${round(left)}`,
      r: `H${round(left + size.cell)}`,
    };
    return Array.from(boxes[character] ?? "", (arm) => `M${x} ${middle}${ends[arm]}`).join("");
  });
  const stroke = look.colour === null ? ink.text : (palette[look.colour] ?? ink.text);
  return `<path d="${arms.join("")}" stroke="${stroke}"${look.isDim ? ' opacity=".62"' : ""}/>`;
}

function classes({ colour, isBold, isDim, isItalic, link }: Look): string {
  const names = [
    ...(isBold ? ["b"] : []),
    ...(isDim ? ["d"] : []),
    ...(isItalic ? ["i"] : []),
    ...(link === null ? [] : ["l"]),
    ...(colour === null ? [] : [`c${colour}`]),
  ];
  return names.length === 0 ? "" : ` class="${names.join(" ")}"`;
}

/** Text and attribute values alike; characters that XML does not know are dropped. */
function escaped(text: string): string {
  return text
    .replace(/\p{Cc}|[\ufffe\uffff]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function round(pixels: number): number {
  return Math.round(pixels * 100) / 100;
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { title: { type: "string", default: "" }, columns: { type: "string" } } });
  const columns = values.columns === undefined ? {} : { columns: Number(values.columns) };
  process.stdout.write(terminalSvg(await textOf(process.stdin), { title: values.title, ...columns }));
}
