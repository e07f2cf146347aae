import { checkpoints } from "../../src/checkpoint.ts";
import type { Opening } from "./market.ts";
import type { Sight, Variant } from "./variants.ts";

export const killPoints = [...checkpoints, "random"] as const;
export type KillPoint = (typeof killPoints)[number];

/** One kill. */
export interface Round {
  readonly point: KillPoint;
  /** Whether the process came to the point. */
  readonly isHit: boolean;
  /** All that people had seen when it began, and when it was over. */
  readonly before: readonly Sight[];
  readonly seen: readonly Sight[];
}

/** What became of the cards that were first shown by processes killed at one point, or came up then and were not. */
export interface Tally {
  readonly point: KillPoint;
  readonly rounds: number;
  /** Rounds in which the process came to the point. */
  readonly hit: number;
  /** Cards that were to be shown: one for each opening and destination. */
  readonly cards: number;
  /** Times that a card was shown again. */
  readonly doubled: number;
  /** Cards that `deliveries --failed` lists. */
  readonly uncertain: number;
  /** Cards that were shown again and are not listed. */
  readonly unlisted: number;
  /** Cards that were never shown. */
  readonly lost: number;
  /** Cards that look different at last from what is so by then. */
  readonly stale: number;
}

/** What is known of cards besides what people saw. */
export interface Known {
  /** Whether a card is among those that the operator is told of. */
  isListed(destination: string, mark: string): boolean;
  isStale(sight: Sight, mark: string): boolean;
}

/** Cards that break a promise: each of them fails the test. Where messages can be looked for, none is shown twice. */
export function brokenIn(tally: Tally, { findsByKey }: Pick<Variant, "findsByKey">): number {
  return tally.lost + tally.stale + (findsByKey ? tally.doubled : tally.unlisted);
}

/** @param sights All that people saw at last. */
export function tallyOf(
  rounds: readonly Round[],
  openings: readonly Opening[],
  sights: readonly Sight[],
  known: Known,
): readonly Tally[] {
  const cards = openings.flatMap(({ mark, round }) =>
    sights.map((sight) => ({
      point: (firstShownIn(rounds, sight.destination, mark) ?? rounds[round])?.point,
      times: sight.marks.filter((seen) => seen === mark).length,
      isListed: known.isListed(sight.destination, mark),
      isStale: known.isStale(sight, mark),
    })),
  );
  return killPoints.map((point) => {
    const own = cards.filter((card) => card.point === point);
    return {
      point,
      rounds: rounds.filter((round) => round.point === point).length,
      hit: rounds.filter((round) => round.point === point && round.isHit).length,
      cards: own.length,
      doubled: own.reduce((sum, { times }) => sum + Math.max(0, times - 1), 0),
      uncertain: own.filter((card) => card.isListed).length,
      unlisted: own.filter((card) => card.times > 1 && !card.isListed).length,
      lost: own.filter(({ times }) => times === 0).length,
      stale: own.filter((card) => card.isStale).length,
    };
  });
}

function firstShownIn(rounds: readonly Round[], destination: string, mark: string): Round | undefined {
  const isIn = (sights: readonly Sight[]) =>
    sights.some((sight) => sight.destination === destination && sight.marks.includes(mark));
  return rounds.find(({ before, seen }) => isIn(seen) && !isIn(before));
}
