import type { Clock } from "../../clock.ts";
import type { Log } from "../../log.ts";

const tryAgainAfterMs = [1_000, 10_000, 60_000] as const;

/**
 * Handles what a platform tells once and never again: what fails, as where the database is away, is tried again here.
 *
 * @param about Facts for the log.
 * @returns Whether it was handled in the end. Never throws.
 */
export async function untilHandled(
  handle: () => Promise<void>,
  about: object,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Promise<boolean> {
  for (const waitMs of [...tryAgainAfterMs, null]) {
    try {
      await handle();
      return true;
    } catch (error) {
      log.error({ error, ...about, isLast: waitMs === null }, "an event of a platform could not be handled");
      if (waitMs !== null) await clock.sleep(waitMs);
    }
  }
  return false;
}
