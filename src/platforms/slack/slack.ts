import { App, HTTPReceiver } from "@slack/bolt";
import type { Clock, Random } from "../../clock.ts";
import { UsageError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import type { HttpServer } from "../../ops/http-server.ts";
import { type Meter, silentMeter } from "../../meter.ts";
import type { Destination } from "../../delivery/platform.ts";
import type { ChatBackend, ChatPlatform } from "../chat/chat-platform.ts";
import { slackDestination, slackWorkspace } from "./address.ts";
import { handleActions } from "./actions.ts";
import { createAnswers } from "../chat/answers.ts";
import { createAskers, permitSpeaker, type SlackAnswers } from "./asker.ts";
import type { Cache } from "../chat/cache.ts";
import { createChannels } from "./channels.ts";
import { deadTokens, slackCode, troubleWithSlack } from "./classify.ts";
import { createClients } from "./clients.ts";
import { handleCommands } from "./commands.ts";
import { createEventOnce } from "../chat/event-once.ts";
import { type EventOptions, handleEvents } from "./events.ts";
import { handleFiles } from "./files.ts";
import { createForms } from "./forms.ts";
import { createHome } from "./home.ts";
import { openHttpServer } from "./http-server.ts";
import { createInstallations, type Installation, installationNamespace, singleInstallation } from "./installations.ts";
import { createInstallPages } from "./install-pages.ts";
import { createMovedChannels } from "./moved-channels.ts";
import { createOauthExchange, installationOfToken } from "./oauth-exchange.ts";
import { createPeople } from "./people.ts";
import { sdkLog } from "./sdk-log.ts";
import { createUploads } from "./uploads.ts";
import { createRefusedWorkspaces } from "./refused-workspaces.ts";
import { renderReply } from "./render-reply.ts";
import { createResponding } from "./responding.ts";
import { createSeal } from "./seal.ts";
import { createSlackPlatform } from "./slack-platform.ts";
import { installUrlOf, type SlackSettings } from "./slack-settings.ts";
import { createGreet } from "../chat/greeting.ts";
import { createUnderWay } from "../chat/under-way.ts";
import { createSocket } from "./socket.ts";
import { handleSubmissions } from "./submissions.ts";
import { handleSuggestions } from "./suggesting.ts";
import { createTelling } from "./telling.ts";
import { createWorkspaceLife } from "./workspace-life.ts";

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
  readonly meter?: Meter;
}

/** How long what somebody asked for may take once the bot is to stop: the whole process has nine seconds. */
const finishWithinMs = 3_000;
/** Slack, put together: the platform that sends, and what listens to people. */
export function createSlack(options: SlackOptions): Slack {
  const { settings, caches, clock, random, log, meter = silentMeter } = options;
  const cache = caches("slack");
  /** What Slack says again when it is asked: it may be lost at any time. */
  const lookups = caches("slack-lookups");
  const { tenancy, way, apiUrl, http } = settings;
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
    meter,
    renew: (installation) => exchange?.renew(installation) ?? Promise.resolve(installation),
    // One from the environment may be a slip of the operator's: what waits is held, and no more.
    onDead: async (installation, code) => (tenancy.kind === "many" ? await life.dead(installation, code) : undefined),
  });
  const installUrl = exchange === null ? "https://api.slack.com/apps" : installUrlOf(settings);
  const refused = createRefusedWorkspaces(cache, log);
  const moved = createMovedChannels(cache);
  const platform = createSlackPlatform({ clients, cache, clock, log, installUrl, refused, moved });
  let backend: ChatBackend | undefined;
  const life = createWorkspaceLife({
    installations,
    refused,
    cache,
    log,
    backend: () => backend,
    dropToken: (installation) => clients.forget(installation),
  });
  let server: HttpServer | undefined;
  let stopListening: () => Promise<void> = async () => {};
  let isConnected = () => false;

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

  /** In a channel, or in somebody's own conversation. Never throws. */
  function createGreeting({ host }: ChatBackend): (team: string, destination: Destination) => Promise<void> {
    const greet = createGreet({
      host,
      platform,
      async say(destination, reply) {
        for (const message of renderReply(reply)) await platform.say(destination, message);
      },
      log,
    });
    return (team, destination) => greet(slackWorkspace(team), () => Promise.resolve(destination));
  }

  function listenTo(app: App, { bot, host, deliver, fetchFile }: ChatBackend, greet: EventOptions["greet"]): void {
    const people = createPeople(clients, lookups, log);
    const channels = createChannels(clients, lookups);
    const askers = createAskers({ installations, people, channels, moved, settings: bot.services.settings });
    const home = createHome({ clients, askers, services: bot.services, log });
    const answers: SlackAnswers = createAnswers({
      bot,
      speakerOf: (caller) => askers.of(caller),
      permit: permitSpeaker,
      publish: createUploads({ clients, installUrl, log }),
      platform,
      trouble: troubleWithSlack,
      random,
      log,
      deliver,
      onChanged: (caller) => home.refresh(caller),
    });
    const forms = createForms(clients, log);
    const respondPrivately = createResponding(clients, log);
    const tell = createTelling(answers, platform, log);
    const once = createEventOnce(cache, clock, log);
    const askForFile = handleFiles(app, { answers, clients, forms, tell, fetchFile, apiUrl, installUrl, log });
    handleCommands(app, { answers, channels, forms, askForFile, respondPrivately, log });
    handleActions(app, { answers, forms, home, tell, respondPrivately, subscriptions: bot.services.subscriptions });
    handleSubmissions(app, { answers, channels, forms, tell, clock, log });
    handleSuggestions(app, { services: bot.services, clock, log });
    handleEvents(app, { installations, people, channels, moved, home, host, greet, once, life, log });
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

  const underWay = createUnderWay(clock);

  return {
    platform,
    attach(given) {
      backend = given;
    },
    async start(given, signal) {
      backend = given;
      const own = await ownInstallation(signal);
      if (signal.aborted) return;
      if (own !== null) await life.back(own, []);
      await life.sealAnew();
      await life.retryRefused();
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
      app.use(({ next }) => {
        const handling = next();
        underWay.add(handling.catch(() => undefined));
        return handling;
      });
      const greet = createGreeting(given);
      listenTo(app, given, greet);
      const pages =
        exchange === null
          ? undefined
          : createInstallPages({
              settings,
              cache,
              exchange,
              clock,
              random,
              log,
              async onInstalled({ installation, installer }) {
                await life.installed(installation);
                const { teamId: team } = installation;
                // Which workspaces of an organisation get the app is not known yet.
                if (team === null || installer === null) return;
                // Beside the page that says so.
                underWay.add(greet(team, slackDestination(team, installer)));
              },
            });
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
      if (socket === null) {
        isConnected = () => server !== undefined;
        return;
      }
      isConnected = () => socket.isConnected();
      stopListening = () => socket.stop();
      await socket.start(signal);
    },
    port: () => server?.port ?? null,
    isConnected: () => isConnected(),
    async stop() {
      // What Slack believes to be done is done, and what waits for an acknowledgement needs the way that it came by.
      await underWay.ended(finishWithinMs);
      await stopListening();
      await server?.close();
      await clients.end();
    },
  };
}
