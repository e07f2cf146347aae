/** Where a posting names places that count, and how far each of them is to be believed. */
import { bylineOf } from "./byline.ts";
import { mayMatch, RuleSet, watch } from "./cues.ts";
import type { Document, Line } from "./document.ts";
import { type Passage, passageOf } from "./field.ts";
import { type PlaceExpression, type PlaceGroup, readPlaceExpression } from "./place-groups.ts";
import { leadingPlaces } from "./place-extent.ts";
import { type PhraseWeight, placePhrases } from "./place-phrases.ts";
import { matchesOf } from "./phrases.ts";

/** `given`: the location that came with the posting; `label`: a form's field; `head`: a head line, title or line of its own. */
type ClaimWeight = "given" | "label" | "head" | PhraseWeight;

export interface PlaceClaim extends PlaceGroup {
  readonly passage: Passage;
  readonly weight: ClaimWeight;
  readonly rule: string;
  readonly limits: "always" | "maybe" | "never";
}

/** A line longer than this is no list of places by itself. */
const longestLineOfPlaces = 90;
const longestPhrase = 160;
/** No line says more often where the work is. */
const mostMatches = 300;
/** A location field that is longer is none; it is read up to here. */
const longestField = 4_000;
/** Pay by place says where the company has people, not where this opening is. */
const aboutPay =
  /\b(?:salary|salaries|pay|compensation|wage|remuneration|pay zone|zone \d|tier \d|local law|cost of living)\b/i;

/** Every claim of the posting, strongest sources first. */
export function placeClaimsOf(document: Document): readonly PlaceClaim[] {
  const claims: PlaceClaim[] = [];
  if (document.location !== null) {
    const passage: Passage = { origin: "location", text: document.location, start: 0, line: null };
    claims.push(...fieldClaims(passage, "given", "given-location"));
  }
  if (document.title !== null) {
    claims.push(...titleClaims({ origin: "title", text: document.title, start: 0, line: null }));
  }
  let isFirst = true;
  const byline = document.location === null ? bylineOf(document.lines, document.title !== null) : undefined;
  for (const { kind, from, to } of byline?.pieces ?? []) {
    if (byline !== undefined && (kind === "place" || kind === "work"))
      claims.push(...wholeClaims(passageOf(byline.line), from, to, "byline"));
  }
  for (const line of document.lines) {
    if (line.part === "furniture") continue;
    for (const claim of lineClaims(line, isFirst)) claims.push(claim);
    isFirst = false;
  }
  return claims;
}

function* lineClaims(line: Line, isFirst: boolean): Generator<PlaceClaim> {
  const passage = passageOf(line);
  if (
    (line.label?.name === "location" && !/\b(?:we|our|you)\b/i.test(line.label.value)) ||
    line.label?.name === "mode"
  ) {
    const value = { ...passage, text: line.label.value, start: line.label.start };
    yield* fieldClaims(value, "label", `label-${line.label.name}`);
    return;
  }
  const isCompany = line.part === "company" || line.part === "benefits";
  if (line.content.includes("|")) yield* headClaims(passage, isFirst);
  else if (line.content.length <= longestLineOfPlaces && !isCompany) {
    const isHead = line.part === "head" || line.kind === "heading";
    if (isHead) yield* wholeClaims(passage, 0, passage.text.length, "line-of-places");
    yield* bracketClaims(passage);
  }
  yield* phraseClaims(passage, isCompany);
}

