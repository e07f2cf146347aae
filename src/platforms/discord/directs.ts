import { Routes } from "discord.js";
import { z } from "zod";
import type { Clock } from "../../clock.ts";
import { type Cache, cached } from "../chat/cache.ts";
import { createPacer } from "../chat/pacer.ts";
import type { Api } from "./api.ts";

/** Direct conversations. */
export interface Directs {
  /** The channel of the conversation with somebody; opened once, and slowly. @throws What Discord answers. */
  channel(user: string): Promise<string>;
  /** It is opened anew when it is next needed. */
  forget(user: string): Promise<void>;
}

const keepMs = 30 * 86_400_000;
/** Discord takes it ill when many are opened at once, and names no limit. */
const openEveryMs = 1_000;
const opened = z.looseObject({ id: z.string() });

export function createDirects(api: Api, cache: Cache, clock: Clock): Directs {
  const pacer = createPacer(clock, openEveryMs);

  function keyOf(user: string): string {
    return `direct:${user}`;
  }

  return {
    async channel(user) {
      const known = await cached(cache, keyOf(user), z.string());
      if (known !== undefined) return known;
      const { id } = await pacer.run("open", async () =>
        opened.parse(await api.post(Routes.userChannels(), { recipient_id: user })),
      );
      await cache.set(keyOf(user), id, keepMs);
      return id;
    },
    forget: async (user) => void (await cache.delete(keyOf(user))),
  };
}
