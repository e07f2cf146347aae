/** Human languages that the worker must speak: named in one breath with a proficiency, and not as a plus. */
import type { Evidence } from "../posting.ts";
import { fold } from "../vocabulary/vocabulary.ts";
import { humanLanguageVocabulary } from "../vocabulary/human-languages.ts";
import { mayMatch, watch } from "./cues.ts";
import type { Document, Line } from "./document.ts";
import type { Found, Passage } from "./field.ts";
import { evidenceIn, passagesOf } from "./field.ts";
import type { Piece } from "./phrases.ts";
import { clausesOf, matchesOf } from "./phrases.ts";
import { plainFirst } from "./plain-first.ts";

const proficiency =
  /fluen|proficien|\bcommand of\b|\bnative|mother tongue|communicat|\bwritten\b|\bwriting\b|\bspoken\b|\bverbal|\boral\b|\bspeak|bilingual|\bskills?\b|\blevel\b|\b[ABC][12]\b|\blanguages?\b|\bmust\b|required|kenntnisse|flie(?:ß|ss)end|verhandlungssicher|muttersprach|\bin wort und schrift\b|\bniveau\b|sprach|courant|ma[iî]trise|\bparl[eé]|\bfluid|\bnivel\b|\bdominio\b|\bhablad[oa]|avanzado|bilingüe|vloeiend|beheers|\btaal|płynn|znajomoś|biegł|komunikatywn|fluente|fluência|tečno|znanj|poznavanj|flytande|sehr gut|business english|working knowledge|\bsprich(?:s)?t\b|\bsprechen\b|\bgute?[sn]?\b|\bparle[zrs]\b|\blu,? (?:et )?écrit|\bhabl(?:as?|ar|e|amos)\b|\bescrit[oa]\b|\bfal(?:as?|ar|e|amos)\b|\bspree?kt?(?:en)?\b|\bgoede? |\buitstekend|w mowie|w piśmie|mówisz|mówi|bardzo dobr|dobra znajom|język(?:a|iem|u)?(?![\p{L}])|\bgovor|znate |odlično|perfekt|\bjezika?\b|\bmeertalig|\bflu[êe]n|\bbon niveau|\bmínimo|\bimprescindible|\bwymagan|\bobavez|\berforderlich|\bzwingend|\bexigé|\bindispensable|\bvereist|\bobrigat[oó]ri/iu;
