import type { Clock } from "../../clock.ts";

/** Discord takes fifty calls of a bot in a second; a few are left for what discord.js asks by itself. */
const mostCalls = 45;
/** Of these. The others are for questions, behind which somebody waits: no flood of cards holds them up. */
const mostChanges = 35;
/** Longer than a second: calls that leave further apart may arrive closer together. */
const windowMs = 1_250;

/**
 * Keeps all calls of a bot within Discord's limit, whenever Discord's second begins: discord.js counts in seconds of its own,
 * and the end of one with the beginning of the next may fall into one of Discord's.
 *
 * @returns Waits for the turn of one more call.
 */
export function createGlobalLimit(clock: Clock): (kind: "question" | "change") => Promise<void> {
  const calls = createLimit(clock, mostCalls);
  const changes = createLimit(clock, mostChanges);
  return async (kind) => {
    if (kind === "change") await changes();
    await calls();
  };
}

function createLimit(clock: Clock, most: number): () => Promise<void> {
  /** When the last calls had their turns, oldest first. */
  const turns: number[] = [];
  let last = Number.NEGATIVE_INFINITY;

  return async () => {
    const now = clock.now();
    // A clock that is set back must not stop everything.
    if (now < last) turns.length = 0;
    last = now;
    const oldest = turns.length < most ? undefined : turns.shift();
    const turn = Math.max(now, (oldest ?? Number.NEGATIVE_INFINITY) + windowMs);
    turns.push(turn);
    if (turn > now) await clock.sleep(turn - now);
  };
}
