import { Client, Events, GatewayCloseCodes, GatewayIntentBits, Options, Status } from "discord.js";
import type { Clock } from "../../clock.ts";
import { messageOf, UsageError } from "../../errors.ts";
import { type Log, withoutSecrets } from "../../log.ts";
import { type Meter, silentMeter } from "../../meter.ts";
import type { Api } from "./api.ts";
import { classifyDiscordError } from "./classify.ts";
import type { DiscordSettings } from "./discord-settings.ts";
import { createIdentifyThrottler, untilSessions } from "./identify-throttler.ts";

/** What Discord tells by itself, over a socket. discord.js keeps it open: it resumes, and begins anew where it must. */
export interface Gateway {
  /**
   * Connects, however long that takes.
   *
   * @throws UsageError `discord-token` or `discord-gateway` for what the operator has to mend.
   */
  start(signal: AbortSignal): Promise<void>;
  /** Whether every shard of this process has its session right now. */
  isConnected(): boolean;
  stop(): Promise<void>;
}

export interface GatewayOptions {
  readonly settings: DiscordSettings;
  readonly api: Api;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter?: Meter;
  /** Attaches what is to be heard, to each client before it connects. */
  readonly listen: (client: Client) => void;
  /** Discord has closed the socket for good. */
  readonly onFatal: (reason: string) => void;
}

/** Why Discord closes a socket for good, and what an operator does about it. */
const fatalCloses: ReadonlyMap<number, string> = new Map([
  [
    GatewayCloseCodes.AuthenticationFailed,
    "does not know the token: copy DISCORD_TOKEN anew from the page Bot of the application",
  ],
  [GatewayCloseCodes.InvalidShard, "knows no such shard: look at DISCORD_SHARDS"],
  [GatewayCloseCodes.ShardingRequired, "asks for more shards: leave DISCORD_SHARDS out, or name more"],
  [GatewayCloseCodes.InvalidAPIVersion, "no longer speaks this version of its interface: update Rolecall"],
  [GatewayCloseCodes.InvalidIntents, "does not know the intents: update Rolecall"],
  [GatewayCloseCodes.DisallowedIntents, "does not allow the intent Guilds to this application"],
]);

/** The servers come one by one after the session is there. */
const established: ReadonlySet<Status> = new Set([Status.Ready, Status.WaitingForGuilds, Status.Nearly]);

const firstWaitMs = 1_000;
const longestWaitMs = 60_000;
/** How long closing may take before it is left to the end of the process. */
const closeWithinMs = 1_000;

export function createGateway(options: GatewayOptions): Gateway {
  const { settings, api, clock, log, meter = silentMeter, listen, onFatal } = options;
  let client: Client | undefined;

  /** Connects once. @returns Why Discord wants no connection at all; null once there is one. */
  async function connect(signal: AbortSignal): Promise<string | null> {
    const { ids, count } = settings.shards ?? {};
    const budget = await untilSessions(ids?.length ?? 1, signal, { api, clock, log, meter });
    if (signal.aborted) return null;
    const fresh = new Client({
      intents: [GatewayIntentBits.Guilds],
      shards: ids ?? "auto",
      ...(count === undefined ? {} : { shardCount: count }),
      makeCache: Options.cacheWithLimits(keptInMemory),
      rest: { api: settings.apiUrl, version: "10", retries: 0, timeout: 10_000 },
      ws: { buildIdentifyThrottler: () => createIdentifyThrottler(budget, { api, clock, log, meter }) },
    });
    client = fresh;
    let isUp = false;
    const closed = new Promise<string>((resolve) => {
      fresh.on(Events.ShardDisconnect, ({ code }) => {
        const reason = `Discord ${fatalCloses.get(code) ?? "ended the connection"} (${code})`;
        if (isUp) onFatal(reason);
        else resolve(reason);
      });
    });
    // Without a listener an error would end the process; what it means shows in what the connection does next.
    fresh.on(Events.Error, (error) => log.warn({ error: inWords(error) }, "discord package reports an error"));
    fresh.on(Events.ShardError, (error, shard) => log.warn({ error: inWords(error), shard }, "discord socket failed"));
    fresh.on(Events.ShardReconnecting, (shard) => log.info({ shard }, "discord socket is connecting again"));
    fresh.on(Events.ShardResume, (shard, replayed) => log.info({ shard, replayed }, "discord session goes on"));
    listen(fresh);
    const stopped = new Promise<null>((resolve) => signal.addEventListener("abort", () => resolve(null)));
    const reason = await Promise.race([fresh.login(settings.token).then(() => null), closed, stopped]);
    isUp = reason === null && !signal.aborted;
    return reason;
  }

  async function drop(): Promise<void> {
    const dropped = client;
    client = undefined;
    if (dropped === undefined) return;
    // Discord's package waits for ever for a socket that it closes while it waits for the first word there.
    const isOver = new AbortController();
    await Promise.race([dropped.destroy(), clock.sleep(closeWithinMs, isOver.signal)]);
    isOver.abort();
  }

  return {
    async start(signal) {
      for (let waitMs = firstWaitMs; !signal.aborted; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
        try {
          const reason = await connect(signal);
          if (reason === null) return;
          await drop();
          throw new UsageError("discord-gateway", `discord: ${reason}.`);
        } catch (error) {
          if (error instanceof UsageError) throw error;
          await drop();
          const failure = classifyDiscordError(error);
          if (failure.class === "process") {
            throw new UsageError(
              "discord-token",
              `discord: expected DISCORD_TOKEN to be good, but ${failure.reason} (${failure.code}).`,
              {},
              error,
            );
          }
          log.warn({ error: inWords(error), code: failure.code, waitMs }, "discord cannot be reached yet");
          await clock.sleep(waitMs, signal);
        }
      }
    },
    isConnected() {
      const shards = client?.ws.shards;
      return shards !== undefined && shards.size > 0 && shards.every(({ status }) => established.has(status));
    },
    stop: drop,
  };
}

function inWords(error: unknown): string {
  return withoutSecrets(messageOf(error));
}

/** Servers, their channels and roles stay, to tell what changed in them; all else is asked for when it is needed. */
const keptInMemory = {
  ...Options.DefaultMakeCacheSettings,
  ApplicationCommandManager: 0,
  ApplicationEmojiManager: 0,
  AutoModerationRuleManager: 0,
  BaseGuildEmojiManager: 0,
  DMMessageManager: 0,
  EntitlementManager: 0,
  GuildBanManager: 0,
  GuildEmojiManager: 0,
  GuildForumThreadManager: 0,
  GuildInviteManager: 0,
  GuildMemberManager: {
    maxSize: 0,
    keepOverLimit: ({ id, client }: { id: string; client: Client }) => id === client.user?.id,
  },
  GuildMessageManager: 0,
  GuildScheduledEventManager: 0,
  GuildStickerManager: 0,
  GuildTextThreadManager: 0,
  MessageManager: 0,
  PresenceManager: 0,
  ReactionManager: 0,
  ReactionUserManager: 0,
  StageInstanceManager: 0,
  ThreadManager: 0,
  ThreadMemberManager: 0,
  UserManager: {
    maxSize: 0,
    keepOverLimit: ({ id, client }: { id: string; client: Client }) => id === client.user?.id,
  },
  VoiceStateManager: 0,
};
