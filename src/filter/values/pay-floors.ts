import { payPeriods, type PayPeriod } from "../../posting/posting.ts";
import { currencies, currencyMarks, currencyOf } from "../../posting/vocabulary/currencies.ts";
import { annual } from "../annual.ts";
import type { PayFloor } from "../filter.ts";
import { examples, type Setting } from "./setting.ts";

const periodWords = {
  year: ["yr", "y", "year", "annum", "pa", "p.a.", "yearly", "annually", "annual"],
  month: ["mo", "month", "mth", "monthly", "m", "pm"],
  week: ["wk", "week", "weekly", "w", "pw"],
  day: ["d", "day", "daily", "pd"],
  hour: ["h", "hr", "hour", "hourly", "ph"],
} as const satisfies Record<PayPeriod, readonly [string, ...string[]]>;
const periods = new Map<string, PayPeriod>(
  payPeriods.flatMap((period) => periodWords[period].map((word) => [word, period])),
);

/** The reader's marks, and what marks a currency in a query alone. Those of one letter mark nothing here. */
const currencyWords = new Map<string, string>([
  ...Intl.supportedValuesOf("currency").map((code) => [code.toLowerCase(), code] as const),
  ...currencyMarks
    .filter((mark) => !/^\p{L}$/u.test(mark))
    .flatMap((mark) => {
      const code = currencyOf(mark, [])?.code;
      return code === undefined ? [] : [[mark.toLowerCase(), code] as const];
    }),
  ...currencies.flatMap(({ code, spoken }) => spoken.map((word) => [word, code] as const)),
]);

/** Words and signs of the reader's currencies, in lower case, as they stand beside a figure. */
export const currencyNames: readonly string[] = [...currencyWords]
  .filter(([name, code]) => name !== code.toLowerCase() || currencyMarks.includes(code))
  .map(([name]) => name);

/** How many a word behind a figure makes of it: `80k`, `8m`, `12 lakh`, and `12 lpa`, which is lakh of rupees a year. */
const scales = {
  million: 1e6,
  mio: 1e6,
  lakhs: 1e5,
  lakh: 1e5,
  lacs: 1e5,
  lac: 1e5,
  lpa: 1e5,
  crores: 1e7,
  crore: 1e7,
  k: 1e3,
  m: 1e6,
} as const;
/** An `m` is a million right behind few digits, else a month. */
const scale = Object.keys(scales)
  .map((word) => (word === "m" ? String.raw`(?<=^\D*\d{1,3}(?:\.\d+)?)m(?!o|th)` : word))
  .join("|");
/** `80,000`, `30,00,000`, `80.5` */
const figure = String.raw`\d{1,3}(?:[ _'.,]\d{3})+(?!\d)|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d+(?:\.\d+)?`;
const floorPattern = new RegExp(
  String.raw`^(?:>=?|=>|≥|(?:at least|min\.?|minimum|from|over|more than)\s)?\s*(?<sign>[a-z]{0,3}\p{Sc}|[a-z]{3}(?=\s*\d))?\s*(?<number>${figure})\s*(?<scale>${scale})?\+?(?<rest>.*)$`,
  "u",
);
const fillers = new Set(["", "per", "a", "an", "each"]);
const dangling = /\s(?:per|an?|each)$/;
/** A figure below this is no yearly pay in a currency of which the reader knows nothing: its period must be said. */
const leastYearly = 1_000;
const yearFloors = new Map(currencies.map(({ code, yearFloor }) => [code, yearFloor]));
const mostPay = 1e9;

/** Lowest pay that would do, one for each currency. Never without a currency, since nothing is ever converted. */
export const payFloors: Setting<readonly PayFloor[]> = {
  kind: "setting",
  expected: "a least pay with its currency, such as >=80k/yr,eur or >=65/h,usd",
  read(word) {
    const floor = readFloor(word);
    return floor === undefined ? undefined : [floor];
  },
  print: (floors) => floors.map(printFloor).join(","),
  or: (a, b) => lowestFloors([...a, ...b]),
  group,
  suggest(word) {
    // Of a range the lower end is the least that would do.
    const least = word.replace(
      /(?<=\d)(?<scale>k?)\s*[-–—]\s*\d[\d.,]*(?<high>k?)/iu,
      (_, low: string, high: string) => low || high,
    );
    const completed = [`${least},eur`, least, `${least},usd`].flatMap((attempt) => whole(attempt) ?? []);
    return completed[0] === undefined ? undefined : printFloor(completed[0]);
  },
  complete(prefix, limit) {
    const typed = /^(?:>=?)?\s*(?<figure>\d{1,3})k?$/iu.exec(prefix)?.groups?.["figure"];
    if (typed === undefined) return payExamples(prefix, limit);
    const floors = [
      ...["eur", "usd", "gbp"].flatMap((code) => readFloor(`${typed}k,${code}`) ?? []),
      ...["eur", "usd", "gbp"].flatMap((code) => readFloor(`${typed}/h,${code}`) ?? []),
    ];
    const offers = floors.map((floor) => ({ word: printFloor(floor), detail: "" }));
    return (/k$/iu.test(prefix) ? offers.slice(0, 3) : offers).slice(0, limit);
  },
};

