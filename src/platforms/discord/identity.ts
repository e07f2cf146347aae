import { Routes } from "discord.js";
import { z } from "zod";
import type { Api } from "./api.ts";

/** Who the bot is on Discord. */
export interface Identity {
  /** Of the bot as somebody who writes. */
  readonly user: string;
  readonly name: string;
  /** Of the application that it belongs to; of old bots another one. */
  readonly application: string;
}

export interface Identities {
  /** Asked once; again where that failed. @throws What Discord answers. */
  own(): Promise<Identity>;
}

const userSchema = z.looseObject({ id: z.string(), username: z.string().default("Rolecall") });
const applicationSchema = z.looseObject({ id: z.string() });

export function createIdentities(api: Api): Identities {
  let asked: Promise<Identity> | undefined;

  async function ask(): Promise<Identity> {
    const { id: user, username: name } = userSchema.parse(await api.get(Routes.user()));
    const { id: application } = applicationSchema.parse(await api.get(Routes.currentApplication()));
    return { user, name, application };
  }

  return {
    async own() {
      asked ??= ask();
      try {
        return await asked;
      } catch (error) {
        asked = undefined;
        throw error;
      }
    },
  };
}
