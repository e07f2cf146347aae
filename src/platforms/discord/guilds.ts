import { Routes } from "discord.js";
import { z } from "zod";
import type { Api } from "./api.ts";
import type { GuildRights, Member } from "./permissions.ts";
import { type Place, placeSchema } from "./place.ts";

/** A role as people call it. */
export interface Role {
  readonly id: string;
  readonly name: string;
}

export interface Guild extends GuildRights {
  readonly name: string;
  readonly named: readonly Role[];
  /** Where Discord announces who is new; null where it does not. */
  readonly systemChannel: string | null;
}

/** Servers, asked for anew each time: rights are lost, and a button outlives them. @throws What Discord answers. */
export interface Guilds {
  find(id: string): Promise<Guild>;
  member(guild: string, user: string): Promise<Member>;
  /** All channels that the bot sees; threads are none. */
  channels(guild: string): Promise<readonly Place[]>;
}

const bits = z.string().regex(/^\d+$/).transform(BigInt);

const guildSchema = z.looseObject({
  id: z.string(),
  name: z.string().default(""),
  owner_id: z.string(),
  system_channel_id: z.string().nullish(),
  roles: z.array(z.looseObject({ id: z.string(), name: z.string(), permissions: bits })),
});

const memberSchema = z.looseObject({ roles: z.array(z.string()) });

export function createGuilds(api: Api): Guilds {
  return {
    async find(id) {
      const {
        name,
        owner_id: owner,
        system_channel_id: systemChannel,
        roles,
      } = guildSchema.parse(await api.get(Routes.guild(id)));
      return {
        id,
        name,
        owner,
        systemChannel: systemChannel ?? null,
        named: roles.map((role) => ({ id: role.id, name: role.name })),
        roles: new Map(roles.map((role) => [role.id, role.permissions])),
      };
    },
    async member(guild, user) {
      const { roles } = memberSchema.parse(await api.get(Routes.guildMember(guild, user)));
      return { user, roles };
    },
    async channels(guild) {
      const channels = z.array(z.unknown()).parse(await api.get(Routes.guildChannels(guild)));
      return channels.flatMap((channel) => {
        const { success, data } = placeSchema.safeParse(channel);
        return success ? [{ ...data, guild }] : [];
      });
    },
  };
}
