/** Words that stand beside places: how the work is done, time zones, and words that say nothing of their own. */

export type PlaceMode = "remote" | "hybrid" | "onsite";

interface ModeWord {
  readonly mode: PlaceMode;
  readonly pattern: RegExp;
}

/** Sticky: they are tried where a word begins. `remove` is how people mistype remote before a country. */
const modeWords: readonly ModeWord[] = [
  {
    mode: "remote",
    pattern:
      /(?:(?:100\s?%|fully|full|all|mostly|primarily|completely|open to)[\s-]+)?(?:remote(?:ly)?(?:[\s-](?:first|only|friendly|ok|okay|possible|optional))?|remove(?=\s(?:US|USA|EU|UK|Europe)\b)|tele(?:commut(?:e|ing)|work)|t[ée]l[ée]travail|teletrabajo|teletrabalho|remoto|zdaln[aie]|home[\s-]?office|work(?:ing)? from home|wfh)(?![\p{L}\p{N}])/iuy,
  },
  { mode: "hybrid", pattern: /(?:h[yíi]br[iy]d[eoa]?|hybridowo|hibridno)(?![\p{L}\p{N}])/iuy },
  {
    mode: "onsite",
    pattern:
      /(?:on[\s-]?site|in[\s-]office|office[\s-]based|in[\s-]person|vor ort|sur site|presencial|stacjonarnie)(?:[\s-](?:only|first))?(?![\p{L}\p{N}])/iuy,
  },
];

/** The letters that modes, time zones and kinds of employment begin with: at any other word there is nothing to try. */
const modeInitials = "1afcmpotrzhiwvsAFCMPOTRZHIWVS";
const zoneInitials = "EUCWGANPM";
const employmentInitials = "fpcvtujdFPCVTUJD";

/** The mode that begins at this offset, with the offset of its end. */
export function modeAt(text: string, at: number): { readonly mode: PlaceMode; readonly end: number } | undefined {
  if (!modeInitials.includes(text.charAt(at))) return undefined;
  for (const { mode, pattern } of modeWords) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) return { mode, end: at + match[0].length };
  }
  return undefined;
}

const hours = "(?:\\s(?:[Bb]usiness |[Ww]orking |[Cc]ore )?(?:[Tt]ime[\\s-]?[Zz]ones?|[Hh]ours|[Tt]ime)(?![\\p{L}]))";
const zoneWords: readonly { readonly limit: string; readonly pattern: RegExp }[] = [
  {
    limit: "eu-timezones",
    pattern: new RegExp(
      `(?:(?:EU|European?|Central European|UK|Eastern European)${hours}|(?:CES?T|EES?T|WES?T|GMT|UTC)(?:\\s?[±+]?(?:\\/-)?\\s?\\d{1,2}(?:h|hrs?| hours)?\\b|(?![\\p{L}\\p{N}]|\\s?[-−–]\\s?\\d)))${hours}?`,
      "uy",
    ),
  },
  {
    limit: "us-timezones",
    pattern: new RegExp(
      `(?:(?:US|U\\.S\\.|USA|American|North American?|Eastern|Pacific|Mountain|US Eastern|US Pacific)${hours}|(?:UTC|GMT)\\s?[-−–]\\s?[4-9]\\b|(?:E[SD]T|P[SD]T|C[SD]T|M[SD]T|ET|PT)(?![\\p{L}\\p{N}]))${hours}?`,
      "uy",
    ),
  },
];

/** A time zone as a limit of remote work (`CET ±3`, `EU hours`). One that is only preferred limits nothing. */
export function zoneAt(text: string, at: number): { readonly limit: string | null; readonly end: number } | undefined {
  if (!zoneInitials.includes(text.charAt(at))) return undefined;
  for (const { limit, pattern } of zoneWords) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) continue;
    const end = at + match[0].length;
    return {
      limit: /^\s(?:strongly )?(?:preferred|a plus|ideal)/i.test(text.slice(end, end + 24)) ? null : limit,
      end,
    };
  }
  return undefined;
}

