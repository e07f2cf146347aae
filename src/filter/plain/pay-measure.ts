/** Pay as people say it: "at least 80k euros", "60-80 usd/hr", "12 LPA", "3.500 € brutto im Monat". */
import { settingOf } from "../keys.ts";
import { currencyNames } from "../values/pay-floors.ts";
import {
  any,
  doubt,
  least,
  type Measure,
  most,
  pattern,
  type Doubt,
  type Reader,
  suggested,
  unit,
  unitOf,
} from "./measure-patterns.ts";

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
const per = String.raw`\s*(?<per>\/|per|a|an|each|every|pro|im|je|par|al|por|la)?\s*`;
const payTail =
  "or more|or above|and up|and above|and more|plus|minimum|min|gross|brutto|brut|bruto|net|netto|neto|oder mehr|ou plus|o mas|salary|pay|base|base salary|in salary";

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

/** A range between two words first, since each of them is one before a single figure as well. */
export const payReaders: readonly (readonly [pattern: RegExp, read: Reader])[] = [
  [pattern(figures(`(?<lead>(?:between|from|zwischen|von|entre|de)\\s+)`, "and|to|und|bis|et|y|a|-|–|—")), pay],
  [pattern(figures(`(?<lead>(?:${any(`${least}|${most}`.split("|"))}\\s*(?<![\\p{L}])){0,2})`, "to|bis|a|-|–|—")), pay],
];

/** From so much on, a figure with its period is pay, for nobody wants or works so many: "500/day". */
const leastRates: Readonly<Record<string, number>> = { hour: 10, day: 100, week: 200, month: 500, year: 5_000 };

/** A range's lower end is the least that would do. A figure is pay where its currency, its thousands or a word before it says so. */
function pay(groups: Readonly<Record<string, string | undefined>>): Measure["said"] | Omit<Doubt, "end"> {
  const { lead = "", low = "", k = "", hk = "", high, before, mid, after, late, per: each, unit: word } = groups;
  const scaleText = (k === "" && hk !== "" && Number(low) < 1_000 ? hk : k).trim();
  const times = scaleOf.get(scaleText) ?? scaleText;
  const money = before ?? mid ?? after ?? late ?? (times === "lpa" ? "inr" : undefined);
  const period = unitOf.get(word ?? "");
  const isRate = each !== undefined && Number(plainFigure(low)) >= (leastRates[period ?? ""] ?? 0);
  const isMoney = money !== undefined || times !== "" || isRate || (lead !== "" && /\d[ ',.]?\d{3}/.test(low));
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
