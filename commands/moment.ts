import { DateTime, type DurationUnit } from "luxon";
import { UserError } from "../src/errors.ts";

/** How moments to come may be said, for help and completion. */
export const momentExamples = ["12h", "3d", "2w", "tomorrow", "monday", "2026-12-01"] as const;

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const duration = /^(?<count>\d{1,3})\s*(?<unit>h|hour|d|day|w|week)s?$/u;
const units: Readonly<Record<string, DurationUnit>> = { h: "hours", d: "days", w: "weeks" };

/**
 * A moment to come, in milliseconds since the epoch: a duration from now (hours, days, weeks), or the beginning of
 * tomorrow, of the next such weekday (three letters do) or of a day (`2026-12-01`). `until` and `for` may stand before.
 *
 * @param zone IANA zone whose days are meant.
 * @throws UserError `moment` for anything else, and for what has passed.
 */
export function momentIn(text: string, now: number, zone: string): number {
  const typed = text.trim().toLowerCase();
  const local = DateTime.fromMillis(now, { zone });
  const moment = named(typed.replace(/^(?:until|till|for)\s+/u, ""), local);
  if (moment?.isValid === true && moment.toMillis() > now) return moment.toMillis();
  const problem =
    moment?.isValid === true ? `${typed} has passed already. Expected` : `"${typed}" is no moment to come. Expected`;
  throw new UserError("moment", `${problem} one such as ${momentExamples.join(", ")}.`, {
    start: text.length - text.trimStart().length,
  });
}

function named(typed: string, local: DateTime): DateTime | undefined {
  const { count, unit = "" } = duration.exec(typed)?.groups ?? {};
  const name = units[unit.charAt(0)];
  if (count !== undefined && name !== undefined) return local.plus({ [name]: Number(count) });
  const today = local.startOf("day");
  if (typed === "tomorrow") return today.plus({ days: 1 });
  const weekday = weekdays.findIndex((day) => typed === day || typed === day.slice(0, 3));
  if (weekday >= 0) return today.plus({ days: ((weekday + 1 - local.weekday + 6) % 7) + 1 });
  return /^\d{4}-\d{2}-\d{2}$/.test(typed) ? DateTime.fromISO(typed, { zone: local.zone }) : undefined;
}
