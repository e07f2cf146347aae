import { createTurns } from "../chat/in-turn.ts";
import { z } from "zod";
import { messageOf } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { type Cache, cached } from "../chat/cache.ts";

/**
 * Workspaces in which Slack refused the app itself, for a token, a key or a right. What waits for them is held until somebody
 * mends that; whoever runs the bot does so between two runs of it, of which Slack tells nothing.
 */
export interface RefusedWorkspaces {
  /** Never throws: without the note, what is held is tried again after a day. */
  note(team: string): Promise<void>;
  all(): Promise<readonly string[]>;
  forget(team: string): Promise<void>;
}

const key = "refused-workspaces";

export function createRefusedWorkspaces(cache: Cache, log: Log): RefusedWorkspaces {
  /** One change at a time, as each is a read and a write. */
  const inTurn = createTurns();

  async function all(): Promise<readonly string[]> {
    return (await cached(cache, key, z.array(z.string()))) ?? [];
  }

  async function change(changed: (teams: readonly string[]) => readonly string[]): Promise<void> {
    await inTurn(async () => {
      const teams = await all();
      const next = changed(teams);
      if (next.length !== teams.length) await cache.set(key, next);
    });
  }

  return {
    all,
    async note(team) {
      try {
        await change((teams) => (teams.includes(team) ? teams : [...teams, team]));
      } catch (error) {
        log.warn({ team, error: messageOf(error) }, "a refused slack workspace could not be noted");
      }
    },
    forget: (team) => change((teams) => teams.filter((one) => one !== team)),
  };
}
