import type { Clock } from "../clock.ts";
import type { Storage } from "../storage/storage.ts";

/** A card is edited at most so often. */
const editEveryMs = 60_000;
/** Each may stand in thousands of places, and nothing else is done meanwhile. */
const batchSize = 10;

/**
 * Queues edits of everything that shows a posting which closed, reopened, changed or was corrected, and has whoever keeps one
 * that changed told. Returns how many messages.
 */
export async function planEdits(storage: Storage, clock: Clock): Promise<number> {
  return (await planRevised(storage, clock)) + (await planCorrected(storage, clock));
}

async function planRevised(storage: Storage, clock: Clock): Promise<number> {
  let planned = 0;
  for (;;) {
    if ((await storage.postings.revised(1)).length === 0) return planned;
    const done = await storage.transaction(async ({ messages, notices, postings }) => {
      const revised = await postings.revised(batchSize);
      // A message that is on its way may have been made before the change: it is looked at again once it has arrived.
      const onTheWay = await messages.beingSent(revised);
      const settled = revised.filter((id) => !onTheWay.has(id));
      const edits = await messages.planEdits(settled, clock.now(), editEveryMs);
      await notices.noteChanges(settled, clock.now());
      await postings.revisionsPlanned(settled);
      return { postings: settled.length, edits };
    });
    planned += done.edits;
    if (done.postings === 0) return planned;
    await clock.sleep(0);
  }
}

/** Only where the correction holds: elsewhere nothing changed, and nobody is told. */
async function planCorrected(storage: Storage, clock: Clock): Promise<number> {
  let planned = 0;
  for (;;) {
    if ((await storage.corrections.revised(1)).length === 0) return planned;
    const done = await storage.transaction(async ({ corrections, messages, postings }) => {
      const settled: string[] = [];
      let edits = 0;
      for (const { id, openingId, ...place } of await corrections.revised(batchSize)) {
        const shown = await postings.idsOf(openingId);
        // As above.
        if ((await messages.beingSent(shown)).size > 0) continue;
        edits += await messages.planEdits(shown, clock.now(), editEveryMs, place);
        settled.push(id);
      }
      await corrections.revisionsPlanned(settled);
      return { corrections: settled.length, edits };
    });
    planned += done.edits;
    if (done.corrections === 0) return planned;
    await clock.sleep(0);
  }
}
