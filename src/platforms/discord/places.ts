import { Routes } from "discord.js";
import type { Clock } from "../../clock.ts";
import type { Api } from "./api.ts";
import { type Place, placeSchema } from "./place.ts";

/** Channels, looked up once in a while: what kind one is decides how to write there. */
export interface Places {
  /** As it was within the last hour. @throws What Discord answers. */
  find(id: string): Promise<Place>;
  /** As it is now. @throws What Discord answers. */
  look(id: string): Promise<Place>;
  /** It is asked for anew when it is next needed. */
  forget(id: string): void;
  /** The same of all that were asked for in a server. */
  forgetAll(guild: string): void;
}

const keepMs = 3_600_000;
/** Whoever was looked up longest ago is forgotten first. */
const mostKept = 5_000;

export function createPlaces(api: Api, clock: Clock): Places {
  const kept = new Map<string, { readonly place: Place; readonly at: number }>();

  async function look(id: string): Promise<Place> {
    const place = placeSchema.parse(await api.get(Routes.channel(id)));
    kept.delete(id);
    kept.set(id, { place, at: clock.now() });
    for (const oldest of kept.keys()) {
      if (kept.size <= mostKept) break;
      kept.delete(oldest);
    }
    return place;
  }

  return {
    look,
    async find(id) {
      const known = kept.get(id);
      return known !== undefined && clock.now() - known.at < keepMs ? known.place : await look(id);
    },
    forget: (id) => void kept.delete(id),
    forgetAll(guild) {
      for (const [id, { place }] of kept) if (place.guild === guild) kept.delete(id);
    },
  };
}
