import { counted } from "../src/delivery/card/age.ts";
import { backtest } from "../src/filter/backtest.ts";
import type { Filter, Query } from "../src/filter/filter.ts";
import { printQuery } from "../src/filter/print.ts";
import type { Posting } from "../src/posting/posting.ts";
import { trendWeeks } from "../src/trends/trends.ts";
import { type Choice, choices, info, type Reply, text } from "./reply.ts";

const mostWider = 3;

/**
 * Says that nothing matches, and what to leave out so that something does.
 *
 * @param said As it was typed. @param filter As it works.
 */
export async function noTrends(
  said: Query,
  filter: Filter,
  postings: AsyncIterable<Posting>,
  now: number,
): Promise<Reply> {
  const { total, nearMisses } = await backtest({ filter: { ...filter, unknown: "hide" } }, postings, now, 0);
  if (total === 0) {
    return info(text(`Nothing is stored from the last ${trendWeeks} weeks yet, so there is nothing to chart.`));
  }
  const none =
    total === 1
      ? `The only posting of the last ${trendWeeks} weeks does not match ${printQuery(said)}.`
      : `None of the ${counted(total, "posting")} of the last ${trendWeeks} weeks matches ${printQuery(said)}.`;
  const wider = nearMisses.slice(0, mostWider);
  if (wider.length === 0) {
    return info(text(`${none} No single key of it stands in the way: leave out several.`));
  }
  const counts = wider.map(({ key, count }) => `${count.toLocaleString("en")} without ${key}`);
  return info(text(`${none} It would be ${counts.join(", ")}.`), choices(wider.map(({ key }) => without(key, said))));
}

function without(key: string, { filter }: Query): Choice {
  const clauses = filter.clauses.filter((clause) => clause.key !== key);
  const status = key === "status" ? "open" : filter.status;
  const query = printQuery({ filter: { ...filter, clauses, status }, delivery: {} });
  return { label: `Without ${key}:`, line: `/jobs trends ${query}`.trimEnd() };
}
