import type { Clock } from "../../clock.ts";

/** Discord takes fifty calls of a bot in a second; a few are left for what discord.js asks by itself. */
const mostCalls = 45;
/** Of these. The others are for questions, behind which somebody waits: no flood of cards holds them up. */
const mostChanges = 35;
/** Discord's second, with some to spare for clocks and timers. */
const windowMs = 1_100;

/** Runs a call once its turn has come. */
type InTurn = <Result>(call: () => Promise<Result>) => Promise<Result>;

export interface GlobalLimit {
  /** For what only asks. */
  readonly question: InTurn;
  readonly change: InTurn;
}

/**
 * Keeps all calls of a bot within Discord's limit, whenever Discord's second begins: discord.js counts in seconds of its own,
 * and the end of one with the beginning of the next may fall into one of Discord's.
 *
 * @param share Of the limit that is this process's, from 0 to 1: Discord counts all processes of a bot together.
 */
export function createGlobalLimit(clock: Clock, share: number): GlobalLimit {
  const calls = createLimit(clock, mostCalls * share);
  const changes = createLimit(clock, mostChanges * share);
  return { question: calls, change: (call) => changes(() => calls(call)) };
}

/** Counts from a call's end to another one's beginning: Discord, which counts arrivals, never sees more of them in a second. */
function createLimit(clock: Clock, perWindow: number): InTurn {
  const most = Math.max(1, Math.floor(perWindow));
  // Less than one in a second is one in several.
  const waitsMs = Math.max(windowMs, (windowMs * most) / perWindow);
  /** When each of the places that nobody has may be taken, the first one first. */
  const places: number[] = Array.from({ length: most }, () => Number.NEGATIVE_INFINITY);
  const waiting: ((place: number) => void)[] = [];

  return async (call) => {
    const freeAt = places.shift() ?? (await new Promise<number>((resolve) => waiting.push(resolve)));
    // A clock that is set back must not stop everything.
    const waitMs = Math.min(freeAt - clock.now(), waitsMs);
    if (waitMs > 0) await clock.sleep(waitMs);
    try {
      return await call();
    } finally {
      const next = waiting.shift() ?? ((place) => void places.push(place));
      next(clock.now() + waitsMs);
    }
  };
}