const payExamples = examples(
  { word: ">=80k/yr,eur", detail: "at least 80,000 EUR a year" },
  { word: ">=100k/yr,usd", detail: "at least 100,000 USD a year" },
  { word: ">=65/h,usd", detail: "at least 65 USD an hour" },
);

function readFloor(word: string): PayFloor | undefined {
  const parts = floorPattern.exec(word.trim().toLowerCase())?.groups;
  if (parts === undefined || dangling.test(parts["rest"] ?? "")) return undefined;
  const digits = parts["number"] ?? "";
  const plain = /[ _'.,]\d{3}$/.test(digits) ? digits.replace(/\D/g, "") : digits;
  const times = parts["scale"];
  const amount = Math.round(Number(plain) * (isScale(times) ? scales[times] : 1) * 100) / 100;
  const words = [parts["sign"] ?? "", ...(parts["rest"] ?? "").split(/[\s,/]+/u)].filter((part) => !fillers.has(part));
  const isUnderstood = words.every((part) => currencyWords.has(part) || periods.has(part));
  const [currency = times === "lpa" ? "INR" : undefined, ...otherCurrencies] = distinct(words, currencyWords);
  const [period = times === "lpa" ? "year" : undefined, ...otherPeriods] = distinct(words, periods);
  if (!isUnderstood || otherCurrencies.length + otherPeriods.length > 0) return undefined;
  if (currency === undefined || amount <= 0 || amount > mostPay) return undefined;
  if (period === undefined && amount < (yearFloors.get(currency) ?? leastYearly)) return undefined;
  return { amount, period: period ?? "year", currency };
}

function distinct<Value>(words: readonly string[], of: ReadonlyMap<string, Value>): readonly Value[] {
  return [...new Set(words.flatMap((word) => of.get(word) ?? []))];
}

function isScale(word: string | undefined): word is keyof typeof scales {
  return word !== undefined && Object.hasOwn(scales, word);
}

/** The floor of a figure whose period is not said, by the longest one for which it is a plausible pay, else by the hour. */
function whole(word: string): PayFloor | undefined {
  const read = readFloor(word);
  if (read !== undefined) return read;
  const guesses = (["month", "day", "hour"] as const).flatMap((period) => readFloor(`${word}/${period}`) ?? []);
  const isPlausible = ({ amount, period, currency }: PayFloor) =>
    annual(amount, period) >= 2 * (yearFloors.get(currency) ?? leastYearly);
  return guesses.find(isPlausible) ?? guesses.at(-1);
}

function printFloor({ amount, period, currency }: PayFloor): string {
  const figure = amount % 1_000 === 0 ? `${amount / 1_000}k` : String(amount);
  return `>=${figure}/${periodWords[period][0]},${currency.toLowerCase()}`;
}

/** A word begins a new floor unless it has no figure and the one before it is not whole, or it is that one's next three digits. */
function group(words: readonly string[]): readonly number[] {
  const groups: string[][] = [];
  for (const word of words) {
    const last = groups.at(-1);
    const isDigits = /^\d{3}(?!\d)/.test(word) && /(?<!\d)\d{1,3}$/.test(last?.at(-1) ?? "");
    const isPart =
      isDigits || (!/[<>=≥\d]/u.test(word) && (isUnit(word) || readFloor(last?.join(",") ?? "") === undefined));
    if (last !== undefined && isPart) last.push(word);
    else groups.push([word]);
  }
  return groups.map((one) => one.length);
}

function isUnit(word: string): boolean {
  return currencyWords.has(word.toLowerCase()) || periods.has(word.toLowerCase());
}

/** The lowest floor of each currency, by currency: the others are implied. */
export function lowestFloors(floors: readonly PayFloor[]): readonly PayFloor[] {
  const byCurrency = new Map<string, PayFloor>();
  for (const floor of floors) {
    const known = byCurrency.get(floor.currency);
    if (known === undefined || isLower(floor, known)) byCurrency.set(floor.currency, floor);
  }
  return [...byCurrency.values()].toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
}

/** Of equal floors the one with the longer period, so that the order of writing does not matter. */
function isLower(a: PayFloor, b: PayFloor): boolean {
  const difference = annual(a.amount, a.period) - annual(b.amount, b.period);
  return difference < 0 || (difference === 0 && payPeriods.indexOf(a.period) < payPeriods.indexOf(b.period));
}
