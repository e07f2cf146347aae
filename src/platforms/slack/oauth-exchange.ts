import { type OauthV2AccessResponse, WebClient } from "@slack/web-api";
import type { Clock } from "../../clock.ts";
import { RolecallError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { clientOptions } from "./clients.ts";
import type { Installation } from "./installations.ts";
import type { SlackTenancy } from "./slack-settings.ts";

/** What somebody's consent gave us. */
export interface Consent {
  readonly installation: Installation;
  /** Who gave it; null where Slack does not say. */
  readonly installer: string | null;
}

export interface OauthExchange {
  /** What a code of Slack's consent stands for. @throws What Slack answers. */
  install(code: string, redirectUri: string | null): Promise<Consent>;
  /** The same installation with its next token. @throws What Slack answers; `invalid_refresh_token` is final. */
  renew(installation: Installation): Promise<Installation>;
}

export interface OauthExchangeOptions {
  readonly tenancy: Extract<SlackTenancy, { kind: "many" }>;
  readonly apiUrl: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** `oauth.v2.access`: codes and refresh tokens for tokens. Each is good once, so nothing is tried twice. */
export function createOauthExchange({ tenancy, apiUrl, clock, log }: OauthExchangeOptions): OauthExchange {
  const { clientId, clientSecret } = tenancy;
  const client = new WebClient(undefined, clientOptions(apiUrl, log, "once"));

  function tokens(
    answer: OauthV2AccessResponse,
  ): Pick<Installation, "token" | "refreshToken" | "expiresAt" | "scopes"> {
    const { access_token: token, refresh_token: refreshToken, expires_in: expiresIn, scope, token_type: type } = answer;
    if (token === undefined || type !== "bot") {
      throw new RolecallError("oauth", `slack: expected a bot's token of oauth.v2.access, got ${type ?? "none"}.`);
    }
    return {
      token,
      refreshToken: refreshToken ?? null,
      expiresAt: expiresIn === undefined ? null : clock.now() + expiresIn * 1_000,
      scopes: scope?.split(",") ?? [],
    };
  }

  return {
    async install(code, redirectUri) {
      const answer = await client.oauth.v2.access({
        client_id: clientId,
        client_secret: clientSecret,
        code,
        ...(redirectUri === null ? {} : { redirect_uri: redirectUri }),
      });
      const given = tokens(answer);
      const self = await new WebClient(given.token, clientOptions(apiUrl, log, "again")).auth.test();
      const isOfOrganisation = answer.is_enterprise_install === true;
      const installation = {
        ...given,
        teamId: isOfOrganisation ? null : (answer.team?.id ?? self.team_id ?? null),
        enterpriseId: answer.enterprise?.id ?? null,
        name: (isOfOrganisation ? answer.enterprise?.name : answer.team?.name) ?? "your workspace",
        appId: answer.app_id ?? "",
        botId: self.bot_id ?? "",
        botUserId: answer.bot_user_id ?? self.user_id ?? "",
        installedAt: clock.now(),
      };
      return { installation, installer: answer.authed_user?.id || null };
    },
    async renew(installation) {
      const answer = await client.oauth.v2.access({
        client_id: clientId,
        client_secret: clientSecret,
        grant_type: "refresh_token",
        refresh_token: installation.refreshToken ?? "",
      });
      const { scopes, ...given } = tokens(answer);
      return { ...installation, ...given, ...(scopes.length === 0 ? {} : { scopes }) };
    },
  };
}

/** What a bot's token of one workspace stands for. @throws What Slack answers. */
export async function installationOfToken(token: string, apiUrl: string, log: Log): Promise<Installation> {
  const self = await new WebClient(token, clientOptions(apiUrl, log, "once")).auth.test();
  if (self.team_id === undefined || self.bot_id === undefined || self.user_id === undefined) {
    throw new RolecallError(
      "slack-token",
      "slack: expected SLACK_BOT_TOKEN to be a bot's, but auth.test names no bot.",
    );
  }
  return {
    teamId: self.team_id,
    enterpriseId: self.enterprise_id ?? null,
    name: self.team ?? self.team_id,
    appId: "",
    botId: self.bot_id,
    botUserId: self.user_id,
    token,
    refreshToken: null,
    expiresAt: null,
    scopes: self.response_metadata?.scopes ?? [],
    installedAt: 0,
  };
}
