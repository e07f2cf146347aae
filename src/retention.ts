import type { Clock } from "./clock.ts";
import type { Storage } from "./storage/storage.ts";
import type { RetentionCursor } from "./storage/retention-store.ts";

/** Forgets what was closed so long ago, a little at a time: others write in between. @returns How many openings. */
export async function forgetClosed(storage: Storage, clock: Clock, keepMs: number): Promise<number> {
  const closedBefore = clock.now() - keepMs;
  let forgotten = 0;
  for (let after: RetentionCursor | null = null; ; ) {
    const page = await storage.transaction(({ retention }) => retention.forget(closedBefore, after));
    forgotten += page.forgotten;
    if (page.next === null) return forgotten;
    after = page.next;
    await clock.sleep(0);
  }
}
