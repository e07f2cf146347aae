import { DateTime } from "luxon";
import { defaultDigestTime } from "../filter/defaults.ts";
import type { Budget, Cadence, DeliverySettings, QuietHours, TimeOfDay } from "../filter/delivery-settings.ts";
import { zoneOf } from "./zone.ts";

/** When one subscription wants to hear of something, with every default filled in. */
export interface Plan {
  readonly every: Cadence;
  /** Of daily and weekly digests, and of what overflowed, in the zone. */
  readonly at: TimeOfDay;
  /** IANA zone. */
  readonly tz: string;
  readonly quiet: QuietHours | null;
  readonly max: Budget | null;
}

/** Weekly digests come on Mondays. */
const monday = 1;

/** Fills in what neither a subscription nor its owner's settings say. */
export function planOf(
  { every = "now", at = defaultDigestTime, tz, quiet, max }: DeliverySettings,
  zone: string,
): Plan {
  return { every, at, tz: tz ?? zone, quiet: quiet ?? null, max: max ?? null };
}

/**
 * The first digest strictly after a moment, in milliseconds since the epoch; one that quiet hours cover comes when they
 * end. Local times hold through changes of summer
 * time: a time that the clocks skip becomes the moment after the gap, one that they repeat is its first occurrence, so
 * that every local day has exactly one daily digest. What overflows an instant subscription goes by the day.
 */
export function nextDigestAt(plan: Plan, after: number): number {
  const local = DateTime.fromMillis(after, { zone: zoneOf(plan.tz) });
  if (plan.every === "hour") return outsideQuiet(plan, nextFullHour(local));
  const isWanted = (day: DateTime) => plan.every !== "week" || day.weekday === monday;
  // From yesterday, whose digest quiet hours may have put off until today. A week and a day ahead there has been a Monday,
  // and a moment that a change of time has moved by an hour.
  for (let days = -1; days <= 8; days++) {
    const day = local.startOf("day").plus({ days });
    const at = outsideQuiet(plan, atTime(day, plan.at));
    if (isWanted(day) && at > after) return at;
  }
  throw new RangeError(`cadence: expected a ${plan.every} digest within eight days of ${local.toISO()}`);
}

/** When the quiet hours that a moment lies in end, or null outside of them. They begin at `from` and end at `until`. */
export function quietUntil({ quiet, tz }: Plan, now: number): number | null {
  if (quiet === null || quiet.from === quiet.until) return null;
  const today = DateTime.fromMillis(now, { zone: zoneOf(tz) }).startOf("day");
  // Quiet hours that hold now began today or, when they run over midnight, yesterday.
  for (const day of [today.minus({ days: 1 }), today]) {
    const from = atTime(day, quiet.from);
    const until = atTime(quiet.until > quiet.from ? day : day.plus({ days: 1 }), quiet.until);
    if (from <= now && now < until) return until;
  }
  return null;
}

/** Where the stretch that a budget counts over began: the local hour, day or week of a moment. */
export function budgetSince({ per }: Budget, tz: string, now: number): number {
  return DateTime.fromMillis(now, { zone: zoneOf(tz) })
    .startOf(per)
    .toMillis();
}

function outsideQuiet(plan: Plan, at: number): number {
  return quietUntil(plan, at) ?? at;
}

/** By minutes and not by local hours: where the clocks repeat an hour, both of its runs have a digest. */
function nextFullHour(local: DateTime): number {
  return local
    .startOf("minute")
    .plus({ minutes: 60 - local.minute })
    .toMillis();
}

function atTime(day: DateTime, time: TimeOfDay): number {
  const [hour, minute] = time.split(":").map(Number);
  return day.set({ hour: hour ?? 0, minute: minute ?? 0, second: 0, millisecond: 0 }).toMillis();
}
