/**
 * Who hires. Sources state it; in a bare text every sentence of a known make is a witness (`X is looking for`, `Join
 * X's team`, `About X`), and the name with most weight wins, the earlier one among equals.
 */
import { fold } from "../vocabulary/vocabulary.ts";
import type { Document, Line } from "./document.ts";
import type { Found } from "./field.ts";
import { evidenceOf } from "./field.ts";
import { headPiecesOf, isHeadLine } from "./head-line.ts";
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
  const lines = document.lines.filter((line) => line.part !== "furniture");
  const best = strongest([...formWitnesses(lines), ...proseWitnesses(lines)]);
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

function lettersOf(name: string): string {
  return fold(name).replace(/[^\p{L}\p{N}]/gu, "");
}

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
  return best !== undefined && best.weight >= 1.5 ? best.first : undefined;
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
  for (const [index, line] of lines.slice(0, 12).entries()) {
    const side = companySide(line);
    if (side !== undefined) add(side.text, side.start, 10, "title-line");
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

const callsItselfCompany =
  /(?:universit|gmbh|\binc\b|\bltd\b|\bllc\b|\bag\b|\bs\.?a\.?\b|\bplc\b|\bgroup\b|institute|college|\bbank\b|\blabs?\b|technolog)/i;

/** A short line of its own next to the title in the page's head: `Search Engineer`, below it the company. */
function isBesideTitle(lines: readonly Line[], index: number): boolean {
  const line = lines[index];
  if (line === undefined || line.part !== "head" || line.kind === "bullet" || line.label !== null) return false;
  if (line.content.length > 40 || !/^\p{Lu}[\p{L}\p{N}.&' -]+$/u.test(line.content) || namesRole(line.content))
    return false;
  if (/^(?:remote|hybrid|full|part|apply|permanent|[A-Z]{1,2})\b/i.test(line.content) && line.content.length < 14)
    return false;
  const above = lines[index - 1];
  return above !== undefined && looksLikeTitle(above.content);
}

const word =
  "(?:\\p{Lu}[\\p{L}\\p{N}&’'+-]{0,40}|\\p{Ll}{1,20}\\p{Lu}[\\p{L}\\p{N}]{0,40}|\\p{L}[\\p{L}\\p{N}]{0,40}\\.(?:ai|io|com|de|blue|co|dev|app|net|org|tech|eu|cloud|so|xyz)|\\d+\\p{Lu}[\\p{L}\\p{N}]*)";
const name = `(${word}(?:\\.\\p{L}{1,20})?(?: (?:${word}|of|and|de|&|for|to|the|\\d{1,3})){0,5}?)`;
const about = "(?:\\s\\([^()]{1,40}\\))?,?";
const sentences: readonly { readonly rule: string; readonly weight: number; readonly pattern: RegExp }[] = [
  {
    rule: "seeks",
    weight: 4,
    pattern: new RegExp(
      `(?:^|[.!?:]\\s|\\b(?:[Hh]ere at|[Aa]t) )(?:[Tt]he )?${name}${about} (?:[Ii]s|are) (?:\\w+ )?(?:looking for|[Hh]iring|seeking|hiring|recruiting|searching|growing|expanding|on the hunt|on a mission|in search)`,
      "gu",
    ),
  },
  {
    rule: "seeks",
    weight: 4,
    pattern: new RegExp(`(?:^|[.!?:]\\s)(?:[Tt]he )?${name}${about} (?:seeks|wants|needs|is hiring)\\b`, "gu"),
  },
  {
    rule: "join",
    weight: 3,
    pattern: new RegExp(
      `\\b(?:[Jj]oin|[Jj]oining) (?:us (?:at|in) )?(?:the )?${name}(?:['’]s?\\b|,|\\.| as\\b| and\\b| team\\b| to\\b| in\\b)`,
      "gu",
    ),
  },
  {
    rule: "about",
    weight: 4,
    pattern: new RegExp(
      `^(?:About|Why(?: join| work (?:at|for|with))?|Working (?:at|for)|Life at|Welcome to|Who is|What is|Inside|Join|Über|À propos de|Sobre|Over|O firmie|O kompaniji) ${name}(?:,? (?:Inc|Ltd|LLC|GmbH|Corp)\\.?)?[?:!]?$`,
      "gu",
    ),
  },
  {
    rule: "at",
    weight: 1.5,
    pattern: new RegExp(
      `\\b(?:[Hh]ere at|[Aa]t|[Bb]ei|[Cc]hez|[Ee]n|[Bb]ij|[Ww]orking at|[Ww]orking for|[Jj]obs at) ${name}(?:${about} (?:we|you|our|I|wir|du|nous|queremos|everyone|it|people)\\b|['’]s\\b|,)`,
      "gu",
    ),
  },
  {
    rule: "is-a",
    weight: 2,
    pattern: new RegExp(
      `(?:^|[.!?:]\\s)(?:[Tt]he )?${name}${about} (?:is|was|are) (?:an?|the|one of|building|transforming|working|developing|proud|committed|redefining|revolutionizing|home|backed|dedicated|where|ist|est|es|seit|fast|creating|reinventing|making|changing)\\b`,
      "gu",
    ),
  },
  {
    rule: "does",
    weight: 1.5,
    pattern: new RegExp(
      `(?:^|[.!?:]\\s)${name}${about} (?:has been|has|have|offers|provides|builds|helps|develops|enables|makes|powers|ist|specializes|specialises|designs|delivers|operates|combines|exists|was founded|believes|creates|values|welcomes|develops,)\\b`,
      "gu",
    ),
  },
  {
    rule: "possessive",
    weight: 0.5,
    pattern: new RegExp(
      `\\b${name}['’]s (?:\\w+ )?(?:mission|team|platform|products?|culture|values|customers|clients|office|technology|vision|services|business|engineering|infrastructure|future|growth|global|data)\\b`,
      "gu",
    ),
  },
  {
    rule: "equal",
    weight: 3,
    pattern: new RegExp(
      `(?:^|[.!?:]\\s)(?:[Tt]he )?${name}${about} (?:is|are) (?:proud to be )?(?:an? )?(?:[Ee]qual|[Aa]ffirmative|[Ee][Ee][Oo])`,
      "gu",
    ),
  },
  {
    rule: "committed",
    weight: 2,
    pattern: new RegExp(`\\b${name} (?:is|are) (?:deeply |fully |strongly )?committed to\\b`, "gu"),
  },
  { rule: "our-name", weight: 2, pattern: new RegExp(`\\bWe are ${name}(?:[,.!]| and\\b| –| -)`, "gu") },
];

const noName = new Set(
  "we you our the this that it they he she i us if as in at on for with to and or but not all any each every some there here what who why how when where these those their your my its role team company job position candidate candidates applicants applicant employees employee employment people everyone someone nobody today data engineering engineers product products design marketing sales finance business technology software platform customers clients working work join about additional base salary pay compensation benefits location requirements responsibilities qualifications experience education remote hybrid founded powered english german french diversity inclusion equal opportunity please note hi hello hey dear experienced strong excellent ideal successful note bonus being building since based according depending success someone our culture mission values must new first python java sql aws azure power bi analytics ai ml ceo cto summary overview description united states europe germany france london berlin new york san francisco stealth startup stealth startup yc u.s us uk eu uns wir du sie unser unsere nous notre".split(
    " ",
  ),
);

/** What prose says. Sections about the work are left out: `Python is a …` is no company. */
function proseWitnesses(lines: readonly Line[]): Witness[] {
  return lines
    .filter(
      (line) =>
        line.part !== "required" && line.part !== "optional" && !(line.part === "duties" && line.kind === "bullet"),
    )
    .flatMap((line) => sentences.flatMap((sentence) => witnessesIn(line, sentence)));
}

function witnessesIn(line: Line, { rule, weight, pattern }: (typeof sentences)[number]): Witness[] {
  return [...line.content.slice(0, 4000).matchAll(pattern)].flatMap((match): Witness[] => {
    const raw = match[1];
    const found = raw === undefined ? undefined : plainName(raw);
    if (raw === undefined || found === undefined || namesRole(found)) return [];
    const start = line.start + match.index + match[0].indexOf(raw) + raw.indexOf(found);
    return [{ name: found, start, weight, rule }];
  });
}

/** A name without the year of its accelerator, its address and its brackets; undefined for what is no name. */
function plainName(raw: string): string | undefined {
  const text = raw
    .replace(/\s*[([].*$/u, "")
    .replace(/\s*https?:.*$|\s*[-–—,:]?\s*$/u, "")
    .replace(/\s+(?:is hiring|hiring|careers|logo|jobs)\b.*$/i, "")
    .replace(/['’]s?$/u, "")
    .trim();
  if (text.length < 2 || text.length > 60 || noName.has(text.toLowerCase())) return undefined;
  if (/^(?:stealth|confidential|multiple|various|undisclosed|a |an |our |we )/i.test(text) || !/\p{L}/u.test(text))
    return undefined;
  const words = text.toLowerCase().split(/\s+/);
  return words.every((word) => noName.has(word)) || (noName.has(words[0] ?? "") && !/^The \p{Lu}/u.test(text))
    ? undefined
    : text;
}
