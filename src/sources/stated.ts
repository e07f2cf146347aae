/** From the words in a board's own fields to facts; what they do not plainly say is left to the reader. */
import { type Employment, type Facts, type Mode, modes, type Pay, type PayPeriod } from "../posting/posting.ts";
import { employmentVocabulary } from "../posting/vocabulary/employment.ts";
import { modeVocabulary } from "../posting/vocabulary/modes.ts";

export interface StatedFacts {
  readonly modes?: readonly Mode[];
  readonly employment?: readonly Employment[];
  readonly pay?: Pay | null;
  /** Whether it is over; false says nothing. */
  readonly isClosed?: boolean;
}

/** Facts to spread into a posting: only those that are stated, nothing where none is. */
export function stated({ modes = [], employment = [], pay = null, isClosed = false }: StatedFacts): {
  readonly stated?: Partial<Facts>;
} {
  if (modes.length === 0 && employment.length === 0 && pay === null && !isClosed) return {};
  return {
    stated: {
      ...(modes.length === 0 ? {} : { modes }),
      ...(employment.length === 0 ? {} : { employment }),
      ...(pay === null ? {} : { pay }),
      ...(isClosed ? { closed: true } : {}),
    },
  };
}

export function modesOf(word: string | null | undefined): readonly Mode[] {
  const mode = modeVocabulary.resolve(word ?? "");
  return mode === undefined ? [] : [mode];
}

/** Modes of a vendor who has a flag for each. */
export function flaggedModes(flags: Readonly<Partial<Record<Mode, boolean | null | undefined>>>): readonly Mode[] {
  return modes.filter((mode) => flags[mode] === true);
}

/** Longest spelling in words that is looked for. */
const longestSpelling = 4;

/** The first half of `full- or part-time`, which lacks its noun. */
const eitherTime = /\b(full|part)[-\s]*(?:\/|,|&|or|and)[-\s]*(?=(?:full|part)[-\s]*time)/gi;

/** Kinds of employment in a free text such as `Regular Full Time (Salary)`; longer spellings go first. */
export function employmentsOf(text: string | null | undefined): readonly Employment[] {
  const spelt = (text ?? "").replace(eitherTime, "$1 time ");
  const words = spelt.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  const found = new Set<Employment>();
  for (let at = 0; at < words.length; ) {
    const [employment, length] = employmentAt(words, at);
    if (employment !== undefined) found.add(employment);
    at += length;
  }
  // "Regular part-time": regular says full-time only where nothing narrower is said.
  if (found.has("part-time") && !/full|voll|plein|completa/i.test(spelt)) found.delete("full-time");
  return [...found];
}

function employmentAt(words: readonly string[], at: number): [Employment | undefined, number] {
  for (let length = Math.min(longestSpelling, words.length - at); length > 0; length -= 1) {
    const employment = employmentVocabulary.resolve(words.slice(at, at + length).join(" "));
    if (employment !== undefined) return [employment, length];
  }
  return [undefined, 1];
}

export interface PayRange {
  readonly min: number | null | undefined;
  readonly max: number | null | undefined;
  readonly currency: string | null | undefined;
  readonly period: PayPeriod | undefined;
}

/**
 * The widest span of several ranges, those of another currency or period than the first left out: a board gives one
 * range for each place, and one posting has one pay. Zero means unset.
 */
export function widestPay(ranges: readonly PayRange[]): Pay | null {
  const usable = ranges.flatMap(({ min, max, currency, period }) => {
    const code = currency?.trim().toUpperCase() ?? "";
    const [low, high] = [positive(min), positive(max)];
    if (period === undefined || !/^[A-Z]{3}$/.test(code) || (low === null && high === null)) return [];
    if (low !== null && high !== null && low > high) return [];
    return [{ min: low, max: high, currency: code, period }];
  });
  const [first] = usable;
  if (first === undefined) return null;
  const alike = usable.filter(({ currency, period }) => currency === first.currency && period === first.period);
  const mins = alike.flatMap(({ min }) => (min === null ? [] : [min]));
  const maxes = alike.flatMap(({ max }) => (max === null ? [] : [max]));
  return {
    ...first,
    min: mins.length === 0 ? null : Math.min(...mins),
    max: maxes.length === 0 ? null : Math.max(...maxes),
  };
}

const periodWords: readonly (readonly [PayPeriod, RegExp])[] = [
  ["hour", /(?<![a-z])(?:hour|hourly|hr)(?![a-z])/i],
  ["day", /(?<![a-z])(?:day|daily)(?![a-z])/i],
  ["week", /(?<![a-z])(?:week|weekly)(?![a-z])/i],
  ["month", /(?<![a-z])(?:month|monthly)(?![a-z])/i],
  ["year", /(?<![a-z])(?:year|yearly|annual|annually|annum)(?![a-z])/i],
];

const partOfPeriod = /(?<![a-z])(?:semi|bi)[-\s]?(?:month|week|annual)/i;

/** The one period that a vendor's word or phrase names: `1 YEAR`, `per-hour-wage`, `monthly`; undefined where it names several. */
export function periodIn(text: string | null | undefined): PayPeriod | undefined {
  if (partOfPeriod.test(text ?? "")) return undefined;
  const named = periodWords.filter(([, words]) => words.test(text ?? ""));
  return named.length === 1 ? named[0]?.[0] : undefined;
}

/**
 * An amount that a vendor writes as a number or as text: `60000`, `"60000.00"`, `"60,000"`; null where there is none, or
 * where it may be another one (`60.000` is sixty thousand in half of Europe).
 */
export function amountIn(value: number | string | null | undefined): number | null {
  if (typeof value !== "string") return typeof value === "number" && Number.isFinite(value) ? value : null;
  return plainAmount.test(value.trim()) ? Number(value.replaceAll(",", "")) : null;
}

const plainAmount = /^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d{1,2})?$/;

function positive(amount: number | null | undefined): number | null {
  return typeof amount === "number" && amount > 0 ? amount : null;
}
