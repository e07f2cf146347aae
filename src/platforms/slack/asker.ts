import type { Asker, ChannelRights, Services } from "../../../commands/services.ts";
import { didYouMean, UserError } from "../../errors.ts";
import { parseDestination } from "../../delivery/platform.ts";
import { parseAddress, printSlackDestination, slackWorkspace } from "./address.ts";
import { adminsOnly, channelNotSeen, channelRefusal } from "../chat/channel-refusal.ts";
import type { Answers } from "../chat/answers.ts";
import type { Caller, MessagePlace } from "./caller.ts";
import type { Channel, Channels } from "./channels.ts";
import type { Installations, Place } from "./installations.ts";
import { linkedMessage } from "./message-link.ts";
import type { MovedChannels } from "./moved-channels.ts";
import type { People, Person } from "./people.ts";

/** Somebody who speaks to the bot, with where that happened. */
export interface Speaker {
  readonly asker: Asker;
  readonly place: Place;
  readonly person: Person;
}

export type SlackAnswers = Answers<Caller, Speaker>;

export interface Askers {
  /** @throws UserError `not-installed` where the app is in none of the caller's workspaces. */
  of(caller: Caller): Promise<Speaker>;
}

export interface AskerOptions {
  readonly installations: Installations;
  readonly people: People;
  readonly channels: Channels;
  readonly moved: Pick<MovedChannels, "known" | "present">;
  readonly settings: Services["settings"];
}

/** What people of other organisations may do with a card that they see in a shared channel. */
const forOutsiders: ReadonlySet<string> = new Set(["why"]);

/** @throws UserError where people of another organisation want more than they may. */
export function permitSpeaker({ person }: Speaker, verb: string): void {
  if (!person.isOutsider || forOutsiders.has(verb)) return;
  throw new UserError(
    "outsider",
    "This card belongs to another organisation's Rolecall: from yours, only Why is possible here.",
  );
}

/** Establishes who asks. What they may do is looked up again each time, never taken from what they pressed. */
export function createAskers({ installations, people, channels, moved, settings }: AskerOptions): Askers {
  async function placeOf({ places }: Caller): Promise<Place> {
    for (const place of places) if ((await installations.find(place)) !== null) return place;
    const { team } = places[0];
    throw new UserError("not-installed", "Rolecall is not installed in this workspace (any more).", { team });
  }

  /** Cards stand in channels; what somebody alone sees, there or in their own conversation, is about themselves. */
  async function at({ team }: Place, pressedIn: MessagePlace | undefined): Promise<Pick<Asker, "at">> {
    if (pressedIn === undefined || pressedIn.isEphemeral || pressedIn.channel.startsWith("D")) return {};
    const { channel, thread } = pressedIn;
    return { at: [printSlackDestination(team, await moved.known(team, channel), thread)] };
  }

  return {
    async of(caller) {
      const place = await placeOf(caller);
      const { user, pressedIn } = caller;
      const person = await people.find(place, user);
      const base: Asker = {
        workspace: slackWorkspace(place.team),
        user,
        name: person.name,
        self: printSlackDestination(place.team, user),
        zone: person.zone,
        ...(await at(place, pressedIn)),
      };
      const asker: Asker = {
        ...base,
        channels: {
          isAdmin: person.isAdmin,
          isGuest: person.isGuest || person.isOutsider,
          async sees(destinations) {
            const ids = new Map<string, string>();
            for (const destination of destinations) {
              const { team, id } = parseAddress(parseDestination(destination).address);
              ids.set(destination, await moved.present(team, id));
            }
            const seen = await channels.seenBy(place, user, new Set(ids.values()));
            return new Set(destinations.filter((one) => seen.has(ids.get(one) ?? "")));
          },
          unnamed: (destination) => `#${parseAddress(parseDestination(destination).address).id}`,
          async permit(destination, reference) {
            refuseGuests(person, reference);
            const { team, id } = parseAddress(parseDestination(destination).address);
            const channel = await byId(place, user, await moved.present(team, id));
            if (channel === undefined) throw notSeen(reference, "");
            await check(channel);
          },
          async destination(reference) {
            refuseGuests(person, reference);
            const { channel, thread } = await find(place, user, reference);
            await check(channel);
            return printSlackDestination(place.team, await moved.known(place.team, channel.id), thread);
          },
        },
      };
      return { asker, place, person };

      async function check(channel: Channel): Promise<void> {
        const { channels: rights } = await settings.get(base);
        await checkRights(place, user, person, channel, rights ?? "admins");
        await letBotIn(place, channel);
      }
    },
  };

  /** To whom a channel is closed, it is not even there: all that is said is what is said of one that nobody made. */
  async function byId(place: Place, user: string, id: string): Promise<Channel | undefined> {
    const channel = await channels.byId(place, id);
    const isSeen = channel?.isPrivate !== true || (await channels.isMember(place, id, user));
    return isSeen ? channel : undefined;
  }

  async function find(
    place: Place,
    user: string,
    reference: string,
  ): Promise<{ channel: Channel; thread: string | null }> {
    if (!reference.startsWith("#")) {
      const link = linkedMessage(reference);
      const channel = link === undefined ? undefined : await byId(place, user, link.channel);
      if (channel === undefined) throw notSeen(reference, "");
      return { channel, thread: link?.thread ?? null };
    }
    const name = reference.slice(1);
    const named = /^[CG][A-Z\d]{6,}$/.test(name) ? await byId(place, user, name) : undefined;
    if (named !== undefined) return { channel: named, thread: null };
    const { channel, names } = await channels.byName(place, name, user);
    if (channel === undefined) throw notSeen(reference, didYouMean(name, names));
    return { channel, thread: null };
  }

  /** The policy that README.md states under "Who may subscribe a channel", of a channel that the person may see. */
  async function checkRights(
    place: Place,
    user: string,
    { isAdmin }: Person,
    channel: Channel,
    rights: ChannelRights,
  ): Promise<void> {
    const named = `#${channel.name}`;
    if (channel.isArchived) throw channelRefusal(`${named} is archived.`);
    if (isAdmin) return;
    if (channel.isShared) {
      throw channelRefusal(
        `${named} is shared with another organisation: only an admin of this workspace may subscribe it.`,
      );
    }
    if (rights !== "members") {
      throw adminsOnly(named, "admins", " An admin can let members do it: /jobs settings channels:members");
    }
    // Only who is in a private one sees it.
    const isMember = channel.isPrivate || (await channels.isMember(place, channel.id, user));
    if (!isMember) throw channelRefusal(`You are not in ${named}: join it first, then subscribe it.`);
  }

  async function letBotIn(place: Place, { id, name, isMember, isPrivate }: Channel): Promise<void> {
    if (isMember || (!isPrivate && (await channels.join(place, id)))) return;
    throw channelRefusal(`I am not in #${name} and may not join it. Invite me there first: /invite @Rolecall`);
  }
}

/** Before anything is looked up: what there is, guests are not to learn this way either. */
function refuseGuests({ isGuest }: Person, reference: string): void {
  if (isGuest) throw channelRefusal(`Guests can subscribe to:me, not to:${reference}.`);
}

function notSeen(reference: string, hint: string): UserError {
  return channelNotSeen(reference, `${hint} If it is private, invite me there first: /invite @Rolecall`);
}