/** Units whose name goes before (`Tel Aviv District`): they say where a city lies and are no place to work in. */
export const areaWord =
  /^(?:district|county|province|prefecture|voivodeship|oblast|governorate|canton|department|municipality|state|kommune|län|kreis|landkreis|region)$/i;

/** What follows the name of a street: `Quebec Avenue` is not in Quebec. */
export const streetWord = /^(?:street|avenue|ave|road|rd|blvd|boulevard|drive|lane|square|tower|building)$/i;

/** Words between and around places that change nothing. Lower case. */
const fillers: ReadonlySet<string> = new Set(
  (
    "a all also an and any area areas at available based between both campus can candidates central centre center city coast day days " +
    "country countries de del der die downtown east eastern either eligible en first flexible for from full greater " +
    "headquarters home hq hub im in inside its local location locations main metro metropolitan midtown more multiple near north " +
    "northeast northern northwest of office offices ok okay on only open optional options our outer part parts places " +
    "possible preferably preferred primarily region regions resident residents roles site sites south southeast southern " +
    "southwest standort sunny surrounding the their throughout to various w week weekly west western with within work working à bei"
  ).split(" "),
);

export function isFiller(word: string): boolean {
  return fillers.has(word.toLowerCase()) || smallFillers.has(word) || shortNumber.test(word);
}

const shortNumber = /^\d{1,5}$/;

/** Words of other languages that stand around places; written small, since capitals make `LA` a city and `IN` a state. */
const smallFillers: ReadonlySet<string> = new Set(
  (
    "aus von ab bis vom zum zur dem den einem ganz innerhalb deutschen den depuis dans partout en la le les du toute toute tout " +
    "l d un une el los las al toda todo cualquier lugar desde dentro vanuit binnen heel te z ze za na u iz s sa terenu terenie obszaru " +
    "całej całego cały teritorije cele celog unutar o os do da em no qualquer todo el do rest others"
  ).split(" "),
);

/** Kinds of employment: `Remote, worldwide. Full-time` is all about places, but for them. */
const employment =
  /(?:full[\s-]?time|part[\s-]?time|permanent|contract|freelance|vollzeit|teilzeit|festanstellung|unbefristet|temps (?:plein|partiel)|cdi|jornada completa|tiempo completo|voltijds?|fulltime|deeltijd|pełny etat|tempo integral|puno radno vreme)(?![\p{L}\p{N}])/iuy;

/** The end of the kind of employment that begins at this offset. */
export function employmentEnd(text: string, at: number): number | undefined {
  if (!employmentInitials.includes(text.charAt(at))) return undefined;
  employment.lastIndex = at;
  const match = employment.exec(text);
  return match === null ? undefined : at + match[0].length;
}

/** Names of cities that are everyday words: outside of a location field, alone, they are no evidence. */
const everyday: ReadonlySet<string> = new Set(
  (
    "alpha ash auch bath batman battle beer bell bend best beta bon bor bra bury can care central come college commerce corona crook date deal delta des " +
    "eagle ende enterprise fleet grace green hit holiday hope hull human independence industry lead lens liberty male media mission mobile most much nice normal " +
    "orange pace page paradise park peer platform price product reading remote rest rugby sale salt same sandy save sea security " +
    "senior settle soul split spring staff stone street summit surprise temple union university van vista ware waren wells wer " +
    "young"
  ).split(" "),
);

/** Words of running text that are names of cities as well: written small they are never meant as such, not even in a field. */
const running: ReadonlySet<string> = new Set(
  (
    "ans auch bay bear best bor buy can care central come como date deal des elk ende enterprise essen fleet gap gent goed green " +
    "halle hit hof holiday human hun independence la lage largo lens les linda man manage mission mobile mol mon mora most much " +
    "nema nice of orange os pace peer reading rest same sale save sea selb sens sev singen soest sole soul spring sur tak than tour " +
    "tours un una union university van više vista vire waren wer wil young là na para"
  ).split(" "),
);

/** Whether a word that is written small belongs to a sentence rather than to a list of places. */
export function isRunningWord(word: string): boolean {
  return running.has(word);
}

/** Whether a name is too common a word to be believed where nothing else says that a place is meant. */
export function isEverydayWord(name: string): boolean {
  return everyday.has(name.toLowerCase());
}
