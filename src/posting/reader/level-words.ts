/** The words that tell a level: in titles, in statements of the text, and as years of experience. Data only. */
import type { Level } from "../posting.ts";
import { plainFirst, wholeWords } from "./plain-first.ts";

export interface LevelWords {
  readonly level: Level;
  readonly words: RegExp;
}

const jobNoun =
  "engineer|developer|analyst|scientist|specialist|technician|administrator|designer|programmer|consultant|architect|level|grade|swe|sde";

/** In titles. A numeral counts only behind a noun for the work, so that "Phase II" says nothing. */
export const titleLevels: readonly LevelWords[] = [
  {
    level: "intern",
    words: wholeWords(
      "interns?|internships?|co-?op|working student|werkstudent\\p{L}*|praktikant\\p{L}*|praktikum|pflichtpraktikum|stagiaires?|stage|alternan[ct]e?|alternant|becari[oa]s?|pr[aá]cticas|est[aá]gio|estagi[aá]ri[oa]|stagista|tirocini[oa]|tirocinante|praktyk\\p{L}*|sta[zż]yst\\p{L}*|praksa|stageplek|student(?:en)?job|student (?:assistant|worker|developer|engineer|trainee)|summer student|apprentice(?:ship)?|azubi|auszubildende\\p{L}*|(?:master|bachelor|abschluss)(?:arbeit|'s thesis| thesis)|thesis",
    ),
  },
  {
    level: "executive",
    words: wholeWords(
      "chief(?! of staff)|ceo|cto|cfo|coo|cio|ciso|cmo|cpo|cro|[sea]?vp|vice[- ]president|president|gesch[äa]ftsf[üu]hrer\\p{L}*|directeur g[ée]n[ée]ral|director general",
    ),
  },
  {
    level: "director",
    words: wholeWords(
      "director|directeur|directrice|direktor\\p{L}*|direttore|head of|head(?=\\s*(?:,|-|–|$))|bereichsleiter\\p{L}*",
    ),
  },
  {
    level: "staff",
    words: wholeWords(
      "(?<!technical )(?<!of )staff(?! (?:accountant|nurse|assistant|member))|principal(?! investigator)|distinguished|fellow(?=\\s*(?:,|-|–|$|engineer))|tech(?:nical)? lead",
    ),
  },
  {
    level: "manager",
    words: wholeWords(
      "team ?lead(?:er)?|team-lead|teamleiter\\p{L}*|gruppenleiter\\p{L}*|abteilungsleiter\\p{L}*|supervisor|chef d['’]équipe|jefe|jefa|responsable|kierownik|menad[zž]er|gerente|teamleider|group product manager|senior manager|(?:people|engineering|general) manager",
    ),
  },
  { level: "senior", words: wholeWords(`senior|sr|snr|sénior|seniorn[ií]|(?:${jobNoun}) (?:iii|iv|3|4)|l(?:evel )?3`) },
  {
    level: "mid",
    words: wholeWords(
      `mid|mid[- ]?level|intermediate|medior|pleno|(?:${jobNoun}) (?:ii|2)(?:\\s*/\\s*iii)?|l(?:evel )?2`,
    ),
  },
  {
    level: "junior",
    words: wholeWords(
      `junior|jr|(?:new|university|college|recent)[- ]grad(?:uate)?s?|graduate(?! (?:school|program|programme|studies|admissions))|entry[- ]level|early[- ]career|trainee|berufseinsteiger\\p{L}*|absolvent\\p{L}*|mla[dđ]i|associate (?:software|data|product|security|systems?|cloud|devops|qa|frontend|backend|machine|network|web)? ?(?:engineer|developer|analyst|scientist|consultant|designer|architect|product manager)|(?:${jobNoun}) (?:i|1)(?=\\s*(?:$|[,(/|–-]))`,
    ),
  },
];

/** "Manager" by itself, and the managers of things rather than people, who are no `manager` by their name. */
export const plainManager = wholeWords("manager(?:in)?|mgr");
export const managerOfThings =
  /(?:product|project|program|programme|account|success|community|partner(?:ship)?s?|release|relationship|scrum|campaign|content|social media|product marketing|growth marketing|case|category|portfolio|happiness|technical|solutions?|incident|change|proposal|bid|grants?|office|marketing)s?\s+(?:manager|mgr)/iu;
export const manager = wholeWords("manager|management|mgr");

/** "Lead" as a rank; "Founding" beside it says nothing, and a lead of sales leads is none. */
export const lead = wholeWords("lead(?! (?:generation|gen|qualification))");

/** Words of a text by which a lead manages people. */
export const managesPeople = plainFirst(
  /(?<![\p{L}])(?:(?<!no |without )direct reports?|line manage\p{L}*|people (?:management|leadership|manager)|managing (?:a |the |your )?(?:\p{L}+[ -]){0,3}(?:team|engineers|people|reports)|manage (?:a |the |your )?(?:\p{L}+[ -]){0,3}(?:team|engineers|people)|leadership role managing|lead(?:ing)? (?:a |the |our |your )?(?:\p{L}+[ -]){0,3}team of|hire and (?:manage|grow|develop)|personalverantwortung|fachliche und disziplinarische|disziplinarische führung|performance reviews of|1:1s)(?![\p{L}])/iu,
);

