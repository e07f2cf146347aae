import { didYouMean, UserError } from "../src/errors.ts";
import type { Defaults } from "../src/filter/defaults.ts";
import { plainSigns } from "../src/filter/lexer.ts";
import { parseQuery } from "../src/filter/parse.ts";
import { clearingIn, refuseBoth } from "./clearing.ts";
import { saidPairs } from "./query-pairs.ts";
import type { Asker, ChannelRights, Settings } from "./services.ts";

/** Keys of the language that can be set for all of one's subscriptions, in their canonical order. */
export const defaultKeys = ["tz", "quiet", "unknown"] as const satisfies readonly (keyof Defaults)[];

/** Who may do something for others; no keys of the language, since no subscription says them. */
export const channelRights = ["admins", "members"] as const;
/** What admins decide that about: in a refusal of others, and in a menu. */
export const rightKeys = {
  channels: { about: "who subscribes channels", detail: "may subscribe channels" },
  corrections: { about: "who corrects postings for everybody", detail: "may correct postings for everybody" },
} as const satisfies Partial<Record<keyof Settings, { readonly about: string; readonly detail: string }>>;
export type RightKey = keyof typeof rightKeys;
export const rightNames = ["channels", "corrections"] as const satisfies readonly RightKey[];

/**
 * The settings with some of them set anew or cleared: `tz:Europe/Berlin -quiet`.
 *
 * @throws UserError for what is no setting, and for `channels:` and `corrections:` where the asker may not set them.
 */
export async function changedSettings(before: Settings, text: string, asker: Asker): Promise<Settings> {
  let typed = text;
  const rights: Record<RightKey, ChannelRights | null> = { channels: before.channels, corrections: before.corrections };
  for (const name of rightNames) {
    const pair = rightsPair(name).exec(plainSigns(typed));
    if (pair === null) continue;
    rights[name] = await rightsIn(name, pair, asker);
    typed = blanked(typed, pair.index, pair[0].length);
  }
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
    ...rights,
  };
}

function rightsPair(name: RightKey): RegExp {
  return new RegExp(
    String.raw`(?<!\S)(?:(?<cleared>-${name})|${name}[:=]\s*(?<value>"[^"]*"|@"[^"]*"|\S*))(?!\S)`,
    "iu",
  );
}

async function rightsIn(
  name: RightKey,
  { groups, index: start }: RegExpExecArray,
  { channels }: Asker,
): Promise<ChannelRights | null> {
  if (channels === undefined) {
    throw new UserError("settings", `${name}: cannot be set here: this place has no channels.`, { start });
  }
  if (!channels.isAdmin) throw new UserError("settings", `Only an admin may set ${rightKeys[name].about}.`, { start });
  if (groups?.["cleared"] !== undefined) return null;
  const value = (groups?.["value"] ?? "").replaceAll('"', "");
  const right = channelRights.find((one) => one === value.toLowerCase());
  if (right !== undefined) return right;
  if (value.startsWith("@") && channels.role !== undefined) return await channels.role(value.slice(1));
  const hint = didYouMean(value, channelRights);
  const expected = channels.role === undefined ? "admins or members" : "admins, members or a role such as @recruiting";
  throw new UserError("settings", `Expected ${expected} after ${name}:, got "${value}".${hint}`, { start });
}

/** `channels:members`, `channels:"@hiring team"`. */
export function printRights(name: RightKey, rights: ChannelRights): string {
  return `${name}:${/\s/u.test(rights) ? `"${rights}"` : rights}`;
}

function refuseOthers(said: readonly string[], asker: Asker): void {
  const other = said.find((key) => !defaultKeys.some((one) => one === key));
  if (other !== undefined) throw notSetting(`${other}:`, asker);
}

function notSetting(got: string, { channels }: Asker, start?: number): UserError {
  const names = [...defaultKeys, ...(channels === undefined ? [] : rightNames)].map((key) => `${key}:`);
  const known = `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  return new UserError("settings", `settings takes ${known}, got ${got}.`, { start });
}

function blanked(text: string, start: number, length: number): string {
  return text.slice(0, start) + " ".repeat(length) + text.slice(start + length);
}
