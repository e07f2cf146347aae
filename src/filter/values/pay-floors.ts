import { payPeriods, type PayPeriod } from "../../posting/posting.ts";
import { currencyMarks, currencyOf } from "../../posting/vocabulary/currencies.ts";
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

/** The reader's marks, and what the reader does not take for one in running text. Those of one letter mark nothing here. */
const currencies = new Map<string, string>([
  ...Intl.supportedValuesOf("currency").map((code) => [code.toLowerCase(), code] as const),
  ...currencyMarks
    .filter((mark) => !/^\p{L}$/u.test(mark))
    .flatMap((mark) => {
      const code = currencyOf(mark, [])?.code;
      return code === undefined ? [] : [[mark.toLowerCase(), code] as const];
    }),
  ["pound", "GBP"],
  ["rupee", "INR"],
  ["zloty", "PLN"],
]);

/** Words and signs of the reader's currencies, in lower case, as they stand beside a figure. */
export const currencyNames: readonly string[] = [...currencies]
  .filter(([name, code]) => name !== code.toLowerCase() || currencyMarks.includes(code))
  .map(([name]) => name);

const floorPattern =
  /^(?:>=?|=>|≥)?\s*(?<sign>[a-z]{0,3}\p{Sc}|[a-z]{3}(?=\s*\d))?\s*(?<number>\d{1,3}(?:[ _'.,]\d{3})+(?!\d)|\d+(?:\.\d+)?)\s*(?<thousand>k)?\+?(?<rest>.*)$/u;
const fillers = new Set(["", "per", "a", "an", "each"]);
const dangling = /\s(?:per|an?|each)$/;
/** A figure below this is no yearly pay: its period must be said. */
const leastYearly = 1_000;
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
    const completed = [`${word},eur`, `${word}/h`, `${word}/h,usd`].flatMap((attempt) => readFloor(attempt) ?? []);
    return completed[0] === undefined ? undefined : printFloor(completed[0]);
  },
  complete: examples(
    { word: ">=80k/yr,eur", detail: "at least 80,000 EUR a year" },
    { word: ">=100k/yr,usd", detail: "at least 100,000 USD a year" },
    { word: ">=65/h,usd", detail: "at least 65 USD an hour" },
  ),
};

function readFloor(word: string): PayFloor | undefined {
  const parts = floorPattern.exec(word.trim().toLowerCase())?.groups;
  if (parts === undefined || dangling.test(parts["rest"] ?? "")) return undefined;
  const figure = parts["number"] ?? "";
  const plain = /[ _'.,]\d{3}$/.test(figure) ? figure.replace(/\D/g, "") : figure;
  const amount = Math.round(Number(plain) * (parts["thousand"] === undefined ? 100 : 100_000)) / 100;
  const words = [parts["sign"] ?? "", ...(parts["rest"] ?? "").split(/[\s,/]+/u)].filter((part) => !fillers.has(part));
  const [currency, ...otherCurrencies] = words.flatMap((part) => currencies.get(part) ?? []);
  const [period, ...otherPeriods] = words.flatMap((part) => periods.get(part) ?? []);
  const isUnderstood =
    words.length === (period === undefined ? 1 : 2) && otherCurrencies.length + otherPeriods.length === 0;
  if (!isUnderstood || currency === undefined || amount <= 0 || amount > mostPay) return undefined;
  if (period === undefined && amount < leastYearly) return undefined;
  return { amount, period: period ?? "year", currency };
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
  return currencies.has(word.toLowerCase()) || periods.has(word.toLowerCase());
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
