import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock, Random } from "../../clock.ts";
import { UsageError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { html } from "../../ops/html.ts";
import { createInstallStates, stateLifeMs } from "./install-states.ts";
import type { Cache } from "../chat/cache.ts";
import { slackCode } from "./classify.ts";
import { pathOf } from "./http-server.ts";
import type { Consent, OauthExchange } from "./oauth-exchange.ts";
import { optionalScopes, requiredScopes } from "./requirements.ts";
import { createSeal } from "./seal.ts";
import type { SlackSettings } from "./slack-settings.ts";

export interface InstallPagesOptions {
  readonly settings: SlackSettings;
  readonly cache: Cache;
  readonly exchange: OauthExchange;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly onInstalled: (consent: Consent) => Promise<void>;
}

const cookieName = "rolecall_install";
/** Slack counts codes that are not good together with the renewals of tokens, which strangers' guesses must not hold up. */
const failuresPerMinute = 60;

/** The page from which a workspace installs the app, and the one to which Slack sends people back. */
export function createInstallPages({
  settings,
  cache,
  exchange,
  clock,
  random,
  log,
  onInstalled,
}: InstallPagesOptions) {
  const { tenancy, publicUrl, apiUrl, http } = settings;
  if (tenancy.kind !== "many")
    throw new UsageError("slack-settings", "slack: one token needs no page to install from.");
  const { clientId } = tenancy;
  const states = createInstallStates({ cache, seal: createSeal(tenancy.keys, random), clock, random });
  const callbackPath = `${http.installPath}/callback`;
  const redirectUri = publicUrl === null ? null : `${publicUrl}${callbackPath}`;
  const cookieEnd = `HttpOnly; SameSite=Lax; Path=${http.installPath}${publicUrl?.startsWith("https:") === true ? "; Secure" : ""}`;

  let failures = { since: 0, count: 0 };

  /** What is asked counts as failed until it is not: many may be asked at once. @returns The minute that it counts in. */
  function countFailure(): typeof failures {
    const now = clock.now();
    if (now - failures.since >= 60_000) failures = { since: now, count: 0 };
    failures.count += 1;
    return failures;
  }

  function hasTooManyFailures(): boolean {
    return failures.count >= failuresPerMinute && clock.now() - failures.since < 60_000;
  }

  function consentUrl(state: string): string {
    const url = new URL("/oauth/v2/authorize", apiUrl);
    url.search = new URLSearchParams({
      client_id: clientId,
      scope: [...Object.keys(requiredScopes), ...Object.keys(optionalScopes)].join(","),
      state,
      ...(redirectUri === null ? {} : { redirect_uri: redirectUri }),
    }).toString();
    return url.href;
  }

  function showInstall(response: ServerResponse): void {
    const { state, binding } = states.issue();
    response.setHeader("Set-Cookie", `${cookieName}=${binding}; Max-Age=${stateLifeMs / 1_000}; ${cookieEnd}`);
    show(response, 200, "Add Rolecall to Slack", pageText, { href: consentUrl(state), label: "Add to Slack" });
  }

  async function finish(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const query = new URLSearchParams(request.url?.split("?", 2)[1]);
    // Nothing is used up: the same address is good again then.
    if (hasTooManyFailures())
      return show(
        response,
        429,
        "One moment",
        "Too many installations fail right now. Load this page again in a minute.",
      );
    response.setHeader("Set-Cookie", `${cookieName}=; Max-Age=0; ${cookieEnd}`);
    const verdict = await states.redeem(query.get("state") ?? "", cookieOf(request));
    const again = { href: http.installPath, label: "Start again" };
    if (verdict !== "ok") {
      log.warn({ verdict }, "slack installation refused: its state is not good");
      return show(
        response,
        400,
        "That link is no longer good",
        "It was used before, is older than ten minutes, or was begun in another browser.",
        again,
      );
    }
    const code = query.get("code");
    if (query.get("error") !== null || code === null) {
      return show(response, 200, "Nothing was installed", "You can come back whenever you like.", again);
    }
    const minute = countFailure();
    let consent: Consent;
    try {
      consent = await exchange.install(code, redirectUri);
      minute.count -= 1;
      await onInstalled(consent);
    } catch (error) {
      log.warn({ error, code: slackCode(error) }, "slack installation failed");
      return show(response, 502, "That did not work", "Slack did not complete the installation.", again);
    }
    const { name, teamId: team, enterpriseId: organisation } = consent.installation;
    log.info({ name, team, organisation }, "slack installed");
    show(response, 200, `Rolecall is in ${name}`, "Type /jobs in any channel to begin.");
  }

  return {
    /** Whether the request was for one of the pages; then it is being answered. */
    handle(request: IncomingMessage, response: ServerResponse): boolean {
      const path = pathOf(request);
      if (request.method !== "GET" || ![http.installPath, callbackPath].includes(path)) return false;
      if (path === http.installPath) showInstall(response);
      else
        finish(request, response).catch((error: unknown) => {
          log.error({ error }, "slack install page failed");
          if (!response.headersSent) show(response, 500, "That failed on our side", "Try again in a while.");
        });
      return true;
    },
  };
}

const pageText =
  "It tells people about the right job opening first, once, and why. After the installation everybody in the workspace can use /jobs.";

function cookieOf({ headers }: IncomingMessage): string | undefined {
  const pairs = headers.cookie?.split(";").map((pair) => pair.trim()) ?? [];
  return pairs.find((pair) => pair.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1);
}

function show(
  response: ServerResponse,
  status: number,
  title: string,
  text: string,
  link?: { readonly href: string; readonly label: string },
): void {
  response.writeHead(status, {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
  });
  const button = link === undefined ? null : html`<p><a href="${link.href}">${link.label}</a></p>`;
  const page = html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
  :root { color-scheme: light dark; font: 1.05rem/1.5 system-ui, sans-serif; }
  body { max-width: 34rem; margin: 18vh auto 0; padding: 0 1.5rem; }
  h1 { font-size: 1.6rem; line-height: 1.2; }
  a { display: inline-block; padding: .6rem 1.2rem; border-radius: .4rem; background: #4a154b; color: #fff; text-decoration: none; }
  a:focus-visible { outline: 3px solid #1264a3; outline-offset: 2px; }
</style>
<h1>${title}</h1>
<p>${text}</p>
${button}
</html>
`;
  response.end(page.text);
}
