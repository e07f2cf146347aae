/**
 * The line under a page's title that says who, where and since when (`Nordwind · Leipzig · published on 10.11.2026`),
 * cut into its pieces. It counts only where one piece is a name and another one shows what the line is.
 */
import type { Line } from "./document.ts";
import { isHeadLine } from "./head-line.ts";
import { matchesOf, type Piece } from "./phrases.ts";
import { readPlaceExpression } from "./place-groups.ts";
import { announcedDate } from "./posted-date.ts";
import { looksLikeTitle, namesRole } from "./title-words.ts";

interface BylinePiece extends Piece {
  readonly kind: "name" | "place" | "date" | "work";
}

interface Byline {
  readonly line: Line;
  readonly pieces: readonly BylinePiece[];
}

/** How far down the line may stand, and how long it and its pieces may be. */
const lowest = 6;
const longest = 180;
const longestPiece = 60;
const work =
  /^(?:(?:fully |100 ?% )?remote(?:ly)?|hybrid[eo]?|on-?site|h[ií]brido|hybrydowo|zdalnie|vor ort|full[- ]?time|part[- ]?time|permanent|contract|freelance|internship|vollzeit|teilzeit|unbefristet|festanstellung|cdi|cdd|temps (?:plein|partiel)|jornada completa|tiempo completo|fulltime|voltijds?|deeltijd|vast contract|pełny etat|umowa o pracę|b2b|tempo integral|puno radno vreme)(?![\p{L}])/iu;
/** Names of departments, where boards print them instead of the company that owns the page. */
const department =
  /^(?:(?:and|&|of|the|software|data|product|platform|engineering|design|science|analytics|research|development|sales|marketing|finance|legal|people|hr|human|resources|operations|support|customer|success|security|it|infrastructure|technology|tech|quality|supply|chain|healthcare|education|business|administration|entwicklung|vertrieb|technik|informatique|ventes|ventas|inżynieria|sprzedaż)(?:[ ,/&]+|$))+$/iu;

/** The byline of a posting; undefined where no line is one. `hasTitle`: the title is given, and stands above the first line. */
export function bylineOf(lines: readonly Line[], hasTitle = false): Byline | undefined {
  const top = lines.filter(({ part }) => part !== "furniture").slice(0, lowest);
  for (const [index, line] of top.entries()) {
    const above = top[index - 1];
    const isBelowTitle =
      above === undefined ? hasTitle && index === 0 : isTitleLike(above) || isFirstLine(above, index);
    if (!isBelowTitle || !canBeByline(line)) continue;
    const pieces = piecesOf(line.content);
    if (pieces !== undefined && isTelling(pieces)) return { line, pieces };
  }
  return undefined;
}

function isTitleLike({ kind, content, part }: Line): boolean {
  return part === "head" && (kind === "heading" || looksLikeTitle(content));
}

/** The first line of a page is its title, whatever it says, if it is short and no sentence. */
function isFirstLine({ content, part, label }: Line, below: number): boolean {
  return below === 1 && part === "head" && label === null && content.length <= 80 && !/[.!?:,]$/.test(content);
}

function canBeByline(line: Line): boolean {
  return (
    line.part === "head" &&
    line.kind !== "bullet" &&
    line.label === null &&
    line.content.length <= longest &&
    !isHeadLine(line)
  );
}

function isTelling(pieces: readonly BylinePiece[]): boolean {
  return pieces.some(({ kind }) => kind === "name") && pieces.some(({ kind }) => kind !== "name");
}

const betweenMarks = /(?:[^·•|–—,./-]|\.(?! |$)|(?<! )[/-]|[/-](?! ))+/gu;

/** The pieces by dots, dashes, bars, commas and full stops; undefined for prose. A date keeps its comma. */
function piecesOf(content: string): readonly BylinePiece[] | undefined {
  const date = announcedDate(content);
  const pieces: BylinePiece[] = [];
  if (date !== undefined) pieces.push({ ...date, kind: "date" });
  for (const match of matchesOf(betweenMarks, content)) {
    const text = match[0].trim();
    const from = match.index + match[0].indexOf(text);
    const to = from + text.length;
    if (text === "" || (date !== undefined && from < date.to && to > date.from)) continue;
    if (text.length > longestPiece) return undefined;
    const kind = kindOf(text);
    if (kind === undefined) return undefined;
    pieces.push({ text, from, to, kind });
  }
  return pieces.length >= 2 ? pieces : undefined;
}

function kindOf(text: string): BylinePiece["kind"] | undefined {
  if (/^\d{4}$/.test(text)) return "date";
  const { groups, isWhole, modes } = readPlaceExpression(text, false);
  if (isWhole && groups.length > 0) return "place";
  if (work.test(text) || (isWhole && modes.size > 0)) return "work";
  return isName(text) ? "name" : undefined;
}

/** A few words with capitals; small ones only between them. */
function isName(text: string): boolean {
  const words = text.split(" ");
  const small = words.filter(
    (word) => /^\p{Ll}/u.test(word) && !/^(?:of|and|de|du|des|la|und|für|von|der|the|for|i|y|et|van)$/.test(word),
  );
  if (words.length > 6 || small.length > (words.length === 1 ? 1 : 0) || /[!?:;"]/.test(text)) return false;
  return /^[\p{L}\d]/u.test(text) && !namesRole(text) && !department.test(text);
}
