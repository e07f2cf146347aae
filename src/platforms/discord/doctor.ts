import { Routes } from "discord.js";
import { z } from "zod";
import { parseDestination } from "../../delivery/platform.ts";
import type { Clock } from "../../clock.ts";
import { type Check, ok, wrong } from "../chat/check.ts";
import { parseAddress } from "./address.ts";
import { type Api, createApi } from "./api.ts";
import { classifyDiscordError, discordCode } from "./classify.ts";
import { commands } from "../../../commands/index.ts";
import { definition } from "./definition.ts";
import { diffDefinition } from "./diff-definition.ts";
import type { DiscordSettings } from "./discord-settings.ts";
import { createGuilds } from "./guilds.ts";
import { createIdentities, type Identity } from "./identity.ts";
import { sessionBudget } from "./identify-throttler.ts";
import { invitation, personalInstallation } from "./invitation.ts";
import { isShutFor, missingIn } from "./permissions.ts";
import { createPlaces, type Places } from "./places.ts";
import { registeredCommands } from "./registration.ts";
import { banAt } from "./refusals.ts";
import { createRights, type Rights } from "./rights.ts";
import { isSnowflake } from "./snowflake.ts";

export interface DiscordDoctorOptions {
  readonly settings: DiscordSettings;
  readonly clock: Clock;
  /** What the bot has counted in the last ten minutes. */
  readonly refusedLately: number;
  /** Printed destinations that subscriptions go to; those of other platforms are left alone. */
  readonly subscribed: readonly string[];
  /** Where to post one line, so that an operator sees it there: the id of a channel. */
  readonly postTo: string | null;
}

/** Looks at everything about Discord that can be seen from here. Nothing is changed, and nothing posted but where asked. */
export async function* checkDiscord(options: DiscordDoctorOptions): AsyncIterable<Check> {
  const { settings, clock, postTo, refusedLately } = options;
  const api = createApi({ token: settings.token, apiUrl: settings.apiUrl, clock });
  yield ok("discord settings", `${shardsInWords(settings)}, at ${settings.apiUrl}`);
  const identities = createIdentities(api);
  let identity: Identity;
  try {
    identity = await identities.own();
  } catch (error) {
    yield failed("discord token", error, "copy DISCORD_TOKEN anew from the page Bot of the application");
    return;
  }
  yield ok("discord token", `the bot ${identity.name} (${identity.user}) of the application ${identity.application}`);
  yield await sessionCheck(api);
  yield refusalCheck(refusedLately);
  yield await commandCheck(api, identity);
  yield ok("discord invitation", `into a server: ${invitation(identity.application)}`);
  yield ok("discord invitation", `for oneself alone: ${personalInstallation(identity.application)}`);
  const places = createPlaces(api, clock);
  const rights = createRights(createGuilds(api), places, identities);
  for (const id of channelsOf(options.subscribed)) yield await channelCheck(id, places, rights);
  if (postTo !== null) yield await postCheck(api, postTo);
}

function shardsInWords({ shards }: DiscordSettings): string {
  return shards === null ? "all shards" : `shards ${shards.ids.join(", ")} of ${shards.count}`;
}

async function sessionCheck(api: Api): Promise<Check> {
  const name = "discord sessions";
  try {
    const { remaining, reserve, shards } = await sessionBudget(api);
    const left = `${remaining} may still be begun today, ${shards} recommended`;
    return remaining > reserve ? ok(name, left) : wrong(name, `${left}: find out what restarts the bot so often`);
  } catch (error) {
    return failed(name, error, "look at DISCORD_API_URL");
  }
}

/** More than a few say that something is asked for again and again that is never given. */
const manyRefusals = banAt / 10;

function refusalCheck(count: number): Check {
  const name = "discord refusals";
  const said = `${count} in the last ten minutes, of the ${banAt} at which Discord shuts this machine out`;
  return count < manyRefusals ? ok(name, said) : wrong(name, `${said}: look in the log for what it refuses`);
}

async function commandCheck(api: Api, { application }: Identity): Promise<Check> {
  const name = "discord commands";
  try {
    const registered = await registeredCommands(api, Routes.applicationCommands(application));
    const changed = diffDefinition(registered, definition(commands));
    if (changed.length > 0) return wrong(name, `${changed.join(", ")} is not as this version has it: start the bot`);
    return ok(name, "/jobs is as this version has it");
  } catch (error) {
    return failed(name, error, "invite the bot with the scope applications.commands");
  }
}

/** Threads before their channels: what is written to is looked at. */
function channelsOf(subscribed: readonly string[]): readonly string[] {
  const ids = subscribed
    .map(parseDestination)
    .filter(({ platform }) => platform === "discord")
    .map(({ address }) => parseAddress(address))
    .flatMap((address) => (address.kind === "channel" ? [address.thread ?? address.channel] : []));
  return [...new Set(ids)];
}

async function channelCheck(id: string, places: Places, rights: Rights): Promise<Check> {
  const name = "discord channel";
  try {
    const place = await places.look(id);
    const granted = await rights.ofBot(place);
    const missing = granted === null ? [] : missingIn(place.kind, granted);
    if (missing.length > 0) return wrong(name, `give the bot ${missing.join(", ")} in #${place.name} (${id})`);
    if (granted !== null && isShutFor(place, granted)) {
      return wrong(name, `unlock the thread ${place.name} (${id}), or give the bot Manage Threads there`);
    }
    return ok(name, `#${place.name} (${id}) takes cards`);
  } catch (error) {
    return failed(name, error, `let the bot see the channel ${id}, or end what is subscribed there`);
  }
}

const posted = z.looseObject({ id: z.string() });

async function postCheck(api: Api, channel: string): Promise<Check> {
  const name = "discord post";
  if (!isSnowflake(channel)) return wrong(name, "name the channel by its id: a right click on it, Copy Channel ID");
  try {
    const body = { content: "Rolecall's doctor was here: posting works.", allowed_mentions: { parse: [] } };
    posted.parse(await api.post(Routes.channelMessages(channel), body));
    return ok(name, `one line stands in ${channel}`);
  } catch (error) {
    return failed(name, error, classifyDiscordError(error).reason);
  }
}

/** What to do where Discord refused; where it said nothing at all, that is what is wrong. */
function failed(name: string, error: unknown, what: string): Check {
  const code = discordCode(error);
  if (code !== undefined) return wrong(name, `${what} (Discord says ${classifyDiscordError(error).code})`);
  return wrong(
    name,
    `let this machine reach Discord, or look at DISCORD_API_URL: ${classifyDiscordError(error).reason}`,
  );
}
