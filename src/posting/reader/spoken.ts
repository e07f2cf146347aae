/** Human languages that the worker must speak: named in one breath with a proficiency, and not as a plus. */
import type { Evidence } from "../posting.ts";
import { fold } from "../vocabulary/vocabulary.ts";
import { humanLanguageVocabulary } from "../vocabulary/human-languages.ts";
import type { Document, Line } from "./document.ts";
import type { Found } from "./field.ts";
import { evidenceIn, passagesOf } from "./field.ts";
import type { Piece } from "./phrases.ts";
import { clausesOf, matchesOf } from "./phrases.ts";

const proficiency =
  /fluen|proficien|\bcommand of\b|\bnative|mother tongue|communicat|\bwritten\b|\bwriting\b|\bspoken\b|\bverbal|\boral\b|\bspeak|bilingual|\bskills?\b|\blevel\b|\b[ABC][12]\b|\blanguages?\b|\bmust\b|required|kenntnisse|flie(?:ß|ss)end|verhandlungssicher|muttersprach|\bin wort und schrift\b|\bniveau\b|sprach|courant|ma[iî]trise|\bparl[eé]|\bfluid|\bnivel\b|\bdominio\b|\bhablad[oa]|avanzado|bilingüe|vloeiend|beheers|\btaal|płynn|znajomoś|biegł|komunikatywn|fluente|fluência|tečno|znanj|poznavanj|flytande|sehr gut|business english|working knowledge/i;
const optional =
  /\b(?:plus|advantage(?:ous)?|preferred|preferably|nice|bonus|asset|desirable|ideally|optional|beneficial|helpful|welcome|basic|not required|not necessary|no need|von vorteil|wünschenswert|idealerweise|gerne|atout|souhaité|apprécié|valorable|se valora(?:rá)?|deseable|pre|pluspunt|mile widzian|atutem|dodatkow\w+|diferencial|desejável|prednost|poželjno|meriterande|would be great|good to have|learn|other|additional)\b/i;
/** What is not the worker's own tongue. */
const otherMatter =
  /\b(?:cv|resume|résumé|lebenslauf|application|curriculum|cover letter|bewerbung)s? (?:\w+ ){0,3}in (?:\w+ )?$|\b(?:in|on) the $/i;
const otherMatterAfter =
  /^\s?-?(?:classes|lessons|courses?|class|market|company|customers?|clients?|team|law|companies|office|version|citizen|gaap|speaking jobs|nationals?|work|rights?|residen|unterricht|kurs|sprachkurs|passport|(?:the|our|your|its|and (?:ship|refine|improve)) |translation|to )/i;

/** English names need their capital: `polish the interface` is no language. */
const englishNames = new Set(englishNamesOf());
const names = [...humanLanguageVocabulary.spellings.keys()].filter(
  (name) => name.length >= 4 && /^[\p{L} ]+$/u.test(name),
);
const name = new RegExp(
  `(?<![\\p{L}])(?:${names.toSorted((a, b) => b.length - a.length).join("|")})(?=kenntnisse|sprach|sprech|-|[^\\p{L}]|$)`,
  "giu",
);

/** ISO 639-1 codes, in the order in which the text names them. */
export function readSpoken(document: Document): Found<string[]> {
  const found = new Map<string, Evidence>();
  for (const passage of passagesOf(document)) {
    const { line } = passage;
    if (line === null || line.part === "company" || line.part === "optional" || line.part === "benefits") continue;
    const folded = foldedSameLength(passage.text);
    for (const clause of clausesOf(passage.text)) {
      const mentions = mentionsIn(folded, passage.text, clause);
      if (mentions.length === 0 || !isRequirement(clause, line, mentions)) continue;
      for (const mention of mentions) {
        if (found.has(mention.code) || isOptional(passage.text, clause, mention)) continue;
        const proof = {
          field: "spoken",
          value: mention.code,
          rule: "language-with-proficiency",
          ...span(clause),
        } as const;
        found.set(mention.code, evidenceIn(document, passage, proof));
      }
    }
  }
  return { value: [...found.keys()], evidence: [...found.values()] };
}

interface Mention {
  readonly code: string;
  readonly from: number;
  readonly to: number;
}

function span(clause: Piece): { readonly from: number; readonly to: number } {
  return { from: clause.from, to: clause.to };
}

function mentionsIn(folded: string, text: string, clause: Piece): readonly Mention[] {
  const mentions: Mention[] = [];
  for (const match of matchesOf(name, folded.slice(clause.from, clause.to))) {
    const from = clause.from + match.index;
    const to = from + match[0].length;
    const code = humanLanguageVocabulary.resolve(match[0]);
    if (code === undefined) continue;
    if (englishNames.has(match[0].toLowerCase()) && !/^\p{Lu}/u.test(text.slice(from))) continue;
    if (otherMatter.test(text.slice(Math.max(0, from - 50), from)) || otherMatterAfter.test(text.slice(to, to + 30)))
      continue;
    mentions.push({ code, from, to });
  }
  return mentions;
}

/** A proficiency in the clause, a label, or a short line among the requirements that is little more than the name. */
function isRequirement(clause: Piece, line: Line, mentions: readonly Mention[]): boolean {
  if (line.label?.name === "languages") return true;
  if (proficiency.test(clause.text)) return true;
  const named = mentions.reduce((sum, { from, to }) => sum + to - from, 0);
  return line.part === "required" && line.content.length <= named + 24;
}

/** How far from its name the words about a language may stand: a clause can be as long as the text. */
const reach = 200;

/** Whether the words between the commas around it call it a plus, or the choice between two leaves it open. */
function isOptional(text: string, clause: Piece, mention: Mention): boolean {
  const before = text.slice(Math.max(clause.from, mention.from - reach), mention.from);
  const after = text.slice(mention.to, Math.min(clause.to, mention.to + reach));
  const segment =
    before.slice(before.lastIndexOf(",") + 1) + text.slice(mention.from, mention.to) + (after.split(",")[0] ?? "");
  return optional.test(segment) || /\bor (?:\w+ )?$/i.test(before) || /^ or \p{Lu}/u.test(after);
}

/** Accents off, letter for letter, so that offsets stay. */
function foldedSameLength(text: string): string {
  return text.replace(/[\u00C0-\u024F]/g, (letter) => {
    const folded = fold(letter);
    return folded.length === 1 ? folded : letter;
  });
}

function englishNamesOf(): readonly string[] {
  const display = new Intl.DisplayNames(["en"], { type: "language" });
  return humanLanguageVocabulary.names.map((code) => display.of(code)?.toLowerCase() ?? code);
}