const optional =
  /\b(?:plus|advantage(?:ous)?|preferred|preferably|nice|bonus|asset|desirable|ideally|optional|beneficial|helpful|welcome|basic|not required|not (?:necessary|needed|essential|mandatory|a must)|isn['’]t (?:required|needed|necessary)|no need|without|nicht (?:nötig|notwendig|erforderlich|zwingend)|kein muss|keine?|ohne|(?:pas|non) (?:nécessaire|requis|exigé|obligatoire)|pas besoin|sans|no (?:es )?(?:necesari[oa]|imprescindible|obligatori[oa]|hace falta)|sin|niet (?:nodig|vereist|noodzakelijk)|geen|nie (?:jest )?(?:wymagan\w*|konieczn\w*|potrzebn\w*)|não (?:é )?(?:necessári[oa]|obrigatóri[oa])|sem|nije (?:potreb\w+|obavez\w+|neophod\w+)|von vorteil|wünschenswert|idealerweise|gerne|atout|souhaité|apprécié|valorable|se valora(?:rá)?|deseable|pre|pluspunt|mile widzian[aeyi]|atutem|dodatkow\w+|diferencial|desejável|prednost|poželjno|meriterande|would be great|good to have|learn|other|additional)\b/i;
/** What is not the worker's own tongue. */
const otherMatter =
  /\b(?:cv|resume|résumé|lebenslauf|application|curriculum|cover letter|bewerbung)s? (?:\w+ ){0,3}in (?:\w+ )?$|\b(?:in|on) the $/i;
const otherMatterAfter =
  /^\s?-?(?:classes|lessons|courses?|class|market|company|customers?|clients?|team|law|companies|office|version|citizen|gaap|speaking jobs|nationals?|work|rights?|residen|unterricht|kurs|sprachkurs|passport|(?:the|our|your|its|and (?:ship|refine|improve)) |translation|to )/i;

/** English names need their capital: `polish the interface` is no language. */
const englishNames = new Set(englishNamesOf());
const spellings = [...humanLanguageVocabulary.spellings.keys()].filter(
  (name) => name.length >= 4 && /^[\p{L} ]+$/u.test(name),
);
/** Polish and Serbian decline their names of languages: `języka polskiego`, `na engleskom`, `po niemiecku`. */
const declined = new Map(
  spellings
    .filter((name) => /[sc]k(?:i)$|ski$/u.test(name))
    .flatMap((name) =>
      ["ego", "m", "ej"]
        .map((ending) => [`${name}${ending}`, name] as const)
        .concat(["u", "og", "oga", "om", "im", "ie"].map((ending) => [`${name.slice(0, -1)}${ending}`, name] as const)),
    ),
);
/** Adjectives of the languages of neighbours, which name a language only beside the word for it. */
const adjectives = new Map(
  Object.entries({
    de: "deutsche deutschen deutscher allemande duitse alemana alema",
    en: "englische englischen englischer anglaise engelse inglesa",
    fr: "franzosische franzosischen franzosischer francaise franse francesa",
    es: "spanische spanischen espagnole spaanse espanola",
    nl: "niederlandische niederlandischen neerlandaise nederlandse neerlandesa",
    pl: "polnische polnischen polonaise poolse polaca",
    pt: "portugiesische portugiesischen portugaise portugese portuguesa",
    it: "italienische italienischen italienne italiaanse italiana",
  }).flatMap(([code, words]) => words.split(" ").map((word) => [word, code] as const)),
);
const languageNoun = /(?:sprach|taal|langue|lengua|l[íi]ngua)/iu;
const names = [...spellings, ...declined.keys(), ...adjectives.keys()];
const name = watch(
  plainFirst(
    `(?<![\\p{L}])(?:${names.toSorted((a, b) => b.length - a.length).join("|")})(?=kenntnisse|sprach|sprech|-|[^\\p{L}]|$)`,
    "giu",
  ),
);

/** ISO 639-1 codes, in the order in which the text names them. */
export function readSpoken(document: Document): Found<string[]> {
  const found = new Map<string, Evidence>();
  for (const passage of passagesOf(document)) {
    const { line } = passage;
    if (passage.origin === "title") {
      for (const mention of mentionsIn(foldedSameLength(passage.text), passage.text, wholeOf(passage.text))) {
        if (found.has(mention.code) || !speaking.test(passage.text.slice(mention.to))) continue;
        const proof = { field: "spoken", value: mention.code, rule: "language-of-title", ...mention } as const;
        found.set(mention.code, evidenceIn(document, passage, proof));
      }
    }
    if (line === null || line.part === "company" || line.part === "optional" || line.part === "benefits") continue;
    const folded = foldedSameLength(passage.text);
    // The cues are those of the letters as they are written.
    if (folded === passage.text && !mayMatch(line.cues, name)) continue;
    for (const clause of clausesOf(passage.text)) {
      const mentions = mentionsIn(folded, passage.text, clause);
      if (mentions.length === 0 || !isRequirement(clause, line, mentions)) continue;
      if (passage.text[clause.to] === "?" && !isAffirmed(document, passage, clause)) continue;
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

/** `Customer Manager, French & German speaking`. */
const speaking =
  /^(?:\s?(?:,|&|\/|and|und|et|y)\s?\p{Lu}\p{L}+){0,3}[\s-]*(?:speak(?:ing|er)|native|sprachig|parlante?|hablante|sprekend)/u;

function wholeOf(text: string): Piece {
  return { text, from: 0, to: text.length };
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
    const small = match[0].toLowerCase();
    const adjective = adjectives.get(small);
    if (adjective !== undefined && !languageNoun.test(text.slice(Math.max(0, from - 10), to + 10))) continue;
    const code = adjective ?? humanLanguageVocabulary.resolve(declined.get(small) ?? small);
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

/** A question asks nothing of the worker, unless it is answered with yes: `Do I need to speak Serbian? No.` */
function isAffirmed({ text }: Document, { start }: Passage, clause: Piece): boolean {
  const answer = text.slice(start + clause.to + 1, start + clause.to + 12);
  return /^\W*(?:yes|ja|jawohl|oui|sí|si|tak|da|sim)(?![\p{L}])/iu.test(answer);
}

/** How far from its name the words about a language may stand: a clause can be as long as the text. */
const reach = 200;

/** Whether the words between the commas around it call it a plus, or the choice between two leaves it open. */
function isOptional(text: string, clause: Piece, mention: Mention): boolean {
  const before = text.slice(Math.max(clause.from, mention.from - reach), mention.from);
  const after = text.slice(mention.to, Math.min(clause.to, mention.to + reach));
  // `German (other languages a plus)`: the bracket speaks of the others.
  const behind = after.replace(/\([^()]*\bother [^()]*\)/i, "").split(",")[0] ?? "";
  const segment = before.slice(before.lastIndexOf(",") + 1) + text.slice(mention.from, mention.to) + behind;
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
