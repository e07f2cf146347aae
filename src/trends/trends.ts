import { DateTime } from "luxon";
import { placeName } from "../posting/place-name.ts";
import type { Pay, Posting } from "../posting/posting.ts";
import { type PayRange, payRanges } from "./pay-ranges.ts";
import { type Ranking, Tally } from "./tally.ts";

export const trendWeeks = 12;

/** More than these are more than one looks at. */
const mostNamed = 8;

/** A posting that counts. */
export interface Appearance {
  readonly posting: Posting;
  /** Since when it is there, milliseconds since the epoch; null where nobody knows. */
  readonly at: number | null;
  /** Whether it says all that was asked of it: what does not is another matter. */
  readonly isSure: boolean;
}

export interface Week {
  /** Monday, `YYYY-MM-DD` in the zone that was asked for. */
  readonly monday: string;
  readonly count: number;
}

/** What the openings of the last weeks have in common. Each counts once, on however many boards it stands. */
export interface Trends {
  readonly openings: number;
  /** Openings that do not say all that was asked of them: among the others where these count, else beside them. */
  readonly unsure: number;
  /** Oldest first; the last is not over yet. */
  readonly weeks: readonly Week[];
  /** Openings that count in no week: they are older, or nobody knows since when they are there. */
  readonly undated: number;
  readonly places: Ranking;
  readonly companies: Ranking;
  readonly languages: Ranking;
  readonly modes: Ranking;
  /** Openings that state their pay. */
  readonly paid: number;
  readonly pay: readonly PayRange[];
}

/** When the first of the weeks begins, milliseconds since the epoch. @param zone IANA zone, whose weeks they are. */
export function trendsBegin(now: number, zone: string): number {
  return firstMonday(now, zone).toMillis();
}

/**
 * Counts postings one after the other, and holds none of them: the newest of each opening says what it is, the oldest when it
 * appeared.
 *
 * @param appearances In any order within an opening but the newest first.
 * @param now Milliseconds since the epoch.
 * @param zone IANA zone, whose weeks are counted.
 * @param countsUnsure Whether what does not say all that was asked counts too.
 */
export async function trendsOf(
  appearances: AsyncIterable<Appearance>,
  now: number,
  { zone, countsUnsure }: { readonly zone: string; readonly countsUnsure: boolean },
): Promise<Trends> {
  const since = new Map<string, number | null>();
  const [places, companies, languages, modes] = [new Tally(), new Tally(), new Tally(), new Tally()];
  const pay: Pay[] = [];
  const unsure = new Set<string>();
  const sure = new Set<string>();
  for await (const { posting, at, isSure } of appearances) {
    const { openingId, company, reading } = posting;
    const { facts } = reading;
    (isSure ? sure : unsure).add(openingId);
    if (!isSure && !countsUnsure) continue;
    const isNew = !since.has(openingId);
    since.set(openingId, earlier(since.get(openingId), at));
    if (!isNew) continue;
    places.add(facts.places.map(placeName));
    companies.add([(facts.company ?? company ?? "").trim()]);
    languages.add(facts.languages);
    modes.add(facts.modes);
    if (facts.pay !== null && (facts.pay.min ?? facts.pay.max) !== null) pay.push(facts.pay);
  }
  const weeks = countedByWeek(since.values(), now, zone);
  return {
    openings: since.size,
    unsure: unsure.difference(sure).size,
    weeks,
    undated: since.size - weeks.reduce((sum, { count }) => sum + count, 0),
    places: places.ranking(mostNamed),
    companies: companies.ranking(mostNamed),
    languages: languages.ranking(mostNamed),
    modes: modes.ranking(mostNamed),
    paid: pay.length,
    pay: payRanges(pay),
  };
}

/** On one board it may have been there long before another tells of it. */
function earlier(known: number | null | undefined, at: number | null): number | null {
  if (known === undefined) return at;
  return known === null || at === null ? null : Math.min(known, at);
}

function firstMonday(now: number, zone: string): DateTime {
  return DateTime.fromMillis(now, { zone })
    .startOf("week")
    .minus({ weeks: trendWeeks - 1 });
}

function countedByWeek(times: Iterable<number | null>, now: number, zone: string): readonly Week[] {
  const first = firstMonday(now, zone);
  // Not of equal length: clocks go forward and back.
  const mondays = Array.from({ length: trendWeeks }, (_, index) => first.plus({ weeks: index }));
  const starts = mondays.map((monday) => monday.toMillis());
  const counts = mondays.map(() => 0);
  for (const at of times) {
    if (at === null || at > now) continue;
    const week = starts.findLastIndex((start) => start <= at);
    if (week >= 0) counts[week] = (counts[week] ?? 0) + 1;
  }
  return mondays.map((monday, index) => ({ monday: monday.toISODate() ?? "", count: counts[index] ?? 0 }));
}
