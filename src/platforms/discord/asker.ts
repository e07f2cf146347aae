import type { Asker, ChannelRights, ChannelRole, Services } from "../../../commands/services.ts";
import { didYouMean, UserError } from "../../errors.ts";
import type { Answers } from "../chat/answers.ts";
import { parseDestination } from "../../delivery/platform.ts";
import { adminsOnly, channelNotSeen, channelRefusal } from "../chat/channel-refusal.ts";
import { channelDestination, guildWorkspace, parseAddress, personDestination, personWorkspace } from "./address.ts";
import type { Caller } from "./caller.ts";
import { channelLink, linkedChannel } from "./channel-link.ts";
import { discordCode } from "./classify.ts";
import type { Guild, Guilds } from "./guilds.ts";
import type { Homes } from "./homes.ts";
import { channelPermissions, has, isShutFor, type Member, missingIn, seenBy } from "./permissions.ts";
import type { Place } from "./place.ts";
import type { Places } from "./places.ts";
import type { Rights } from "./rights.ts";
import { isSnowflake } from "./snowflake.ts";

/** Somebody who speaks to the bot. */
export interface Speaker {
  readonly asker: Asker;
  /** As a member of the server whose subscriptions are meant. */
  readonly caller: Caller;
}

export type DiscordAnswers = Answers<Caller, Speaker>;

export interface AskerOptions {
  readonly guilds: Guilds;
  readonly places: Places;
  readonly rights: Rights;
  readonly homes: Homes;
  readonly settings: Services["settings"];
}

/** Where nobody has said: Discord tells no zone. */
const unsaidZone = "UTC";
/** Answers of Discord's to the bot that say: for you it is not there. */
const notThere: ReadonlySet<number> = new Set([10003, 50001, 10004]);

