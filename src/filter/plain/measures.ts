/**
 * What people say with figures and times, beside the words of the vocabularies: pay, age, how often, when, how much. Each
 * is a pattern over the levelled text that ends in a value as the language has it.
 */
import type { Key, SettingKey } from "../keys.ts";
import { settingOf } from "../keys.ts";
import { currencyNames } from "../values/pay-floors.ts";

/** A stretch of the text that says the value of a key. */
export interface Measure {
  readonly end: number;
  readonly said: readonly { readonly key: Key; readonly value: string }[];
}

/** A stretch that is understood and yet says too little, or what the language has no word for. */
export interface Doubt {
  readonly end: number;
  readonly expected: string;
  readonly suggestion: string | undefined;
}

type Reader = (groups: Readonly<Record<string, string | undefined>>) => Measure["said"] | Omit<Doubt, "end">;

function any(words: Iterable<string>): string {
  const all = [...words].toSorted((a, b) => b.length - a.length);
  return `(?:${all.map((word) => word.replace(/[$.*+?()[\]{}|\\/^]/g, String.raw`\$&`).replaceAll(" ", String.raw`\s+`)).join("|")})`;
}

const end = String.raw`(?![\p{L}\p{N}])`;
const number = String.raw`\d{1,3}(?:[ ',.]\d{3})+(?:[.,](?:\d\d|-))?(?!\d)|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d+(?:[.,]\d{1,2})?(?![.,]?\d)`;
/** Words that make more of a figure, as the language has them. */
const scaleWords = {
  k: "k tsd tsd. thousand tausend mille mil tys tys.",
  million: "million millions mio mio. mln",
  lakh: "lakh lakhs lac lacs",
  lpa: "lpa",
  crore: "crore crores cr",
} as const;
const scaleOf = new Map(
  Object.entries(scaleWords).flatMap(([scale, words]) => words.split(" ").map((word) => [word, scale] as const)),
);
/** An `m` is a million right behind the figure. */
const scale = String.raw`(?:\s?${any(scaleOf.keys())}(?![\p{L}])|m(?![\p{L}]))?`;
const currency = any(currencyNames);
const unitWords = {
  year: "year years yr yrs y annum pa p.a. annually yearly jahr jahrlich an annee annuel annuels ano anual rocznie rok",
  month:
    "month months mo monthly monat monatlich mtl mtl. mois mensuel mes meses mensual mensuales miesiecznie miesiac mies",
  week: "week weeks wk weekly woche wochen semaine semaines semana semanas",
  day: "day days d p/d pd daily dziennie dzien tag tage tagen jour jours dia dias",
  hour: "hour hours hr h p/h ph hourly godzina godzine std std. stunde stunden heure heures hora horas",
} as const;
const units = Object.entries(unitWords).flatMap(([unit, words]) =>
  words.split(" ").map((word) => [word, unit] as const),
);
const unitOf = new Map<string, string>(units);
const unit = any(unitOf.keys());
const per = String.raw`\s*(?:\/|per|a|an|each|every|pro|im|je|par|al|por|la)?\s*`;
const least =
  "at least|min|min.|mind.|minimum|minimum of|a minimum of|from|over|above|more than|upwards of|starting at|starting from|no less than|not less than|not below|not under|" +
  "mindestens|ab|uber|mehr als|nicht unter|au moins|minimum de|plus de|a partir de|al menos|minimo|como minimo|mas de|desde|paying|pays|paid|pay|salary|salary of|earning|gehalt|salaire|salario";
const most =
  "up to|under|below|less than|max|max.|maximum|around|about|~|circa|ca.|rund|etwa|environ|unos|at most|no more than|not more than|bis zu|unter|hochstens|maximal|jusqu'a|moins de|au plus|au maximum|hasta|menos de|como maximo|maximo";
const payTail =
  "or more|or above|and up|and above|and more|plus|minimum|min|gross|brutto|brut|bruto|net|netto|neto|oder mehr|ou plus|o mas|salary|pay|base|base salary|in salary";
const time = String.raw`(?<hour>\d{1,2})(?:[:.h](?<minute>\d{2}))?\s*(?<half>am|pm)?(?:\s*(?:uhr|o'clock|h|hrs|heures))?`;
const times =
  `(?:at|um|a|a\\s+las|a\\s+la|vers|gegen|around)\\s+${time}(?:\\s+(?:in\\s+the\\s+)?(?<late>morning|evening|afternoon|abends|morgens))?` +
  `(?:\\s+(?:in\\s+)?\\(?(?<zone>[a-z_]+(?:\\/[a-z_]+)+|utc|gmt|cet|[a-z]+(?=\\s+time))(?:\\s+time)?\\)?)?`;
