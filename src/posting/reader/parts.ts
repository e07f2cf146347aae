/**
 * Gives every line of a page its part: which section it stands in, what only frames the posting, and which label it
 * carries. One pass; a line is judged by itself, its neighbours and the headings above it.
 */
import { cuesIn } from "./cues.ts";
import type { Line, LineLabel, Part } from "./document.ts";
import { isFurnitureLine } from "./furniture.ts";
import { gluedHeading, partOfHeading, partOfPhrase } from "./headings.ts";
import { labelAlone, labelIn } from "./labels.ts";
import type { RawLine } from "./raw-lines.ts";

/**
 * What stands below so many lines is furniture: the longest postings have some hundreds of lines, and a page of a hundred
 * thousand would take seconds.
 */
const mostLines = 20_000;
/** Lines above the first section that are longer than this are prose, and the head is over. */
const longestHeadLine = 200;
/** A label's value on the next line is a few words. */
const longestValueBelow = 120;
const longestRunIn = 40;
/** A heading all in capitals, its colon included. */
const longestCapitals = 61;

interface Section {
  readonly part: Part;
  readonly heading: string | null;
  /** Rank of the heading that opened it; 8 for a heading without marks. */
  readonly rank: number;
  /** Furniture that nothing below can end: other postings. */
  readonly isFinal: boolean;
}

/** The text that the lines make, and the lines with their parts. */
export function partsOf(raws: readonly RawLine[]): { readonly text: string; readonly lines: readonly Line[] } {
  const pages = withoutBreadcrumbs(raws.flatMap((raw, index) => splitBreadcrumb(raw, index)).flatMap(splitGlued));
  const lines: Line[] = [];
  const text: string[] = [];
  let length = 0;
  let section: Section = { part: "head", heading: null, rank: 9, isFinal: false };
  let bulletsInSection = 0;
  let hasSubstance = false;

  pages.forEach((raw, index) => {
    if (index === mostLines) section = { part: "furniture", heading: null, rank: 0, isFinal: true };
    const opened = sectionOpenedBy(raw, pages[index - 1], pages[index + 1], section, bulletsInSection, hasSubstance);
    if (opened !== undefined) {
      section = opened;
      bulletsInSection = 0;
    } else if (raw.kind === "bullet") bulletsInSection += 1;
    else if (endsSection(raw, section, bulletsInSection)) {
      section = { ...section, part: "body" };
      bulletsInSection = 0;
    }
    const part = partOf(raw, section, opened !== undefined);
    hasSubstance ||=
      part !== "furniture" && (raw.content.length > longestHeadLine || part === "duties" || part === "required");
    const separator = index === 0 ? "" : raw.apart || opened !== undefined ? "\n\n" : "\n";
    const mark = raw.kind === "bullet" ? "- " : "";
    const start = length + separator.length + mark.length;
    text.push(separator, mark, raw.content);
    length = start + raw.content.length;
    lines.push({
      start,
      end: length,
      content: raw.content,
      kind: opened === undefined ? (raw.rank > 0 ? "heading" : raw.kind) : "heading",
      heading: section.heading,
      part,
      label: labelOf(raw, pages[index - 1], start),
      cues: cuesIn(raw.content),
    });
  });
  return { text: text.join(""), lines };
}

function partOf(raw: RawLine, section: Section, isOpening: boolean): Part {
  if (raw.furniture || section.part === "furniture" || isFurnitureLine(raw.content)) return "furniture";
  return isOpening ? section.part : (runInPart(raw.content) ?? section.part);
}

/** `Nice to have: Go` speaks for its own line only. */
function runInPart(content: string): Part | undefined {
  const colon = content.slice(0, longestRunIn).search(/:|\s[-–—]\s/);
  if (colon <= 0 || colon === content.length - 1) return undefined;
  const part = partOfPhrase(content.slice(0, colon));
  return part === "furniture" || part === "body" || part === "company" ? undefined : part;
}

function labelOf(raw: RawLine, above: RawLine | undefined, start: number): LineLabel | null {
  const own = labelIn(raw.content);
  if (own !== undefined) return { name: own.name, value: raw.content.slice(own.at), start: start + own.at };
  const name = above === undefined ? undefined : labelAlone(above.content);
  if (name === undefined || raw.content.length > longestValueBelow || labelAlone(raw.content) !== undefined)
    return null;
  return { name, value: raw.content, start };
}

