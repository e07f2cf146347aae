/** Base pay as a posting states it. */
import type { Evidence, Pay, PayPeriod, Place } from "../posting.ts";
import { type Currency, currencyIn, currencyOf } from "../vocabulary/currencies.ts";
import { type Cues, mayMatch, watch } from "./cues.ts";
import type { Document } from "./document.ts";
import { evidenceIn, type Found, type Passage, passagesOf } from "./field.ts";
import { type Money, moneyIn } from "./money.ts";
import { matchesOf } from "./phrases.ts";
import {
  from,
  noPayAfter,
  noPayBefore,
  payWord,
  periods,
  totalAfter,
  totalBefore,
  upTo,
  upwards,
} from "./pay-words.ts";

watch(payWord);
watch(noPayBefore);

/** How far the words that qualify a sum may stand from it, in UTF-16 units; keeps the search linear. */
const reach = 160;

/** Among the benefits a sum is pay when little stands beside it but its unit: `17 € pro Stunde`. */
const longestUnit = 36;

/** One sum or range that is pay for this posting. */
interface Offer {
  readonly min: number | null;
  readonly max: number | null;
  readonly currency: Currency;
  readonly period: PayPeriod;
  readonly isRange: boolean;
  /** On-target earnings or a total: counts only where no base is stated. */
  readonly isTotal: boolean;
  readonly rule: string;
  readonly passage: Passage;
  readonly money: Money;
}

/** The words around a sum. */
interface Setting {
  /** Of its own sentence or header field. */
  readonly before: string;
  readonly after: string;
  /** The heading, and the line above where the sum stands alone. */
  readonly above: string;
}

/** The widest span of the base pay in the currency of the posting's place; never equity, funding, a bonus or a budget. */
export function readPay(document: Document, places: readonly Place[]): Found<Pay | null> {
  const countries = [...new Set(places.flatMap(({ country }) => country ?? []))];
  const passages = passagesOf(document);
  const offers = passages.flatMap((passage, index) => offersIn(passage, passages[index - 1], countries));
  const best = alike(offers, places);
  const first = best[0];
  if (first === undefined) return { value: null, evidence: [] };

  const mins = best.flatMap(({ min }) => min ?? []);
  const maxes = best.flatMap(({ max }) => max ?? []);
  const several = best.length > 1 && maxes.length === 0;
  const value: Pay = {
    min: mins.length > 0 ? Math.min(...mins) : null,
    max: several && new Set(mins).size > 1 ? Math.max(...mins) : maxes.length > 0 ? Math.max(...maxes) : null,
    currency: first.currency.code,
    period: first.period,
  };
  return { value, evidence: best.map((offer) => proofOf(document, offer, value)) };
}

/** The offers that may be put together: base before totals, ranges before single sums, one currency, one period. */
function alike(offers: readonly Offer[], places: readonly Place[]): readonly Offer[] {
  const base = offers.filter(({ isTotal }) => !isTotal);
  const kind = base.length > 0 ? base : offers;
  const currency = currencyFor(kind, places);
  const local = kind.filter((offer) => offer.currency.code === currency);
  const ranges = local.filter(({ isRange }) => isRange);
  const chosen = ranges.length > 0 ? ranges : local;
  return chosen.filter(({ period }) => period === chosen[0]?.period);
}

/** Of several currencies the one that most of the places pay in, else the one named first. */
function currencyFor(offers: readonly Offer[], places: readonly Place[]): string | undefined {
  const stated = [...new Set(offers.map(({ currency }) => currency.code))];
  const paid = places.flatMap(({ country }) => (country === null ? [] : (currencyIn(country)?.code ?? [])));
  const weight = (code: string) => paid.filter((one) => one === code).length;
  return stated.toSorted((a, b) => weight(b) - weight(a))[0];
}

function offersIn(passage: Passage, above: Passage | undefined, countries: readonly string[]): readonly Offer[] {
  if (passage.origin === "location") return [];
  return moneyIn(passage.text).flatMap((money) => {
    const setting = settingOf(passage, above, money);
    const rule = ruleFor(passage, money, setting);
    if (rule === null) return [];
    const currency = money.mark === null ? loneCurrency(countries) : currencyOf(money.mark, countries);
    if (currency === undefined) return [];
    const period = periodOf(setting) ?? periodBySize(money, currency);
    if (!isPlausible(money, currency, period)) return [];
    return [
      {
        ...endsOf(money, setting, passage.text.slice(money.from, money.to)),
        currency,
        period,
        isRange: money.high !== null,
        isTotal: isTotal(setting),
        rule,
        passage,
        money,
      },
    ];
  });
}

/** What graduates or a trade earn on average: `the average salary of our students is $105,000`. */
const ofOthers = /\b(?:average|median) (?:starting |base )?salar(?:y|ies)\b(?![^.]*\bthis\b)[^.]*$/i;
/** What ends a sentence or a header field. */
const ends = /[.!?](?=\s+[\p{Lu}\p{N}])|\s\|\s|[;•]|\n/u;

