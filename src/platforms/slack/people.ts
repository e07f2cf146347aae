import { z } from "zod";
import type { Log } from "../../log.ts";
import { type Cache, cached } from "../chat/cache.ts";
import { slackCode } from "./classify.ts";
import type { Clients } from "./clients.ts";
import type { Place } from "./installations.ts";

const person = z.object({
  name: z.string(),
  /** IANA zone of the profile. */
  zone: z.string(),
  isAdmin: z.boolean(),
  isGuest: z.boolean(),
  /** Of another organisation: met in a channel of Slack Connect. */
  isOutsider: z.boolean(),
});

/** What Slack knows of a person that decides what they may do. */
export type Person = Readonly<z.output<typeof person>>;

export interface People {
  /** Whom Slack does not know or show is somebody with the fewest rights. @throws RolecallError `not-installed`, or what Slack answers. */
  find(place: Place, user: string): Promise<Person>;
  /** Slack says that they changed: asks anew when they next come. */
  forget(team: string, user: string): Promise<void>;
}

/** So long does somebody keep rights that they have lost: not everything that changes them is told. */
const keepMs = 60_000;
/** Answers about people of whom the bot is to know nothing: any other is a fault, and says nothing of the person. */
const unseen: ReadonlySet<string> = new Set(["user_not_found", "user_not_visible"]);

/** As of `users.info`: only what is used. */
const slackUser = z.looseObject({
  team_id: z.string().optional(),
  tz: z.string().nullish(),
  real_name: z.string().nullish(),
  is_admin: z.boolean().optional(),
  is_owner: z.boolean().optional(),
  is_primary_owner: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  enterprise_user: z.looseObject({ enterprise_id: z.string().optional() }).optional(),
  profile: z.looseObject({ display_name: z.string().nullish(), real_name: z.string().nullish() }).optional(),
});

export function createPeople(clients: Clients, cache: Cache, log: Log): People {
  function keyOf(team: string, user: string): string {
    return `person:${team}/${user}`;
  }

  async function ask(place: Place, user: string): Promise<Person> {
    return await clients.call(place, "again", async (client, { teamId, enterpriseId }) => {
      const info = slackUser.parse((await client.users.info({ user })).user);
      const isOfTeam = info.team_id === undefined || info.team_id === (teamId ?? place.team);
      const isOfOrganisation = enterpriseId !== null && info.enterprise_user?.enterprise_id === enterpriseId;
      const isOutsider = info.is_stranger === true || !(isOfTeam || isOfOrganisation);
      const isOwner = info.is_owner === true || info.is_primary_owner === true;
      return {
        name: info.profile?.display_name || info.profile?.real_name || info.real_name || user,
        zone: info.tz || "UTC",
        isAdmin: !isOutsider && (info.is_admin === true || isOwner),
        isGuest: info.is_restricted === true || info.is_ultra_restricted === true,
        isOutsider,
      };
    });
  }

  return {
    async find(place, user) {
      const key = keyOf(place.team, user);
      const known = await cached(cache, key, person);
      if (known !== undefined) return known;
      try {
        const found = await ask(place, user);
        await cache.set(key, found, keepMs);
        return found;
      } catch (error) {
        const code = slackCode(error);
        if (code === undefined || !unseen.has(code)) throw error;
        log.warn({ user, code }, "slack does not say who somebody is");
        return { name: user, zone: "UTC", isAdmin: false, isGuest: true, isOutsider: true };
      }
    },
    forget: async (team, user) => void (await cache.delete(keyOf(team, user))),
  };
}
