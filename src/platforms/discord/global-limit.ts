import { setTimeout as sleep } from "node:timers/promises";

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
export function createGlobalLimit(): (kind: "question" | "change") => Promise<void> {
  const calls = createLimit(mostCalls);
  const changes = createLimit(mostChanges);
  return async (kind) => {
    if (kind === "change") await changes();
    await calls();
  };
}

function createLimit(most: number): () => Promise<void> {
  /** When the last calls had their turns, oldest first. */
  const turns: number[] = [];

  return async () => {
    const oldest = turns.length < most ? undefined : turns.shift();
    const now = performance.now();
    const turn = Math.max(now, (oldest ?? Number.NEGATIVE_INFINITY) + windowMs);
    turns.push(turn);
    if (turn > now) await sleep(turn - now);
  };
}
