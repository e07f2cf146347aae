import { App, HTTPReceiver } from "@slack/bolt";
import { z } from "zod";
import type { Clock, Random } from "../../clock.ts";
import { messageOf, UsageError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import type { ChatBackend, ChatPlatform } from "../chat/chat-platform.ts";
import { handleActions } from "./actions.ts";
import { slackWorkspace } from "./address.ts";
import { createAnswers } from "../chat/answers.ts";
import { createAskers, permitSpeaker, type SlackAnswers } from "./asker.ts";
import { type Cache, cached } from "../chat/cache.ts";
import { createChannels } from "./channels.ts";
import { deadTokens, slackCode } from "./classify.ts";
import { createClients } from "./clients.ts";
import { handleCommands } from "./commands.ts";
import { createEventOnce } from "../chat/event-once.ts";
import { handleEvents, type Removal } from "./events.ts";
import { createForms } from "./forms.ts";
import { createHome } from "./home.ts";
import { type HttpServer, openHttpServer } from "./http-server.ts";
import { createInstallations, type Installation, installationNamespace, singleInstallation } from "./installations.ts";
import { createInstallPages } from "./install-pages.ts";
import { createOauthExchange, installationOfToken } from "./oauth-exchange.ts";
import { createPeople } from "./people.ts";
import { sdkLog } from "./sdk-log.ts";
import { createRefusedWorkspaces } from "./refused-workspaces.ts";
import { createSeal } from "./seal.ts";
import { createSlackPlatform } from "./slack-platform.ts";
import type { SlackSettings } from "./slack-settings.ts";
import { createUnderWay } from "../chat/under-way.ts";
import { createSocket } from "./socket.ts";
import { handleSubmissions } from "./submissions.ts";
import { handleSuggestions } from "./suggesting.ts";

/** Slack as a platform with many people. */
export interface Slack extends ChatPlatform {
  /** Where the server for Slack's requests and for the install page listens; null where there is none. */
  port(): number | null;
}

export interface SlackOptions {
  readonly settings: SlackSettings;
  /** By namespace: for what may be lost, and for installations, whose tokens are sealed. */
  readonly caches: (namespace: string) => Cache;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** How long what somebody asked for may take once the bot is to stop: the whole process has nine seconds. */
const finishWithinMs = 3_000;
/** As long as the core keeps what belongs to a workspace that lost the bot. */
const comeBackMs = 30 * 86_400_000;

function lostKey({ teamId, enterpriseId }: Installation): string {
  return `lost:${teamId ?? enterpriseId}`;
}

/** Slack, put together: the platform that sends, and what listens to people. */
export function createSlack({ settings, caches, clock, random, log }: SlackOptions): Slack {
  const cache = caches("slack");
  const { tenancy, way, apiUrl, http, publicUrl } = settings;
  const exchange = tenancy.kind === "many" ? createOauthExchange({ tenancy, apiUrl, clock, log }) : null;
  const installations =
    tenancy.kind === "many"
      ? createInstallations(caches(installationNamespace), createSeal(tenancy.keys, random))
      : singleInstallation(() => installationOfToken(tenancy.botToken, apiUrl, log));
  const clients = createClients({
    apiUrl,
    installations,
    clock,
    log,
    renew: (installation) => exchange?.renew(installation) ?? Promise.resolve(installation),
    onDead,
  });
  const installUrl = exchange === null ? "https://api.slack.com/apps" : `${publicUrl ?? ""}${http.installPath}`;
  const refused = createRefusedWorkspaces(cache, log);
  const platform = createSlackPlatform({ clients, cache, clock, log, installUrl, refused });
  let backend: ChatBackend | undefined;
  let server: HttpServer | undefined;
  let stopListening: () => Promise<void> = async () => {};

  /** The token is erased last: until the core knows of the loss, it is what the next process learns of it by. */
  async function forget({ host }: ChatBackend, installation: Installation, reason: string): Promise<void> {
    const teams = await installations.teams(installation);
    await cache.set(lostKey(installation), teams, comeBackMs);
    for (const team of teams) await host.removed(slackWorkspace(team), reason);
    await installations.erase(installation);
    clients.forget(installation);
    log.warn({ name: installation.name, reason }, "slack workspace lost");
  }

  /**
   * Of exactly the installation that the event is about: a workspace's second one must not take its organisation's. Events are
   * sent again for a day, so that one may be older than an installation made since.
   */
  async function onRemoved(given: ChatBackend, { id, at, reason }: Removal): Promise<void> {
    const installation = await installations.own(id);
    if (installation === null) return;
    const isOld = at !== null && at < Math.floor(installation.installedAt / 1_000);
    if (isOld) return log.info({ name: installation.name, reason }, "slack tells of an earlier installation's end");
    await forget(given, installation, reason);
  }

  /**
   * Slack refuses a token. One from the environment may be a slip of the operator's, so what waits is held and no more; so it is
   * where only what is due is sent and nobody listens, for whom there is no core to tell.
   */
  async function onDead(installation: Installation, code: string): Promise<void> {
    if (tenancy.kind === "single" || backend === undefined) return;
    try {
      await forget(backend, installation, `the app's token is worth nothing any more (${code})`);
    } catch (error) {
      log.error(
        { error, name: installation.name },
        "a lost slack workspace is not written down: the next refusal tries again",
      );
    }
  }

  async function onInstalled(installation: Installation): Promise<void> {
    await installations.save(installation);
    await comeBack(installation, await installations.teams(installation));
    void backend?.deliver();
  }

  /** What waits for its workspaces is due now: for those named, and for those that it had when it was removed. */
  async function comeBack(installation: Installation, teams: readonly string[]): Promise<void> {
    const lost = (await cached(cache, lostKey(installation), z.array(z.string()))) ?? [];
    for (const team of new Set([...teams, ...lost])) {
      // So that what waits for it finds an organisation's token before Slack speaks of it again.
      await installations.find({ team, enterprise: installation.enterpriseId });
      await backend?.bot.welcome(slackWorkspace(team), "slack");
      await backend?.host.restored(slackWorkspace(team));
    }
    await cache.delete(lostKey(installation));
  }

  /** What was held because Slack refused the app is due now, where it has a token still: whoever starts it anew has mended that. */
  async function tryRefused({ host }: ChatBackend): Promise<void> {
    for (const team of await refused.all()) {
      try {
        if ((await installations.find({ team })) !== null) await host.restored(slackWorkspace(team));
        await refused.forget(team);
      } catch (error) {
        log.warn({ team, error: messageOf(error) }, "a refused slack workspace stays held");
      }
    }
  }

  /** What Slack's events come through: requests to our server, or a socket of its own. */
  function createReceiver() {
    if (way.kind === "socket") {
      const socket = createSocket({
        appToken: way.appToken,
        apiUrl,
        clock,
        log,
        onFatal: (reason) => backend?.onFatal(reason),
      });
      return { receiver: socket.receiver, socket, receive: null };
    }
    const logger = sdkLog(log, "http");
    const receiver = new HTTPReceiver({ signingSecret: way.signingSecret, endpoints: http.path, logger });
    return { receiver, socket: null, receive: receiver.requestListener };
  }

  function listenTo(app: App, given: ChatBackend): void {
    const { bot, host, deliver } = given;
    const people = createPeople(clients, cache, log);
    const channels = createChannels(clients, cache);
    const askers = createAskers({ installations, people, channels, settings: bot.services.settings });
    const home = createHome({ clients, askers, services: bot.services, log });
    const answers: SlackAnswers = createAnswers({
      bot,
      speakerOf: (caller) => askers.of(caller),
      permit: permitSpeaker,
      platform,
      random,
      log,
      deliver,
      onChanged: (caller) => home.refresh(caller),
    });
    const forms = createForms(clients, log);
    const once = createEventOnce(cache, clock, log);
    handleCommands(app, { answers, channels, forms, log });
    handleActions(app, { answers, forms, home, subscriptions: bot.services.subscriptions, log });
    handleSubmissions(app, { answers, forms, platform, clock, log });
    handleSuggestions(app, { services: bot.services, clock, log });
    handleEvents(app, {
      installations,
      people,
      home,
      host,
      once,
      onRemoved: (removal) => onRemoved(given, removal),
    });
  }

  /** Whose the one token is: without an answer Slack is asked again, for as long as it takes. Null where there are many. */
  async function ownInstallation(signal: AbortSignal): Promise<Installation | null> {
    if (tenancy.kind === "many") return null;
    for (let waitMs = 1_000; !signal.aborted; waitMs = Math.min(waitMs * 2, 60_000)) {
      try {
        return await installationOfToken(tenancy.botToken, apiUrl, log);
      } catch (error) {
        const code = slackCode(error);
        if (code !== undefined && deadTokens.has(code)) {
          const message = `slack: expected SLACK_BOT_TOKEN to be good, Slack says ${code}.`;
          throw new UsageError("slack-token", message, {}, error);
        }
        log.warn({ error, code, waitMs }, "slack cannot be reached yet");
        await clock.sleep(waitMs, signal);
      }
    }
    return null;
  }

  const underWay = createUnderWay();

  return {
    platform,
    async start(given, signal) {
      backend = given;
      const own = await ownInstallation(signal);
      if (signal.aborted) return;
      if (own !== null) await comeBack(own, []);
      await tryRefused(given);
      const { receiver, socket, receive } = createReceiver();
      const app = new App({
        receiver,
        // Who it was is looked up after the acknowledgement, which must not wait for a database.
        authorize: async () => ({}),
        // That the bot itself joined a channel is news.
        ignoreSelf: false,
        convoStore: false,
        clientOptions: { slackApiUrl: apiUrl },
        logger: sdkLog(log, "bolt"),
      });
      app.error(async (error) => log.error({ error }, "a slack handler failed by a fault of ours"));
      app.use(({ next }) => underWay.track(next()));
      listenTo(app, given);
      const pages =
        exchange === null
          ? undefined
          : createInstallPages({ settings, cache, exchange, clock, random, log, onInstalled });
      if (receive !== null || pages !== undefined) {
        server = await openHttpServer({
          http,
          clock,
          log,
          ...(receive === null ? {} : { receive }),
          ...(pages === undefined ? {} : { pages }),
        });
        log.info({ port: server.port }, "slack server listens");
      }
      if (socket === null) return;
      stopListening = () => socket.stop();
      await socket.start(signal);
    },
    port: () => server?.port ?? null,
    async stop() {
      // What Slack believes to be done is done, and what waits for an acknowledgement needs the way that it came by.
      await Promise.race([underWay.settled(), clock.sleep(finishWithinMs)]);
      await stopListening();
      await server?.close();
    },
  };
}
