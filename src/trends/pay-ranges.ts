import { annual } from "../filter/annual.ts";
import type { Pay } from "../posting/posting.ts";

/** Below this, quartiles would say more of chance than of pay. */
export const leastForQuartiles = 5;

/** What openings state as their pay in one currency, as if for a year; of a stated range, its middle. */
export interface PayRange {
  readonly currency: string;
  /** How many openings state it. */
  readonly count: number;
  /** In whole units a year; null with fewer than `leastForQuartiles`. */
  readonly quartiles: { readonly low: number; readonly median: number; readonly high: number } | null;
}

/** By currency, the one that is stated most often first. */
export function payRanges(stated: readonly Pay[]): readonly PayRange[] {
  const known = stated.filter(({ min, max }) => min !== null || max !== null);
  return [...Map.groupBy(known, ({ currency }) => currency)]
    .map(([currency, pays]) => ({ currency, count: pays.length, quartiles: quartilesOf(pays.map(middleAYear)) }))
    .toSorted((a, b) => b.count - a.count || a.currency.localeCompare(b.currency, "en"));
}

function middleAYear({ min, max, period }: Pay): number {
  const low = min ?? max ?? 0;
  return annual((low + (max ?? low)) / 2, period);
}

function quartilesOf(amounts: readonly number[]): PayRange["quartiles"] {
  if (amounts.length < leastForQuartiles) return null;
  const sorted = amounts.toSorted((a, b) => a - b);
  return { low: quantile(sorted, 0.25), median: quantile(sorted, 0.5), high: quantile(sorted, 0.75) };
}

/** Between two values in proportion, as spreadsheets do. */
function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? 0;
  const above = sorted[Math.ceil(at)] ?? below;
  return Math.round(below + (above - below) * (at - Math.floor(at)));
}
