/**
 * What people say with figures and times, beside the words of the vocabularies: pay, age, how often, when, how much. Each
 * is a pattern over the levelled text that ends in a value as the language has it.
 */
import { settingOf } from "../keys.ts";
import {
  any,
  type Doubt,
  doubt,
  least,
  type Measure,
  most,
  pattern,
  type Reader,
  said,
  unit,
  unitOf,
} from "./measure-patterns.ts";
import { payReaders } from "./pay-measure.ts";

const time = String.raw`(?<hour>\d{1,2})(?:[:.h](?<minute>\d{2}))?\s*(?<half>am|pm)?(?:\s*(?:uhr|o'clock|h|hrs|heures))?`;
const times =
  `(?:at|um|a|a\\s+las|a\\s+la|vers|gegen|around)\\s+${time}(?:\\s+(?:in\\s+the\\s+)?(?<late>morning|evening|afternoon|abends|morgens))?` +
  `(?:\\s+(?:in\\s+)?\\(?(?<zone>[a-z_]+(?:\\/[a-z_]+)+|utc|gmt|cet|[a-z]+(?=\\s+time))(?:\\s+time)?\\)?)?`;
const sent = String.raw`(?:\s+(?:digest|digests|summary|summaries|update|updates|email|emails|mail|message|messages|report|reports|roundup|notification|notifications))?`;

