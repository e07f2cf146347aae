import { didYouMean, UserError } from "../src/errors.ts";
import type { Defaults } from "../src/filter/defaults.ts";
import { plainSigns } from "../src/filter/lexer.ts";
import { parseQuery } from "../src/filter/parse.ts";
import { clearingIn, refuseBoth } from "./clearing.ts";
import { saidPairs } from "./query-pairs.ts";
import type { Asker, ChannelRights, Settings } from "./services.ts";

/** Keys of the language that can be set for all of one's subscriptions, in their canonical order. */
export const defaultKeys = ["tz", "quiet", "unknown"] as const satisfies readonly (keyof Defaults)[];

/** Who may subscribe channels; no key of the language, since no subscription says it. */
export const channelRights = ["admins", "members"] as const;
const channelsPair = /(?<!\S)(?:(?<cleared>-channels)|channels[:=]\s*(?<value>"[^"]*"|@"[^"]*"|\S*))(?!\S)/iu;

/**
 * The settings with some of them set anew or cleared: `tz:Europe/Berlin -quiet`.
 *
 * @throws UserError for what is no setting, and for `channels:` where the asker may not set it.
 */
export async function changedSettings(before: Settings, text: string, asker: Asker): Promise<Settings> {
  const pair = channelsPair.exec(plainSigns(text));
  const channels = pair === null ? before.channels : await channelsIn(pair, asker);
  const typed = pair === null ? text : blanked(text, pair.index, pair[0].length);
  const { cleared, rest } = clearingIn(typed, () => false);
  const query = parseQuery(rest);
  const given = saidPairs(rest, query);
  refuseBoth(cleared, given);
  refuseOthers([...given.keys(), ...cleared], asker);
  const [word] = query.words;
  if (word !== undefined) throw notSetting(`"${word.text}"`, asker, word.start);
  const { tz = null, quiet = null } = query.delivery;
  const { unknown } = query.filter;
  return {
    tz: given.has("tz") ? tz : cleared.has("tz") ? null : before.tz,
    quiet: given.has("quiet") ? quiet : cleared.has("quiet") ? null : before.quiet,
    unknown: given.has("unknown") ? unknown : cleared.has("unknown") ? null : before.unknown,
    channels,
  };
}

async function channelsIn(
  { groups, index: start }: RegExpExecArray,
  { channels }: Asker,
): Promise<Settings["channels"]> {
  if (channels === undefined) {
    throw new UserError("settings", "channels: cannot be set here: this place has no channels.", { start });
  }
  if (!channels.isAdmin) throw new UserError("settings", "Only an admin may set who subscribes channels.", { start });
  if (groups?.["cleared"] !== undefined) return null;
  const value = (groups?.["value"] ?? "").replaceAll('"', "");
  const right = channelRights.find((one) => one === value.toLowerCase());
  if (right !== undefined) return right;
  if (value.startsWith("@") && channels.role !== undefined) return await channels.role(value.slice(1));
  const hint = didYouMean(value, channelRights);
  const expected = channels.role === undefined ? "admins or members" : "admins, members or a role such as @recruiting";
  throw new UserError("settings", `Expected ${expected} after channels:, got "${value}".${hint}`, { start });
}

/** `channels:members`, `channels:"@hiring team"`. */
export function printChannelRights(rights: ChannelRights): string {
  return `channels:${/\s/u.test(rights) ? `"${rights}"` : rights}`;
}

function refuseOthers(said: readonly string[], asker: Asker): void {
  const other = said.find((key) => !defaultKeys.some((one) => one === key));
  if (other !== undefined) throw notSetting(`${other}:`, asker);
}

function notSetting(got: string, { channels }: Asker, start?: number): UserError {
  const names = [...defaultKeys, ...(channels === undefined ? [] : ["channels"])].map((key) => `${key}:`);
  const known = `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  return new UserError("settings", `settings takes ${known}, got ${got}.`, { start });
}

function blanked(text: string, start: number, length: number): string {
  return text.slice(0, start) + " ".repeat(length) + text.slice(start + length);
}
