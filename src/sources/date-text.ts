/**
 * Dates in the forms that mean one moment only: ISO 8601, that of mails, and months by name. `Date.parse` finds a date
 * in nearly any text, and takes one without a zone for the machine's own.
 */
const isoDate = /^(\d{4})-(\d\d?)-(\d\d?)(?=[T ]|$)/i;
/** "Mon, 02 Mar 2026"; the weekday may be in any language. */
const dayFirst = /^(?:\p{L}+\.?,?\s+)?(\d\d?)[\s-]+([a-z]{3})[a-z]*\.?[\s-]+(\d{4})/iu;
/** "August 5, 2026". */
const monthFirst = /^([a-z]{3})[a-z]*\.?\s+(\d\d?)(?:st|nd|rd|th)?,?\s+(\d{4})/i;
/** NEOGOV writes tenths of seconds behind a colon. */
const timeAndZone =
  /^[T\s,]+(\d\d?):(\d\d)(?::(\d\d)(?:[.,:](\d+))?)?\s*([a-z]{1,5}|[+-]\d\d(?::?\d\d)?)?(?:\s*\([^)]*\))?$/i;

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Hours from UTC. Names that several zones share, such as IST, are left out. */
const zones: Readonly<Record<string, number>> = {
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
  BST: 1,
  WEST: 1,
  CET: 1,
  CEST: 2,
  EET: 2,
  EEST: 3,
  MSK: 3,
  JST: 9,
  AEST: 10,
  AEDT: 11,
};

/**
 * Milliseconds since the epoch. A day is its beginning; a time without a zone, or in one of an unknown name, is UTC, as
 * RFC 5322 has it. NaN for what is no such date.
 */
export function dateIn(text: string): number {
  const written = text.trim();
  const [date, day] = dayIn(written);
  const rest = written.slice(date.length);
  if (date === "" || rest === "") return day;
  const [, hours = "", minutes = "", seconds = "0", fraction = "0", zone] = timeAndZone.exec(rest) ?? [];
  if (hours === "") return Number.NaN;
  const ms = Math.trunc(Number(`0.${fraction}`) * 1000);
  return day + ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + ms - offsetOf(zone) * 3_600_000;
}

/** The part of a text that names the day, and when that begins in UTC. */
function dayIn(written: string): readonly [date: string, ms: number] {
  const iso = isoDate.exec(written);
  if (iso !== null) return [iso[0], utc(iso[1], Number(iso[2]), iso[3])];
  const byDay = dayFirst.exec(written);
  if (byDay !== null) return [byDay[0], utc(byDay[3], monthOf(byDay[2]), byDay[1])];
  const byMonth = monthFirst.exec(written);
  if (byMonth !== null) return [byMonth[0], utc(byMonth[3], monthOf(byMonth[1]), byMonth[2])];
  return ["", Number.NaN];
}

/** NaN for a day that is not in the calendar. */
function utc(year: string | undefined, month: number, day: string | undefined): number {
  const ms = Date.UTC(Number(year), month - 1, Number(day));
  return new Date(ms).getUTCMonth() === month - 1 ? ms : Number.NaN;
}

/** From 1; 0 for what is no month. */
function monthOf(name = ""): number {
  return months.indexOf(name.toLowerCase()) + 1;
}

/** Hours. */
function offsetOf(zone = "Z"): number {
  const [, sign, hours, minutes = "0"] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  if (sign === undefined) return zones[zone.toUpperCase()] ?? 0;
  return (sign === "-" ? -1 : 1) * (Number(hours) + Number(minutes) / 60);
}
