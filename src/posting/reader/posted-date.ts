/** Full dates in the spellings of eight languages, and the words that announce the day of publication. */
import { DateTime } from "luxon";
import type { Piece } from "./phrases.ts";
import { plainFirst } from "./plain-first.ts";

export const announcement = plainFirst(
  /(?<![\p{L}])(?:(?:date )?(?:re)?posted|posting date|post date|published|publication date|date published|listed|ver[oö]ffentlicht|ver[oö]ffentlichung(?:sdatum)?|eingestellt|online seit|date de (?:publication|parution)|publi[eé]e?|mise? en ligne|fecha de publicaci[oó]n|publicad[oa]|data de publica[cç][aã]o|geplaatst|gepubliceerd|publicatiedatum|opublikowan[aoey]|data (?:publikacji|dodania)|dodano|objavljen[oa]|datum objav(?:e|ljivanja))(?: on| am| le| el| em| op| dnia| dana| date| since)?\s{0,3}:?\s{0,3}(?=[\p{L}\d])/iu,
);
const months = new Map(
  Object.entries({
    jan: 1,
    feb: 2,
    fev: 2,
    fév: 2,
    mar: 3,
    mär: 3,
    maa: 3,
    mrt: 3,
    mrz: 3,
    apr: 4,
    avr: 4,
    abr: 4,
    may: 5,
    mai: 5,
    mei: 5,
    maj: 5,
    mag: 5,
    kwi: 4,
    jun: 6,
    juin: 6,
    cze: 6,
    jul: 7,
    juil: 7,
    lip: 7,
    aug: 8,
    aoû: 8,
    aou: 8,
    ago: 8,
    sie: 8,
    avg: 8,
    sep: 9,
    set: 9,
    wrz: 9,
    oct: 10,
    okt: 10,
    out: 10,
    paź: 10,
    paz: 10,
    nov: 11,
    lis: 11,
    dec: 12,
    dez: 12,
    déc: 12,
    dic: 12,
    gru: 12,
    ene: 1,
    sty: 1,
    lut: 2,
  }),
);
const wordMonth = "\\p{L}{3,12}\\.?";
const date = new RegExp(
  [
    "(?<isoYear>\\d{4})-(?<isoMonth>\\d{2})-(?<isoDay>\\d{2})",
    `(?<monthA>${wordMonth}) (?<dayA>\\d{1,2})(?:st|nd|rd|th)?,? (?<yearA>\\d{4})`,
    `(?<dayB>\\d{1,2})(?:st|nd|rd|th|\\.|er)?(?: de| of)? (?<monthB>${wordMonth}),?(?: de)? (?<yearB>\\d{4})`,
    "(?<first>\\d{1,2})(?<mark>[./-])(?<second>\\d{1,2})\\k<mark>(?<yearC>\\d{4})",
  ].join("|"),
  "u",
);
/** A date that stands for itself: alone, or between the marks of a byline. */
const bareDate = new RegExp(`(?:^|[·•|–—,.-] )(?<date>${date.source})(?=[.,]?$| [·•|–—-] )`, "u");
/** How far behind the announcing word the date may stand. */
const reach = 40;

/** A full date in a text, as `YYYY-MM-DD` with its offsets; undefined where day and month cannot be told apart. */
export function dateIn(text: string, from = 0): (Piece & { readonly value: string }) | undefined {
  const match = date.exec(text.slice(from, from + reach));
  const value = match === null ? undefined : isoDate(match.groups ?? {});
  if (match === null || value === undefined) return undefined;
  const start = from + match.index;
  return { value, text: match[0], from: start, to: start + match[0].length };
}

/** Where the words that announce a date of publication end. */
export function afterAnnouncement(content: string): number | undefined {
  const match = announcement.exec(content);
  return match === null ? undefined : match.index + match[0].length;
}

/** An announced date, or one that stands for itself at the end of the text or between marks, with its words. */
export function announcedDate(content: string): Piece | undefined {
  const match = announcement.exec(content);
  if (match !== null) {
    const found = dateIn(content, match.index + match[0].length);
    return found && { text: content.slice(match.index, found.to), from: match.index, to: found.to };
  }
  const bare = bareDate.exec(content);
  const words = bare?.groups?.["date"];
  if (bare === null || words === undefined || isoDate(bare.groups ?? {}) === undefined) return undefined;
  const from = bare.index + bare[0].indexOf(words);
  return { text: words, from, to: from + words.length };
}

