import { DateTime } from "luxon";
import { inert } from "../src/delivery/card/inert.ts";
import { leastForQuartiles, type PayRange } from "../src/trends/pay-ranges.ts";
import type { Counted, Ranking } from "../src/trends/tally.ts";
import type { Trends, Week } from "../src/trends/trends.ts";

const maxName = 60;
/** Of a ranking, in words. */
const mostSaid = 5;

/** What trends show, a sentence each, for who sees no picture. */
export function trendsWords({ openings, weeks, undated, places, companies, languages, modes, paid, pay }: Trends) {
  return [
    `New a week: ${weeks.map(({ count }, index) => `${weekName(weeks[index])} ${figure(count)}`).join(", ")} so far.` +
      (undated === 0 ? "" : ` ${undatedWords(undated)}.`),
    rankingWords("Places", places, plainly),
    rankingWords("Companies", companies, plainly),
    rankingWords("Programming languages", languages, plainly),
    rankingWords("Mode of work", { ...modes, top: modes.top.map(named) }, ({ count }) => share(count, openings)),
    payWords(pay, paid, openings),
  ];
}

/** "14 Sep". */
export function weekName(week: Week | undefined): string {
  return DateTime.fromISO(week?.monday ?? "").toFormat("d LLL", { locale: "en" });
}

export function undatedWords(undated: number): string {
  return `${figure(undated)} more from before, or of an unknown date`;
}

/** What a ranking leaves out: "14 say none; 22 more". */
export function leftOut({ others, unsaid }: Ranking): string {
  const parts = [
    ...(unsaid === 0 ? [] : [`${figure(unsaid)} ${unsaid === 1 ? "says" : "say"} none`]),
    ...(others === 0 ? [] : [`${figure(others)} more named`]),
  ];
  return parts.join("; ");
}

/** "41%", of at least one in two hundred, so that little is not nothing. */
export function share(count: number, of: number): string {
  const percent = (count / of) * 100;
  return percent > 0 && percent < 0.5 ? "under 1%" : `${Math.round(percent)}%`;
}

const modeNames: Readonly<Record<string, string>> = { remote: "Remote", hybrid: "Hybrid", onsite: "On site" };

/** A mode of work as people call it. */
export function named({ name, count }: Counted): Counted {
  return { name: modeNames[name] ?? name, count };
}

export function figure(count: number): string {
  return count.toLocaleString("en");
}

/** A name of strangers' making, of one line. */
export function nameOf({ name }: Counted): string {
  return inert(name, maxName) || "…";
}

/** "62,000 to 90,000, median 75,000"; null where too few state it. */
export function quartileWords({ quartiles }: PayRange): string | null {
  if (quartiles === null) return null;
  const { low, median, high } = quartiles;
  return `${figure(low)} to ${figure(high)}, median ${figure(median)}`;
}

function plainly({ count }: Counted): string {
  return figure(count);
}

function rankingWords(title: string, ranking: Ranking, say: (one: Counted) => string): string {
  const { top, others } = ranking;
  if (top.length === 0) return `${title}: none of them says any.`;
  const said = top.slice(0, mostSaid).map((one) => `${nameOf(one)} (${say(one)})`);
  const left = leftOut({ ...ranking, others: others + Math.max(0, top.length - mostSaid) });
  return `${title}: ${[...said, ...(left === "" ? [] : [left])].join("; ")}.`;
}

function payWords(pay: readonly PayRange[], paid: number, openings: number): string {
  if (paid === 0) return "Pay: none of them states any.";
  const ranges = pay.flatMap((range) => {
    const words = quartileWords(range);
    return words === null ? [] : [`${range.currency} ${words} (the middle half of ${figure(range.count)})`];
  });
  const few = pay.filter(({ quartiles }) => quartiles === null).map(({ currency, count }) => `${currency} (${count})`);
  const tooFew = few.length === 0 ? [] : [`fewer than ${leastForQuartiles}, so no range: ${few.join(", ")}`];
  const states = paid === 1 ? "states" : "state";
  return `Pay a year, as ${figure(paid)} of ${figure(openings)} ${states} it: ${[...ranges, ...tooFew].join("; ")}.`;
}
