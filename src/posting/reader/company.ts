/**
 * Who hires. Sources state it; in a bare text every sentence of a known make is a witness (`X is looking for`, `Join
 * X's team`, `About X`), and the name with most weight wins, the earlier one among equals.
 */
import type { CompanySentence } from "./company-words.ts";
import { companySentences, plainName } from "./company-words.ts";
import { bylineOf } from "./byline.ts";
import { lettersOf, selfPortraits } from "./company-portrait.ts";
import { RuleSet } from "./cues.ts";
import type { Document, Line } from "./document.ts";
import type { Found } from "./field.ts";
import { evidenceOf } from "./field.ts";
import { givenTitleOf } from "./given-title.ts";
import { headPiecesOf, isHeadLine } from "./head-line.ts";
import { matchesOf } from "./phrases.ts";
import { looksLikeTitle, namesRole } from "./title-words.ts";

interface Witness {
  readonly name: string;
  readonly start: number;
  readonly weight: number;
  readonly rule: string;
}

/** The name of the hiring company as the text writes it, or null where it hides (agencies) or does not say. */
export function readCompany(document: Document): Found<string | null> {
  if (document.company !== null) {
    const value = asTheTextSpells(document.company.trim(), document);
    const span = { origin: "company", start: 0, end: document.company.length } as const;
    return { value, evidence: [evidenceOf(document, { field: "company", value, rule: "given", ...span })] };
  }
  const inTitle = givenTitleOf(document)?.company ?? null;
  if (inTitle !== null) {
    const { name: value, start } = inTitle;
    const span = { origin: "title", start, end: start + value.length } as const;
    return { value, evidence: [evidenceOf(document, { field: "company", value, rule: "in-title", ...span })] };
  }
  const lines = document.lines.filter((line) => line.part !== "furniture");
  const best = strongest([...formWitnesses(lines), ...proseWitnesses(lines), ...selfPortraits(document, lines)]);
  if (best === undefined) return { value: null, evidence: [] };
  const span = { origin: "text", start: best.start, end: best.start + best.name.length } as const;
  return {
    value: best.name,
    evidence: [evidenceOf(document, { field: "company", value: best.name, rule: best.rule, ...span })],
  };
}

/** Boards state a slug (`openai`, `acmerobotics`): where the text spells that name in full, its spelling is taken. */
function asTheTextSpells(given: string, document: Document): string {
  if (!/^\p{L}[\p{Ll}\p{N}-]{3,}$/u.test(given)) return given;
  const slug = lettersOf(given);
  const spelled = proseWitnesses(document.lines.filter((line) => line.part !== "furniture")).find(({ name }) => {
    const letters = lettersOf(name);
    return letters === slug || (letters.length >= 6 && name.includes(" ") && slug.startsWith(letters));
  });
  return spelled === undefined || spelled.name === spelled.name.toLowerCase() ? given : spelled.name;
}

/** One sentence of the weakest kind that speaks of the company itself. */
const enough = 1.5;

/** Weights add up per name, whatever its capitals. */
function strongest(witnesses: readonly Witness[]): Witness | undefined {
  const votes = new Map<string, { readonly first: Witness; weight: number }>();
  for (const witness of witnesses) {
    const key = witness.name.toLowerCase();
    const known = votes.get(key);
    if (known === undefined) votes.set(key, { first: witness, weight: witness.weight });
    else known.weight += witness.weight;
  }
  const [best] = [...votes.values()].toSorted((a, b) => b.weight - a.weight);
  return best !== undefined && best.weight >= enough ? best.first : undefined;
}

/** Labels, the first segment of a head line, and the company's side of a title line. */
function formWitnesses(lines: readonly Line[]): Witness[] {
  const witnesses: Witness[] = [];
  const add = (raw: string, start: number, weight: number, rule: string): void => {
    const name = plainName(raw);
    if (name !== undefined) witnesses.push({ name, start: start + raw.indexOf(name), weight, rule });
  };
  for (const line of lines.slice(0, 60)) {
    if (line.label?.name === "company" && line.label.value.length < 60)
      add(line.label.value, line.label.start, 20, "label");
  }
  for (const piece of headPiecesOf(lines)) if (piece.kind === "company") add(piece.text, piece.start, 12, "pipes");
  const byline = bylineOf(lines);
  const named = byline?.pieces.find(({ kind }) => kind === "name");
  if (byline !== undefined && named !== undefined) add(named.text, byline.line.start + named.from, 6, "byline");
  for (const [index, line] of lines.slice(0, 12).entries()) {
    const careers = careersAt.exec(line.content);
    const host = careers?.[1];
    if (careers !== null && host !== undefined)
      add(host, line.start + careers.index + careers[0].length - host.length, 5, "careers-at");
    const side = companySide(line);
    if (side !== undefined && careers === null) add(side.text, side.start, 10, "title-line");
    if (isBesideTitle(lines, index)) add(line.content, line.start, 3, "beside-title");
  }
  return witnesses;
}