/** The first that fits wins. */
const readers: readonly (readonly [pattern: RegExp, read: Reader])[] = [
  [
    pattern(
      `(?:${any(most.split("|"))}\\s+)(?<count>\\d{1,4})(?:\\s+(?:jobs|postings|messages|matches|results|alerts))?\\s*(?:\\/|per|a|an|each|every|pro|im|je|par|al|por|la)\\s*(?<unit>${unit})`,
    ),
    ({ count = "", unit: word = "" }) => said("max", `${count}/${unitOf.get(word) ?? word}`),
  ],
  [
    pattern(
      `(?:${any(`${least}|${most}`.split("|"))}\\s+)?(?<years>\\d+)(?:\\s*(?:-|–|to)\\s*\\d+)?\\+?\\s*-?(?:yoe|(?:years?|yrs?|jahre?|ans|anos)['’]?\\s+(?:of\\s+)?(?:work\\s+)?(?:experience|exp|erfahrung|d'experience|de\\s+experiencia))`,
    ),
    ({ years = "" }) => experience(Number(years)),
  ],
  [
    pattern(
      "(?:no|without|zero|0|little|keine|ohne|sans|sin|pas\\s+d'?)\\s*(?:prior\\s+|work\\s+|previous\\s+)?(?:experience|berufserfahrung|erfahrung|experiencia)(?:\\s+(?:required|needed|necessary))?",
    ),
    () => experience(0),
  ],
  [
    pattern(
      "(?:in|this|next|during|until)\\s+(?:the\\s+)?(?<season>spring|fall)(?!,?\\s+(?:(?:of\\s+)?20\\d\\d|tx|texas))",
    ),
    ({ season: name = "" }) =>
      name.toLowerCase() === "spring"
        ? doubt("the season with its year, as in spring 2030, or the framework as text:spring", "text:spring")
        : doubt("the season with its year, as in fall 2030"),
  ],
  [
    pattern(
      "(?:(?<before>20\\d\\d)\\s+)?(?<season>summer|fall|autumn|winter|spring)(?:\\s+(?:of\\s+)?(?<after>20\\d\\d))?",
    ),
    season,
  ],
  [
    pattern(
      "(?:with\\s+(?:an?\\s+)?(?:salary|pay)(?:\\s+(?:listed|stated|range|info))?|(?:salary|pay)\\s+(?:listed|stated|transparency))(?!\\s+(?:of|over|above|from|at|between|[\\d\\p{Sc}]))",
    ),
    () => doubt("a least pay such as pay:>=50k/yr,eur with unknown:hide, which leaves out what states none"),
  ],
  [
    pattern("(?:within\\s+|im\\s+umkreis\\s+von\\s+)?\\d{1,3}\\s*(?:km|kilomet(?:er|re)s?|miles?|mi)"),
    () => doubt("a place alone, such as location:munich, since the language knows no distances"),
  ],
  ...payReaders,
  [
    pattern(
      `(?:(?:posted|published|from|within|in|of|aus|de|des)\\s+)*(?:the\\s+|den\\s+|der\\s+|la\\s+|los\\s+|les\\s+)?(?:last|past|previous|letzten|letzter|ultimos|ultimas|ultima)\\s+(?<count>\\d+\\s+)?(?<unit>${unit})`,
    ),
    age,
  ],
  [pattern(`(?:des\\s+|les\\s+|depuis\\s+)?(?<count>\\d+)\\s+derniers?\\s+(?<unit>${unit})`), age],
  [
    pattern(
      `(?:no|not|nicht)\\s+(?:older\\s+than|alter\\s+als)\\s+(?:an?\\s+|one\\s+)?(?<count>\\d+\\s*)?(?<unit>${unit})`,
    ),
    age,
  ],
  [pattern(`(?:newer|younger|fresher)\\s+than\\s+(?:an?\\s+|one\\s+)?(?<count>\\d+\\s*)?(?<unit>${unit})`), age],
  [
    pattern(
      `(?:less\\s+than|under|max|at\\s+most|up\\s+to)\\s+(?:an?\\s+|one\\s+)?(?<count>\\d+\\s*)?(?<unit>${unit})\\s+old`,
    ),
    age,
  ],
  [pattern("(?:posted\\s+|published\\s+)?(?:today|(?:since\\s+)?yesterday)"), () => said("posted", "<=1d")],
  [pattern("(?:posted\\s+|published\\s+)?this\\s+(?<unit>week|month)"), age],
  [
    pattern(
      `(?:(?:as|in|with|by)\\s+)?(?:an?\\s+)?(?:(?<adverb>hourly|daily|weekly|instantly|instant|immediately|realtime|taglich|stundlich|wochentlich|sofort|quotidien|quotidienne|hebdomadaire|diario|diariamente|semanal)|at\\s+once|right\\s+away|as\\s+soon\\s+as\\s+possible|asap|in\\s+real\\s+time)${sent}`,
    ),
    ({ adverb = "instantly" }) => said("every", rhythms.get(adverb) ?? "now"),
  ],
  [
    pattern(
      "(?:every|each|once\\s+(?:a|an|per|every)|on|jeden|jede|jedes|chaque|tous\\s+les|toutes\\s+les|cada|todos\\s+los|todas\\s+las)\\s+" +
        `(?<part>hour|day|week|morning|noon|lunch|evening|night|monday|mondays|stunde|tag|woche|morgen|abend|montag|heures?|jours?|semaines?|matins?|soirs?|lundis?|horas?|dias?|semanas?|mananas?|tardes?|noches?|lunes)(?:\\s+(?:morning|evening|abend|morgen))?${sent}(?:,?\\s+${times})?`,
    ),
    rhythm,
  ],
  [
    pattern(
      "(?:every|each|on)\\s+(?:tuesday|wednesday|thursday|friday|saturday|sunday|weekday|weekend|month|fortnight|two\\s+\\p{L}+|\\d+\\s+\\p{L}+)s?|(?:twice|\\d\\s+times)\\s+(?:a|per)\\s+\\p{L}+|monthly",
    ),
    () => doubt("how often: at once, every hour, every day or every week (on Mondays)", "every:day"),
  ],
  [
    pattern(
      "(?:quiet|silent|silence|no\\s+(?:messages|notifications|alerts|pings)|nothing|do\\s+not\\s+disturb|dnd|mute|ruhe)\\s+(?:hours\\s+)?(?:from\\s+|between\\s+|von\\s+)?" +
        "(?<from>\\d{1,2}(?:[:.]\\d{2})?\\s*(?:am|pm)?)\\s*(?:to|-|–|until|till|and|bis)\\s*(?<until>\\d{1,2}(?:[:.]\\d{2})?\\s*(?:am|pm)?)",
    ),
    ({ from = "", until = "" }) => said("quiet", `${from.replaceAll(" ", "")}-${until.replaceAll(" ", "")}`),
  ],
  [pattern(times), clock],
  [pattern(`(?:at\\s+)?(?<noon>noon)`), () => said("at", "12:00")],
  [
    pattern(
      "(?:(?:with|needs?|offers?|offering|requires?|requiring|including|provides?|has|mit|avec|con)\\s+)?(?:visa\\s+(?:sponsorship|sponsoring|sponsors?|support|sponsored)|visa[- ]sponsoring|sponsors?\\s+(?:an?\\s+|my\\s+)?visas?|visum|visa|sponsorship)(?:\\s+(?:offered|provided|available))?",
    ),
    () => said("visa", "yes"),
  ],
  [
    pattern("(?:including|even|also)\\s+closed(?:\\s+ones)?|open\\s+(?:or|and)\\s+closed|closed\\s+too"),
    () => said("status", "any"),
  ],
  [
    pattern(`(?<count>\\d+)\\s*-?\\s*(?<unit>${unit})(?:\\s+long)?`),
    () =>
      doubt(
        "how old a posting may be, such as posted:<=7d, since the language knows nothing of how long the work lasts",
      ),
  ],
  [pattern("(?<after>20[2-9]\\d)"), season],
];

