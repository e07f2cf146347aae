import type { Destination, Failure } from "../../delivery/platform.ts";
import { PlatformRefusal } from "../chat/platform-refusal.ts";
import { channelDestination, destinationAt } from "./address.ts";
import type { Guilds } from "./guilds.ts";
import type { Identities } from "./identity.ts";
import { channelPermissions, has } from "./permissions.ts";
import type { Place } from "./place.ts";

const noPlace: Failure = {
  class: "destination",
  code: "no-channel",
  reason: "the bot may write in no text channel of the server: give it View Channel and Send Messages in one",
};

/**
 * The channel in which a server is greeted: where Discord itself announces who is new, else the first text channel, as people see
 * them in order.
 *
 * @throws PlatformRefusal Where the bot may write in none. @throws What Discord answers.
 */
export async function greetingPlace(id: string, guilds: Guilds, identities: Identities): Promise<Destination> {
  const { user } = await identities.own();
  const [guild, me, channels] = await Promise.all([guilds.find(id), guilds.member(id, user), guilds.channels(id)]);
  const open = inOrder(channels).filter((channel) => {
    const rights = channelPermissions(guild, me, channel);
    return channel.kind === "text" && has(rights, "ViewChannel") && has(rights, "SendMessages");
  });
  const system = open.find((channel) => channel.id === guild.systemChannel);
  const place = system ?? open.find(({ isVoice }) => !isVoice);
  if (place === undefined) throw new PlatformRefusal(noPlace);
  return destinationAt(channelDestination(place.id));
}

/** What belongs to no category stands above all of them. */
function inOrder(channels: readonly Place[]): readonly Place[] {
  const known = new Map(channels.map((channel) => [channel.id, channel]));
  const category = ({ parent }: Place) => (parent === null ? undefined : known.get(parent));
  return channels.toSorted(
    (a, b) =>
      (category(a)?.position ?? -1) - (category(b)?.position ?? -1) ||
      a.position - b.position ||
      (BigInt(a.id) < BigInt(b.id) ? -1 : 1),
  );
}
