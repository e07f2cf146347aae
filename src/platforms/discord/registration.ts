import { Routes } from "discord.js";
import { z } from "zod";
import type { Log } from "../../log.ts";
import { type Cache, cached } from "../chat/cache.ts";
import type { Api } from "./api.ts";
import { discordCode } from "./classify.ts";
import { commands } from "../../../commands/index.ts";
import { definition } from "./definition.ts";
import { diffDefinition } from "./diff-definition.ts";
import type { Identities } from "./identity.ts";

/** What people can type, made known to Discord. */
export interface Registration {
  /**
   * Makes it known where it is not as it should be: everywhere, and in the servers of developers. Where it was made known
   * before and should be no more, it is taken back.
   *
   * @throws What Discord answers.
   */
  register(): Promise<void>;
  /** The bot left a server, and Discord has deleted what it had there. */
  forget(guild: string): Promise<void>;
}

/** Where commands are kept: for all servers, or for one. */
type Scope = "everywhere" | { readonly guild: string };

export interface RegistrationOptions {
  readonly api: Api;
  readonly identities: Identities;
  readonly cache: Cache;
  readonly developmentGuilds: readonly string[];
  readonly log: Log;
}

const guildsKey = "command-guilds";
const ids = z.array(z.string());
/** The bot is not in the server, or was never let to make commands there. */
const notThere: ReadonlySet<number> = new Set([10004, 50001]);

export function createRegistration(options: RegistrationOptions): Registration {
  const { api, identities, cache, developmentGuilds, log } = options;

  function routeOf(application: string, scope: Scope): `/${string}` {
    return scope === "everywhere"
      ? Routes.applicationCommands(application)
      : Routes.applicationGuildCommands(application, scope.guild);
  }

  async function registerIn(scope: Scope, wanted: readonly object[]): Promise<void> {
    const { application } = await identities.own();
    const registered = await registeredCommands(api, routeOf(application, scope));
    const changed = diffDefinition(registered, wanted);
    if (changed.length === 0) return;
    await api.put(routeOf(application, scope), wanted);
    log.info({ scope, changed }, "discord commands were registered");
  }

  /** A server that the bot is not in yet, or no longer, keeps nobody else from having commands. */
  async function registerInGuild(guild: string, wanted: readonly object[]): Promise<boolean> {
    try {
      await registerIn({ guild }, wanted);
      return true;
    } catch (error) {
      const code = discordCode(error);
      if (code === undefined || !notThere.has(code)) throw error;
      log.warn({ guild, code }, "discord commands cannot be registered in a server");
      return false;
    }
  }

  async function guilds(): Promise<readonly string[]> {
    return (await cached(cache, guildsKey, ids)) ?? [];
  }

  return {
    async register() {
      await registerIn("everywhere", definition(commands));
      const left = (await guilds()).filter((guild) => !developmentGuilds.includes(guild));
      for (const guild of left) await registerInGuild(guild, []);
      const forGuild = definition(commands, { isForGuild: true });
      const there: string[] = [];
      for (const guild of developmentGuilds) if (await registerInGuild(guild, forGuild)) there.push(guild);
      await cache.set(guildsKey, there);
    },
    async forget(guild) {
      const known = await guilds();
      if (known.includes(guild))
        await cache.set(
          guildsKey,
          known.filter((one) => one !== guild),
        );
    },
  };
}

/** As Discord has them, with what is localised. @throws What Discord answers. */
export async function registeredCommands(api: Api, route: `/${string}`): Promise<readonly unknown[]> {
  return z.array(z.unknown()).parse(await api.get(route, { with_localizations: "true" }));
}