/** Clear statements in the text, for a title that says nothing. */
export const statedLevels: readonly LevelWords[] = [
  {
    level: "intern",
    words: wholeWords(
      "(?:this|our|paid|month|summer) internships?|internship (?:program(?:me)?|position|role|offers)|as an? [^.\\n]{0,60}intern|for an? [^.\\n]{0,40}intern",
    ),
  },
  {
    level: "junior",
    words: wholeWords(
      "new grads?|new graduates?|recent graduates?|entry[- ]level(?! of)|junior (?:position|role|level)|junior[- ]level|(?:as|for|seeking|hiring|is|need) an? junior|berufseinsteiger\\p{L}*|jeunes? dipl[oô]m[ée]s?|reci[ée]n (?:titulad|graduad)[oa]s?|schoolverlater|pocz[ąa]tkuj[ąa]c\\p{L}+",
    ),
  },
  { level: "mid", words: wholeWords("mid[- ]level|mid (?:and|&|or|to|/) senior|mid-senior|mid/senior|medior") },
  {
    level: "senior",
    words: wholeWords(
      "senior[- ]level|mid (?:and|&|or|to|/) senior|mid-senior|mid/senior|mid[- ]level (?:and|&|or|to|/) senior|(?:seeking|hiring|need|looking for|for|is|as) an? senior (?!leader|management|stakeholder)|this senior (?:role|position)",
    ),
  },
];

/** A range of levels: `new grads through senior`, `Junior bis Senior`. */
export const levelRange = plainFirst(
  /(?<![\p{L}\p{N}])(?<low>new grad(?:uate)?s?|graduates?|entry[- ]level|juniors?|mid(?:[- ]level)?)(?: (?:engineers?|developers?|level))?(?: (?:all the way )?(?:through|thru|(?:up )?to|bis(?: hin zu)?|à|a|hasta|até|tot|do)(?: the)? | ?[–-] ?)(?<high>mid(?:[- ]level)?|seniors?|staff|principal)(?![\p{L}\p{N}])/iu,
);
/** Who may apply, so that a range of levels is that of the opening and not of colleagues or of a career. */
export const invitation = wholeWords(
  "welcome|open to|hir(?:e|ing)|looking for|seeking|levels?|apply|appl(?:ications|icants)|candidates?|consider(?:ed|ing)?|suchen|gesucht|willkommen|bewerb\\p{L}*|cherch\\p{L}+|recrut\\p{L}+|buscamos|zoeken|szukamy|procuramos|tražimo",
);
export const ofOthers = wholeWords(
  "mentor\\p{L}*|grow\\p{L}*|progress\\p{L}*|career|promot\\p{L}+|coach\\p{L}*|advance|path|work(?:ing)? with|alongside|team of",
);

/** What the value of a label such as `Seniority level:` says. */
export const labelledLevels: readonly LevelWords[] = [
  { level: "intern", words: wholeWords("intern(?:ship)?") },
  { level: "junior", words: wholeWords("entry(?: |-)?level|junior|new grads?|graduate") },
  { level: "mid", words: wholeWords("mid|mid[- ](?:level|senior)(?: level)?|medior|intermediate") },
  { level: "senior", words: wholeWords("senior|mid-senior(?: level)?") },
  { level: "director", words: wholeWords("director") },
  { level: "executive", words: wholeWords("executive|vp|c-level") },
];

const numbers: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  ein: 1,
  eine: 1,
  einem: 1,
  einjährige: 1,
  zwei: 2,
  drei: 3,
  vier: 4,
  fünf: 5,
  sechs: 6,
  sieben: 7,
  acht: 8,
  zehn: 10,
  un: 1,
  une: 1,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  sept: 7,
  huit: 8,
  dix: 10,
  uno: 1,
  dos: 2,
  tres: 3,
  cuatro: 4,
  cinco: 5,
  seis: 6,
  siete: 7,
  ocho: 8,
  diez: 10,
  een: 1,
  één: 1,
  twee: 2,
  drie: 3,
  vijf: 5,
  zes: 6,
  zeven: 7,
  tien: 10,
  rok: 1,
  dwa: 2,
  trzy: 3,
  cztery: 4,
  pięć: 5,
  sześć: 6,
  siedem: 7,
  osiem: 8,
  um: 1,
  dois: 2,
  três: 3,
  quatro: 4,
  sete: 7,
  oito: 8,
  dez: 10,
  jedna: 1,
  dve: 2,
  tri: 3,
  četiri: 4,
  pet: 5,
  šest: 6,
  sedam: 7,
  osam: 8,
  deset: 10,
  // First halves of compounds: `dwuletnie doświadczenie`, `trogodišnje iskustvo`.
  dwu: 2,
  cztero: 4,
  pięcio: 5,
  dvo: 2,
  tro: 3,
  četvoro: 4,
  peto: 5,
};

