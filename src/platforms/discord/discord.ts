import { type Client, GatewayDispatchEvents } from "discord.js";
import type { Clock, Random } from "../../clock.ts";
import { messageOf } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { type Meter, silentMeter } from "../../meter.ts";
import { createAnswers } from "../chat/answers.ts";
import type { Cache } from "../chat/cache.ts";
import { createGreet } from "../chat/greeting.ts";
import { createUnderWay } from "../chat/under-way.ts";
import type { ChatBackend, ChatPlatform } from "../chat/chat-platform.ts";
import { printDestination } from "../../delivery/platform.ts";
import { guildWorkspace } from "./address.ts";
import { createApi } from "./api.ts";
import { troubleWithDiscord } from "./classify.ts";
import { createSpeakerOf, type DiscordAnswers } from "./asker.ts";
import { createDiscordPlatform } from "./discord-platform.ts";
import type { DiscordSettings } from "./discord-settings.ts";
import { listenToEvents } from "./events.ts";
import { createGateway } from "./gateway.ts";
import { greetingPlace } from "./greeting-place.ts";
import { createGuilds } from "./guilds.ts";
import { createHomes } from "./homes.ts";
import { createIdentities } from "./identity.ts";
import { createInteractions } from "./interactions.ts";
import { createPause } from "./pause.ts";
import { createPlaces } from "./places.ts";
import { createRefusals } from "./refusals.ts";
import { createRegistration } from "./registration.ts";
import { createRememberedLines } from "./remembered-lines.ts";
import { renderForAll } from "./render-reply.ts";
import { createRights } from "./rights.ts";
import { createZoneHint } from "./zone-hint.ts";

export interface DiscordOptions {
  readonly settings: DiscordSettings;
  /** For what may be lost. */
  readonly cache: Cache;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly meter?: Meter;
}

const firstWaitMs = 1_000;
const longestWaitMs = 300_000;
/** Who has asked already is answered before the process ends, as long as it may still wait. */
const lastAnswersMs = 4_000;

/** Discord, put together: the platform that sends, and what listens to people. */
export function createDiscord(options: DiscordOptions): ChatPlatform {
  const { settings, cache, clock, random, log, meter = silentMeter } = options;
  const { token, apiUrl, crosspost, forumTags, developmentGuilds, shards } = settings;
  const pause = createPause(clock, log);
  const underWay = createUnderWay(clock);
  const refusals = createRefusals({ cache, pause, clock, log });
  const share = shards === null ? 1 : shards.ids.length / shards.count;
  function onRefused(status: number): void {
    refusals.met();
    meter.count("rolecall_refused_requests_total", { platform: "discord", status: String(status) });
  }
  const reached = { apiUrl, clock, share, onRefused };
  const api = createApi({ token, ...reached });
  const identities = createIdentities(api);
  const places = createPlaces(api, clock);
  const guilds = createGuilds(api);
  const homes = createHomes(cache, guilds);
  const rights = createRights(guilds, places, identities);
  let backend: ChatBackend | undefined;
  const platform = createDiscordPlatform({
    api,
    identities,
    places,
    rights,
    pause,
    cache,
    clock,
    log,
    isCrossposting: crosspost,
    hasForumTags: forumTags,
    async onGone(destination, reason) {
      try {
        await backend?.host.ended(printDestination(destination), reason);
      } catch (error) {
        log.error({ error, destination }, "a destination could not be ended");
      }
    },
  });
  const registration = createRegistration({ api, identities, cache, developmentGuilds, log });

  function listen(client: Client, { bot, host, deliver, fetchFile }: ChatBackend): void {
    const settingsOf = bot.services.settings;
    const answers: DiscordAnswers = createAnswers({
      bot,
      speakerOf: createSpeakerOf({ guilds, places, rights, homes, settings: settingsOf }),
      platform,
      trouble: troubleWithDiscord,
      random,
      log,
      deliver,
    });
    const interactions = createInteractions({
      // Answers to interactions count for no limit of the bot's, and wait behind none.
      api: createApi({ token: null, ...reached }),
      apiUrl,
      fetchFile,
      answers,
      services: bot.services,
      homes,
      guilds,
      places,
      lines: createRememberedLines(cache, random),
      zoneHint: createZoneHint(cache, settingsOf),
      clock,
      log,
    });
    client.ws.on(GatewayDispatchEvents.InteractionCreate, (sent: unknown) => underWay.add(interactions.handle(sent)));
    const greet = createGreet({
      host,
      platform,
      async say(destination, reply) {
        for (const message of await renderForAll(reply)) await platform.say(destination, message);
      },
      log,
    });
    listenToEvents(client, {
      host,
      places,
      clock,
      log,
      underWay,
      deliver,
      greet: (guild) => greet(guildWorkspace(guild), () => greetingPlace(guild, guilds, identities)),
      onLeft: (guild) => registration.forget(guild),
    });
  }

  /** Beside all else: who can press already is not kept waiting for what others can type. */
  async function register(signal: AbortSignal): Promise<void> {
    for (let waitMs = firstWaitMs; !signal.aborted; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
      try {
        return await registration.register();
      } catch (error) {
        const { code } = platform.classify(error);
        log.warn({ code, error: messageOf(error), waitMs }, "discord commands could not be registered");
        await clock.sleep(waitMs, signal);
      }
    }
  }

  const gateway = createGateway({
    settings,
    api,
    clock,
    log,
    meter,
    listen(client) {
      if (backend !== undefined) listen(client, backend);
    },
    onFatal: (reason) => backend?.onFatal(reason),
  });

  return {
    platform,
    attach(given) {
      backend = given;
    },
    async start(given, signal) {
      backend = given;
      await gateway.start(signal);
      if (signal.aborted) return;
      log.info({ developmentGuilds }, "discord is connected");
      void register(signal);
    },
    isConnected: () => gateway.isConnected(),
    async stop() {
      await gateway.stop();
      await underWay.ended(lastAnswersMs);
    },
  };
}
