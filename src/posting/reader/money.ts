/** Figures of money in running text, in the world's spellings: "€70–85k", "70.000 – 85.000 €", "CHF 120'000", "15 000 PLN". */
import { currencyMarks } from "../vocabulary/currencies.ts";
import { plainFirst } from "./plain-first.ts";
import { matchesOf } from "./phrases.ts";

/** One sum or range as it is written. */
export interface Money {
  /** Offsets in the text, from the first mark to the last. */
  readonly from: number;
  readonly to: number;
  /** The ends in the order of the text; `high` is null for a single sum. */
  readonly low: number;
  readonly high: number | null;
  /** The mark beside it (`$`, `EUR`), the more telling one where there are two (`USD$`); null for bare figures. */
  readonly mark: string | null;
  /** Whether a multiplier such as `k` was written. */
  readonly isScaled: boolean;
}

interface Figure {
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly scale: string;
  readonly mark: string | null;
}

const mark = currencyMarks.map((text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("|");
const number = "\\d{1,3}(?:[.,'’ \\u00a0\\u202f]\\d{3}){1,4}(?:[.,]\\d{1,2})?|\\d{1,9}(?:[.,]\\d{1,2})?";
const scale =
  "k|K|tys\\.?|thousand|Tsd\\.?|mil(?= )|万|lakhs?|lacs?|LPA|lpa|crores?|millions?|mn|Mio\\.?|Mrd\\.?|billions?|bn|trillions?|MM|M|m|B|b|T";

/** Letters of the scripts that put spaces between words: a sum may touch Japanese ones ("年収は600万円から"). */
const letter = "\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Greek}";
const figures = plainFirst(
  `(?<![${letter}\\p{N}_.,/@#]|(?<!\\d)[${letter}]-)(?<lead>(?<![${letter}])(?:${mark})[ \\u00a0]?(?:\\$)?[ \\u00a0]?)?(?<number>${number})(?![\\d%])(?:[ \\u00a0]?(?<scale>${scale})(?![${letter}\\p{N}]|(?<=[mbMBT])['’]))?\\+?(?:[ \\u00a0]?(?<trail>${mark})(?![${letter}\\p{N}]))?\\+?(?!\\s?%)`,
  "gu",
);

/** What stands between the ends of a range, with the unit of the first end repeated ("$65/hr - $80/hr"). */
const unit =
  "(?:\\/|per |a |an |pro |par |por )?(?:hour|hr|h|year|yr|annum|month|mo|day|week|jahr|monat|stunde|mois|an|mes)?";
const rangeGap = new RegExp(
  `^\\s*${unit}(?:\\s*(?:gross|brutto|net|netto))?\\s*(?:-|–|—|−|~|〜|to|up to|bis(?: zu)?|à|a|do|tot|até|al|hasta|から)\\s*$`,
  "iu",
);
const pairGap = /^\s*(?:and|und|y|et|e|en|i|a)\s*$/iu;
const pairLead = plainFirst(
  /(?<![\p{L}])(?:between|zwischen|entre|tussen|między|pomiędzy|između|tra)\s*(?:\p{L}{1,4}\s)?$/iu,
);

const scales: readonly (readonly [RegExp, number])[] = [
  [/^(?:k|tys\.?|thousand|tsd\.?|mil)$/i, 1_000],
  [/^万$/, 10_000],
  [/^(?:lakhs?|lacs?|lpa)$/i, 100_000],
  [/^crores?$/i, 10_000_000],
  [/^(?:millions?|mn|mio\.?|mm|m)$/i, 1_000_000],
  [/^(?:mrd\.?|billions?|bn|b)$/i, 1_000_000_000],
  [/^(?:trillions?|t)$/i, 1_000_000_000_000],
];

/** A line with more is a table of numbers, and no pay. */
const mostFigures = 1_000;

/** Every sum and range, in order. Linear in the length of the text. */
export function moneyIn(text: string): readonly Money[] {
  if (!/\d/.test(text)) return [];
  const found = matchesOf(figures, text, mostFigures).map(figureOf);
  const money: Money[] = [];
  for (let at = 0; at < found.length; at += 1) {
    const low = found[at];
    const high = found[at + 1];
    if (low === undefined) continue;
    if (high !== undefined && isRange(text, low, high)) {
      money.push(rangeOf(low, high));
      at += 1;
    } else {
      money.push({
        from: low.from,
        to: low.to,
        low: scaled(low.value, low.scale),
        high: null,
        mark: low.mark,
        isScaled: low.scale !== "",
      });
    }
  }
  return money;
}

function figureOf(match: RegExpExecArray): Figure {
  const { lead = "", number: digits = "", scale: unitOf = "", trail } = match.groups ?? {};
  const letters = /[A-Z]{3}/.exec(lead)?.[0];
  return {
    from: match.index,
    to: match.index + match[0].length,
    value: valueOf(digits),
    scale: unitOf,
    mark: trail !== undefined && /^[A-Z]{3}$/.test(trail) ? trail : (letters ?? (lead.trim() || trail || null)),
  };
}

/** `70.000`, `120'000`, `15 000`, `145,000.00` and `12,50`: a last group of three digits is thousands, one or two are cents. */
function valueOf(digits: string): number {
  const cents = /[.,](\d{1,2})$/.exec(digits);
  const whole = (cents === null ? digits : digits.slice(0, cents.index)).replace(/\D/g, "");
  return Number(cents === null ? whole : `${whole}.${cents[1] ?? "0"}`);
}

function isRange(text: string, low: Figure, high: Figure): boolean {
  if (high.from - low.to > 24) return false;
  const gap = text.slice(low.to, high.from);
  if (rangeGap.test(gap)) return true;
  return pairGap.test(gap) && pairLead.test(text.slice(Math.max(0, low.from - 20), low.from));
}

/** The ends lend each other their mark and their multiplier: "$300-600k" is 300,000 to 600,000. */
function rangeOf(low: Figure, high: Figure): Money {
  const isLent = low.scale === "" && high.scale !== "" && low.value < 1_000;
  const bottom = scaled(low.value, isLent ? high.scale : low.scale);
  const lentBack = high.scale === "" && low.scale !== "" && high.value < 1_000;
  const top = scaled(high.value, lentBack ? low.scale : high.scale);
  const telling = [low.mark, high.mark].find((one) => one !== null && /^[A-Z]{3}$/.test(one));
  return {
    from: low.from,
    to: high.to,
    low: Math.min(bottom, top),
    high: Math.max(bottom, top),
    mark: telling ?? low.mark ?? high.mark,
    isScaled: low.scale !== "" || high.scale !== "",
  };
}

function scaled(value: number, unitOf: string): number {
  const factor = scales.find(([pattern]) => pattern.test(unitOf))?.[1] ?? 1;
  return Math.round(value * factor * 100) / 100;
}
