/** Tables in a Markdown file, be they written with pipes or with tags. */
import { Parser } from "htmlparser2";

export interface Cell {
  /** Its words, without marks of Markdown and the summary of what is folded; never blank. */
  readonly lines: readonly string[];
  /** Where its links lead, in their order. */
  readonly links: readonly string[];
}

export interface Table {
  /** The words of each column's head. */
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Deeper than any list is, shallow enough for a parser that looks through all open elements. */
const depthLimit = 256;
/** Fifty thousand rows of five cells. */
const mostTags = 300_000;
const lineBreaks = new Set(["br", "p", "div", "li", "details"]);

/**
 * All tables that have a header.
 *
 * @throws RangeError for what is nested more than 256 deep, or has more than 300,000 tags.
 */
export function tablesIn(markdown: string): readonly Table[] {
  const tables: { header: string[]; rows: Cell[][] }[] = [];
  let depth = 0;
  let tags = 0;
  let summaries = 0;
  let isHeader = false;
  let row: Cell[] | undefined;
  let cell: { text: string; links: string[] } | undefined;
  const parser = new Parser({
    onopentag(name, { href }) {
      depth += 1;
      if (depth > depthLimit) throw new RangeError(`expected tags nested at most ${depthLimit} deep, got deeper`);
      tags += 1;
      if (tags > mostTags) throw new RangeError(`expected at most ${mostTags} tags, got more`);
      if (name === "table") tables.push({ header: [], rows: [] });
      if (name === "tr") [row, isHeader] = [[], false];
      if (name === "td" || name === "th") cell = { text: "", links: [] };
      if (name === "th") isHeader = true;
      if (name === "summary") summaries += 1;
      if (cell === undefined) return;
      if (name === "a" && href !== undefined) cell.links.push(href.trim());
      if (lineBreaks.has(name)) cell.text += "\n";
    },
    ontext(text) {
      if (cell !== undefined && summaries === 0) cell.text += text.replace(/\s+/g, " ");
    },
    onclosetag(name) {
      depth -= 1;
      if (name === "summary") summaries -= 1;
      if ((name === "td" || name === "th") && cell !== undefined) {
        const lines = cell.text.split("\n").map((line) => line.trim());
        row?.push({ lines: lines.filter((line) => line !== ""), links: cell.links });
        cell = undefined;
      }
      if (name !== "tr" || row === undefined) return;
      const table = tables.at(-1);
      if (!isHeader) table?.rows.push(row);
      else if (table?.header.length === 0) table.header = row.map(({ lines }) => lines.join(" "));
      row = undefined;
    },
  });
  parser.end(withTags(markdown));
  return tables.filter(({ header }) => header.length > 0);
}

/** The same file with its tables of pipes written as tags. */
function withTags(markdown: string): string {
  const lines = markdown.split(/\r?\n/);
  let isInTable = false;
  const written = lines.map((line, index) => {
    const isRow = line.trimStart().startsWith("|");
    if (isInTable && isRow) return isSeparator(line) ? "" : rowOf(line, "td");
    if (isInTable) return closing(line);
    if (!isRow || !isSeparator(lines[index + 1] ?? "")) return line;
    isInTable = true;
    return `<table>${rowOf(line, "th")}`;
  });
  return written.join("\n");

  function closing(line: string): string {
    isInTable = false;
    return `</table>\n${line}`;
  }
}

/** The line below the head of a table of pipes: `|---|:--:|`. */
function isSeparator(line: string): boolean {
  return line.includes("|") && line.includes("-") && /^[\s|:-]+$/.test(line);
}

function rowOf(line: string, tag: "td" | "th"): string {
  const cells = line
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "")
    .split(/(?<!\\)\|/);
  return `<tr>${cells.map((cell) => `<${tag}>${inTags(cell)}</${tag}>`).join("")}</tr>`;
}

/** A cell in which links are written as tags and nothing is set in bold. Bounded, so that no cell takes long. */
function inTags(cell: string): string {
  return cell
    .replaceAll("\\|", "|")
    .replace(/!\[[^[\]]{0,200}\]\([^()]{0,1000}\)/g, "")
    .replace(/\[([^[\]]{0,300})\]\(([^()\s"]{1,2000})(?:\s[^()]{0,200})?\)/g, '<a href="$2">$1</a>')
    .replace(/<(https?:\/\/[^\s<>"]{1,2000})>/g, '<a href="$1">$1</a>')
    .replace(/\*\*|~~|`/g, "");
}
