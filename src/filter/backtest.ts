import type { Posting } from "../posting/posting.ts";
import type { Query } from "./filter.ts";
import { clauseTests } from "./index/clause-tests.ts";
import { Sight } from "./index/sight.ts";
import { fails, isUnsure as unsure } from "./index/truth.ts";
import { type ClauseVerdict, evaluate } from "./verdict.ts";

const dayMs = 86_400_000;
const backtestDays = 30;

/** How far back callers hand over postings: what `backtestLine` says. */
export const backtestWindowMs = backtestDays * dayMs;

/** From so much history on, a weekly rate says something. */
const leastDaysForRate = 7;

type MissedKey = ClauseVerdict["key"];

/** More near misses tell nothing more. */
const mostNearest = 3;

/** What a query would have brought. */
export interface Backtest {
  readonly matched: number;
  /** Of those, the ones that carry a mark for what they do not say. */
  readonly flagged: number;
  readonly total: number;
  /** Whole days since the oldest posting was first seen. */
  readonly days: number;
  /** Matches in a week, null with less than a week of history. */
  readonly perWeek: number | null;
  /** Would match but for being closed. */
  readonly closed: number;
  /** Would match but for this one clause, most first. */
  readonly nearMisses: readonly { readonly key: MissedKey; readonly count: number }[];
  /** Of those that one clause and not their status kept out, the ones that were first seen last, each with that clause. */
  readonly nearest: readonly { readonly posting: Posting; readonly clause: ClauseVerdict }[];
  /** The matches that were first seen last, as many as were asked for. */
  readonly newest: readonly Posting[];
}

/**
 * Tries a query on stored postings, one after the other: no more than the examples are held.
 *
 * @param now Milliseconds since the epoch.
 * @param examples How many matches to keep.
 */
export async function backtest(
  { filter }: Pick<Query, "filter">,
  postings: AsyncIterable<Posting>,
  now: number,
  examples = 3,
): Promise<Backtest> {
  let matched = 0;
  let flagged = 0;
  let total = 0;
  let closed = 0;
  let oldest = now;
  /** Matches that appeared within the history: what was long online at our first sight would swell the rate. */
  const appeared = new Map<number, number>();
  const misses = new Map<MissedKey, number>();
  const nearest: { posting: Posting; obstacle: MissedKey }[] = [];
  const tests = clauseTests(filter);
  const newest: { posting: Posting }[] = [];
  for await (const posting of postings) {
    total += 1;
    oldest = Math.min(oldest, posting.firstSeenAt);
    const sight = new Sight(posting, now);
    let obstacle: MissedKey | undefined;
    let isUnsure = false;
    let obstacles = 0;
    for (const { key, test } of tests) {
      const truth = test(sight);
      if (truth === unsure) isUnsure = true;
      if (truth !== fails && (truth !== unsure || filter.unknown !== "hide")) continue;
      obstacle = key;
      obstacles += 1;
      // What two clauses keep out is no near miss.
      if (obstacles > 1) break;
    }
    if (obstacle === undefined) {
      matched += 1;
      if (isUnsure && filter.unknown === "flag") flagged += 1;
      keepNewest(newest, { posting }, examples);
      const age = Math.floor((now - (posting.publishedAt ?? posting.firstSeenAt)) / dayMs);
      appeared.set(age, (appeared.get(age) ?? 0) + 1);
    } else if (obstacles === 1) {
      if (obstacle === "status" && sight.isClosed) closed += 1;
      else {
        misses.set(obstacle, (misses.get(obstacle) ?? 0) + 1);
        if (obstacle !== "status") keepNewest(nearest, { posting, obstacle }, mostNearest);
      }
    }
  }
  const days = Math.floor((now - oldest) / dayMs);
  const recent = [...appeared].reduce((sum, [age, count]) => (age <= days ? sum + count : sum), 0);
  return {
    matched,
    flagged,
    total,
    days,
    perWeek: days >= leastDaysForRate ? (recent * 7) / days : null,
    closed,
    nearMisses: Array.from(misses, ([key, count]) => ({ key, count })).toSorted((a, b) => b.count - a.count),
    nearest: nearest.flatMap(({ posting, obstacle }) => {
      const clause = evaluate(filter, posting, now).clauses.find(({ key }) => key === obstacle);
      return clause === undefined ? [] : [{ posting, clause }];
    }),
    newest: newest.map(({ posting }) => posting),
  };
}

function keepNewest<Kept extends { readonly posting: Posting }>(newest: Kept[], one: Kept, count: number): void {
  const last = newest.at(-1);
  if (newest.length >= count && last !== undefined && last.posting.firstSeenAt >= one.posting.firstSeenAt) return;
  newest.push(one);
  newest.sort((a, b) => b.posting.firstSeenAt - a.posting.firstSeenAt);
  newest.length = Math.min(newest.length, count);
}

/** More near misses than these tell nothing more. */
const maxMisses = 3;

/** What stood in the way, of one posting and of several. */
const obstacles: Readonly<Record<MissedKey, readonly [one: string, several: string]>> = {
  role: ["role", "roles"],
  level: ["level", "levels"],
  location: ["place", "places"],
  mode: ["mode of work", "modes of work"],
  lang: ["programming languages", "programming languages"],
  speaks: ["spoken languages", "spoken languages"],
  pay: ["pay", "pay"],
  company: ["company", "companies"],
  type: ["type of employment", "types of employment"],
  visa: ["visa sponsorship", "visa sponsorship"],
  source: ["source", "sources"],
  text: ["words", "words"],
  posted: ["age", "age"],
  status: ["being open", "being open"],
};

/**
 * A backtest over the last 30 days in words: "3 matched of 4 stored in the last 30 days; 1 more is closed; 6 more but
 * for their pay".
 */
export function backtestLine({ matched, flagged, total, perWeek, closed, nearMisses }: Backtest): string {
  if (total === 0) return "Nothing is stored from the last 30 days yet, so there is nothing to try it on";
  const rate = perWeek === null || matched === 0 ? "" : `, ${rateWords(perWeek)}`;
  const parts = [`${figure(matched)} matched of ${figure(total)} stored in the last 30 days${rate}`];
  if (flagged > 0) parts.push(`${figure(flagged)} of these ${flagged === 1 ? "is" : "are"} flagged`);
  if (closed > 0) parts.push(`${figure(closed)} more ${closed === 1 ? "is" : "are"} closed`);
  for (const { key, count } of nearMisses.slice(0, maxMisses)) {
    const [one, several] = obstacles[key];
    if (key === "status") parts.push(`${figure(count)} more but for ${one}`);
    else parts.push(`${figure(count)} more but for ${count === 1 ? `its ${one}` : `their ${several}`}`);
  }
  return parts.join("; ");
}

function rateWords(perWeek: number): string {
  const rounded = Math.round(perWeek);
  return rounded < 1 ? "less than 1 a week" : `about ${figure(rounded)} a week`;
}

function figure(count: number): string {
  return count.toLocaleString("en");
}
