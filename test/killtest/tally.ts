import { checkpoints } from "../../src/checkpoint.ts";
import type { Opening } from "./market.ts";
import type { Sight } from "./stages.ts";

export const killPoints = [...checkpoints, "random"] as const;
export type KillPoint = (typeof killPoints)[number];

/** One kill. */
export interface Round {
  readonly point: KillPoint;
  /** Whether the process came to the point. */
  readonly isHit: boolean;
  /** All that people had seen when it was over. */
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
}

/**
 * @param sights All that people saw at last.
 * @param isListed Whether a card is among those that the operator is told of.
 */
export function tallyOf(
  rounds: readonly Round[],
  openings: readonly Opening[],
  sights: readonly Sight[],
  isListed: (destination: string, mark: string) => boolean,
): readonly Tally[] {
  const cards = openings.flatMap(({ mark, round }) =>
    sights.map(({ destination, marks }) => ({
      point: (firstShownIn(rounds, destination, mark) ?? rounds[round])?.point,
      times: marks.filter((seen) => seen === mark).length,
      isListed: isListed(destination, mark),
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
    };
  });
}

function firstShownIn(rounds: readonly Round[], destination: string, mark: string): Round | undefined {
  return rounds.find(({ seen }) =>
    seen.some((sight) => sight.destination === destination && sight.marks.includes(mark)),
  );
}
