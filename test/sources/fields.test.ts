import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { amount, moment, placeText } from "../../src/sources/fields.ts";

describe("a moment", () => {
  beforeEach(() => void vi.stubEnv("TZ", "Asia/Tokyo"));
  afterEach(() => void vi.unstubAllEnvs());

  test.each([
    ["2026-03-04", Date.UTC(2026, 2, 4)],
    ["2026-03-04T05:06:07", Date.UTC(2026, 2, 4, 5, 6, 7)],
    ["2026-03-04 05:06", Date.UTC(2026, 2, 4, 5, 6)],
    ["2026-03-04 05:06:07 UTC", Date.UTC(2026, 2, 4, 5, 6, 7)],
    ["2026-03-04T05:06:07.123456Z", Date.UTC(2026, 2, 4, 5, 6, 7, 123)],
    [" 2026-03-04T05:06:07+02:00 ", Date.UTC(2026, 2, 4, 3, 6, 7)],
    ["2026-03-04T05:06:07-0800", Date.UTC(2026, 2, 4, 13, 6, 7)],
    ["Wed, 04 Mar 2026 05:06:07 +0100", Date.UTC(2026, 2, 4, 4, 6, 7)],
    ["Wed, 04 Mar 2026 05:06:07", Date.UTC(2026, 2, 4, 5, 6, 7)],
    ["2026-13-45", undefined],
    ["1969-12-31", undefined],
    ["Opening 1", undefined],
    ["Posted 3 Days Ago", undefined],
    ["", undefined],
    [null, undefined],
  ])("%j", (text, ms) => {
    expect(moment.parse(text)).toBe(ms);
  });
});

test.each([
  [48_000, 48_000],
  ["48000", 48_000],
  [" 48000.50 ", 48_000.5],
  ["48.000", null],
  ["48,000", 48_000],
  ["1,048,000.5", 1_048_000.5],
  ["48,00", null],
  ["48k", null],
  ["", null],
  [null, null],
])("the amount %j", (given, read) => {
  expect(amount.parse(given)).toBe(read);
});

test.each([
  [["Berlin", "Berlin", "Germany"], "Berlin, Germany"],
  [["", null, " Germany "], "Germany"],
  [[undefined, " "], null],
])("the place of %j", (parts, place) => {
  expect(placeText(...parts)).toBe(place);
});
