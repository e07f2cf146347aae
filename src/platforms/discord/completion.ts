import type { Command } from "../../../commands/command.ts";
import { companiesAt, companiesLike } from "../../../commands/known-companies.ts";
import { postingsLike } from "../../../commands/postings-like.ts";
import type { Services } from "../../../commands/services.ts";
import type { Clock } from "../../clock.ts";
import { messageOf } from "../../errors.ts";
import type { Log } from "../../log.ts";
import type { DiscordAnswers } from "./asker.ts";
import { autocomplete, type AutocompleteContext, type Completion, mostCompletions } from "./autocomplete.ts";
import type { Caller } from "./caller.ts";
import type { Guilds } from "./guilds.ts";
import { seenBy } from "./permissions.ts";
import type { PlaceKind } from "./place.ts";

/** Completes what somebody types into an option, within the time that Discord waits for it. Never throws. */
export interface Completions {
  of(command: Command, focused: string, typed: string, caller: Caller): Promise<readonly Completion[]>;
}

export interface CompletionsOptions {
  readonly answers: DiscordAnswers;
  readonly services: Pick<Services, "subscriptions" | "postings" | "now">;
  readonly guilds: Guilds;
  readonly clock: Clock;
  readonly log: Log;
}

/** Discord waits three seconds for what completes a word; what comes later is for nobody. */
const patienceMs = 1_500;
/** While somebody types on, channels are not asked for at each letter. */
const keepChannelsMs = 30_000;
const mostKept = 1_000;

const takesMessages: ReadonlySet<PlaceKind> = new Set(["text", "announcement", "forum"]);
const nothing = { subscriptions: [], postings: [], companies: [] } as const;

export function createCompletions({ answers, services, guilds, clock, log }: CompletionsOptions): Completions {
  const seen = new Map<string, { readonly at: number; readonly names: Promise<readonly string[]> }>();

  /** What is known of somebody only by asking, as far as this option needs it. */
  async function ask(
    { takes }: Command,
    focused: string,
    typed: string,
    caller: Caller,
  ): Promise<Partial<AutocompleteContext>> {
    const how = takes[focused];
    if (how === "posting") return { postings: await postingsOf(typed, caller) };
    if (how === "subscription") return { subscriptions: await own(caller) };
    if (how === "query" || how === "changes" || how === "search")
      return { companies: await companiesAt(typed, services) };
    if (how === "query-or-subscription" || how === "filter-or-subscription") {
      return { subscriptions: await own(caller), companies: await companiesAt(typed, services) };
    }
    if (focused === "company") return { companies: await companiesLike(typed, services) };
    if (focused === "to" && caller.guild !== null) return { channels: await channelsOf(caller.guild, caller) };
    return {};
  }

  async function own(caller: Caller): Promise<AutocompleteContext["subscriptions"]> {
    let found: AutocompleteContext["subscriptions"] = [];
    await answers.attempt(caller, async ({ asker }) => {
      found = await services.subscriptions.list(asker);
      return null;
    });
    return found;
  }

  async function postingsOf(typed: string, caller: Caller): Promise<AutocompleteContext["postings"]> {
    let found: AutocompleteContext["postings"] = [];
    await answers.attempt(caller, async ({ asker }) => {
      found = await postingsLike(typed, asker, services, mostCompletions);
      return null;
    });
    return found;
  }

  function channelsOf(guild: string, { member, user }: Caller): Promise<readonly string[]> {
    const key = `${guild}/${user}`;
    const known = seen.get(key);
    if (known !== undefined && clock.now() - known.at < keepChannelsMs) return known.names;
    if (seen.size >= mostKept) seen.clear();
    const names = visibleChannels(guild, { user, roles: member?.roles ?? [] });
    seen.set(key, { at: clock.now(), names });
    names.catch(() => seen.delete(key));
    return names;
  }

  /** Names of those that the person sees: a private one is not even there for others. */
  async function visibleChannels(guild: string, member: NonNullable<Caller["member"]>): Promise<readonly string[]> {
    const [server, channels] = await Promise.all([guilds.find(guild), guilds.channels(guild)]);
    return seenBy(server, member, channels)
      .filter(({ kind }) => takesMessages.has(kind))
      .map(({ name }) => name);
  }

  return {
    async of(command, focused, typed, caller) {
      const without: AutocompleteContext = { ...nothing, channels: caller.guild === null ? null : [] };
      try {
        const asked = await Promise.race([
          ask(command, focused, typed, caller),
          clock.sleep(patienceMs).then(() => ({})),
        ]);
        return autocomplete(command, focused, typed, { ...without, ...asked });
      } catch (error) {
        log.warn({ error: messageOf(error) }, "suggestions failed");
        return [];
      }
    },
  };
}
