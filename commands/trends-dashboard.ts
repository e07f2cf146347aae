import type { Bar, Dashboard, Panel } from "../src/charts/dashboard.ts";
import { counted } from "../src/delivery/card/age.ts";
import type { PayRange } from "../src/trends/pay-ranges.ts";
import type { Ranking } from "../src/trends/tally.ts";
import type { Trends } from "../src/trends/trends.ts";
import {
  figure,
  leftOut,
  named,
  nameOf,
  quartileWords,
  share,
  trendsWords,
  undatedWords,
  weekName,
} from "./trends-words.ts";

/** More currencies than these are said in words alone. */
const mostRanges = 3;

/** @param zone IANA zone whose weeks they are. */
export function trendsDashboard(title: string, subtitle: string, trends: Trends, zone: string): Dashboard {
  const { openings, weeks, undated, places, companies, languages, modes, pay, paid } = trends;
  return {
    title,
    subtitle,
    panels: [
      {
        kind: "columns",
        title: "New openings a week",
        note: [
          `Weeks begin on Monday, ${zone} time; the last is not over`,
          ...(undated === 0 ? [] : [undatedWords(undated)]),
        ].join("; "),
        bars: weeks.map((week) => ({ label: weekName(week), value: week.count, said: figure(week.count) })),
      },
      barPanel("Places", places),
      barPanel("Companies", companies),
      barPanel("Programming languages", languages),
      {
        kind: "bars",
        title: "Mode of work",
        note: leftOut(modes) || "An opening may offer several",
        bars: modes.top.map(named).map(({ name, count }) => ({
          label: name,
          value: count,
          said: share(count, openings),
        })),
      },
      payPanel(pay, paid, openings),
    ],
    summary: trendsWords(trends),
  };
}

function barPanel(title: string, ranking: Ranking): Panel {
  const bars = ranking.top.map((one): Bar => ({ label: nameOf(one), value: one.count, said: figure(one.count) }));
  return { kind: "bars", title, note: bars.length === 0 ? "None of them says any" : leftOut(ranking), bars };
}

function payPanel(pay: readonly PayRange[], paid: number, openings: number): Panel {
  const ranges = pay.slice(0, mostRanges).flatMap((range) => {
    const said = quartileWords(range);
    if (range.quartiles === null || said === null) return [];
    const { low, median, high } = range.quartiles;
    return [{ label: `${range.currency}, of ${figure(range.count)}`, low, middle: median, high, said }];
  });
  const basis = `${figure(paid)} of ${counted(openings, "opening")} ${paid === 1 ? "states" : "state"} it`;
  const shown =
    ranges.length === 0
      ? `${basis}: too few in any currency for a range`
      : `The middle half and the median; ${basis}, of a range its middle`;
  return { kind: "ranges", title: "Stated pay a year", note: shown, ranges };
}
