import type { Pay } from "../posting/posting.ts";

/** Pay as it is said: "80,000 to 100,000 EUR a year", "from 65 USD an hour", "up to 90,000 EUR a year". */
export function payText({ min, max, currency, period }: Pay): string {
  const unit = `${currency} ${period === "hour" ? "an" : "a"} ${period}`;
  if (min === null && max === null) return `an unstated sum of ${unit}`;
  if (min === null) return `up to ${figure(max)} ${unit}`;
  if (max === null) return `from ${figure(min)} ${unit}`;
  return min === max ? `${figure(min)} ${unit}` : `${figure(min)} to ${figure(max)} ${unit}`;
}

/** Made once: a formatter costs more than a whole verdict. */
const figures = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });

function figure(amount: number | null): string {
  return figures.format(amount ?? 0);
}