const day = "days?|tag(?:en?)?|jours?|d[ií]as?|dag(?:en)?|dni|dzie[nń]|dana?";
const week = "weeks?|wochen?|semaines?|semanas?|we[e]?k(?:en)?|tygodni(?:e|u)?|tydzie[nń]|nedelj[aeu]";
const hour = "hours?|hrs?|minutes?|mins?|stunden?|heures?|horas?|uur|uren|godzin[ęay]?|sat[ai]?";
const ago = plainFirst(
  `(?<![\\p{L}\\p{N}])(?:(?:vor|il y a|hace|h[aá]|pre) )?(?<count>\\d{1,2}|an?|one|einem|einer|un|une|una|um|uma|een) (?:(?<day>${day})|(?<week>${week})|(?<hour>${hour}))(?: (?:ago|geleden|temu))?(?![\\p{L}])`,
  "iu",
);
/** Without one of these a number of days is no date (`5 days in the office`). */
const agoWord = plainFirst(/(?<![\p{L}])(?:ago|vor|il y a|hace|geleden|temu|h[aá]|pre)(?![\p{L}])/iu);
const today = plainFirst(/^(?:today|just now|heute|aujourd['’]hui|hoy|vandaag|dzisiaj|dziś|hoje|danas)(?![\p{L}])/iu);
const yesterday = plainFirst(/^(?:yesterday|gestern|hier|ayer|gisteren|wczoraj|ontem|juče)(?![\p{L}])/iu);
const dayMs = 86_400_000;

/** A day told by its distance (`3 days ago`, `gestern`) right behind `from`, counted from `now`, milliseconds. */
export function relativeDate(
  text: string,
  from: number,
  now: number,
): (Piece & { readonly value: string }) | undefined {
  const rest = text.slice(from, from + reach);
  const near = today.exec(rest) ?? yesterday.exec(rest);
  if (near !== null) return relative(near, from, now - (today.test(rest) ? 0 : dayMs));
  const match = ago.exec(rest);
  if (match === null || match.index > 0 || !agoWord.test(match[0])) return undefined;
  const { count = "", day: days, week: weeks } = match.groups ?? {};
  const number = Number.isNaN(Number(count)) ? 1 : Number(count);
  return relative(match, from, now - number * (weeks === undefined ? (days === undefined ? 0 : dayMs) : 7 * dayMs));
}

function relative(match: RegExpExecArray, from: number, time: number): Piece & { readonly value: string } {
  const value = DateTime.fromMillis(time, { zone: "utc" }).toFormat("yyyy-MM-dd");
  const start = from + match.index;
  return { value, text: match[0], from: start, to: start + match[0].length };
}

function isoDate(parts: Readonly<Record<string, string | undefined>>): string | undefined {
  const year = Number(parts["isoYear"] ?? parts["yearA"] ?? parts["yearB"] ?? parts["yearC"]);
  const word = parts["monthA"] ?? parts["monthB"];
  const [month, day] =
    parts["first"] === undefined
      ? [
          word === undefined ? Number(parts["isoMonth"]) : monthOf(word),
          Number(parts["isoDay"] ?? parts["dayA"] ?? parts["dayB"]),
        ]
      : dayFirst(Number(parts["first"]), Number(parts["second"]), parts["mark"] ?? "/");
  const made = DateTime.fromObject({ year, month: month ?? 0, day: day ?? 0 }, { zone: "utc" });
  return made.isValid && year >= 1990 && year <= 2100 ? made.toFormat("yyyy-MM-dd") : undefined;
}

function monthOf(word: string): number | undefined {
  const lower = word.toLowerCase();
  return months.get(lower.slice(0, 4)) ?? months.get(lower.slice(0, 3));
}

/** Month and day of a date in numbers: dots are day first everywhere; with slashes only one above 12 tells. */
function dayFirst(first: number, second: number, mark: string): readonly [number | undefined, number | undefined] {
  if (mark === "." || first > 12) return [second, first];
  if (second > 12) return [first, second];
  return first === second ? [first, second] : [undefined, undefined];
}
