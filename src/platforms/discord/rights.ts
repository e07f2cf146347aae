import type { Guilds } from "./guilds.ts";
import type { Identities } from "./identity.ts";
import { channelPermissions } from "./permissions.ts";
import type { Place } from "./place.ts";
import type { Places } from "./places.ts";

export interface Rights {
  /** What the bot may do in a place, as bits; null in a direct conversation, where there is nothing to forbid. @throws What Discord answers. */
  ofBot(place: Place): Promise<bigint | null>;
  /** What decides over the rights in a place: its own overwrites, or those of the channel that a thread belongs to. */
  deciding(place: Place): Promise<Place>;
}

export function createRights(guilds: Guilds, places: Places, identities: Identities): Rights {
  async function deciding(place: Place): Promise<Place> {
    return place.kind === "thread" && place.parent !== null ? await places.look(place.parent) : place;
  }

  return {
    deciding,
    async ofBot(place) {
      if (place.guild === null) return null;
      const { user } = await identities.own();
      const [guild, member, channel] = await Promise.all([
        guilds.find(place.guild),
        guilds.member(place.guild, user),
        deciding(place),
      ]);
      return channelPermissions(guild, member, channel);
    },
  };
}
