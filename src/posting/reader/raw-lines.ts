/** Cuts plain text and Markdown into lines, noting what their marks say and taking the marks off. */
/** A line of the page before anybody judged what it speaks of. */
export interface RawLine {
  readonly content: string;
  readonly kind: "heading" | "bullet" | "paragraph";
  /** Rank of a marked heading: 1 to 6, and 7 for a line that is bold from end to end; 0 where there is no mark. */
  readonly rank: number;
  /** Whether the bullet is a number (`1.`), as in breadcrumbs. */
  readonly numbered: boolean;
  /** Whether an empty line stands above. */
  readonly apart: boolean;
  /** Whether the page itself marks it as navigation or footer. */
  readonly furniture: boolean;
}

/** A line that is bold from end to end is a heading up to this length, and emphasis beyond it. */
const longestBoldHeading = 100;
const bulletMark = /^(?:[-*+•●◦‣▪■▸►▶·–—○✓✔✅»➤→⦁]|\d{1,2}[.)])[ \t]+/u;
const loneBulletMark = /^(?:[*•●◦‣▪■▸►·○⦁]|\d{1,2}[.)])$/u;

/** The lines of plain text or Markdown, empty ones left out. */
export function rawLinesOfText(text: string): readonly RawLine[] {
  const lines: RawLine[] = [];
  let apart = false;
  let bulletWaits = false;
  for (const source of text.split(/\r\n|[\n\r\u2028\u2029\f\v]/)) {
    const trimmed = tidy(source);
    if (trimmed === "" || isRule(trimmed)) {
      apart = true;
      continue;
    }
    if (loneBulletMark.test(trimmed)) {
      bulletWaits = true;
      continue;
    }
    const line = rawLine(lines.length === 0 ? withPipes(trimmed) : trimmed, apart);
    if (line.content === "") continue;
    lines.push(bulletWaits && line.kind === "paragraph" ? { ...line, kind: "bullet" } : line);
    apart = false;
    bulletWaits = false;
  }
  return lines;
}

/** What the first line of a post has between its fields instead of pipes. */
const dashes = [" - ", " – ", " — "];
const fieldWord = /(?<![\p{L}])(?:remote|on-?site|hybrid|full[- ]?time|part[- ]?time|contract|visa)(?![\p{L}])/iu;

/** `Acme - Engineer - Remote - Full-time`, written as most write it: `Acme | Engineer | Remote | Full-time`. */
function withPipes(line: string): string {
  const isHead = line.length <= 250 && !line.includes("|") && fieldWord.test(line);
  const dash = isHead ? dashes.find((mark) => line.split(mark).length > 3) : undefined;
  return dash === undefined ? line : line.replaceAll(dash, " | ");
}

/** One line without its marks. `apart`: whether an empty line stood above it. */
export function rawLine(source: string, apart: boolean): RawLine {
  const line = { kind: "paragraph", rank: 0, numbered: false, apart, furniture: false } as const;
  const hashes = /^(#{1,6})[ \t]+/.exec(source);
  if (hashes?.[1] !== undefined) {
    const title = withoutTrailing(source.slice(hashes[0].length), "#");
    return { ...line, content: withoutMarks(title), kind: "heading", rank: hashes[1].length };
  }
  let rest = source;
  let numbered = false;
  for (let mark = bulletMark.exec(rest); mark !== null; mark = bulletMark.exec(rest)) {
    numbered ||= /^\d/.test(mark[0]);
    rest = rest.slice(mark[0].length);
  }
  const content = withoutMarks(cellsOf(rest));
  if (rest !== source) return { ...line, content, kind: "bullet", numbered };
  if (isBoldThroughout(rest) && content.length <= longestBoldHeading) {
    return { ...line, content, kind: "heading", rank: 7 };
  }
  return { ...line, content };
}

/** A row of a table without its outer bars; one of two cells is a label and its value. */
function cellsOf(row: string): string {
  if (row.length < 3 || !row.startsWith("|") || !row.endsWith("|")) return row;
  const cells = row
    .slice(1, -1)
    .split("|")
    .map((cell) => cell.trim());
  return cells.filter((cell) => cell !== "").join(cells.length === 2 ? ": " : " | ");
}

const untidy = /\s{2}|[^\S ]|[\u200B-\u200D\u2060\uFEFF\u00AD\uD835]/;

/** One kind of space, no invisible letters, those that mathematics writes bold (`𝗚𝗼`) plain, nothing at the ends. */
export function tidy(source: string): string {
  if (!untidy.test(source)) return source.trim();
  return source
    .replace(/[\u200B-\u200D\u2060\uFEFF\u00AD]/g, "")
    .replace(/[\u{1D400}-\u{1D7FF}]+/gu, (letters) => letters.normalize("NFKC"))
    .replace(/\s{2,}|[^\S ]/g, " ")
    .trim();
}

function isRule(line: string): boolean {
  return line.length >= 3 && /^(?:[-–—=_*~·.]|\\-| )+$/.test(line);
}

function isBoldThroughout(line: string): boolean {
  for (const mark of ["**", "__"]) {
    if (!line.startsWith(mark)) continue;
    const close = line.indexOf(mark, mark.length);
    if (close <= mark.length) continue;
    if (/^[*_:\s]*$/.test(line.slice(close))) return true;
  }
  return false;
}

/** Markdown's inline marks off: emphasis, code, escapes, and links down to their words. */
function withoutMarks(text: string): string {
  if (!/[[*_`\\]/.test(text)) return text.trim();
  return text
    .replace(/!?\[([^[\]]{1,300})\]\([^()\s]{0,600}\)/g, "$1")
    .replace(/\*\*|__(?=\S)|(?<=\S)__|`/g, "")
    .replace(/(?<![\p{L}\p{N}*])\*(?=[^\s*])([^*]{1,300})(?<=\S)\*(?![\p{L}\p{N}*])/gu, "$1")
    .replace(/(?<![\p{L}\p{N}])_(?=\S)|(?<=\S)_(?![\p{L}\p{N}])/gu, "")
    .replace(/\\(?=[-\\`*_{}[\]()#+.!|~>&$])/g, "")
    .replace(/ {2,}/g, " ")
    .trim();
}

function withoutTrailing(text: string, mark: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === mark || text[end - 1] === " ")) end -= 1;
  return text.slice(0, end);
}