/** `Engineer — Company`, `Engineer at Company`; after a mere hyphen only what calls itself a company. */
function companySide(line: Line): { readonly text: string; readonly start: number } | undefined {
  if (line.content.length >= 140 || isHeadLine(line)) return undefined;
  const split = /(?:\s[—–|]|\s(?:at|@|bei|chez)|\s-)\s(?=\p{Lu})/u.exec(line.content);
  if (split === null || !namesRole(line.content.slice(0, split.index))) return undefined;
  const from = split.index + split[0].length;
  const text = line.content.slice(from, from + 60).replace(/\s[|—–].*$/u, "");
  const isNamed = split[0] !== " - " || callsItselfCompany.test(text);
  return isNamed && !(namesRole(text) && split[0] === " - ") ? { text, start: line.start + from } : undefined;
}

/** The name of a page: `Engineer | Careers at Nordwind`. */
const careersAt =
  /(?<![\p{L}])(?:[Cc]areers|[Jj]obs|[Kk]arriere|[Ee]mplois|[Ee]mpleo|[Vv]acatures|[Pp]raca|[Vv]agas|[Pp]oslovi) (?:at|bei|chez|en|bij|w|na|kod|u) (\p{Lu}[\p{L}\p{N}&'’.-]{1,40}(?: \p{Lu}[\p{L}\p{N}&'’.-]{0,40}){0,3})(?=$| [|–—-])/u;

const callsItselfCompany =
  /(?:universit|gmbh|\binc\b|\bltd\b|\bllc\b|\bag\b|\bs\.?a\.?\b|\bplc\b|\bgroup\b|institute|college|\bbank\b|\blabs?\b|technolog)/i;

/** What firms call themselves that people are called as well. */
const firm = / (?:Partners|Associates|Consultants|Advisors|Advisers|Engineers|Architects|Designers|Leaders)$/;

/** A short line of its own next to the title in the page's head: `Search Engineer`, below it the company. */
function isBesideTitle(lines: readonly Line[], index: number): boolean {
  const line = lines[index];
  if (line === undefined || line.part !== "head" || line.kind === "bullet" || line.label !== null) return false;
  if (
    line.content.length > 40 ||
    !/^\p{Lu}[\p{L}\p{N}.&' -]+$/u.test(line.content) ||
    namesRole(line.content.replace(firm, ""))
  )
    return false;
  if (/\p{Ll}{2}\.(?: |$)/u.test(line.content.replace(/(?:Inc|Ltd|Corp)\.$/, ""))) return false;
  if (/^(?:remote|hybrid|full|part|apply|permanent|[A-Z]{1,2})\b/i.test(line.content) && line.content.length < 14)
    return false;
  const above = lines[index - 1];
  return above !== undefined && looksLikeTitle(above.content);
}

/** A paragraph names its company near its beginning; reading on would cost time and find nothing. */
const longestSentenceRun = 4000;

/** What prose says. Sections about the work are left out: `Python is a …` is no company. */
function proseWitnesses(lines: readonly Line[]): Witness[] {
  return lines
    .filter(
      (line) =>
        line.part !== "required" && line.part !== "optional" && !(line.part === "duties" && line.kind === "bullet"),
    )
    .flatMap((line) => sentences.in(line.cues).flatMap((sentence) => witnessesIn(line, sentence)));
}

const sentences = new RuleSet(companySentences, ({ pattern }) => pattern);

function witnessesIn(line: Line, { rule, weight, pattern }: CompanySentence): Witness[] {
  return [...matchesOf(pattern, line.content.slice(0, longestSentenceRun))].flatMap((match): Witness[] => {
    const raw = match[1];
    const found = raw === undefined ? undefined : plainName(raw);
    if (raw === undefined || found === undefined || namesRole(found)) return [];
    const start = line.start + match.index + match[0].indexOf(raw) + raw.indexOf(found);
    // A noun may begin a sentence (`Travel is the exception`): one word counts in full where a text or section begins.
    const isLoose =
      (rule === "does" || (rule === "is-a" && match.index > 0)) && !/[\s.\d]|\p{Ll}\p{Lu}|\p{Lu}{2}/u.test(found);
    return [{ name: found, start, weight: isLoose ? weight / 2 : weight, rule }];
  });
}
