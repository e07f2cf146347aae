const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Each unit serves up to where the next one reads better. */
const steps = [
  { unit: "minute", ms: minuteMs, below: hourMs },
  { unit: "hour", ms: hourMs, below: dayMs },
  { unit: "day", ms: dayMs, below: 14 * dayMs },
  { unit: "week", ms: 7 * dayMs, below: 60 * dayMs },
  { unit: "month", ms: 30.44 * dayMs, below: 365 * dayMs },
  { unit: "year", ms: 365.25 * dayMs, below: Number.POSITIVE_INFINITY },
] as const;

/** "3 days ago", rounded down; "just now" under a minute and for what a skewed clock puts ahead of us. */
export function ago(time: number, now: number): string {
  const age = now - time;
  return age < minuteMs ? "just now" : `${lasting(age)} ago`;
}

/** A stretch of time, rounded down, but one minute at least: "3 days". */
export function lasting(ms: number): string {
  const { unit, ms: unitMs } = steps.find(({ below }) => ms < below) ?? steps[0];
  return counted(Math.max(1, Math.floor(ms / unitMs)), unit);
}

/** The age of a calendar day, which has no time of day: "today", "yesterday", then as `ago`. Days are UTC's. */
export function daysAgo(day: number, now: number): string {
  const days = Math.floor(now / dayMs) - Math.floor(day / dayMs);
  if (days <= 0) return "today";
  return days === 1 ? "yesterday" : ago(now - days * dayMs, now);
}

/** Made once: a formatter costs more than all else on a card. */
const counts = new Intl.NumberFormat("en");

/** "1 day", "3 days". */
export function counted(count: number, noun: string): string {
  return `${counts.format(count)} ${noun}${count === 1 ? "" : "s"}`;
}
