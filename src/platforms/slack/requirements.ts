/**
 * What the Slack app has to be: `config/slack-manifest.yaml` and its twin for HTTP, the installation by OAuth, doctor and
 * the handlers all go by this, and a test holds them together.
 */

/** Without these something that people see fails. */
export const requiredScopes = {
  commands: "/jobs and the shortcut on messages",
  "chat:write": "cards and digests where the bot is a member, and in direct messages",
  "im:write": "opening the direct conversation of to:me",
  "channels:read": "finding to:#channel, and hearing that it was renamed or archived",
  "groups:read": "the same of private channels that the bot was invited to",
  "channels:join": "joining a public channel when somebody subscribes it",
  "users:read": "a person's time zone, and who is an admin or a guest",
} as const;

/** Read only to find out whether a message arrived whose answer was lost; without them it is sent once more and listed. */
export const historyScopes = {
  "channels:history": "whether a card arrived in a public channel",
  "groups:history": "whether a card arrived in a private channel",
  "im:history": "whether a card arrived in a direct message",
} as const;

/** Without it `/jobs trends` and `/jobs export saved` answer in words alone. */
export const uploadScope = "files:write";

/** Without it a list is typed in parts, and never handed over as a file. */
export const fileScope = "files:read";

/** Those that the bot works without. */
export const optionalScopes = {
  ...historyScopes,
  [fileScope]: "the file that somebody hands to the form of /jobs import",
  [uploadScope]: "the pictures of /jobs trends, and the table of /jobs export saved as a file",
} as const;

/** Every event that is handled. */
export const botEvents = [
  "app_home_opened",
  "app_uninstalled",
  "channel_archive",
  "channel_deleted",
  "channel_id_changed",
  "channel_left",
  "channel_rename",
  "channel_unarchive",
  "group_archive",
  "group_deleted",
  "group_left",
  "group_rename",
  "group_unarchive",
  "member_joined_channel",
  "member_left_channel",
  "team_access_granted",
  "team_access_revoked",
  "tokens_revoked",
  "user_change",
] as const;
export type BotEvent = (typeof botEvents)[number];

/** What stands in a message's menu. */
export const likeThisShortcut = "find_jobs_like_this";

/** Those of `needed` that a token does not have. */
export function missingScopes(needed: Readonly<Record<string, string>>, granted: readonly string[]): readonly string[] {
  return Object.keys(needed).filter((scope) => !granted.includes(scope));
}
