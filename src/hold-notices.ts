import type { Clock } from "./clock.ts";
import { messageOf } from "./errors.ts";
import { parseDestination, type Platform } from "./delivery/platform.ts";
import { isForChannel, wantedBy } from "./delivery/wanted.ts";
import type { Log } from "./log.ts";
import type { UntoldHold } from "./storage/destination-store.ts";
import type { Storage } from "./storage/storage.ts";
import type { StoredSubscription } from "./storage/subscription-store.ts";

export interface HoldNoticesPorts {
  readonly storage: Storage;
  readonly platforms: readonly Platform[];
  readonly clock: Clock;
  readonly log: Log;
}

/** Tells people that something of theirs is held: once each time that it is. */
export interface HoldNotices {
  /** Tells the owners of subscriptions whose channel takes nothing, each in their own conversation. */
  tellOwners(): Promise<void>;
  /** What to say to a person whose own conversation takes nothing, and tries it again; null where there is nothing. */
  forAsker(self: string): Promise<string | null>;
}

export function createHoldNotices({ storage, platforms, clock, log }: HoldNoticesPorts): HoldNotices {
  const byId = new Map(platforms.map((platform) => [platform.id, platform]));

  async function tell(
    { destination, workspace, reason }: UntoldHold,
    subscriptions: readonly StoredSubscription[],
    platform: Platform,
  ): Promise<void> {
    for (const [user, own] of Map.groupBy(subscriptions, ({ owner }) => owner)) {
      try {
        const direct = await platform.openDirect({ workspace, user });
        await platform.notify(direct, noticeOf(own, reason));
      } catch (error) {
        const { code } = platform.classify(error);
        log.warn({ destination, user, code, reason: messageOf(error) }, "an owner could not be told of a hold");
      }
    }
  }

  return {
    async tellOwners() {
      const now = clock.now();
      const holds = await storage.destinations.untold();
      const waiting = await storage.subscriptions.at(holds.map(({ destination }) => destination));
      // In a direct conversation there is none: who cannot be reached there is told when they speak to the bot.
      const ofChannels = Map.groupBy(waiting.filter(isForChannel), ({ destination }) => destination);
      for (const hold of holds) {
        const subscriptions = ofChannels.get(hold.destination);
        // What is for another platform waits for a process that has it.
        const platform = byId.get(parseDestination(hold.destination).platform);
        if (subscriptions === undefined || platform === undefined) continue;
        // Written first: to be told twice is worse than to read it in `list`.
        if (await storage.destinations.told(hold.destination, now)) await tell(hold, subscriptions, platform);
      }
    },

    async forAsker(self) {
      const hold = await storage.destinations.untoldOf(self);
      if (hold === undefined) return null;
      const now = clock.now();
      await storage.destinations.told(self, now);
      await storage.destinations.release([self]);
      return `I could not reach you directly: ${inWords(hold.reason)}. I am trying again now.`;
    },
  };
}

function noticeOf(subscriptions: readonly StoredSubscription[], reason: string): string {
  const names = subscriptions.map(({ name }) => name).join(", ");
  const [place = "the channel"] = subscriptions.flatMap((one) => wantedBy(one).query.delivery.to ?? []);
  return `Nothing can be sent to ${place} at the moment: ${inWords(reason)}. Meanwhile, what ${names} finds waits.`;
}

/** Without the code before it, which is for operators. */
function inWords(reason: string): string {
  return reason.replace(/^[\w-]+: /, "");
}
