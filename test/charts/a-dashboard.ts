import type { Dashboard } from "../../src/charts/dashboard.ts";

function bar(label: string, value: number) {
  return { label, value, said: value.toLocaleString("en") };
}

/** One with a panel of each kind. */
export function aDashboard(dashboard: Partial<Dashboard> = {}): Dashboard {
  return {
    title: "role:backend",
    subtitle: "212 openings since 14 Sep 2026",
    panels: [
      {
        kind: "columns",
        title: "New openings a week",
        note: "The last week is not over",
        bars: [bar("14 Sep", 12), bar("21 Sep", 0), bar("28 Sep", 1_204)],
      },
      { kind: "bars", title: "Places", note: "14 say none", bars: [bar("Berlin, DE", 84), bar("Munich, DE", 1)] },
      { kind: "bars", title: "Companies", note: "", bars: [bar("Acme & <Sons>", 9)] },
      {
        kind: "ranges",
        title: "Stated pay a year",
        note: "38 of 212 openings state it",
        ranges: [
          { label: "EUR, of 38", low: 62_000, middle: 75_000, high: 90_500, said: "62,000 to 90,500, median 75,000" },
        ],
      },
    ],
    summary: ["New a week: 14 Sep 12.", "Places: Berlin, DE (84); Munich, DE (1)."],
    ...dashboard,
  };
}
