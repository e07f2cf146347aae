import { outageWords } from "../commands/outage-words.ts";
import type { Clock } from "./clock.ts";
import { counted } from "./delivery/card/age.ts";
import { parseDestination, type Platform } from "./delivery/platform.ts";
import { wantedBy } from "./delivery/wanted.ts";
import { messageOf } from "./errors.ts";
import type { Log } from "./log.ts";
import type { LateDelivery, Outage } from "./storage/outage-store.ts";
import type { Storage } from "./storage/storage.ts";

export interface GapReportPorts {
  readonly storage: Storage;
  readonly platforms: readonly Platform[];
  readonly clock: Clock;
  readonly log: Log;
}

const untold = "a gap could not be told";

/**
 * Says once, where cards come late because their source could not be polled for long, why that is. To be called after what
 * was found was matched. What waits for a digest says nothing: there an hour is no matter.
 */
export function createGapReports({ storage, platforms, clock, log }: GapReportPorts): () => Promise<void> {
  const byId = new Map(platforms.map((platform) => [platform.id, platform]));

  async function tell(outage: Outage, late: readonly LateDelivery[]): Promise<void> {
    const subscriptions = await storage.subscriptions.byIds(late.map(({ subscription }) => subscription));
    for (const [destination, own] of Map.groupBy(late, (one) => one.destination)) {
      const address = parseDestination(destination);
      const platform = byId.get(address.platform);
      const first = subscriptions.get(own[0]?.subscription ?? "");
      if (first === undefined) continue;
      if (platform === undefined) {
        // Told to each place once by whoever is first: another process that has it is not waited for.
        log.warn({ destination, source: outage.source, reason: "its platform is not set up here" }, untold);
        continue;
      }
      const count = own.reduce((sum, { openings }) => sum + openings, 0);
      try {
        const { plan } = wantedBy(first);
        const come = count === 1 ? "comes" : "come";
        await platform.notify(
          address,
          `${outageWords(outage, plan.tz)}. ${counted(count, "posting")} ${come} late because of it.`,
        );
      } catch (error) {
        // Cards come all the same, and `status` tells it too.
        log.warn({ destination, source: outage.source, reason: messageOf(error) }, untold);
      }
    }
  }

  return async () => {
    // Taken first: to be told twice is worse than to read it in `status`.
    for (const outage of await storage.outages.takeUntold(clock.now())) {
      await tell(outage, await storage.outages.lateDeliveries(outage));
    }
  };
}
