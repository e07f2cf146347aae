import type { PayPeriod } from "../posting/posting.ts";

/** How many of each period make a year of work, for filters and for display alike. */
const perYear = { year: 1, month: 12, week: 52, day: 260, hour: 2_080 } as const satisfies Record<PayPeriod, number>;

/** An amount of pay as if it were earned for a whole year, in the same currency. */
export function annual(amount: number, period: PayPeriod): number {
  return amount * perYear[period];
}
