import type { Pay, PayPeriod } from "../../posting/posting.ts";
import { periodIn, widestPay } from "../stated.ts";
import type { PayInputRange } from "./schema.ts";

/** No hourly, daily or weekly wage reaches it in the currencies that use pay ranges; below it we do not guess. */
const surelyYearly = 10_000;
const beyondBase = /\b(?:OTE|on[- ]target|bonus|commission|equity|variable)\b/i;

/** Pay from the ranges of a job; those of base pay go before on-target earnings. */
export function payOf(ranges: readonly PayInputRange[]): Pay | null {
  const base = ranges.filter(({ title }) => !beyondBase.test(title ?? ""));
  return widestPay(
    (base.length > 0 ? base : ranges).map((range) => ({
      min: units(range.min_cents),
      max: units(range.max_cents),
      currency: range.currency_type,
      period: periodOf(range),
    })),
  );
}

/** The period stands in words only: in the range's title, or its blurb. */
function periodOf({ title, blurb, min_cents, max_cents }: PayInputRange): PayPeriod | undefined {
  for (const text of [title ?? "", (blurb ?? "").replace(/<[^>]*>/g, " ")]) {
    const named = periodIn(text);
    if (named !== undefined) return named;
  }
  const amount = units(max_cents) ?? units(min_cents) ?? 0;
  return amount >= surelyYearly ? "year" : undefined;
}

function units(cents: number | null | undefined): number | null {
  return typeof cents === "number" ? cents / 100 : null;
}
