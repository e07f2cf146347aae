import { z } from "zod";
import { messageOf } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { type Cache, cached } from "../chat/cache.ts";
import type { ChatBackend } from "../chat/chat-platform.ts";
import { slackWorkspace } from "./address.ts";
import type { Installation, Installations } from "./installations.ts";
import type { RefusedWorkspaces } from "./refused-workspaces.ts";

/** An installation's end, as Slack tells of it. */
export interface Removal {
  /** Of the workspace or the organisation whose installation it is. */
  readonly id: string;
  /** Seconds since the epoch; null where Slack does not say. */
  readonly at: number | null;
  readonly reason: string;
}

/** Workspaces get the app, lose it and have it back: what that means for its token and for what waits. */
export interface WorkspaceLife {
  installed(installation: Installation): Promise<void>;
  /** What waits for its workspaces is due now: for those named, and for those that it had when it was removed. */
  back(installation: Installation, teams: readonly string[]): Promise<void>;
  /** What was held because Slack refused the app is due now, where it has a token: whoever starts it anew has mended that. */
  retryRefused(): Promise<void>;
  /** Tokens that were sealed with a key that is being replaced are sealed with the present one. Never throws. */
  sealAnew(): Promise<void>;
  removed(removal: Removal): Promise<void>;
  /** Slack takes its token no more. Never throws. */
  dead(installation: Installation, code: string): Promise<void>;
  /** An organisation gives the app that it installed to some of its workspaces, or takes it from them. */
  granted(organisation: string, teams: readonly string[]): Promise<void>;
  revoked(teams: readonly string[]): Promise<void>;
}

export interface WorkspaceLifeOptions {
  readonly installations: Installations;
  readonly refused: RefusedWorkspaces;
  readonly cache: Cache;
  readonly log: Log;
  /** Undefined where nobody listens, and only what is due is sent. */
  readonly backend: () => ChatBackend | undefined;
  /** The token is worth nothing any more, and nothing is to keep it. */
  readonly dropToken: (installation: Installation) => void;
}

/** As long as the core keeps what belongs to a workspace that lost the bot. */
const comeBackMs = 30 * 86_400_000;

function lostKey({ teamId, enterpriseId }: Installation): string {
  return `lost:${teamId ?? enterpriseId}`;
}

export function createWorkspaceLife(options: WorkspaceLifeOptions): WorkspaceLife {
  const { installations, refused, cache, log, backend, dropToken } = options;

  /** The token is erased last: until the core knows of the loss, it is what the next process learns of it by. */
  async function forget({ host }: ChatBackend, installation: Installation, reason: string): Promise<void> {
    const current = await installations.own(installation.teamId ?? installation.enterpriseId ?? "");
    // Another one was made since, or its end is written down already.
    if (current?.installedAt !== installation.installedAt) return;
    const teams = await installations.teams(installation);
    await cache.set(lostKey(installation), teams, comeBackMs);
    for (const team of teams) await host.removed(slackWorkspace(team), reason);
    await installations.erase(installation);
    dropToken(installation);
    log.warn({ name: installation.name, reason }, "slack workspace lost");
  }

  async function restore(team: string): Promise<void> {
    await backend()?.bot.welcome(slackWorkspace(team), "slack");
    await backend()?.host.restored(slackWorkspace(team));
  }

  async function back(installation: Installation, teams: readonly string[]): Promise<void> {
    const lost = (await cached(cache, lostKey(installation), z.array(z.string()))) ?? [];
    for (const team of new Set([...teams, ...lost])) {
      // So that what waits for it finds an organisation's token before Slack speaks of it again.
      await installations.find({ team, enterprise: installation.enterpriseId });
      await restore(team);
    }
    await cache.delete(lostKey(installation));
  }

  return {
    async installed(installation) {
      await installations.save(installation);
      await back(installation, await installations.teams(installation));
      void backend()?.deliver();
    },
    back,
    async retryRefused() {
      for (const team of await refused.all()) {
        try {
          if ((await installations.find({ team })) !== null) await backend()?.host.restored(slackWorkspace(team));
          await refused.forget(team);
        } catch (error) {
          log.warn({ team, error: messageOf(error) }, "a refused slack workspace stays held");
        }
      }
    },
    async sealAnew() {
      try {
        for (const id of await installations.all()) {
          if (await installations.sealAnew(id))
            log.info({ installation: id }, "slack token sealed with the present key");
        }
      } catch (error) {
        log.warn({ error: messageOf(error) }, "slack tokens could not all be sealed with the present key");
      }
    },
    /**
     * Of exactly the installation that the event is about: a workspace's second one must not take its organisation's. Events
     * are sent again for a day, so that one may be older than an installation made since.
     */
    async removed({ id, at, reason }) {
      const installation = await installations.own(id);
      const given = backend();
      if (installation === null || given === undefined) return;
      const isOld = at !== null && at < Math.floor(installation.installedAt / 1_000);
      if (isOld) return log.info({ name: installation.name, reason }, "slack tells of an earlier installation's end");
      await forget(given, installation, reason);
    },
    async dead(installation, code) {
      const given = backend();
      // What waits is held all the same; but there is no core to tell.
      if (given === undefined) return;
      try {
        await forget(given, installation, `the app's token is worth nothing any more (${code})`);
      } catch (error) {
        const { name } = installation;
        log.error({ error, name }, "a lost slack workspace is not written down: the next refusal tries again");
      }
    },
    async granted(organisation, teams) {
      for (const team of teams) {
        if ((await installations.find({ team, enterprise: organisation })) !== null) await restore(team);
      }
      void backend()?.deliver();
    },
    async revoked(teams) {
      for (const team of teams) {
        // It has an installation of its own.
        if ((await installations.own(team)) !== null) continue;
        const reason = "its organisation took the app from the workspace";
        await backend()?.host.removed(slackWorkspace(team), reason);
        await installations.leave(team);
        log.warn({ team, reason }, "slack workspace lost");
      }
    },
  };
}