/** A number in digits or in words of the languages that we read. */
export function numberOf(word: string): number | undefined {
  return /^\d+$/.test(word) ? Number(word) : numbers[word.toLowerCase()];
}

const number = `\\d{1,2}|${Object.keys(numbers)
  .sort((a, b) => b.length - a.length)
  .join("|")}`;
const unit =
  "years?|yrs?|yoe|jahren?|jahre|ans|années?|an|años?|anos?|jaar|jaren|lata|lat|roku|rok|godin[aeu]|god|jährige\\p{L}*|letni\\p{L}*|godišnj\\p{L}*";
/** `three or more years`, `drei oder mehr Jahre`. */
const orMore = "(?:(?:or more|oder mehr|ou plus|o más|of meer|lub więcej|ou mais|ili više)\\s+)?";

/** "3+ years", "2–4 Jahre", "minimum one year", "+2 ans". Groups: lower, upper, unit. */
export const yearsPattern = plainFirst(
  `(?<![\\p{L}\\p{N}.,$€£])\\+?(?<lower>${number})\\s*(?:\\(\\d{1,2}\\)\\s*)?\\+?\\s*(?:(?:-|–|—|to|or|bis|à|a|do|tot|até|oder|ou|y|i)\\s*(?<upper>${number})\\s*\\+?)?[\\s-]*${orMore}(?:full |volle |mindestens )?(?<unit>${unit})(?![\\p{L}])`,
  "giu",
);

/** "Years of experience: >= 3", and the years of a Japanese posting. */
export const labelledYears = plainFirst(
  /(?:(?<![\p{L}])years of experience(?: required)?\s*[:=]\s*(?:>=?|≥|min\.?|minimum|at least)?\s*|経験\s*)(?<lower>\d{1,2})(?:年|(?!\d))/giu,
);
/** Verbs that ask for years without calling them experience. */
export const asking = plainFirst(
  /(?<![\p{L}])(?:requires?|need|must have|at least|minimum|mindestens|au moins|al menos|minimaal|co najmniej|najmanje|pelo menos|mínimo)(?![\p{L}])/iu,
);

/** Words that make years a matter of experience. */
export const experience = plainFirst(
  /(?<![\p{L}])(?:\p{L}*experience\p{L}*|exp|yoe|\p{L}*erfahrung\p{L}*|expériences?|experiencia|experiência|\p{L}*ervaring|doświadczeni\p{L}*|iskustv\p{L}*|praxis|background|track record|esperienza)(?![\p{L}])/iu,
);
/** Verbs of work before or after the figure: "have worked as a nurse for three years". */
export const worked = plainFirst(
  /(?<![\p{L}])(?:(?:have|has|having|'ve|’ve) (?:\p{L}+ )?(?:worked|built|written|developed|programmed|managed|led|designed|taught|sold)|gearbeitet|arbeitest|travaillé|trabajad[oa]|trabajas|pracował\p{L}*|pracujesz|gewerkt|trabalhou|trabalhaste|radil[ai]|radio|radite)(?![\p{L}])/iu,
);
/** What follows years that count in a line of requirements even without such a word: "3+ years in BI", "4+ years building apps". */
export const activity = plainFirst(
  /^['’]?\s*(?:or (?:more|longer),? |oder (?:mehr|länger),? |ou plus |o más |of (?:meer|langer) |lub (?:więcej|dłużej) |ou mais |ili (?:više|duže) )?(?:of |full[- ]time |professional |hands-on |relevant |industry |commercial |working |proven )*(?:in|as|of|with|on|als|im|en|comme|como|w|u|kao|jako|\p{L}+ing)(?![\p{L}])/iu,
);
/** Years that are no experience asked of the worker. */
export const notExperienceBefore = plainFirst(
  /(?<![\p{L}])(?:last|past|next|every|over the|within|seit(?: über| mehr als)?|since|founded|for over|letzten|dernières|últimos|age|aged|first|laatste|ostatnich)\s*$/iu,
);
export const notExperienceAfter =
  /^['’]?\s*(?:ago|old\b|of age|-old|history|of history|running|in a row|of runway|runway|in business|contract|warranty|vest|term\b|degree|bachelor|program|of (?:steady |continued )?growth|jung|alt\b|in operation|of college|of university|of study|young)/iu;
/** Years after these words are an alternative to a degree. */
export const alternativeBefore = plainFirst(
  /(?<![\p{L}])(?:or|oder|ou|o)\s+(?:at least |a minimum of |minimum |equivalent |mindestens )*$/iu,
);
export const degree = plainFirst(
  /(?<![\p{L}])(?:bachelor|degree|master|phd|diploma|high school|b\.?sc?|m\.?sc?|studium|diplôme|licence|título|grado)/iu,
);
/** A sentence of the company about itself. */
export const ownHistory = plainFirst(
  /(?<![\p{L}])(?:we(?:['’]ve| have|['’]re| are)(?! (?:looking|seeking|searching|hiring))|our (?:company|team|firm|founders)|company (?:has|with)|unser unternehmen|wir (?:haben|sind)|nous avons)(?![\p{L}])/iu,
);
