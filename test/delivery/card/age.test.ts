import { expect, test } from "vitest";
import { ago, counted, daysAgo } from "../../../src/delivery/card/age.ts";

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2026, 4, 20, 9);

test.each([
  [-5 * hour, "just now"],
  [0, "just now"],
  [59_999, "just now"],
  [60_000, "1 minute ago"],
  [59 * 60_000, "59 minutes ago"],
  [hour, "1 hour ago"],
  [day - 1, "23 hours ago"],
  [day, "1 day ago"],
  [13 * day, "13 days ago"],
  [14 * day, "2 weeks ago"],
  [59 * day, "8 weeks ago"],
  [60 * day, "1 month ago"],
  [364 * day, "11 months ago"],
  [365 * day, "1 year ago"],
  [800 * day, "2 years ago"],
])("an age of %i ms is %s", (age, expected) => {
  expect(ago(now - age, now)).toBe(expected);
});

test.each([
  ["2026-05-21", "today"],
  ["2026-05-20", "today"],
  ["2026-05-19", "yesterday"],
  ["2026-05-17", "3 days ago"],
  ["2026-04-20", "4 weeks ago"],
])("the day %s is %s", (date, expected) => {
  expect(daysAgo(Date.parse(date), now)).toBe(expected);
});

test("counts in words", () => {
  expect([counted(0, "day"), counted(1, "day"), counted(1_200, "posting")]).toEqual([
    "0 days",
    "1 day",
    "1,200 postings",
  ]);
});
