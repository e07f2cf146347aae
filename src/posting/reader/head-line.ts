/**
 * The head line of a "who is hiring" post (`Company | Role | Place | REMOTE | full-time`), its segments told apart,
 * and the openings that such a post lists further down.
 */
import type { Document, Line } from "./document.ts";
import type { Piece } from "./phrases.ts";
import { matchesOf, pipePiecesOf } from "./phrases.ts";
import { isTitleCased, looksLikeTitle, namesRole } from "./title-words.ts";

export interface HeadPiece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly kind: "company" | "role" | "other";
}

const neitherRoleNorName =
  /^(?:\W|remote|onsite|on-site|hybrid|full[- ]?time|part[- ]?time|contract|intern(?:ship)?s?|https?:|www\.|visa|multiple|various|global|worldwide|salary|\$|€|£|us|usa|uk|eu|europe|nyc|sf|us-based)(?![\p{L}])|[$€£]\s?\d|\d+ ?k\b/iu;

/** The segments of the first line with pipes among the first lines; empty where there is none. */
export function headPiecesOf(lines: readonly Line[]): readonly HeadPiece[] {
  const line = lines.slice(0, 4).find(isHeadLine);
  if (line === undefined) return [];
  const pieces = pipePiecesOf(line.content.slice(0, 400));
  return pieces.flatMap((piece, index): HeadPiece[] => {
    const at = { start: line.start + piece.from, end: line.start + piece.to };
    if (index === 0 && !isRoleSegment(piece.text))
      return [{ text: piece.text, ...at, kind: neitherRoleNorName.test(piece.text) ? "other" : "company" }];
    if (!isRoleSegment(piece.text)) return [{ text: piece.text, ...at, kind: "other" }];
    return rolesIn(piece).map((role) => ({
      text: role.text,
      start: line.start + role.from,
      end: line.start + role.to,
      kind: "role",
    }));
  });
}

/** Two pipes or more; a table or a breadcrumb has none of the words that such a line holds. */
export function isHeadLine(line: Line): boolean {
  const pipes = line.content.slice(0, 400).split("|").length - 1;
  return (
    pipes >= 2 || (pipes === 1 && /remote|onsite|on-site|hybrid|full[- ]?time|hiring/i.test(line.content.slice(0, 200)))
  );
}

function isRoleSegment(text: string): boolean {
  const rest = text.replace(
    /\b(?:\d+[- ]?months?|full[- ]?time|part[- ]?time|paid|summer|internships?|interns?|contract(?:or)?s?)\b/gi,
    "",
  );
  if (!/\p{L}/u.test(rest)) return false;
  return (
    text.length <= 120 && namesRole(text) && !/^(?:https?:|we|our)\b/i.test(text) && !/^multiple roles/i.test(text)
  );
}

/** `Lead and Senior Software Engineer` is one piece; `Software Engineers & DevRel` and comma lists are several. */
function rolesIn(piece: Piece): readonly Piece[] {
  const text = piece.text.replace(/\s+-\s+[^-]*(?:,[^-]*)*$/u, (tail) => (namesRole(tail) ? tail : ""));
  const parts = matchesOf(/[^,&]+/g, text).map((match) => ({ raw: match[0], at: match.index }));
  const whole = [{ text, from: piece.from, to: piece.from + text.length }];
  if (parts.length < 2 || /[([]/.test(text)) return whole;
  const isList =
    parts.length >= 3
      ? parts.filter(({ raw }) => namesRole(raw)).length >= 2
      : parts.every(({ raw }) => namesRole(raw));
  if (!isList) return whole;
  return parts.flatMap(({ raw, at }) => {
    const name = raw
      .replace(/\b(?:and )?(?:many )?more\b.*$/i, "")
      .replace(/^\s*and\s/, "")
      .trim();
    const from = piece.from + at + raw.indexOf(name);
    return name === "" ? [] : [{ text: name, from, to: from + name.length }];
  });
}

/**
 * The openings that a post lists: lines such as `Senior Engineer: https://…`, a title above its link, bullets under
 * `Open roles`. One line alone is an opening only beside a link.
 */
export function openingsOf(document: Document): readonly Omit<HeadPiece, "kind">[] {
  return document.lines.flatMap((line, index) => {
    const name =
      line.part === "furniture" ? undefined : openingIn(line, document.lines[index + 1], document.lines[index + 2]);
    if (name === undefined) return [];
    const from = line.content.indexOf(name);
    return [{ text: name, start: line.start + from, end: line.start + from + name.length }];
  });
}

const link = /https?:\/\/\S+/;

function isLink(line: Line | undefined): boolean {
  return line !== undefined && /^(?:\([^()]{1,40}\)\s*)?https?:\/\/\S+$/.test(line.content);
}

function openingIn(line: Line, next: Line | undefined, afterNext: Line | undefined): string | undefined {
  const { content } = line;
  if (content.length > 400 || isHeadLine(line)) return undefined;
  const isUnderRoles =
    line.part === "body" && line.heading !== null && /\b(?:roles?|positions|openings|hiring)\b/i.test(line.heading);
  const at = content.search(link);
  const beside = at > 0 ? content.slice(0, at).replace(/[\s:–—→>(-]+$/u, "") : undefined;
  if (beside !== undefined && looksLikeTitle(beside)) return withoutTag(beside);
  if (isUnderRoles && line.kind === "bullet") {
    const name = content.split(/\s[•–—-]\s|:\s|\s?https?:/)[0]?.trim();
    return name !== undefined && looksLikeTitle(name) ? withoutTag(name) : undefined;
  }
  if (isUnderRoles && line.part === "body" && content.length > 3) {
    const name = content.split(/\s[–—-]\s/)[0]?.trim();
    const isWhole = name === content ? /^\p{Lu}/u.test(name) : true;
    if (name !== undefined && isWhole && name.length <= 80 && isTitleCased(name) && looksLikeTitle(name))
      return withoutTag(name);
  }
  const isAboveLink = isLink(next) || (content.endsWith(":") && isLink(afterNext));
  if (!isAboveLink) return undefined;
  const name = content.split(/:\s|\s–\s/)[0]?.replace(/:$/, "") ?? content;
  return looksLikeTitle(name) ? withoutTag(name) : undefined;
}

/** `[Leadership] Engineering Manager` without the tag. */
function withoutTag(name: string): string {
  return name.replace(/^\[[^\]]{1,30}\]\s*/, "").trim();
}
