import type { Clock } from "./clock.ts";
import type { DestinationPart, PlatformHost } from "./delivery/platform.ts";
import { sentTo } from "./delivery/sent-to.ts";
import type { Log } from "./log.ts";
import type { Storage } from "./storage/storage.ts";

const dayMs = 86_400_000;
/** How long what belongs to a workspace is kept once the bot was taken out of it. */
export const keepRemovedMs = 30 * dayMs;
/** As often as an error of the platform's has it tried again. */
const probeEveryMs = dayMs;
/** Only the platform's own word lets it have messages again. */
const never = Number.MAX_SAFE_INTEGER;

/** What platforms tell of their end, written down. Every call may come twice. */
export function createPlatformHost(storage: Storage, clock: Clock, log: Log): PlatformHost {
  return {
    async released(destination, part) {
      const within = await storage.destinations.within(destination);
      await storage.destinations.release(partOf(within, destination, part));
    },

    async held(destination, reason, part) {
      const now = clock.now();
      await storage.transaction(async ({ destinations, subscriptions }) => {
        // Where nothing is to be sent there is nothing to hold.
        const wanted = await subscriptions.at(partOf(await destinations.within(destination), destination, part));
        const workspaces = new Map(wanted.map((one) => [one.destination, one.workspace]));
        for (const [place, workspace] of workspaces) {
          await destinations.hold(workspace, place, reason, now + probeEveryMs, now);
        }
      });
    },

    async ended(destination, reason) {
      const now = clock.now();
      await storage.transaction(async ({ destinations, subscriptions }) => {
        const places = await destinations.within(destination);
        for (const { workspace, owner, id } of await subscriptions.at(places)) {
          await subscriptions.end(workspace, owner, id, now);
        }
        for (const place of places) await destinations.expire(place, reason, now);
      });
      log.info({ destination, reason }, "a destination ended");
    },

    async renamed(destination, name) {
      await storage.transaction(async ({ subscriptions }) => {
        for (const subscription of await subscriptions.at([destination])) {
          const { workspace, owner, id, query } = subscription;
          const renamed = sentTo(name, query);
          if (renamed !== query) await subscriptions.change(workspace, owner, id, renamed);
        }
      });
    },

    async left(workspace, user) {
      await storage.transaction(async ({ workspaceSources }) => {
        const added = await workspaceSources.of(workspace);
        for (const { key, owner } of added) if (owner === user) await workspaceSources.handOver(workspace, key, "");
      });
    },

    async removed(workspace, reason) {
      const now = clock.now();
      await storage.transaction(async ({ workspaces, destinations }) => {
        await workspaces.remove(workspace, now);
        for (const destination of await destinations.ofWorkspace(workspace)) {
          await destinations.hold(workspace, destination, reason, never, now);
        }
      });
      log.warn({ workspace, reason }, "the bot was removed from a workspace");
    },

    async restored(workspace) {
      return await storage.transaction(async ({ workspaces, destinations }) => {
        const wasRemoved = await workspaces.restore(workspace);
        const released = await destinations.release(await destinations.ofWorkspace(workspace));
        return wasRemoved || released > 0;
      });
    },

    async greets(workspace, platform) {
      const now = clock.now();
      return await storage.transaction(async ({ workspaces, subscriptions }) => {
        await workspaces.ensure(workspace, platform, now);
        const isFirst = await workspaces.takeGreeting(workspace, now);
        return isFirst && (await subscriptions.count(workspace)) === 0;
      });
    },

    notGreeted: (workspace) => storage.workspaces.giveGreetingBack(workspace),

    having: (platform) => storage.workspaces.having(platform),
  };
}

function partOf(within: readonly string[], destination: string, part: DestinationPart = "all"): readonly string[] {
  return within.filter((one) => part === "all" || (one === destination) === (part === "itself"));
}

/** Forgets the workspaces whose time to come back is over. @returns How many. */
export async function eraseRemoved(storage: Storage, now: number): Promise<number> {
  const ids = await storage.workspaces.removedBefore(now - keepRemovedMs);
  for (const id of ids) await storage.transaction(({ workspaces }) => workspaces.erase(id));
  return ids.length;
}
