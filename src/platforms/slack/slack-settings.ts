import { z } from "zod";
import { UsageError } from "../../errors.ts";
import { readSealKeys, type SealKey } from "./seal.ts";

/** `platforms.slack` of the configuration: what is no secret. */
export const slackConfig = z
  .strictObject({
    http: z
      .strictObject({
        port: z
          .int()
          .min(0)
          .max(65_535)
          .default(3_000)
          .describe("Port for Slack's requests and for the install page; 0 takes a free one"),
        host: z.string().min(1).default("0.0.0.0").describe("Address to listen on; 127.0.0.1 behind a proxy"),
        path: z
          .string()
          .regex(/^\/[\w./-]*$/, "expected a path such as /slack/events")
          .default("/slack/events")
          .describe("Where Slack sends events, commands and presses of buttons"),
        installPath: z
          .string()
          .regex(/^\/[\w./-]*$/, "expected a path such as /slack/install")
          .default("/slack/install")
          .describe("The page from which workspaces install the app; /callback is added for Slack's way back"),
      })
      .prefault({})
      .describe("The server, used with SLACK_SIGNING_SECRET and for the installation by OAuth"),
    publicUrl: z
      .string()
      .regex(/^https?:\/\/[^\s?#]+$/, "expected an address such as https://rolecall.example.org")
      .optional()
      .describe("Where the world reaches that server, for the way back from Slack's page of consent"),
  })
  .prefault({});

/** Every variable that says how Slack is reached. */
export const slackVariables = {
  SLACK_BOT_TOKEN: "The bot's token (xoxb-…) in one Slack workspace",
  SLACK_APP_TOKEN: "The app-level token (xapp-…, scope connections:write): Slack is reached through a socket",
  SLACK_SIGNING_SECRET: "Proves that requests come from Slack: Slack reaches the bot over HTTP",
  SLACK_CLIENT_ID: "Of the Slack app, so that many workspaces can install it by OAuth",
  SLACK_CLIENT_SECRET: "Belongs to SLACK_CLIENT_ID",
  SLACK_CONFIG_TOKEN: "A configuration token, for doctor alone: compares the app with its manifest",
  SLACK_API_URL: "Another server than https://slack.com/api/, such as https://slack-gov.com/api/",
  ROLECALL_ENCRYPTION_KEY: "32 bytes in base64 or hex that seal stored tokens; NEW,OLD while one is replaced",
} as const;
export type SlackVariables = Readonly<Partial<Record<keyof typeof slackVariables, string>>>;

/** How Slack reaches the bot. */
export type SlackWay =
  | { readonly kind: "socket"; readonly appToken: string }
  | { readonly kind: "http"; readonly signingSecret: string };

/** For whom it speaks: one workspace with a token of its own, or all that install it. */
export type SlackTenancy =
  | { readonly kind: "single"; readonly botToken: string }
  | {
      readonly kind: "many";
      readonly clientId: string;
      readonly clientSecret: string;
      /** The first seals, all open. */
      readonly keys: readonly [SealKey, ...SealKey[]];
    };

export interface SlackSettings {
  readonly way: SlackWay;
  readonly tenancy: SlackTenancy;
  /** With a slash at its end. */
  readonly apiUrl: string;
  readonly http: z.output<typeof slackConfig>["http"];
  readonly publicUrl: string | null;
  /** For doctor alone. */
  readonly configToken: string | null;
}

/**
 * How Slack is to be reached; null where no variable speaks of it.
 *
 * @throws UsageError `slack-settings` for variables that contradict each other, or where one of a pair is missing.
 */
export function slackSettings(
  variables: SlackVariables,
  { http, publicUrl }: z.output<typeof slackConfig>,
): SlackSettings | null {
  const { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_SIGNING_SECRET: secret } = variables;
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = variables;
  if ([bot, app, secret, clientId, clientSecret].every((value) => value === undefined)) return null;
  return {
    way: wayOf(app, secret),
    tenancy: tenancyOf(variables),
    apiUrl: apiUrlOf(variables.SLACK_API_URL),
    http,
    publicUrl: publicUrl === undefined ? null : publicUrl.replace(/\/+$/, ""),
    configToken: variables.SLACK_CONFIG_TOKEN ?? null,
  };
}

/** Where workspaces install the app, for people to read. */
export function installUrlOf({ publicUrl, http }: SlackSettings): string {
  return `${publicUrl ?? "your public address"}${http.installPath}`;
}

function wayOf(appToken: string | undefined, signingSecret: string | undefined): SlackWay {
  if (appToken !== undefined && signingSecret !== undefined) {
    throw wrong(
      "expected SLACK_APP_TOKEN (a socket, no public address needed) or SLACK_SIGNING_SECRET (HTTP), got both",
    );
  }
  if (appToken !== undefined) {
    return { kind: "socket", appToken: beginning("SLACK_APP_TOKEN", appToken, "xapp-") };
  }
  if (signingSecret !== undefined) return { kind: "http", signingSecret };
  throw wrong(
    "expected SLACK_APP_TOKEN (a socket, no public address needed) or SLACK_SIGNING_SECRET (HTTP), got neither",
  );
}

function tenancyOf(variables: SlackVariables): SlackTenancy {
  const { SLACK_BOT_TOKEN: botToken, SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = variables;
  if (botToken !== undefined && (clientId !== undefined || clientSecret !== undefined)) {
    throw wrong(
      "expected SLACK_BOT_TOKEN (one workspace) or SLACK_CLIENT_ID with SLACK_CLIENT_SECRET (installation by OAuth), got both",
    );
  }
  if (botToken !== undefined) return { kind: "single", botToken: beginning("SLACK_BOT_TOKEN", botToken, "xoxb-") };
  if (clientId === undefined && clientSecret === undefined) {
    throw wrong(
      "expected SLACK_BOT_TOKEN (one workspace), or SLACK_CLIENT_ID with SLACK_CLIENT_SECRET (many), got neither",
    );
  }
  if (clientId === undefined) throw wrong("expected SLACK_CLIENT_ID beside SLACK_CLIENT_SECRET, got nothing");
  if (clientSecret === undefined) throw wrong("expected SLACK_CLIENT_SECRET beside SLACK_CLIENT_ID, got nothing");
  const sealing = variables.ROLECALL_ENCRYPTION_KEY;
  if (sealing === undefined) {
    throw wrong(
      "expected ROLECALL_ENCRYPTION_KEY beside SLACK_CLIENT_ID, for the tokens of the workspaces that install the app, " +
        "got nothing. `openssl rand -base64 32` makes one",
    );
  }
  return { kind: "many", clientId, clientSecret, keys: readSealKeys(sealing) };
}

/** Says which kind of token arrived, never the token. */
function beginning(name: keyof SlackVariables, token: string, prefix: string): string {
  if (token.startsWith(prefix)) return token;
  const arrived = /^x[a-z]+(?:\.[a-z]+)?-/.exec(token)?.[0];
  throw wrong(
    `expected ${name} to begin with ${prefix}, got ${arrived === undefined ? "something else" : `a token that begins with ${arrived}`}`,
    { name },
  );
}

const defaultApiUrl = "https://slack.com/api/";

function apiUrlOf(text: string = defaultApiUrl): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    throw wrong(`expected SLACK_API_URL to be an address such as ${defaultApiUrl}, got ${text}`);
  }
  return url.href.endsWith("/") ? url.href : `${url.href}/`;
}

function wrong(problem: string, fields: Readonly<Record<string, unknown>> = {}): UsageError {
  return new UsageError("slack-settings", `slack: ${problem}. See "Slack" in README.md.`, fields);
}