function sectionOpenedBy(
  raw: RawLine,
  above: RawLine | undefined,
  below: RawLine | undefined,
  section: Section,
  bulletsInSection: number,
  hasSubstance: boolean,
): Section | undefined {
  if (section.isFinal) return undefined;
  const { content } = raw;
  const hasColon = content.endsWith(":") || content.endsWith("：");
  const isCapitals = content.length <= longestCapitals && /^[\p{Lu}\s&/'’,-]{4,60}:?$/u.test(content);
  const isMarked = raw.rank > 0 || (raw.kind !== "bullet" && content.length <= 70 && (hasColon || isCapitals));
  const isShort =
    content.length <= 70 &&
    (raw.kind !== "bullet" || hasColon) &&
    !/(?<!\b(?:Inc|Ltd|Co|Corp)\.?)[.!;,]$/.test(content);
  const part = isMarked ? partOfHeading(content) : isShort ? partOfPhrase(content) : undefined;
  const rank = raw.rank > 0 ? raw.rank : 8;
  if (part !== undefined) {
    if (section.part === "furniture" && rank > section.rank) return undefined;
    const isFinal = part === "furniture" && partOfPhrase(content) === "furniture" && hasSubstance;
    return { part, heading: withoutColon(content), rank, isFinal };
  }
  if (section.part === "head")
    return raw.rank > 0 && hasSubstance ? { part: "body", heading: content, rank, isFinal: false } : undefined;
  if (section.part === "furniture") {
    return raw.rank > 0 && rank <= section.rank ? { part: "body", heading: content, rank, isFinal: false } : undefined;
  }
  // A heading of no known kind: below the one that opened the section it divides it, beside it a new section begins.
  if (raw.rank > 0) {
    const isBelow = raw.rank > section.rank;
    return {
      part: isBelow ? section.part : "body",
      heading: withoutColon(content),
      rank: isBelow ? section.rank : rank,
      isFinal: false,
    };
  }
  if (isMarked && below?.kind === "bullet") return { ...section, heading: withoutColon(content) };
  const isAfterList = bulletsInSection >= 2 && raw.kind === "paragraph" && raw.apart && above?.kind === "bullet";
  if (isAfterList && below?.kind === "paragraph" && /^\p{Lu}[^.!;|]{2,48}$/u.test(content)) {
    return { part: "body", heading: content, rank: 8, isFinal: false };
  }
  return undefined;
}

/** What stands under a posting's lists and is none of their members. */
const notOfAList =
  /\b(?:salary|pay|compensation) range\b|\bequal (?:employment )?opportunit|\ball qualified applicants\b|\bwithout regard to\b|\breasonable accommodations?\b/i;

/** Prose after a list, set apart from it, speaks of something else; so does prose after the head. */
function endsSection(raw: RawLine, section: Section, bulletsInSection: number): boolean {
  if (section.part === "head") return raw.content.length > longestHeadLine && !raw.content.includes(" | ");
  if (section.part === "furniture" || section.part === "company" || section.part === "body") return false;
  if (raw.kind !== "paragraph" || raw.content.length <= 60) return false;
  return (bulletsInSection >= 2 && raw.apart && raw.content.length > 80) || notOfAList.test(raw.content);
}

/** `About the RoleWe're looking for…`: the heading and its first sentence apart. */
function splitGlued(raw: RawLine): readonly RawLine[] {
  const length = raw.kind === "paragraph" ? gluedHeading(raw.content) : 0;
  if (length === 0) return [raw];
  const heading: RawLine = { ...raw, content: raw.content.slice(0, length) };
  return [heading, { ...raw, content: raw.content.slice(length).trimStart(), apart: false }];
}

/** The page on which every breadcrumb begins. */
const firstPage =
  /^(?:home(?:page)?|start(?:seite)?|accueil|inicio|in[ií]cio|strona główna|početna|jobs?|careers?|vacatures|karriere|empleos?|emplois|vagas|praca|poslovi|all (?:jobs|positions))$/iu;
/** A breadcrumb stands this far up. */
const lowestBreadcrumb = 6;

/** `Home › Jobs › Zurich › Title` on one line: the way here is furniture, and the page that it leads to stands alone. */
function splitBreadcrumb(raw: RawLine, index: number): readonly RawLine[] {
  if (index >= lowestBreadcrumb || raw.content.length > longestHeadLine) return [raw];
  const steps = raw.content.split(/ ?[›»→] ?| [>/|] /);
  if (steps.length < 3 || !firstPage.test(steps[0]?.trim() ?? "")) return [raw];
  const last = steps.at(-1)?.trim() ?? "";
  const way = raw.content.slice(0, raw.content.lastIndexOf(last)).replace(/\s*[›»→>/|]\s*$/u, "");
  const isWay = { ...raw, content: way, kind: "paragraph", rank: 0, furniture: true } as const;
  return last === "" ? [isWay] : [isWay, { ...raw, content: last, apart: true }];
}

/** `Home`, `Jobs`, `Belgrade` … as a list at the top of the page is the way here, not the posting. */
function withoutBreadcrumbs(raws: readonly RawLine[]): readonly RawLine[] {
  const first = raws
    .slice(0, 12)
    .findIndex(
      (raw) =>
        raw.kind === "bullet" &&
        /^(?:home|start|startseite|accueil|inicio|in[ií]cio|strona główna|početna|jobs|careers)$/i.test(raw.content),
    );
  if (first === -1) return raws;
  let end = first;
  while (
    end < raws.length &&
    end < first + 10 &&
    raws[end]?.kind === "bullet" &&
    (end === first || raws[end]?.apart === false)
  )
    end += 1;
  return raws.map((raw, index) => (index >= first && index < end ? { ...raw, furniture: true } : raw));
}

function withoutColon(content: string): string {
  return content.replace(/\s*[:：]$/, "");
}