const sent = String.raw`(?:\s+(?:digest|digests|summary|summaries|update|updates|email|emails|mail|message|messages|report|reports|roundup|notification|notifications))?`;

/** A figure or a range of them, with its currency before, amid or behind, and its period. */
function figures(lead: string, between: string): string {
  const beside = `(?![\\p{L}])`;
  return (
    `${lead}(?:(?:>=?|=>|≥)\\s*)?(?<before>${currency})?\\s?(?<low>${number})(?<k>${scale})(?:\\s?(?<mid>${currency})${beside})?` +
    `(?:\\s?(?:${between})\\s?(?:${currency})?\\s?(?<high>${number})(?<hk>${scale}))?\\+?` +
    `(?:\\s?(?<after>${currency})${beside})?(?:\\s+${any(payTail.split("|"))}${beside})*(?:${per}(?<unit>${unit})${beside})?(?:\\s+(?:in\\s+)?(?<late>${currency})${beside})?` +
    `(?:\\s+${any(payTail.split("|"))}${beside})*`
  );
}

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
  [pattern(figures(`(?<lead>(?:between|from|zwischen|von|entre|de)\\s+)`, "and|to|und|bis|et|y|a|-|–|—")), pay],
  [pattern(figures(`(?<lead>(?:${any(`${least}|${most}`.split("|"))}\\s*(?<![\\p{L}])){0,2})`, "to|bis|a|-|–|—")), pay],
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

function pattern(source: string): RegExp {
  return new RegExp(source + end, "uy");
}

function said(key: Key, value: string): Measure["said"] {
  return [{ key, value }];
}

function doubt(expected: string, suggestion?: string): Omit<Doubt, "end"> {
  return { expected, suggestion };
}

/** A range's lower end is the least that would do. A figure is pay where its currency, its thousands or a word before it says so. */
function pay(groups: Readonly<Record<string, string | undefined>>): Measure["said"] | Omit<Doubt, "end"> {
  const { lead = "", low = "", k = "", hk = "", high, before, mid, after, late, unit: word } = groups;
  const scaleText = (k === "" && hk !== "" && Number(low) < 1_000 ? hk : k).trim();
  const times = scaleOf.get(scaleText) ?? scaleText;
  const money = before ?? mid ?? after ?? late ?? (times === "lpa" ? "inr" : undefined);
  const period = unitOf.get(word ?? "");
  const isMoney = money !== undefined || times !== "" || (lead !== "" && /\d[ ',.]?\d{3}/.test(low));
  if (!isMoney) return [];
  const value = `>=${plainFigure(low)}${times}${period === undefined ? "" : `/${period}`}`;
  const whole = `${value},${money ?? (/^(?:lakh|crore)$/u.test(times) ? "inr" : "eur")}`;
  const isMost = any(most.split("|"));
  if (high === undefined && new RegExp(`^${isMost}\\s`, "u").test(lead)) {
    return doubt("the least pay that would do, since more is never left out", suggested("pay", whole));
  }
  if (money === undefined)
    return doubt("the currency of the pay, since none is ever converted", suggested("pay", whole));
  const floors = settingOf("pay").read(whole);
  return floors === undefined
    ? doubt("pay with its period, such as 5000 eur a month or 65 usd an hour", suggested("pay", whole))
    : [{ key: "pay", value: settingOf("pay").print(floors) }];
}

/** `60.000,00` and `2,5` with a decimal point, and without what parts thousands. */
function plainFigure(figure: string): string {
  const [, whole = "", decimals] = /^(.*?)(?:[.,](\d{1,2}|-))?$/u.exec(figure) ?? [];
  const digits = whole.replace(/\D/gu, "");
  return decimals === undefined || decimals === "-" ? digits : `${digits}.${decimals}`;
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

function suggested(key: SettingKey, value: string): string | undefined {
  const read = settingOf(key).read(value);
  const word = read === undefined ? settingOf(key).suggest(value) : settingOf(key).print(read);
  return word === undefined ? undefined : `${key}:${word}`;
}
