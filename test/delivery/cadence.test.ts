import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { budgetSince, nextDigestAt, type Plan, planOf, quietUntil } from "../../src/delivery/cadence.ts";
import type { TimeOfDay } from "../../src/filter/delivery-settings.ts";

const zones = [
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "UTC",
  "America/Sao_Paulo",
];

function aPlan(plan: Partial<Plan> = {}): Plan {
  return { every: "day", at: "09:00", tz: "Europe/Berlin", quiet: null, max: null, ...plan };
}

function moment(iso: string, zone = "Europe/Berlin"): number {
  return DateTime.fromISO(iso, { zone }).toMillis();
}

function localOf(ms: number, zone = "Europe/Berlin"): string {
  return DateTime.fromMillis(ms, { zone }).toFormat("yyyy-MM-dd HH:mm ccc");
}

const times = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([h, m]): TimeOfDay => `${h}:${m}`.replace(/\d+/g, (digits) => digits.padStart(2, "0")) as TimeOfDay);
const moments = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2028, 0, 1) });

describe("the next digest", () => {
  it.each([
    ["later today", aPlan(), "2026-11-20T08:59", "2026-11-20 09:00 Fri"],
    ["not now but next", aPlan(), "2026-11-20T09:00", "2026-11-21 09:00 Sat"],
    ["weekly on Monday", aPlan({ every: "week" }), "2026-11-20T12:00", "2026-11-23 09:00 Mon"],
    ["weekly, on a Monday morning", aPlan({ every: "week" }), "2026-11-23T08:00", "2026-11-23 09:00 Mon"],
    ["hourly", aPlan({ every: "hour" }), "2026-11-20T08:59:30", "2026-11-20 09:00 Fri"],
    ["hourly, on the hour", aPlan({ every: "hour" }), "2026-11-20T09:00", "2026-11-20 10:00 Fri"],
    ["in the hour that spring skips", aPlan({ at: "02:30" }), "2026-03-28T12:00", "2026-03-29 03:30 Sun"],
    ["in the hour that autumn repeats", aPlan({ at: "02:30" }), "2026-10-24T12:00", "2026-10-25 02:30 Sun"],
    ["not twice in it", aPlan({ at: "02:30" }), "2026-10-25T02:30", "2026-10-26 02:30 Mon"],
    [
      "after quiet hours that it falls into",
      aPlan({ at: "07:00", quiet: { from: "20:00", until: "08:00" } }),
      "2026-11-20T12:00",
      "2026-11-21 08:00 Sat",
    ],
    [
      "when quiet hours end that cover it, and that began before it was asked for",
      aPlan({ quiet: { from: "21:00", until: "09:00" } }),
      "2026-11-20T22:00",
      "2026-11-21 09:00 Sat",
    ],
    [
      "of yesterday evening, which quiet hours put off until this morning",
      aPlan({ at: "22:00", quiet: { from: "21:00", until: "09:00" } }),
      "2026-11-20T08:00",
      "2026-11-20 09:00 Fri",
    ],
    [
      "weekly, put off from Monday night to Tuesday morning",
      aPlan({ every: "week", at: "23:00", quiet: { from: "21:00", until: "09:00" } }),
      "2026-11-23T23:30",
      "2026-11-24 09:00 Tue",
    ],
    [
      "hourly, after the night",
      aPlan({ every: "hour", quiet: { from: "21:00", until: "09:00" } }),
      "2026-11-20T22:10",
      "2026-11-21 09:00 Sat",
    ],
  ])("%s", (_, plan, after, expected) => {
    expect(localOf(nextDigestAt(plan, moment(after)))).toBe(expected);
  });

  it("is never later for quiet hours than their end after the one without them", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.constantFrom("hour" as const, "day" as const, "week" as const),
        fc.tuple(times, times, times),
        moments,
        (tz, every, [at, from, until], now) => {
          const plan = aPlan({ tz, every, at, quiet: { from, until } });

          const next = nextDigestAt(plan, now);
          const withoutQuiet = nextDigestAt({ ...plan, quiet: null }, now);

          expect(next).toBeGreaterThan(now);
          expect(next).toBeLessThanOrEqual(quietUntil(plan, withoutQuiet) ?? withoutQuiet);
          expect(quietUntil(plan, next)).toBeNull();
        },
      ),
      { numRuns: 500 },
    );
  });

  it("of every day comes exactly once on each local day, whatever the clocks do", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), times, moments, (tz, at, start) => {
        const plan = aPlan({ tz, at });
        const days: string[] = [];
        for (let t = start, i = 0; i < 400; i++) {
          t = nextDigestAt(plan, t);
          days.push(DateTime.fromMillis(t, { zone: tz }).toISODate() ?? "");
        }

        const first = DateTime.fromISO(days[0] ?? "", { zone: tz });
        expect(days).toEqual(days.map((_, i) => first.plus({ days: i }).toISODate()));
      }),
      { numRuns: 20 },
    );
  });

  it("is strictly later, and at most eight days away", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.constantFrom("hour" as const, "day" as const, "week" as const),
        times,
        moments,
        (tz, every, at, now) => {
          const next = nextDigestAt(aPlan({ tz, every, at }), now);

          expect(next).toBeGreaterThan(now);
          expect(next - now).toBeLessThanOrEqual(8 * 24 * 3_600_000);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("quiet hours", () => {
  const night = aPlan({ quiet: { from: "20:00", until: "08:00" } });

  it.each([
    ["before", night, "2026-11-20T19:59", null],
    ["from their first minute", night, "2026-11-20T20:00", "2026-11-21 08:00 Sat"],
    ["past midnight", night, "2026-11-21T03:00", "2026-11-21 08:00 Sat"],
    ["until their end", night, "2026-11-21T08:00", null],
    ["in the day", aPlan({ quiet: { from: "12:00", until: "14:00" } }), "2026-11-20T13:00", "2026-11-20 14:00 Fri"],
    ["of no length", aPlan({ quiet: { from: "12:00", until: "12:00" } }), "2026-11-20T12:00", null],
    ["through a change of time", night, "2026-03-29T01:30", "2026-03-29 08:00 Sun"],
  ])("%s", (_, plan, now, expected) => {
    const until = quietUntil(plan, moment(now));

    expect(until === null ? null : localOf(until)).toBe(expected);
  });

  it("never hold at the moment at which they end", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), times, times, moments, (tz, from, until, now) => {
        const plan = aPlan({ tz, quiet: { from, until } });
        const end = quietUntil(plan, now);

        fc.pre(end !== null);
        expect(end).toBeGreaterThan(now);
        expect(quietUntil(plan, end ?? 0)).toBeNull();
      }),
      { numRuns: 300 },
    );
  });
});

describe("a budget", () => {
  it.each([
    ["hour", "2026-11-20 09:00 Fri"],
    ["day", "2026-11-20 00:00 Fri"],
    ["week", "2026-11-16 00:00 Mon"],
  ] as const)("counts over the local %s", (per, expected) => {
    const since = budgetSince({ count: 3, per }, "Europe/Berlin", moment("2026-11-20T09:41"));

    expect(localOf(since)).toBe(expected);
  });
});

describe("a plan", () => {
  it("comes at once in the owner's zone where nothing is said", () => {
    expect(planOf({}, "Asia/Tokyo")).toEqual({ every: "now", at: "09:00", tz: "Asia/Tokyo", quiet: null, max: null });
    expect(planOf({ every: "day", tz: "UTC" }, "Asia/Tokyo")).toMatchObject({ every: "day", tz: "UTC" });
  });
});
