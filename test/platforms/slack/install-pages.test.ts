import { randomBytes } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { systemRandom } from "../../../src/clock.ts";
import type { Log } from "../../../src/log.ts";
import { openHttpServer } from "../../../src/platforms/slack/http-server.ts";
import { createInstallPages } from "../../../src/platforms/slack/install-pages.ts";
import type { Installation } from "../../../src/platforms/slack/installations.ts";
import { type Consent, createOauthExchange } from "../../../src/platforms/slack/oauth-exchange.ts";
import { optionalScopes, requiredScopes } from "../../../src/platforms/slack/requirements.ts";
import { slackConfig, slackSettings } from "../../../src/platforms/slack/slack-settings.ts";
import { virtualClock } from "../../doubles/virtual-clock.ts";
import { aCache } from "../chat/a-cache.ts";
import { scriptedApi } from "./scripted-api.ts";

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** The pages on loopback, before a Slack whose consent is `code-good`. */
async function thePages({ isOrganisation = false } = {}) {
  const api = await scriptedApi({
    "oauth.v2.access": ({ args }) => {
      if (args["code"] !== "code-good") return { ok: false, error: "invalid_code" };
      return {
        access_token: "xoxb-canary",
        refresh_token: "xoxe-canary",
        expires_in: 43_200,
        token_type: "bot",
        scope: "commands,chat:write",
        bot_user_id: "UBOT",
        app_id: "A1",
        team: isOrganisation ? null : { id: "T1", name: "Acme <Inc>" },
        enterprise: isOrganisation ? { id: "E1", name: "Acme Group" } : null,
        is_enterprise_install: isOrganisation,
      };
    },
    "auth.test": () => ({ team_id: "T1", user_id: "UBOT", bot_id: "B1" }),
  });
  closing.push(() => api.close());
  const config = slackConfig.parse({
    http: { port: 0, host: "127.0.0.1" },
    publicUrl: "https://rolecall.example.org/",
  });
  const settings = slackSettings(
    {
      SLACK_CLIENT_ID: "client-1",
      SLACK_CLIENT_SECRET: "canary-client",
      SLACK_SIGNING_SECRET: "s",
      ROLECALL_ENCRYPTION_KEY: randomBytes(32).toString("hex"),
      SLACK_API_URL: api.url,
    },
    config,
  );
  if (settings?.tenancy.kind !== "many") throw new Error("expected settings for many workspaces");
  const lines: string[] = [];
  const write = (fields: object, text: string) => void lines.push(`${text} ${JSON.stringify(fields)}`);
  const log: Log = { debug: write, info: write, warn: write, error: write };
  const clock = virtualClock(1_000_000);
  const installed: Installation[] = [];
  const cache = aCache();
  const exchange = createOauthExchange({ tenancy: settings.tenancy, apiUrl: api.url, clock, log });
  const onInstalled = async ({ installation }: Consent) => void installed.push(installation);
  const pages = createInstallPages({
    settings,
    cache,
    exchange,
    clock,
    random: systemRandom,
    log,
    onInstalled,
  });
  const server = await openHttpServer({ http: settings.http, pages, clock, log });
  closing.push(() => server.close());
  const base = `http://127.0.0.1:${server.port}`;
  return {
    api,
    cache,
    clock,
    installed,
    lines,
    base,
    /** Looks at the page, as a browser of its own. */
    async begin() {
      const response = await fetch(`${base}/slack/install`);
      const page = await response.text();
      const consent = new URL(/href="([^"]+)"/.exec(page)?.[1]?.replaceAll("&#38;", "&") ?? "");
      const cookie = response.headers.get("set-cookie") ?? "";
      return { response, page, consent, cookie: cookie.split(";")[0] ?? "", cookieLine: cookie };
    },
    /** Comes back from Slack. */
    async comeBack(query: Readonly<Record<string, string>>, cookie?: string) {
      const response = await fetch(`${base}/slack/install/callback?${new URLSearchParams(query).toString()}`, {
        headers: cookie === undefined ? {} : { cookie },
      });
      return { status: response.status, page: await response.text() };
    },
  };
}

