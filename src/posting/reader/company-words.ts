/** The sentences by which a posting names who hires, and what of a piece of text is a name. */
import { plainFirst } from "./plain-first.ts";

const word =
  "(?:\\p{Lu}[\\p{L}\\p{N}&’'+-]{0,40}|\\p{Ll}{1,20}\\p{Lu}[\\p{L}\\p{N}]{0,40}|\\p{L}[\\p{L}\\p{N}]{0,40}\\.(?:ai|io|com|de|blue|co|dev|app|net|org|tech|eu|cloud|so|xyz)|\\d{1,4}\\p{Lu}[\\p{L}\\p{N}]{0,40})";
export const name = `(${word}(?:\\.\\p{L}{1,20})?(?: (?:${word}|of|and|de|&|for|to|the|\\d{1,3})){0,5}?)`;
export const about = "(?:\\s\\([^()]{1,40}\\))?,?";
/** A kind of sentence that names who hires: the name is its first group, the weight is what it counts for. */
export interface CompanySentence {
  readonly rule: string;
  readonly weight: number;
  readonly pattern: RegExp;
}

export const companySentences: readonly CompanySentence[] = [
  {
    rule: "seeks",
    weight: 4,
    pattern: plainFirst(
      `(?:^|[.!?:]\\s|\\b(?:[Hh]ere at|[Aa]t) )(?:[Tt]he )?${name}${about} (?:[Ii]s|are) (?:\\w+ )?(?:looking for|[Hh]iring|seeking|hiring|recruiting|searching|growing|expanding|on the hunt|on a mission|in search)`,
      "gu",
    ),
  },
  {
    rule: "seeks",
    weight: 4,
    pattern: plainFirst(`(?:^|[.!?:]\\s)(?:[Tt]he )?${name}${about} (?:seeks|wants|needs|is hiring)\\b`, "gu"),
  },
  {
    rule: "join",
    weight: 3,
    pattern: plainFirst(
      `\\b(?:[Jj]oin|[Jj]oining) (?:us (?:at|in) )?(?:the )?${name}(?:['’]s?\\b|,|\\.| as\\b| and\\b| team\\b| to\\b| in\\b)`,
      "gu",
    ),
  },
  {
    rule: "about",
    weight: 4,
    pattern: plainFirst(
      `^(?:About|Why(?: join| work (?:at|for|with))?|Working (?:at|for)|Life at|Welcome to|Who is|What is|Inside|Join|Über|À propos de|Sobre|Over|O firmie|O kompaniji) ${name}(?:,? (?:Inc|Ltd|LLC|GmbH|Corp)\\.?)?[?:!]?$`,
      "gu",
    ),
  },
  {
    rule: "at",
    weight: 1.5,
    pattern: plainFirst(
      `\\b(?:[Hh]ere at|[Aa]t|[Bb]ei|[Cc]hez|[Ee]n|[Bb]ij|[Ww]orking at|[Ww]orking for|[Jj]obs at) ${name}(?:${about} (?:we|you|our|I|wir|du|nous|queremos|everyone|it|people)\\b|['’]s\\b|,)`,
      "gu",
    ),
  },
  {
    rule: "is-a",
    weight: 2,
    pattern: plainFirst(
      `(?:^|[.!?:]\\s)(?:[Tt]he )?${name}${about} (?:is|was|are) (?:an?|the|one of|building|transforming|working|developing|proud|committed|redefining|revolutionizing|home|backed|dedicated|where|fast|creating|reinventing|making|changing)\\b`,
      "gu",
    ),
  },
  {
    rule: "does",
    weight: 1.5,
    pattern: plainFirst(
      `(?:^|[.!?:]\\s)${name}${about} (?:has been|has|have|offers|provides|builds|helps|develops|enables|makes|powers|specializes|specialises|designs|delivers|operates|combines|exists|was founded|believes|creates|values|welcomes|develops,)\\b`,
      "gu",
    ),
  },
  {
    rule: "possessive",
    weight: 0.5,
    pattern: plainFirst(
      `\\b${name}['’]s (?:\\w+ )?(?:mission|team|platform|products?|culture|values|customers|clients|office|technology|vision|services|business|engineering|infrastructure|future|growth|global|data)\\b`,
      "gu",
    ),
  },
  {
    rule: "equal",
    weight: 3,
    pattern: plainFirst(
      `(?:^|[.!?:]\\s)(?:[Tt]he )?${name}${about} (?:is|are) (?:proud to be )?(?:an? )?(?:[Ee]qual|[Aa]ffirmative|[Ee][Ee][Oo])`,
      "gu",
    ),
  },
  {
    rule: "committed",
    weight: 2,
    pattern: plainFirst(`\\b${name} (?:is|are) (?:deeply |fully |strongly )?committed to\\b`, "gu"),
  },
  { rule: "our-name", weight: 2, pattern: plainFirst(`\\bWe are ${name}(?:[,.!]| and\\b| –| -)`, "gu") },
];

/** Words that begin a sentence where a name could stand. */
const noName = new Set(
  "we you our the this that it they he she i us if as in at on for with to and or but not all any each every some there here what who why how when where these those their your my its role team company job position candidate candidates applicants applicant employees employee employment people everyone someone nobody today data engineering engineers product products design marketing sales finance business technology software platform customers clients working work join about additional base salary pay compensation benefits location requirements responsibilities qualifications experience education remote hybrid founded powered english german french diversity inclusion equal opportunity please note hi hello hey dear experienced strong excellent ideal successful note bonus being building since based according depending success someone our culture mission values must new first python java sql aws azure power bi analytics ai ml ceo cto summary overview description united states europe germany france london berlin new york san francisco stealth startup yc u.s us uk eu uns wir du sie unser unsere nous notre".split(
    " ",
  ),
);

/** A name without the year of its accelerator, its address and its brackets; undefined for what is no name. */
export function plainName(raw: string): string | undefined {
  const text = raw
    .replace(/\s*[([].*$|['’]s\s.*$/u, "")
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