/** Establishes who asks. What they may do is looked up again each time, never taken from what they pressed. */
export function createSpeakerOf({
  guilds,
  places,
  rights,
  homes,
  settings,
}: AskerOptions): (caller: Caller) => Promise<Speaker> {
  return async (given) => {
    const caller = await homes.resolve(given);
    const base: Asker = {
      workspace: caller.guild === null ? personWorkspace(caller.user) : guildWorkspace(caller.guild),
      user: caller.user,
      name: caller.name,
      self: personDestination(caller.user, caller.guild),
      zone: unsaidZone,
      ...(caller.pressedIn === undefined ? {} : { at: caller.pressedIn }),
    };
    const { guild, member } = caller;
    if (guild === null || member === null) return { asker: base, caller };
    const asker: Asker = {
      ...base,
      channels: {
        isAdmin: has(caller.permissions, "ManageGuild") || has(caller.permissions, "Administrator"),
        role: (name) => findRole(guild, name),
        holds: async (role) => hasRole(await guilds.find(guild), member, role),
        sees: (destinations) => seenOf(destinations, guild, member),
        unnamed(destination) {
          const address = parseAddress(parseDestination(destination).address);
          return channelLink(guild, address.kind === "channel" ? (address.thread ?? address.channel) : address.user);
        },
        async destination(reference) {
          const server = await guilds.find(guild);
          const place = await find(server, member, reference);
          await check(server, member, place, reference);
          await checkBot(place);
          return place.kind === "thread"
            ? channelDestination(place.parent ?? place.id, place.id)
            : channelDestination(place.id);
        },
        async permit(destination, reference) {
          const address = parseAddress(parseDestination(destination).address);
          const place = address.kind === "channel" ? await look(address.thread ?? address.channel) : undefined;
          if (place?.guild !== guild) throw notSeen(reference, "");
          // What the bot lacks there keeps nobody from changing or ending it.
          await check(await guilds.find(guild), member, place, reference);
        },
      },
    };
    return { asker, caller };

    async function check(server: Guild, who: Member, place: Place, reference: string): Promise<void> {
      const { channels: policy } = await settings.get(base);
      await checkAsker(server, who, place, reference, policy ?? "admins");
    }
  };

  async function seenOf(destinations: readonly string[], guild: string, member: Member): Promise<ReadonlySet<string>> {
    const [server, channels] = await Promise.all([guilds.find(guild), guilds.channels(guild)]);
    const byId = new Map(channels.map((channel) => [channel.id, channel]));
    const seen = new Set<string>();
    for (const destination of destinations) {
      const address = parseAddress(parseDestination(destination).address);
      const channel = address.kind === "channel" ? byId.get(address.channel) : undefined;
      if (address.kind !== "channel" || channel === undefined) continue;
      const place = address.thread === null ? channel : await look(address.thread);
      if (place !== undefined && isOpenTo(channelPermissions(server, member, channel), place)) seen.add(destination);
    }
    return seen;
  }

  /** By link, by id, or by name among those that the member sees; of two of one name neither is meant. */
  async function find(server: Guild, member: Member, reference: string): Promise<Place> {
    const guild = server.id;
    const link = linkedChannel(reference);
    const name = reference.replace(/^#/, "");
    const id = link?.guild === guild ? link.channel : reference.startsWith("#") && isSnowflake(name) ? name : undefined;
    const byId = id === undefined ? undefined : await look(id);
    if (byId?.guild === guild) return byId;
    if (!reference.startsWith("#")) throw notSeen(reference, "");
    const channels = seenBy(server, member, await guilds.channels(guild));
    const named = channels.filter((channel) => channel.name.toLowerCase() === name.toLowerCase());
    const [first, second] = named.filter(({ kind }) => kind !== "other");
    if (second !== undefined) {
      throw channelRefusal(`There are ${named.length} channels called #${name}: name the one you mean by its link.`);
    }
    if (first !== undefined) return first;
    if (named.length > 0) throw channelRefusal(`#${name} is no channel that messages can be sent to.`);
    throw notSeen(
      reference,
      didYouMean(
        name,
        channels.map((channel) => channel.name),
      ),
    );
  }

  async function findRole(guild: string, name: string): Promise<ChannelRole> {
    const { named } = await guilds.find(guild);
    const names = named.filter(({ id }) => id !== guild).map((role) => role.name);
    const found = names.find((one) => one.toLowerCase() === name.toLowerCase());
    if (found !== undefined && names.filter((one) => one === found).length > 1) {
      const message = `There are several roles called @${found} here: rename the others, or name another one.`;
      throw new UserError("settings", message, { key: "channels" });
    }
    if (found !== undefined) return `@${found}`;
    throw new UserError("settings", `There is no role @${name} here.${didYouMean(name, names)}`, { key: "channels" });
  }

  async function look(id: string): Promise<Place | undefined> {
    try {
      return await places.look(id);
    } catch (error) {
      if (notThere.has(discordCode(error) ?? 0)) return undefined;
      throw error;
    }
  }

  /** The policy that README.md states under "Who may subscribe a channel". */
  async function checkAsker(
    server: Guild,
    member: Member,
    place: Place,
    reference: string,
    policy: ChannelRights,
  ): Promise<void> {
    const granted = channelPermissions(server, member, await rights.deciding(place));
    // To whom it is closed, it is not even there, and has no name.
    if (!isOpenTo(granted, place)) throw notSeen(reference, "");
    if (has(granted, "ManageChannels")) return;
    const named = namedPlace(place);
    if (policy !== "members") {
      if (hasRole(server, member, policy)) return;
      const who =
        policy === "admins" ? "people with Manage Channels" : `people with Manage Channels, or the role ${policy},`;
      const remedy =
        " Somebody with Manage Server can let all do it who may write there: /jobs settings channels:members";
      throw adminsOnly(named, who, remedy);
    }
    const writing = place.kind === "thread" ? "SendMessagesInThreads" : "SendMessages";
    if (!has(granted, writing)) throw channelRefusal(`You may not write in ${named}, so you cannot subscribe it.`);
  }

  async function checkBot(place: Place): Promise<void> {
    const named = namedPlace(place);
    if (place.kind === "other") throw channelRefusal(`${named} is no channel that messages can be sent to.`);
    const granted = await rights.ofBot(place);
    const missing = granted === null ? [] : missingIn(place.kind, granted);
    if (missing.length > 0)
      throw channelRefusal(`I cannot write in ${named} yet: give me ${missing.join(", ")} there.`);
    if (granted !== null && isShutFor(place, granted)) {
      throw channelRefusal(
        `I cannot write in ${named} yet, because it is locked: unlock it, or give me Manage Threads there.`,
      );
    }
  }
}

/** @param granted What somebody may do in the place, or in the channel that it belongs to. */
function isOpenTo(granted: bigint, { isPrivateThread }: Place): boolean {
  return has(granted, "ViewChannel") && (!isPrivateThread || has(granted, "ManageThreads"));
}

/**
 * Whether the role of that name is one of the member's; the role of everyone is nobody's in particular. Of two of one name
 * neither is meant: whoever can make a role could give themselves the rights of another.
 */
function hasRole({ id, named }: Guild, { roles }: Member, policy: ChannelRights): boolean {
  const isMeant = (role: { id: string; name: string }) => role.id !== id && `@${role.name}` === policy;
  const [meant, ...others] = named.filter(isMeant);
  return meant !== undefined && others.length === 0 && roles.includes(meant.id);
}

function namedPlace({ name, kind }: Place): string {
  return kind === "thread" ? `the thread ${name}` : `#${name}`;
}

function notSeen(reference: string, hint: string): UserError {
  return channelNotSeen(reference, `${hint} If it is private, give me View Channel there first.`);
}
