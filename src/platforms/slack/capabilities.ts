import type { Capabilities } from "../../delivery/platform.ts";

/** Slack takes about one message a second in a channel. */
export const messageEveryMs = 1_000;

/** Slack as the core needs to know it. The digest's limits leave room for what `renderMessage` sets around its texts. */
export const slackCapabilities: Capabilities = {
  editsInPlace: true,
  findsByKey: true,
  messageEveryMs,
  digest: { cards: 10, lines: 60, characters: 7_000 },
};