describe("the page to install from", () => {
  it("leads to Slack's consent for exactly the scopes that are used, and back here", async () => {
    const { api, begin } = await thePages();

    const { consent, cookieLine } = await begin();

    expect(consent.origin + consent.pathname).toBe(new URL("/oauth/v2/authorize", api.url).href);
    expect(consent.searchParams.get("client_id")).toBe("client-1");
    expect(consent.searchParams.get("redirect_uri")).toBe("https://rolecall.example.org/slack/install/callback");
    expect(consent.searchParams.get("scope")?.split(",")).toEqual([
      ...Object.keys(requiredScopes),
      ...Object.keys(optionalScopes),
    ]);
    for (const part of ["HttpOnly", "SameSite=Lax", "Secure", "Max-Age=600"]) expect(cookieLine).toContain(part);
  });

  it("installs for whoever comes back with its state", async () => {
    const { installed, begin, comeBack } = await thePages();
    const { consent, cookie } = await begin();

    const { status, page } = await comeBack(
      { code: "code-good", state: consent.searchParams.get("state") ?? "" },
      cookie,
    );

    expect(status).toBe(200);
    expect(page).toContain("Rolecall is in Acme &#60;Inc&#62;");
    expect(installed).toEqual([
      {
        teamId: "T1",
        enterpriseId: null,
        name: "Acme <Inc>",
        appId: "A1",
        botId: "B1",
        botUserId: "UBOT",
        token: "xoxb-canary",
        refreshToken: "xoxe-canary",
        installedAt: 1_000_000,
        expiresAt: 1_000_000 + 43_200_000,
        scopes: ["commands", "chat:write"],
      },
    ]);
  });

  it("installs for a whole organisation", async () => {
    const { installed, begin, comeBack } = await thePages({ isOrganisation: true });
    const { consent, cookie } = await begin();

    await comeBack({ code: "code-good", state: consent.searchParams.get("state") ?? "" }, cookie);

    expect(installed).toMatchObject([{ teamId: null, enterpriseId: "E1", name: "Acme Group" }]);
  });

  it("refuses a state that comes twice, in another browser, or from nowhere", async () => {
    const { api, installed, begin, comeBack } = await thePages();
    const first = await begin();
    const second = await begin();
    const state = first.consent.searchParams.get("state") ?? "";
    const query = { code: "code-good", state };

    expect((await comeBack(query, first.cookie)).status).toBe(200);
    expect((await comeBack(query, first.cookie)).status).toBe(400);
    const other = { code: "code-good", state: second.consent.searchParams.get("state") ?? "" };
    expect((await comeBack(other, first.cookie)).status).toBe(400);
    expect((await comeBack({ code: "code-good", state: "guessed" }, first.cookie)).status).toBe(400);
    expect((await comeBack({ code: "code-good" })).status).toBe(400);

    expect(installed).toHaveLength(1);
    expect(api.countOf("oauth.v2.access")).toBe(1);
  });

  it("says so where somebody declined, and where Slack did not complete it", async () => {
    const { installed, begin, comeBack } = await thePages();
    const declined = await begin();
    const broken = await begin();

    const afterDecline = await comeBack(
      { error: "access_denied", state: declined.consent.searchParams.get("state") ?? "" },
      declined.cookie,
    );
    const afterFault = await comeBack(
      { code: "code-bad", state: broken.consent.searchParams.get("state") ?? "" },
      broken.cookie,
    );

    expect(afterDecline.page).toContain("Nothing was installed");
    expect(afterFault).toMatchObject({ status: 502 });
    expect(afterFault.page).toContain("Start again");
    expect(installed).toEqual([]);
  });

  it("stays open and stores nothing, however often strangers look at it or come back without what they were given", async () => {
    const { base, cache, installed, begin, comeBack } = await thePages();

    const statuses = new Set<number>();
    for (let i = 0; i < 200; i++) statuses.add((await fetch(`${base}/slack/install`)).status);
    const { consent, cookie } = await begin();
    const query = { code: "code-good", state: consent.searchParams.get("state") ?? "" };
    expect((await comeBack(query)).status).toBe(400);

    expect([...statuses]).toEqual([200]);
    expect(cache.entries.size).toBe(0);
    expect((await comeBack(query, cookie)).status).toBe(200);
    expect(installed).toHaveLength(1);
  });

  it("asks Slack for no more codes of strangers than leaves the renewals of tokens alone, and uses nothing up meanwhile", async () => {
    const { api, clock, installed, begin, comeBack } = await thePages();
    const stateOf = ({ consent }: Awaited<ReturnType<typeof begin>>) => consent.searchParams.get("state") ?? "";
    const honest = await begin();

    const statuses: number[] = [];
    for (let i = 0; i < 65; i++) {
      const stranger = await begin();
      statuses.push((await comeBack({ code: "guessed", state: stateOf(stranger) }, stranger.cookie)).status);
    }
    const tooSoon = await comeBack({ code: "code-good", state: stateOf(honest) }, honest.cookie);
    clock.advance(60_000);
    const later = await comeBack({ code: "code-good", state: stateOf(honest) }, honest.cookie);

    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
    expect([tooSoon.status, later.status, installed.length]).toEqual([429, 200, 1]);
    expect(api.countOf("oauth.v2.access")).toBe(61);
  });

  it("answers nothing else", async () => {
    const { base } = await thePages();

    for (const path of ["/", "//", "/slack/events", "/slack/install/other"]) {
      expect((await fetch(base + path)).status).toBe(404);
    }
    expect((await fetch(`${base}/slack/install`, { method: "POST" })).status).toBe(404);
  });

  it("writes no secret into the log", async () => {
    const { lines, begin, comeBack } = await thePages();
    const { consent, cookie } = await begin();
    const state = consent.searchParams.get("state") ?? "";

    await comeBack({ code: "code-good", state }, cookie);
    await comeBack({ code: "code-good", state }, cookie);

    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join("\n")).not.toMatch(/canary|code-good/);
    expect(lines.join("\n")).not.toContain(state);
  });
});
