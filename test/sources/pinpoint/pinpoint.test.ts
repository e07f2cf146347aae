import { describe, expect, test } from "vitest";
import { pinpoint } from "../../../src/sources/pinpoint/index.ts";
import { testBoard } from "../conformance.ts";
import { pollOf } from "../harness.ts";
import board from "./board.json" with { type: "json" };

const options = { company: "perigee" };
const [planner] = board.data;

testBoard({
  source: pinpoint,
  options,
  board: "perigee",
  requests: ["/postings.json"],
  full: board,
  ids: ["425001", "425002"],
  empty: { data: [] },
  withBadItem: { data: [...board.data, { ...planner, id: "425003", url: null, path: "//example.com/x" }] },
  badItem: "425003",
  wrongEnvelopes: [null, [], {}, { data: {} }, "x"],
  pages: [
    ["https://perigee.pinpointhq.com/", "perigee"],
    ["https://perigee.pinpointhq.com/en/postings/aaaaaaaa-0000-4000-8000-000000000001", "perigee"],
    ["https://perigee.pinpointhq.com/postings.json", "perigee"],
  ],
  strangers: [
    "https://pinpointhq.com/",
    "https://www.pinpointhq.com/",
    "https://developers.pinpointhq.com/docs",
    "https://perigee.pinpointhq.com.example.com/",
  ],
});

describe("pinpoint", () => {
  test("a posting with everything", async () => {
    const { postings } = await pollOf(pinpoint, options, board);

    expect(postings[0]).toEqual({
      externalId: "425001",
      url: "https://perigee.pinpointhq.com/en/postings/aaaaaaaa-0000-4000-8000-000000000001",
      publishedAt: Date.UTC(2026, 3, 15, 8),
      title: "Orbit Planner",
      company: "Perigee",
      location: "Woking, Surrey | Woking Office",
      text: [
        "<p>You plan orbits, in <b>Julia</b>.</p>",
        "<h3>What you will do</h3><ul><li>Burns</li></ul>",
        "<h3>What you bring</h3><p>Patience</p>",
        "<h3>Compensation</h3>£52,000 - £60,000 / year",
      ].join("\n"),
      format: "html",
      stated: {
        modes: ["onsite"],
        employment: ["full-time"],
        pay: { min: 52_000, max: 60_000, currency: "GBP", period: "year" },
      },
    });
  });

  test("a posting with little, whose pay is hidden", async () => {
    const { postings } = await pollOf(pinpoint, options, board);

    expect(postings[1]).toEqual({
      externalId: "425002",
      url: "https://perigee.pinpointhq.com/postings/425002",
      title: "Antenna Fitter",
      company: "Perigee",
      location: "Atlanta, GA",
      text: "<p>You fit.</p>",
      format: "html",
    });
  });

  test("pay that does not say whether it is shown is hidden", async () => {
    const { compensation_visible: _, ...silent } = planner ?? {};

    const { postings } = await pollOf(pinpoint, options, { data: [silent] });

    expect(postings[0]?.stated).not.toHaveProperty("pay");
    expect(postings[0]?.text).not.toContain("52,000");
  });

  test("a posting that tells neither address nor path has none", async () => {
    const { postings } = await pollOf(pinpoint, options, { data: [{ ...planner, url: null, path: null }] });

    expect(postings[0]?.url).toBe(null);
  });

  test.each([
    ["hour", "hour"],
    ["per_hour", "hour"],
    ["per year", "year"],
    ["yearly", "year"],
    ["annually", "year"],
    ["daily", "day"],
    ["fortnight", undefined],
  ])("the frequency %j", async (compensation_frequency, period) => {
    const { postings } = await pollOf(pinpoint, options, { data: [{ ...planner, compensation_frequency }] });

    expect(postings[0]?.stated?.pay?.period).toBe(period);
  });
});
