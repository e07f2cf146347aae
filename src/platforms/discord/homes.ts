import { z } from "zod";
import { type Cache, cached } from "../chat/cache.ts";
import type { Caller } from "./caller.ts";
import { discordCode } from "./classify.ts";
import type { Guilds } from "./guilds.ts";
import { guildPermissions } from "./permissions.ts";

/**
 * Whose subscriptions somebody means who speaks to the bot outside of servers: those of the server that a button is about; else,
 * unless they installed the app for themselves, those of the server in which they last used it.
 */
export interface Homes {
  /**
   * The same person as a member of that server; in its name, but as no member of it, where they have left it: what they once
   * asked for there is still theirs to end. As they are where there is none, or the bot is not in it. @throws What Discord answers.
   */
  resolve(caller: Caller): Promise<Caller>;
}

const rememberMs = 180 * 86_400_000;
const mostKept = 10_000;
const notMember = 10007;
/** The bot left the server, or nobody knows the person. */
const notThere: ReadonlySet<number> = new Set([10004, 10013, 50001]);

export function createHomes(cache: Cache, guilds: Guilds): Homes {
  /** What is written already is not written at each word. */
  const written = new Map<string, string>();

  async function remember(user: string, guild: string): Promise<void> {
    if (written.get(user) === guild) return;
    await cache.set(`home:${user}`, guild, rememberMs);
    if (written.size >= mostKept) written.clear();
    written.set(user, guild);
  }

  async function homeOf({ user, hint, hasOwnApp }: Caller): Promise<string | undefined> {
    if (hint !== null) return hint;
    return hasOwnApp ? undefined : await cached(cache, `home:${user}`, z.string());
  }

  return {
    async resolve(caller) {
      const { user, guild } = caller;
      if (guild !== null) {
        await remember(user, guild);
        return caller;
      }
      const home = await homeOf(caller);
      if (home === undefined) return caller;
      try {
        const [server, member] = await Promise.all([guilds.find(home), guilds.member(home, user)]);
        return { ...caller, guild: home, member, permissions: guildPermissions(server, member) };
      } catch (error) {
        const code = discordCode(error) ?? 0;
        if (code === notMember) return { ...caller, guild: home, member: null };
        if (notThere.has(code)) return caller;
        throw error;
      }
    },
  };
}