const rhythms = new Map(
  Object.entries({
    now: "instantly instant immediately realtime sofort",
    hour: "hourly stundlich",
    day: "daily taglich quotidien quotidienne diario diariamente",
    week: "weekly wochentlich hebdomadaire semanal",
  }).flatMap(([value, words]) => words.split(" ").map((word) => [word, value] as const)),
);

const hourPattern = /^(?:hour|stunde|heure|hora)/;
const weekPattern = /^(?:week|woche|semaine|semana|monday|montag|lundi|lunes)/;
const eveningPattern = /^(?:evening|night|abend|soir|tarde|noche)/;

function rhythm(groups: Readonly<Record<string, string | undefined>>): Measure["said"] {
  const { part = "", hour, late } = groups;
  const every = hourPattern.test(part) ? "hour" : weekPattern.test(part) ? "week" : "day";
  const isEvening = eveningPattern.test(part);
  if (hour !== undefined)
    return [...said("every", every), ...clock({ ...groups, late: late ?? (isEvening ? "evening" : "") })];
  const at = isEvening ? "18:00" : /^(?:noon|lunch)/.test(part) ? "12:00" : undefined;
  return [...said("every", every), ...(at === undefined ? [] : said("at", at))];
}

/** What stands at this place of the levelled text, if it is a measure. */
export function measureAt(levelled: string, at: number): Measure | Doubt | undefined {
  for (const [found, read] of readers) {
    found.lastIndex = at;
    const match = found.exec(levelled);
    if (match === null) continue;
    const understood = read(match.groups ?? {});
    const stop = at + match[0].length;
    if ("expected" in understood) return { ...understood, end: stop };
    if (understood.length > 0) return { said: understood, end: stop };
  }
  return undefined;
}

/** The time of an internship, as titles name it. Spring is a tool, and to fall is a verb, where no year stands beside them. */
function season({ before, season: name, after }: Readonly<Record<string, string | undefined>>): Measure["said"] {
  const year = before ?? after;
  if (year === undefined && /^(?:spring|fall)$/u.test(name ?? "")) return [];
  return said("text", [name, year].filter((word) => word !== undefined).join("+"));
}

/** Postings state a level more often than years, and only that is read of them. */
function experience(years: number): Omit<Doubt, "end"> {
  const level = years < 3 ? "junior" : years < 5 ? "mid" : "senior";
  return doubt("a level for experience, such as level:junior or level:senior", `level:${level}`);
}

function age({ count = "1", unit: word = "" }: Readonly<Record<string, string | undefined>>): Measure["said"] {
  return said("posted", `<=${count.trim() || "1"}${unitOf.get(word) ?? word}`);
}

function clock({
  hour = "",
  minute,
  half,
  late = "",
  zone,
}: Readonly<Record<string, string | undefined>>): Measure["said"] {
  const isLate = half === undefined && /evening|afternoon|abends/.test(late) && Number(hour) < 12;
  const read = settingOf("at").read(`${hour}:${minute ?? "00"}${half ?? (isLate ? "pm" : "")}`);
  if (read === undefined) return [];
  const where = zone === undefined ? undefined : settingOf("tz").read(zone);
  return [...said("at", read), ...(where === undefined ? [] : said("tz", where))];
}
