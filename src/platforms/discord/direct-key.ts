const guildBeforeKey = /:(?<guild>\d{5,20}):[^:]*$/;

/**
 * What the buttons of a message in a direct conversation end in: the key of its delivery, and before it the server whose
 * subscription it is for, since Discord names none there. It proves nothing: whether the person is in that server is looked up.
 */
export function keyInDirect(guild: string | null, key: string): string {
  return guild === null ? key : `${guild}:${key}`;
}

/** The server that a button names; null for a button of a message elsewhere. */
export function guildInCustomId(customId: string): string | null {
  return guildBeforeKey.exec(customId)?.groups?.["guild"] ?? null;
}
