import { channelLink } from "./channel-link.ts";
import { discordCode } from "./classify.ts";
import type { Guilds } from "./guilds.ts";
import type { Places } from "./places.ts";

export interface NamedChannelsOptions {
  readonly guilds: Guilds;
  readonly places: Places;
}

const mention = /<#(?<id>\d+)>/g;

/**
 * What somebody typed, with the channels that Discord writes as `<#123>` named as people call them, so that what is kept and
 * printed can be read: a thread, and one of two of the same name, by its link.
 *
 * @throws What Discord answers, but for channels that the bot does not see: those stay as they are typed.
 */
export async function withNamedChannels(
  text: string,
  guild: string | null,
  { guilds, places }: NamedChannelsOptions,
): Promise<string> {
  const ids = [...new Set([...text.matchAll(mention)].map(({ groups }) => groups?.["id"] ?? ""))];
  if (guild === null || ids.length === 0) return text;
  const names = (await guilds.channels(guild)).map(({ id, name }) => ({ id, name: name.toLowerCase() }));
  const named = new Map<string, string>();
  for (const id of ids) {
    const name = names.find((one) => one.id === id)?.name;
    const isClear = name !== undefined && names.filter((one) => one.name === name).length === 1;
    if (isClear) named.set(id, `#${name}`);
    else if (await isThere(id, guild, places)) named.set(id, channelLink(guild, id));
  }
  return text.replace(mention, (whole, id: string) => named.get(id) ?? `#${id || whole}`);
}

async function isThere(id: string, guild: string, places: Places): Promise<boolean> {
  try {
    return (await places.find(id)).guild === guild;
  } catch (error) {
    if (discordCode(error) === undefined) throw error;
    return false;
  }
}
