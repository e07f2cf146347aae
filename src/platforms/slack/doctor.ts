import { WebClient } from "@slack/web-api";
import type { Clock, Random } from "../../clock.ts";
import type { Log } from "../../log.ts";
import type { Cache } from "../chat/cache.ts";
import { type Check, ok, wrong } from "../chat/check.ts";
import { classifySlackError, slackCode } from "./classify.ts";
import { clientOptions } from "./clients.ts";
import { channelChecks, proof } from "./doctor-channels.ts";
import { storedChecks, tokenChecks } from "./doctor-installations.ts";
import { failed } from "./failed-check.ts";
import {
  createInstallations,
  type Installation,
  installationNamespace,
  type Installations,
  singleInstallation,
} from "./installations.ts";
import { exportedManifest, manifestDrift } from "./manifest-drift.ts";
import { installationOfToken } from "./oauth-exchange.ts";
import { createSeal } from "./seal.ts";
import { installUrlOf, type SlackSettings } from "./slack-settings.ts";

export interface SlackDoctorOptions {
  readonly settings: SlackSettings;
  /** By namespace, as the bot stores into them; null where there is no database yet. */
  readonly caches: ((namespace: string) => Cache) | null;
  /** Printed destinations that subscriptions go to; those of other platforms are left alone. */
  readonly subscribed: readonly string[];
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Where to post one line, so that an operator sees it there. */
  readonly postTo: string | null;
}

/**
 * Looks at everything about Slack that can be seen from here. Nothing is changed, and nothing that people see is posted but
 * where asked: that the bot may post in a channel is proved by a message for a day far off, which is taken back at once.
 */
export async function* checkSlack(options: SlackDoctorOptions): AsyncIterable<Check> {
  const { settings, postTo } = options;
  const { tenancy, way } = settings;
  yield ok("slack settings", describeWay(settings));
  const installations = installationsOf(options);
  const installed =
    tenancy.kind === "single"
      ? yield* tokenChecks(tenancy.botToken, options)
      : yield* storedChecks(installations, options);
  if (tenancy.kind === "many") {
    yield await clientCheck(tenancy, options);
    yield installCheck(settings);
  }
  yield way.kind === "socket" ? await socketCheck(way.appToken, options) : requestsCheck(settings);
  yield await manifestCheck(installed[0], options);
  if (installed.length > 0) yield* channelChecks(installations, options);
  if (postTo !== null) yield await postCheck(installed, postTo, options);
}

/** None where there is no database yet. */
function installationsOf({ settings, caches, random, log }: SlackDoctorOptions): Installations | null {
  const { tenancy, apiUrl } = settings;
  if (tenancy.kind === "single") return singleInstallation(() => installationOfToken(tenancy.botToken, apiUrl, log));
  return caches && createInstallations(caches(installationNamespace), createSeal(tenancy.keys, random));
}

function describeWay({ way, tenancy, apiUrl }: SlackSettings): string {
  const reached = way.kind === "socket" ? "through a socket" : "over HTTP";
  const whom = tenancy.kind === "single" ? "one workspace" : "every workspace that installs it";
  return `${whom}, ${reached}, at ${apiUrl}`;
}

function installCheck(settings: SlackSettings): Check {
  const name = "slack consent";
  if (settings.publicUrl === null) {
    return wrong(
      name,
      "set platforms.slack.publicUrl to where the world reaches the install page, for the way back to it",
    );
  }
  return ok(name, `people install the app at ${installUrlOf(settings)}`);
}

/** A code that nobody issued: Slack looks at the id and the secret first. */
async function clientCheck(
  { clientId, clientSecret }: Extract<SlackSettings["tenancy"], { kind: "many" }>,
  { settings, log }: SlackDoctorOptions,
): Promise<Check> {
  const name = "slack client";
  try {
    const client = new WebClient(undefined, clientOptions(settings.apiUrl, log, "once"));
    await client.oauth.v2.access({ client_id: clientId, client_secret: clientSecret, code: "doctor" });
    return wrong(name, "Slack took a code that it never issued: look at SLACK_API_URL");
  } catch (error) {
    if (slackCode(error) === "invalid_code") return ok(name, "Slack knows SLACK_CLIENT_ID and SLACK_CLIENT_SECRET");
    return failed(name, error, "copy SLACK_CLIENT_ID and SLACK_CLIENT_SECRET anew from Basic Information of the app");
  }
}

async function socketCheck(appToken: string, { settings, log }: SlackDoctorOptions): Promise<Check> {
  const name = "slack socket";
  try {
    await new WebClient(appToken, clientOptions(settings.apiUrl, log, "once")).apps.connections.open();
    return ok(name, "Slack opens one with SLACK_APP_TOKEN");
  } catch (error) {
    const what =
      "make SLACK_APP_TOKEN anew under Basic Information, App-Level Tokens, with the scope connections:write";
    return failed(name, error, what);
  }
}

function requestsCheck({ http, publicUrl }: SlackSettings): Check {
  const where = `${publicUrl ?? "your public address"}${http.path}`;
  return ok(
    "slack requests",
    `come to port ${http.port}; whether Slack reaches ${where} can only Slack say, under Event Subscriptions, Retry`,
  );
}

async function manifestCheck(
  installation: Installation | undefined,
  { settings, log }: SlackDoctorOptions,
): Promise<Check> {
  const name = "slack manifest";
  const { configToken, apiUrl, tenancy } = settings;
  const needed = tenancy.kind === "single" ? "SLACK_BOT_TOKEN" : "a workspace that installed the app";
  if (configToken === null || installation === undefined) {
    return ok(name, `not compared with the app: that needs SLACK_CONFIG_TOKEN and ${needed}`);
  }
  try {
    const options = clientOptions(apiUrl, log, "once");
    const client = new WebClient(configToken, options);
    const appId = installation.appId || (await appIdOf(new WebClient(installation.token, options), installation));
    const answer = await client.apps.manifest.export({ app_id: appId });
    const drift = manifestDrift(exportedManifest.parse(answer.manifest), settings);
    return drift.length === 0 ? ok(name, "the app is as its manifest says") : wrong(name, drift.join("; "));
  } catch (error) {
    return failed(name, error, "make SLACK_CONFIG_TOKEN anew at api.slack.com/apps: it lives twelve hours");
  }
}

async function appIdOf(client: WebClient, { botId }: Installation): Promise<string> {
  const { bot } = await client.bots.info({ bot: botId });
  return bot?.app_id ?? "";
}

/** In the first workspace that knows the channel. */
async function postCheck(
  installed: readonly Installation[],
  channel: string,
  { settings, log }: SlackDoctorOptions,
): Promise<Check> {
  const name = "slack post";
  let refusal = wrong(name, "there is no token to post with: see the lines above");
  for (const { token } of installed) {
    const client = new WebClient(token, clientOptions(settings.apiUrl, log, "once"));
    try {
      await client.chat.postMessage({ channel, text: proof, parse: "none", unfurl_links: false, unfurl_media: false });
      return ok(name, `one line stands in ${channel}`);
    } catch (error) {
      refusal = failed(name, error, `${classifySlackError(error).reason}; or name the channel by its id`);
      if (slackCode(error) !== "channel_not_found") return refusal;
    }
  }
  return refusal;
}
