import type { Config } from "../../config/load.ts";
import { UsageError } from "../errors.ts";
import type { Clock, Random } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Meter } from "../meter.ts";
import type { ChatPlatform } from "../platforms/chat/chat-platform.ts";
import { createDiscord } from "../platforms/discord/discord.ts";
import { discordSettings } from "../platforms/discord/discord-settings.ts";
import { createSlack } from "../platforms/slack/slack.ts";
import { slackSettings } from "../platforms/slack/slack-settings.ts";
import type { Storage } from "../storage/storage.ts";

export interface ChatPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly meter?: Meter;
}

/** Makes a chat platform once the storage is open. */
export type ChatMaker = (opened: Pick<Storage, "cache">, ports: ChatPorts) => ChatPlatform;

/**
 * The chat platforms that this process needs for what it does.
 *
 * @throws UsageError `roles` where it is to send or to listen, and not both, and no platform is set up: a terminal is one process's.
 */
export function chatsFor(config: Config): readonly ChatMaker[] {
  const sends = config.roles.has("deliver");
  const listens = config.roles.has("chat");
  if (!sends && !listens) return [];
  const makers = configuredChats(config);
  if (makers.length > 0 || (sends && listens)) return makers;
  throw new UsageError(
    "roles",
    `environment: expected the token of a chat for a process with the role ${sends ? "deliver" : "chat"} alone, got none: ` +
      "without one Rolecall speaks in this terminal, which takes both deliver and chat.",
    { name: "ROLES" },
  );
}

/**
 * The chat platforms whose variables are set: the place where another one is added.
 *
 * @throws UsageError for variables that contradict each other.
 */
function configuredChats({ environment, platforms }: Config): readonly ChatMaker[] {
  const slack = slackSettings(environment, platforms.slack);
  const discord = discordSettings(environment, platforms.discord);
  const makers: (ChatMaker | null)[] = [
    slack &&
      (({ cache }, ports) => createSlack({ settings: slack, caches: (namespace) => cache(namespace), ...ports })),
    discord && (({ cache }, ports) => createDiscord({ settings: discord, cache: cache("discord"), ...ports })),
  ];
  return makers.filter((maker) => maker !== null);
}