function settingOf({ text, line }: Passage, above: Passage | undefined, money: Money): Setting {
  const before = text.slice(Math.max(0, money.from - reach), money.from);
  const after = text.slice(money.to, money.to + reach);
  const cut = [...matchesOf(ends, before)].at(-1);
  const stop = after.search(ends);
  const isAlone = money.from < 60 && text.length - money.to < 60;
  return {
    before: cut === undefined ? before : before.slice(cut.index + cut[0].length),
    after: stop < 0 ? after : after.slice(0, stop),
    above: `${line?.heading ?? ""} ${isAlone && above?.line ? above.text.slice(-reach) : ""}`,
  };
}

/** Name of the rule that makes a sum pay; null where nothing does. */
function ruleFor({ line }: Passage, money: Money, { before, after, above }: Setting): string | null {
  if (isOtherMoney(line?.cues, before, after)) return null;
  const isRange = money.high !== null;
  const isLabelled = line?.label?.name === "pay";
  const speaksOfPay =
    mayMatch(line?.cues, payWord) && (payWord.test(before.slice(-120)) || payWord.test(after.slice(0, 40)));
  const hasPeriod = periods.some(([, pattern]) => pattern.test(after.slice(0, 16)));
  if (money.mark === null) {
    const isFigure = money.isScaled || money.low >= 10_000;
    return isFigure && (isLabelled || (speaksOfPay && (isRange || hasPeriod || money.isScaled))) ? "pay-bare" : null;
  }
  if (isLabelled) return "pay-label";
  if (speaksOfPay) return "pay-words";
  const part = line?.part ?? "head";
  if (part === "company") return null;
  if (part === "pay" || payWord.test(above)) return isRange || hasPeriod ? "pay-section" : null;
  if (isRange) return "pay-range";
  const isAlone = before.length + after.length <= longestUnit;
  if (hasPeriod && (part !== "benefits" || isAlone)) return "pay-period";
  return part === "head" && before.length + after.length < 60 ? "pay-header" : null;
}

/** Funding, equity, bonuses and budgets: by the nearest words, so that "equity and a salary of $90k" is a salary. */
function isOtherMoney(cues: Cues | undefined, before: string, after: string): boolean {
  if (noPayAfter.test(after) || (ofOthers.test(before) && !/^\s?(?:for|in) this\b/i.test(after))) return true;
  const lead = mayMatch(cues, noPayBefore) ? noPayBefore.exec(before) : null;
  return lead !== null && !payWord.test(lead.groups?.["since"] ?? "");
}

function periodOf({ before, after, above }: Setting): PayPeriod | undefined {
  const behind = periods.find(([, pattern]) => pattern.test(after.slice(0, 24)));
  if (behind !== undefined) return behind[0];
  const nearest = periods
    .map(([period, pattern]) => ({ period, at: lastIndex(before, pattern) }))
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => b.at - a.at)[0];
  return nearest?.period ?? periods.find(([, pattern]) => pattern.test(after) || pattern.test(above))?.[0];
}

function lastIndex(text: string, pattern: RegExp): number {
  return [...matchesOf(pattern, text)].at(-1)?.index ?? -1;
}

/** A period that is not stated is the year, unless nobody could live on it. */
function periodBySize({ low, high }: Money, { yearFloor }: Currency): PayPeriod {
  const most = high ?? low;
  if (most >= yearFloor) return "year";
  return most >= yearFloor / 24 ? "month" : "hour";
}

const parts: Readonly<Record<PayPeriod, number>> = { year: 1, month: 12, week: 52, day: 230, hour: 2_080 };

/** Neither a voucher nor a company's takings: a year of it is between a third of the floor and three hundred floors. */
function isPlausible({ low, high }: Money, { yearFloor }: Currency, period: PayPeriod): boolean {
  const year = parts[period] * (high ?? low);
  return year >= yearFloor / 3 && year <= yearFloor * 300 && (high === null || high <= low * 10);
}

/** `OTE $240k, base $120k`: the base comes after the total. */
const thenBase = /[,;/(]\s*(?:\w+ )?base(?: salary| pay)?(?: of|:)?\s*$/i;

function isTotal({ before, after }: Setting): boolean {
  const near = before.slice(-40);
  return totalAfter.test(after) || (totalBefore.test(near) && !thenBase.test(near));
}

/** A single sum is both ends, unless words or a plus sign leave one open. */
function endsOf({ low, high }: Money, { before, after }: Setting, written: string): Pick<Offer, "min" | "max"> {
  if (high !== null) return { min: low, max: high };
  const isLeast = from.test(before);
  if (!isLeast && upTo.test(before)) return { min: null, max: low };
  return { min: low, max: isLeast || written.endsWith("+") || upwards.test(after) ? null : low };
}

/** Bare figures are in the currency of the place, if the places agree on one. */
function loneCurrency(countries: readonly string[]): Currency | undefined {
  const paid = new Set(countries.map(currencyIn));
  return paid.size === 1 ? [...paid][0] : undefined;
}

function proofOf(document: Document, { passage, money, rule }: Offer, pay: Pay): Evidence {
  const value = `${pay.min ?? ""}-${pay.max ?? ""} ${pay.currency}/${pay.period}`;
  return evidenceIn(document, passage, { field: "pay", value, rule, from: money.from, to: money.to });
}
