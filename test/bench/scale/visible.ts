import { noCheckpoint } from "../../../src/checkpoint.ts";
import { systemClock, systemRandom } from "../../../src/clock.ts";
import { createMatcher } from "../../../src/delivery/matcher.ts";
import { silentLog } from "../../../src/log.ts";
import { openStorage } from "../../../src/storage/storage.ts";
import { postingDraft, sourceKey } from "../deliver/town.ts";
import { note } from "../measure.ts";

const rounds = 20;

/**
 * How long it takes at the most until what is found matches on one instance a subscription that another one has just stored:
 * from its commit until the delivery that the other one made of it is stored, woken by the posting. Milliseconds.
 */
export async function subscriptionVisibleMs(address: string): Promise<number> {
  const [one, other] = [await openStorage(address, systemRandom), await openStorage(address, systemRandom)];
  const ports = { clock: systemClock, random: systemRandom, log: silentLog, checkpoint: noCheckpoint };
  const matcher = createMatcher({ ...ports, storage: other });
  let matched = Promise.withResolvers<void>();
  let waited = 0;
  async function match(): Promise<void> {
    const { atOnce } = await matcher.matchPending();
    if (atOnce > 0) matched.resolve();
  }
  await one.sources.configure([{ key: sourceKey, kind: "folder" }], 1);
  await one.workspaces.ensure("visible", "discard", 1);
  await match();
  const stop = other.onWake(() => void match());
  for (let i = 0; i < rounds; i++) {
    matched = Promise.withResolvers();
    const name = `v${i}`;
    const draft = { workspace: "visible", owner: "ann", name, destination: `discard:${name}`, zone: "UTC" };
    await one.subscriptions.add({ ...draft, query: `text:visible${i}`, createdAt: systemClock.now() });
    const from = performance.now();
    const posting = postingDraft(1_000_000 + i);
    await one.postings.add([{ ...posting, text: `${posting.text} visible${i}` }], systemClock.now(), false);
    await matched.promise;
    waited = Math.max(waited, performance.now() - from);
  }
  await stop();
  await Promise.all([one.close(), other.close()]);
  note(`scale: a subscription matched elsewhere after at most ${Math.round(waited)} ms`);
  return Math.round(waited);
}
