/** What a link to a channel, a thread or a message of Discord's leads to. */
export interface LinkedChannel {
  readonly guild: string;
  readonly channel: string;
}

const path = /^\/channels\/(?<guild>\d+)\/(?<channel>\d+)(?:\/\d+)?\/?$/;

/**
 * `https://discord.com/channels/GUILD/CHANNEL`, with or without a message; undefined for any other text. The link proves
 * nothing: what it names has to be looked up in the asker's own server.
 */
export function linkedChannel(text: string): LinkedChannel | undefined {
  const url = URL.parse(text);
  const { guild, channel } = path.exec(url?.pathname ?? "")?.groups ?? {};
  if (url === null || guild === undefined || channel === undefined) return undefined;
  return /^(?:(?:ptb|canary)\.)?discord(?:app)?\.com$/.test(url.hostname) ? { guild, channel } : undefined;
}

export function channelLink(guild: string, channel: string): `https://${string}` {
  return `https://discord.com/channels/${guild}/${channel}`;
}
