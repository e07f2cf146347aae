import { z } from "zod";
import { type Cache, cached } from "../chat/cache.ts";

/**
 * Channels whose id Slack changed, as it does when one comes to be shared. Subscriptions go on under the id that they were made
 * with, which stands for the channel ever after.
 */
export interface MovedChannels {
  note(team: string, from: string, to: string): Promise<void>;
  /** By what Slack knows it now, from what the subscriptions know it by. */
  present(team: string, id: string): Promise<string>;
  /** The reverse. */
  known(team: string, id: string): Promise<string>;
}

const key = "moved-channels";
const moves = z.record(z.string(), z.string());

/** @param cache It is read once. */
export function createMovedChannels(cache: Cache): MovedChannels {
  let loading: Promise<Map<string, string>> | undefined;

  /** Present ids by `team/known id`. */
  async function all(): Promise<Map<string, string>> {
    loading ??= cached(cache, key, moves).then((stored = {}) => new Map(Object.entries(stored)));
    loading.catch(() => {
      loading = undefined;
    });
    return await loading;
  }

  async function known(team: string, id: string): Promise<string> {
    const found = [...(await all())].find(([from, to]) => to === id && from.startsWith(`${team}/`));
    return found?.[0].slice(team.length + 1) ?? id;
  }

  return {
    async note(team, from, to) {
      const moved = await all();
      moved.set(`${team}/${await known(team, from)}`, to);
      await cache.set(key, Object.fromEntries(moved));
    },
    present: async (team, id) => (await all()).get(`${team}/${id}`) ?? id,
    known,
  };
}
