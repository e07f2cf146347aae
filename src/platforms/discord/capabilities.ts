import type { Capabilities } from "../../delivery/platform.ts";

/**
 * Discord as the core needs to know it. Of ten embeds two are kept for lines; one menu holds 25 openings; and of 6,000
 * characters the digest leaves room for what escaping and layout add.
 */
export const discordCapabilities: Capabilities = {
  editsInPlace: true,
  findsByKey: true,
  digest: { cards: 8, lines: 25, characters: 4_500 },
};
