import { noCheckpoint } from "../../src/checkpoint.ts";
import { createDigester } from "../../src/delivery/digester.ts";
import { planEdits } from "../../src/delivery/edits.ts";
import { createMatcher } from "../../src/delivery/matcher.ts";
import { createSender } from "../../src/delivery/sender.ts";
import { createHoldNotices } from "../../src/hold-notices.ts";
import { silentLog } from "../../src/log.ts";
import { createServices } from "../../src/services.ts";
import { openStorage } from "../../src/storage/storage.ts";
import type { NullPlatform } from "../doubles/null-platform.ts";
import { seededRandom } from "../doubles/seeded-random.ts";
import type { VirtualClock } from "../doubles/virtual-clock.ts";

export type Instance = Awaited<ReturnType<typeof anInstance>>;

/** One of several that share a database and a platform: connections and chance of its own. */
export async function anInstance(
  address: string,
  { clock, seed, platform }: { clock: VirtualClock; seed: number; platform: NullPlatform },
) {
  const random = seededRandom(seed);
  const storage = await openStorage(address, random);
  const platforms = [platform];
  const ports = { storage, clock, random, log: silentLog, checkpoint: noCheckpoint };
  const matcher = createMatcher(ports);
  const digester = createDigester({ ...ports, platforms });
  const sender = createSender({ ...ports, platforms });
  const notices = createHoldNotices({ storage, platforms, clock, log: silentLog });
  return {
    storage,
    tellOwners: () => notices.tellOwners(),
    services: createServices(storage, clock, silentLog),
    match: () => matcher.matchPending(),
    makeDigests: () => digester.makeDue(),
    planEdits: () => planEdits(storage, clock),
    send: () => sender.sendDue(new AbortController().signal),
    recover: (isSole: boolean) => sender.recover(isSole),
  };
}
