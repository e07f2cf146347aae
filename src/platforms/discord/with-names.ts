import type { Caller } from "./caller.ts";
import { channelLink } from "./channel-link.ts";
import { discordCode } from "./classify.ts";
import type { Guilds } from "./guilds.ts";
import { type Member, seenBy } from "./permissions.ts";
import type { Places } from "./places.ts";

export interface WithNamesOptions {
  readonly guilds: Guilds;
  readonly places: Places;
}

const channelMention = /<#(?<id>\d+)>/g;
const roleMention = /<@&(?<id>\d+)>/g;

/**
 * What somebody typed, with the channels and roles that Discord writes as `<#123>` and `<@&123>` named as people call them,
 * so that what is kept and printed can be read. A thread, and one of two channels of the same name, go by their link.
 *
 * @param speaker Who typed it: channels that they do not see have no names.
 * @throws What Discord answers, but for channels that the bot does not see: those stay as they are typed.
 */
export async function withNames(
  text: string,
  { guild, member }: Pick<Caller, "guild" | "member">,
  options: WithNamesOptions,
): Promise<string> {
  if (guild === null || member === null) return text;
  return await withRoles(await withChannels(text, guild, member, options), guild, options);
}

async function withChannels(
  text: string,
  guild: string,
  member: Member,
  { guilds, places }: WithNamesOptions,
): Promise<string> {
  const ids = idsIn(text, channelMention);
  if (ids.length === 0) return text;
  const [server, channels] = await Promise.all([guilds.find(guild), guilds.channels(guild)]);
  const names = seenBy(server, member, channels).map(({ id, name }) => ({ id, name: name.toLowerCase() }));
  const named = new Map<string, string>();
  for (const id of ids) {
    const name = names.find((one) => one.id === id)?.name;
    const isClear = name !== undefined && names.filter((one) => one.name === name).length === 1;
    if (isClear) named.set(id, `#${name}`);
    else if (await isThere(id, guild, places)) named.set(id, channelLink(guild, id));
  }
  return text.replace(channelMention, (_, id: string) => named.get(id) ?? `#${id}`);
}

async function withRoles(text: string, guild: string, { guilds }: WithNamesOptions): Promise<string> {
  if (idsIn(text, roleMention).length === 0) return text;
  const { named } = await guilds.find(guild);
  return text.replace(roleMention, (_, id: string) => {
    const name = named.find((role) => role.id === id)?.name ?? id;
    return /\s/u.test(name) ? `"@${name}"` : `@${name}`;
  });
}

function idsIn(text: string, mention: RegExp): readonly string[] {
  return [...new Set([...text.matchAll(mention)].map(({ groups }) => groups?.["id"] ?? ""))];
}

async function isThere(id: string, guild: string, places: Places): Promise<boolean> {
  try {
    return (await places.find(id)).guild === guild;
  } catch (error) {
    if (discordCode(error) === undefined) throw error;
    return false;
  }
}