/** How boards name their sites: from the country down to the city. */
const siteCode = /^(?<country>[A-Z]{2,3})-(?:(?<region>[A-Z]{2})-)?(?<city>\p{Lu}[\p{L} .'-]{2,40})$/u;

/** A field that holds nothing but places, as forms do. A long value of a label is prose after all. */
function fieldClaims(passage: Passage, weight: ClaimWeight, rule: string): PlaceClaim[] {
  const isField = weight === "given" || (rule === "label-location" && passage.text.length <= longestLineOfPlaces);
  const site = isField ? siteCode.exec(passage.text)?.groups : undefined;
  if (site !== undefined) {
    const { groups } = readPlaceExpression(`${site["city"]}, ${site["region"] ?? ""} ${site["country"]}`, true);
    const span = { start: 0, end: passage.text.length };
    return groups.map((group) => ({ ...group, ...span, passage, weight, rule: "site-code", limits: "maybe" }));
  }
  const { groups } = readPlaceExpression(passage.text.slice(0, longestField), isField);
  return groups.map((group) => ({ ...group, passage, weight, rule, limits: "maybe" }));
}

/** `Acme | Engineer | London or Remote (EU) | Full-time`. The first piece of the posting is who hires. */
function* headClaims(passage: Passage, isFirst: boolean): Generator<PlaceClaim> {
  let start = 0;
  // `acme | engineer | berlin`: whoever writes no capitals at all means places by small letters too.
  const isSmall = passage.text === passage.text.toLowerCase();
  for (const piece of passage.text.split(/[|[\]]/)) {
    const end = start + piece.length;
    const isName = isFirst && start === 0;
    const claims = [...wholeClaims(passage, start, end, "head-line", isSmall)];
    if (!isName || claims.length > 1) yield* claims;
    if (claims.length === 0) yield* bracketClaims(passage, start, end);
    start = end + 1;
  }
}

/** Places in the brackets of a short line (`Platform Engineer (Remote, Europe)`), when nothing else stands in them. */
function* bracketClaims(passage: Passage, from = 0, to = passage.text.length): Generator<PlaceClaim> {
  const text = passage.text.slice(from, to);
  if (!text.includes("(") || text.length > longestLineOfPlaces * 2 || aboutPay.test(text)) return;
  for (const match of matchesOf(/\(([^()]{2,80})\)/g, text)) {
    const start = from + match.index + 1;
    yield* wholeClaims(passage, start, start + (match[1]?.length ?? 0), "in-brackets");
  }
}

/** A title names places in brackets or after a dash: `Engineer (Berlin)`, `Engineer - Delivery - Rio de Janeiro`. */
function* titleClaims(passage: Passage): Generator<PlaceClaim> {
  yield* bracketClaims(passage);
  const dash = passage.text.lastIndexOf(" - ");
  if (dash > 0) yield* wholeClaims(passage, dash + 3, passage.text.length, "title-ending");
}

/** The groups of a piece in which every word is about places. */
function* wholeClaims(
  passage: Passage,
  from: number,
  to: number,
  rule: string,
  isField = false,
): Generator<PlaceClaim> {
  if (to - from > longestPhrase) return;
  const text = passage.text.slice(from, to);
  if (/\b(?:headquarter|hq\b)/i.test(text)) return;
  const expression = readPlaceExpression(text, isField);
  if (!expression.isWhole) return;
  for (const group of believed(expression)) {
    yield { ...moved(group, from), passage, weight: "head", rule, limits: "maybe" };
  }
}

/** Doubtful names are believed beside others: `Reading` is a verb, `Reading, Bristol or London` are towns. */
function believed({ groups, modes }: PlaceExpression): readonly PlaceGroup[] {
  const isSupported = modes.size > 0 || groups.some(({ isDoubtful, zone }) => !isDoubtful && zone === null);
  return isSupported ? groups : groups.filter(({ isDoubtful, isSettled }) => isSettled || !isDoubtful);
}

const phrases = new RuleSet(placePhrases, ({ before }) => before);
for (const { after } of placePhrases) if (after !== undefined) watch(after);

function* phraseClaims(passage: Passage, isCompany: boolean): Generator<PlaceClaim> {
  const { text } = passage;
  for (const { rule, weight, before, after, unless, limits } of phrases.in(passage.line?.cues)) {
    if (isCompany && weight === "prose") continue;
    if (after !== undefined && !mayMatch(passage.line?.cues, after)) continue;
    for (const match of matchesOf(before, text).slice(0, mostMatches)) {
      const from = match.index + match[0].length;
      const length = leadingPlaces(text.slice(from, from + longestPhrase));
      if (length === 0) continue;
      const sentence = sentenceBefore(text, from);
      if (aboutPay.test(sentence) || unless?.test(match[0] === "" ? text : sentence) === true) continue;
      if (after !== undefined && !after.test(text.slice(from + length, from + length + 40))) continue;
      const expression = readPlaceExpression(text.slice(from, from + length), false);
      for (const group of weight === "stated" ? expression.groups : believed(expression)) {
        yield { ...moved(group, from), passage, weight, rule, limits };
      }
    }
  }
}

/** The words of the sentence up to an offset, at most as many as matter. */
function sentenceBefore(text: string, to: number): string {
  const before = text.slice(Math.max(0, to - longestPhrase), to);
  const stop = Math.max(before.lastIndexOf(". "), before.lastIndexOf("! "), before.lastIndexOf("? "));
  return before.slice(stop + 1);
}

function moved<Group extends PlaceGroup>(group: Group, by: number): Group {
  return { ...group, start: group.start + by, end: group.end + by };
}
