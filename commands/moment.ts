import { DateTime, type DurationUnit } from "luxon";
import { UserError } from "../src/errors.ts";

/** How moments to come may be said, for help and completion. */
export const momentExamples = ["12h", "3d", "2w", "tomorrow", "monday", "2026-12-01"] as const;

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/** The number, or one. */
const duration = /^(?:(?<count>\d{1,3})\s*|an?\s+)(?<unit>month|min|minute|h|hour|d|day|w|week)s?$/u;
const units: Readonly<Record<string, DurationUnit>> = {
  min: "minutes",
  minute: "minutes",
  h: "hours",
  hour: "hours",
  d: "days",
  day: "days",
  w: "weeks",
  week: "weeks",
  month: "months",
};
/** Those of which a time of the day may be said. */
const ofDays: readonly DurationUnit[] = ["days", "weeks", "months"];
/** `9:00`, `at 9`, `5 pm`; an hour alone needs its `at` or its half of the day. */
const timeOfDay =
  /(?:^|\s+)(?:at\s+(?<alone>\d{1,2})|(?:at\s+)?(?<hour>\d{1,2})(?::(?<minute>\d{2})\s*(?<half>am|pm)?|\s*(?<only>am|pm)))$/u;

/** A time of the day, in the zone that is asked about. */
interface Time {
  readonly hour: number;
  readonly minute: number;
}

export const midnight: Time = { hour: 0, minute: 0 };

/**
 * A moment to come, in milliseconds since the epoch: a duration from now (minutes, hours, days, weeks, months), or tomorrow, the
 * next such weekday (three letters do) or a day (`2026-12-01`), with a time of the day or without, or a time alone. `until`,
 * `for`, `in` and `on` may stand before.
 *
 * @param zone IANA zone whose days are meant.
 * @param dayAt When a day without a time begins.
 * @throws UserError `moment` for anything else, and for what has passed.
 */
export function momentIn(text: string, now: number, zone: string, dayAt: Time = midnight): number {
  const typed = text.trim().toLowerCase();
  const local = DateTime.fromMillis(now, { zone });
  const moment = named(typed.replace(/^(?:until|till|for|in|on)\s+/u, ""), local, dayAt);
  if (moment?.isValid === true && moment.toMillis() > now) return moment.toMillis();
  const problem =
    moment?.isValid === true ? `${typed} has passed already. Expected` : `"${typed}" is no moment to come. Expected`;
  throw new UserError("moment", `${problem} one such as ${momentExamples.join(", ")} or tomorrow 9:00.`, {
    start: text.length - text.trimStart().length,
  });
}

function named(typed: string, local: DateTime, dayAt: Time): DateTime | undefined {
  const match = timeOfDay.exec(typed);
  const { count = "1", unit = "" } = duration.exec(match === null ? typed : typed.slice(0, match.index))?.groups ?? {};
  const name = units[unit];
  if (name !== undefined) {
    const then = local.plus({ [name]: Number(count) });
    const time = match === null ? undefined : timeOf(match.groups ?? {});
    if (match === null) return then;
    return time !== undefined && ofDays.includes(name) ? then.startOf("day").set(time) : undefined;
  }
  const day = dayNamed(match === null ? typed : typed.slice(0, match.index), local.startOf("day"));
  if (match === null) return day?.set(dayAt);
  const time = timeOf(match.groups ?? {});
  if (time === undefined || (day === undefined && match.index > 0)) return undefined;
  if (day !== undefined) return day.set(time);
  const today = local.startOf("day").set(time);
  return today > local ? today : local.startOf("day").plus({ days: 1 }).set(time);
}

function dayNamed(typed: string, today: DateTime): DateTime | undefined {
  if (typed === "today") return today;
  if (typed === "tomorrow") return today.plus({ days: 1 });
  const named = typed.replace(/^next\s+/u, "");
  const weekday = weekdays.findIndex((day) => named === day || named === day.slice(0, 3));
  if (weekday >= 0) return today.plus({ days: ((weekday + 1 - today.weekday + 6) % 7) + 1 });
  return /^\d{4}-\d{2}-\d{2}$/.test(typed) ? DateTime.fromISO(typed, { zone: today.zone }) : undefined;
}

/** Undefined for one that no clock shows. */
function timeOf({ alone, hour = alone, minute = "0", half, only = half }: Record<string, string | undefined>) {
  const [typed, minutes] = [Number(hour), Number(minute)];
  if (minutes > 59 || typed > 23 || (only !== undefined && (typed < 1 || typed > 12))) return undefined;
  const hours = only === undefined ? typed : (typed % 12) + (only === "pm" ? 12 : 0);
  return { hour: hours, minute: minutes } satisfies Time;
}
