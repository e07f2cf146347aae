import { z } from "zod";
import { UsageError } from "../../errors.ts";

/** `platforms.discord` of the configuration: what is no secret. */
export const discordConfig = z
  .strictObject({
    developmentGuilds: z
      .array(z.string().regex(/^\d{5,20}$/, "expected the id of a server, in quotes, such as '1234567890123456789'"))
      .default([])
      .describe("Servers for which /jobs is registered by itself too: there a change of it is seen at once"),
    crosspost: z
      .boolean()
      .default(false)
      .describe(
        "Publish what goes to announcement channels to the servers that follow them (Discord takes ten an hour)",
      ),
    forumTags: z
      .boolean()
      .default(true)
      .describe("Tag posts in forums by role, place and language, where the forum has tags of such names"),
  })
  .prefault({});

/** Every variable that says how Discord is reached. */
export const discordVariables = {
  DISCORD_TOKEN: "The token of the Discord application's bot",
  DISCORD_SHARDS: "Which shards this process runs, such as 0-3/8; all that Discord recommends by default",
  DISCORD_API_URL: "Another server than https://discord.com/api",
} as const;
export type DiscordVariables = Readonly<Partial<Record<keyof typeof discordVariables, string>>>;

/** The shards of this process among all of the bot's. */
export interface Shards {
  readonly ids: readonly number[];
  readonly count: number;
}

export interface DiscordSettings extends z.output<typeof discordConfig> {
  readonly token: string;
  /** Without a version, and without a slash at its end. */
  readonly apiUrl: string;
  /** Null for all that Discord recommends. */
  readonly shards: Shards | null;
}

/**
 * How Discord is to be reached; null where no variable speaks of it.
 *
 * @throws UsageError `discord-settings` for a variable that cannot be read.
 */
export function discordSettings(
  variables: DiscordVariables,
  config: z.output<typeof discordConfig>,
): DiscordSettings | null {
  const { DISCORD_TOKEN: token, DISCORD_SHARDS: shards, DISCORD_API_URL: apiUrl } = variables;
  if (token === undefined) return null;
  return { ...config, token: tokenOf(token), apiUrl: apiUrlOf(apiUrl), shards: shardsOf(shards) };
}

/** Says what is wrong with a token, never the token. */
function tokenOf(text: string): string {
  const token = text.replace(/^Bot\s+/i, "");
  if (/^[!-~]+$/.test(token)) return token;
  throw wrong("expected DISCORD_TOKEN to be the token of a bot, got a text with spaces or line breaks");
}

const defaultApiUrl = "https://discord.com/api";

function apiUrlOf(text: string = defaultApiUrl): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    throw wrong(`expected DISCORD_API_URL to be an address such as ${defaultApiUrl}, got ${text}`);
  }
  return url.href.replace(/\/+$/, "").replace(/\/v\d+$/, "");
}

const mostShards = 16_384;

function shardsOf(text: string | undefined): Shards | null {
  if (text === undefined) return null;
  const { from, to, of } = /^(?<from>\d{1,5})(?:-(?<to>\d{1,5}))?\/(?<of>\d{1,5})$/.exec(text.trim())?.groups ?? {};
  const [first, count] = [Number(from), Number(of)];
  const last = to === undefined ? first : Number(to);
  if (from === undefined || count > mostShards || last < first || last >= count) {
    throw wrong(
      `expected DISCORD_SHARDS to be shards of a number of shards, counted from 0, such as 0-3/8, got ${text}`,
    );
  }
  return { ids: Array.from({ length: last - first + 1 }, (_, index) => first + index), count };
}

function wrong(problem: string): UsageError {
  return new UsageError("discord-settings", `discord: ${problem}. See "Discord" in README.md.`);
}
