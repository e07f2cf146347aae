import { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Log } from "../../log.ts";
import { type Check, ok, wrong } from "../chat/check.ts";
import { classifySlackError, slackCode } from "./classify.ts";
import { clientOptions } from "./clients.ts";
import type { Installation } from "./installations.ts";
import { installationOfToken } from "./oauth-exchange.ts";
import { botEvents, likeThisShortcut, missingScopes, optionalScopes, requiredScopes } from "./requirements.ts";
import type { SlackSettings } from "./slack-settings.ts";

export interface SlackDoctorOptions {
  readonly settings: SlackSettings;
  readonly log: Log;
  /** Where to post one line, so that an operator sees it there. */
  readonly postTo: string | null;
}

/** Looks at everything about Slack that can be seen from here. Nothing is changed, and nothing posted but where asked. */
export async function* checkSlack(options: SlackDoctorOptions): AsyncIterable<Check> {
  const { settings, log, postTo } = options;
  const { tenancy, way, apiUrl } = settings;
  yield ok("slack settings", describeWay(settings));
  const installed = tenancy.kind === "single" ? await tokenCheck(tenancy.botToken, options) : null;
  if (installed !== null) yield* installed.checks;
  if (tenancy.kind === "many") yield await clientCheck(tenancy, options);
  yield way.kind === "socket" ? await socketCheck(way.appToken, options) : requestsCheck(settings);
  yield await manifestCheck(settings, installed?.installation ?? null, log);
  if (postTo === null) return;
  if (installed?.installation === undefined) {
    yield wrong("slack post", "give a bot's token in SLACK_BOT_TOKEN to post with: each workspace has its own here");
    return;
  }
  const client = new WebClient(installed.installation.token, clientOptions(apiUrl, log, "once"));
  yield await postCheck(client, postTo);
}

function describeWay({ way, tenancy, apiUrl }: SlackSettings): string {
  const reached = way.kind === "socket" ? "through a socket" : "over HTTP";
  const whom = tenancy.kind === "single" ? "one workspace" : "every workspace that installs it";
  return `${whom}, ${reached}, at ${apiUrl}`;
}

interface TokenChecks {
  readonly checks: readonly Check[];
  readonly installation?: Installation;
}

async function tokenCheck(token: string, { settings, log }: SlackDoctorOptions): Promise<TokenChecks> {
  let installation: Installation;
  try {
    installation = await installationOfToken(token, settings.apiUrl, log);
  } catch (error) {
    return { checks: [failed("slack token", error, "copy SLACK_BOT_TOKEN anew from OAuth & Permissions of the app")] };
  }
  const { name, teamId, scopes } = installation;
  const missing = missingScopes(requiredScopes, scopes);
  const without = missingScopes(optionalScopes, scopes);
  const checks = [
    ok("slack token", `the bot of ${name} (${teamId})`),
    missing.length === 0
      ? ok("slack scopes", "all that are needed")
      : wrong("slack scopes", `add ${missing.join(", ")} under OAuth & Permissions, then install the app again`),
    without.length === 0
      ? ok("slack history", "a message whose answer was lost is looked for before it is sent again")
      : ok(
          "slack history",
          `without ${without.join(", ")} a message whose answer was lost is sent once more and listed`,
        ),
  ];
  return { checks, installation };
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

const exported = z.looseObject({
  features: z
    .looseObject({
      shortcuts: z.array(z.looseObject({ callback_id: z.string().optional() })).default([]),
      slash_commands: z.array(z.looseObject({ should_escape: z.boolean().default(false) })).default([]),
      app_home: z.looseObject({ home_tab_enabled: z.boolean().default(false) }).optional(),
    })
    .prefault({}),
  oauth_config: z
    .looseObject({ scopes: z.looseObject({ bot: z.array(z.string()).default([]) }).prefault({}) })
    .prefault({}),
  settings: z
    .looseObject({
      event_subscriptions: z.looseObject({ bot_events: z.array(z.string()).default([]) }).prefault({}),
      interactivity: z.looseObject({ is_enabled: z.boolean().default(false) }).prefault({}),
      socket_mode_enabled: z.boolean().default(false),
    })
    .prefault({}),
});

async function manifestCheck(settings: SlackSettings, installation: Installation | null, log: Log): Promise<Check> {
  const name = "slack manifest";
  const { configToken, apiUrl, way } = settings;
  if (configToken === null || installation === null) {
    return ok(name, "not compared with the app: that needs SLACK_CONFIG_TOKEN and SLACK_BOT_TOKEN");
  }
  try {
    const options = clientOptions(apiUrl, log, "once");
    const { bot } = await new WebClient(installation.token, options).bots.info({ bot: installation.botId });
    const client = new WebClient(configToken, options);
    const answer = await client.apps.manifest.export({ app_id: bot?.app_id ?? "" });
    const drift = driftOf(exported.parse(answer.manifest), way.kind === "socket");
    return drift.length === 0 ? ok(name, "the app is as its manifest says") : wrong(name, drift.join("; "));
  } catch (error) {
    return failed(name, error, "make SLACK_CONFIG_TOKEN anew at api.slack.com/apps: it lives twelve hours");
  }
}

function driftOf({ features, oauth_config: oauth, settings }: z.output<typeof exported>, isSocket: boolean): string[] {
  const scopes = missingScopes(requiredScopes, oauth.scopes.bot);
  const events = botEvents.filter((event) => !settings.event_subscriptions.bot_events.includes(event));
  return [
    ...(scopes.length === 0 ? [] : [`add the scopes ${scopes.join(", ")}`]),
    ...(events.length === 0 ? [] : [`subscribe to the events ${events.join(", ")}`]),
    ...(settings.interactivity.is_enabled ? [] : ["switch interactivity on"]),
    ...(settings.socket_mode_enabled === isSocket ? [] : [`switch Socket Mode ${isSocket ? "on" : "off"}`]),
    ...(features.app_home?.home_tab_enabled === true ? [] : ["switch the Home tab on"]),
    ...(features.slash_commands.some(({ should_escape: escapes }) => escapes)
      ? []
      : ["let the slash command escape channels and users"]),
    ...(features.shortcuts.some(({ callback_id: id }) => id === likeThisShortcut)
      ? []
      : [`add the shortcut ${likeThisShortcut}`]),
  ];
}

async function postCheck(client: WebClient, channel: string): Promise<Check> {
  try {
    await client.chat.postMessage({
      channel,
      text: "Rolecall's doctor was here: posting works.",
      parse: "none",
      unfurl_links: false,
      unfurl_media: false,
    });
    return ok("slack post", `one line stands in ${channel}`);
  } catch (error) {
    return failed("slack post", error, `${classifySlackError(error).reason}; or name the channel by its id`);
  }
}

/** What to do where Slack refused; where it said nothing at all, that is what is wrong. */
function failed(name: string, error: unknown, what: string): Check {
  const code = slackCode(error);
  if (code !== undefined) return wrong(name, `${what} (Slack says ${code})`);
  return wrong(name, `let this machine reach Slack, or look at SLACK_API_URL: ${classifySlackError(error).reason}`);
}
