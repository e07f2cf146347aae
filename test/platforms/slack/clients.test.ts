import { randomBytes } from "node:crypto";
import { afterEach, describe, expect, it, vi } from "vitest";
import { systemRandom } from "../../../src/clock.ts";
import { UserError } from "../../../src/errors.ts";
import { silentLog } from "../../../src/log.ts";
import type { Cache } from "../../../src/platforms/chat/cache.ts";
import { slackCode } from "../../../src/platforms/slack/classify.ts";
import { createClients } from "../../../src/platforms/slack/clients.ts";
import { createInstallations, type Installation } from "../../../src/platforms/slack/installations.ts";
import { createOauthExchange } from "../../../src/platforms/slack/oauth-exchange.ts";
import { createSeal, readSealKeys } from "../../../src/platforms/slack/seal.ts";
import { virtualClock } from "../../doubles/virtual-clock.ts";
import { aMeter } from "../../doubles/a-meter.ts";
import { aCache } from "../chat/a-cache.ts";
import { anInstallation } from "./an-installation.ts";
import { type Answer, type Call, type ScriptedApi, scriptedApi } from "./scripted-api.ts";

type Script = Readonly<Record<string, (call: Call) => Answer | Promise<Answer>>>;

const hourMs = 3_600_000;
const keys = readSealKeys(randomBytes(32).toString("hex"));
let api: ScriptedApi | undefined;

afterEach(async () => {
  await api?.close();
});

/** Clients of a workspace whose tokens are good as `isGood` says; a renewal gives `xoxb-2`, `xoxb-3` … */
async function someClients(
  installation: Installation,
  isGood: (token: string) => string | true,
  script: Script = {},
  cache: Cache = aCache(),
) {
  let renewals = 1;
  api = await scriptedApi({
    "users.info": ({ token }: Call) => {
      const verdict = isGood(token);
      return verdict === true ? { user: { id: "U1" } } : { ok: false, error: verdict };
    },
    "oauth.v2.access": ({ args }: Call) => {
      if (args["refresh_token"] !== `xoxe-${renewals}`) return { ok: false, error: "invalid_refresh_token" };
      renewals += 1;
      return {
        access_token: `xoxb-${renewals}`,
        refresh_token: `xoxe-${renewals}`,
        expires_in: 43_200,
        token_type: "bot",
        scope: "commands",
      };
    },
    ...script,
  });
  const clock = virtualClock(0);
  const installations = createInstallations(cache, createSeal(keys, systemRandom));
  const exchange = createOauthExchange({
    tenancy: { kind: "many", clientId: "1", clientSecret: "s", keys },
    apiUrl: api.url,
    clock,
    log: silentLog,
  });
  const dead: string[] = [];
  const meter = aMeter();
  const clients = createClients({
    apiUrl: api.url,
    installations,
    clock,
    log: silentLog,
    meter,
    renew: (stale) => exchange.renew(stale),
    onDead: async ({ teamId }, code) => void dead.push(`${teamId}: ${code}`),
  });
  await installations.save(installation);
  const ask = () => clients.call({ team: "T1" }, "once", (client) => client.users.info({ user: "U1" }));
  return { api, clock, installations, clients, dead, meter, ask };
}

const rotating = anInstallation({ token: "xoxb-1", refreshToken: "xoxe-1", expiresAt: 12 * hourMs });

describe("a token that runs out", () => {
  it("is renewed in good time, once for all that ask", async () => {
    const { api, clock, installations, ask } = await someClients(rotating, () => true);

    await ask();
    clock.advance(11.6 * hourMs);
    await Promise.all([ask(), ask(), ask()]);

    expect(api.countOf("oauth.v2.access")).toBe(1);
    expect(api.calls.filter(({ method }) => method === "users.info").map(({ token }) => token)).toEqual([
      "xoxb-1",
      "xoxb-2",
      "xoxb-2",
      "xoxb-2",
    ]);
    expect(await installations.find({ team: "T1" })).toMatchObject({
      token: "xoxb-2",
      refreshToken: "xoxe-2",
      expiresAt: 11.6 * hourMs + 12 * hourMs,
    });
  });

  it("is renewed when Slack says that it has run out, and what was refused is asked once more", async () => {
    const { api, ask } = await someClients(rotating, (token) => token !== "xoxb-1" || "token_expired");

    await Promise.all([ask(), ask(), ask(), ask()]);

    expect(api.countOf("oauth.v2.access")).toBe(1);
  });

  it("is asked with once more and no further", async () => {
    const { api, ask } = await someClients(rotating, () => "token_expired");

    await expect(ask()).rejects.toThrow("token_expired");

    expect(api.countOf("users.info")).toBe(2);
  });

  it("is used as long as it is good where the renewal fails, which is tried again after a while", async () => {
    const { api, ask, clock, dead } = await someClients({ ...rotating, refreshToken: "xoxe-stolen" }, () => true);
    clock.advance(11.6 * hourMs);

    await expect(ask()).resolves.toMatchObject({ ok: true });
    await ask();
    const before = api.countOf("oauth.v2.access");
    clock.advance(30_000);
    await ask();

    expect([before, api.countOf("oauth.v2.access"), dead]).toEqual([1, 2, []]);
  });

  it("is told of as dead where it ran out and is renewed no more", async () => {
    const { ask, dead } = await someClients({ ...rotating, refreshToken: "xoxe-stolen" }, () => "token_expired");

    await expect(ask()).rejects.toSatisfy((error) => slackCode(error) === "invalid_refresh_token");

    expect(dead).toEqual(["T1: invalid_refresh_token"]);
  });

  it("stays refused, so that nothing can have arrived, where the renewal meets a fault", async () => {
    const fault = { httpStatus: 503 };
    const { api, ask, dead } = await someClients(rotating, () => "token_expired", { "oauth.v2.access": () => fault });

    for (const _ of [1, 2, 3]) await expect(ask()).rejects.toSatisfy((error) => slackCode(error) === "token_expired");

    expect([api.countOf("oauth.v2.access"), dead]).toEqual([1, []]);
  });

  it("is renewed once although the database does not take the next one, which is written down later", async () => {
    const cache = aCache();
    let toFail = 0;
    const failing: Cache = {
      ...cache,
      get: (key) => cache.get(key),
      delete: (key) => cache.delete(key),
      set: (key, value, ttlMs) =>
        toFail-- > 0 ? Promise.reject(new Error("the disk is full")) : cache.set(key, value, ttlMs),
    };
    const { api, ask, dead } = await someClients(
      rotating,
      (token) => token !== "xoxb-1" || "token_expired",
      {},
      failing,
    );
    toFail = 40;

    await expect(ask()).resolves.toMatchObject({ ok: true });
    await expect(ask()).resolves.toMatchObject({ ok: true });

    expect([api.countOf("oauth.v2.access"), dead]).toEqual([1, []]);
    const afterRestart = () => createInstallations(cache, createSeal(keys, systemRandom)).find({ team: "T1" });
    await vi.waitFor(async () =>
      expect(await afterRestart()).toMatchObject({ token: "xoxb-2", refreshToken: "xoxe-2" }),
    );
  });

  it("is not brought back by a renewal that an uninstallation overtook", async () => {
    const { ask, installations } = await someClients(rotating, () => "token_expired", {
      async "oauth.v2.access"() {
        await installations.erase(rotating);
        return { access_token: "xoxb-2", refresh_token: "xoxe-2", expires_in: 43_200, token_type: "bot" };
      },
    });

    await expect(ask()).rejects.toMatchObject({ code: "not-installed" });

    expect(await installations.find({ team: "T1" })).toBeNull();
  });
});

describe("a token that is worth nothing", () => {
  it.each(["token_revoked", "account_inactive", "invalid_auth"])("is told of: %s", async (code) => {
    const { ask, dead } = await someClients(anInstallation(), () => code);

    await expect(ask()).rejects.toSatisfy((error) => slackCode(error) === code);

    expect(dead).toEqual([`T1: ${code}`]);
  });
});

describe("a question that may be asked twice", () => {
  /** What Slack answers to one try after the other, the last for ever. */
  async function asking(...answers: readonly Answer[]) {
    const { api, clients } = await someClients(anInstallation(), () => true, {
      "users.info": () => answers[Math.min(api.countOf("users.info"), answers.length) - 1] ?? {},
    });
    const asked = clients.call({ team: "T1" }, "again", (client) => client.users.info({ user: "U1" }));
    const outcome = await asked.then(
      () => "answered",
      (error: unknown) => (error instanceof UserError ? error.message : slackCode(error)),
    );
    return { outcome, tries: api.countOf("users.info") };
  }

  it("is asked again where Slack fails, three times and no more", async () => {
    expect(await asking({ httpStatus: 500 }, { httpStatus: 502 }, {})).toEqual({ outcome: "answered", tries: 3 });
    await api?.close();
    expect(await asking({ httpStatus: 500 })).toEqual({ outcome: expect.stringMatching(/Try again/), tries: 3 });
  });

  it.each([{ httpStatus: 429 }, { ok: false, error: "ratelimited" }, { ok: false, error: "fatal_error" }])(
    "is not waited for where Slack wants time: %j",
    async (answer) => {
      expect(await asking(answer)).toEqual({ outcome: expect.stringMatching(/Try again in a minute/), tries: 1 });
    },
  );

  it.each(["user_not_found", "missing_scope", "something_new"])("passes on what Slack refuses: %s", async (error) => {
    expect(await asking({ ok: false, error })).toEqual({ outcome: error, tries: 1 });
  });
});

describe("a workspace", () => {
  it("without the app is an error that says so", async () => {
    const { clients } = await someClients(anInstallation(), () => true);

    await expect(
      clients.call({ team: "T9" }, "once", (client) => client.users.info({ user: "U1" })),
    ).rejects.toMatchObject({ code: "not-installed" });
  });

  it("under an organisation's token is named in each call", async () => {
    const { api, installations, clients } = await someClients(anInstallation(), () => true);
    await installations.save(anInstallation({ teamId: null, enterpriseId: "E1", token: "xoxb-org" }));

    await clients.call({ team: "T7", enterprise: "E1" }, "once", (client) => client.users.info({ user: "U1" }));
    await clients.call({ team: "T8", enterprise: "E1" }, "once", (client) => client.users.info({ user: "U1" }));

    expect(api.calls.map(({ token, args }) => [token, args["team_id"]])).toEqual([
      ["xoxb-org", "T7"],
      ["xoxb-org", "T8"],
    ]);
  });
});

describe("a refusal", () => {
  it.each([
    [{ httpStatus: 429 }, "429"],
    [{ ok: false, error: "ratelimited" }, "429"],
    [{ httpStatus: 403 }, "403"],
  ])("by %o is counted as %s, once a call", async (answer, status) => {
    const { ask, meter } = await someClients(anInstallation({ token: "xoxb-1" }), () => true, {
      "users.info": () => answer,
    });

    await expect(ask()).rejects.toThrow();

    expect(meter.series()).toEqual({ [`rolecall_refused_requests_total{platform="slack",status="${status}"}`]: 1 });
  });

  it("of what was asked is none of these", async () => {
    const { ask, meter } = await someClients(anInstallation({ token: "xoxb-1" }), () => "user_not_found");

    await expect(ask()).rejects.toThrow();

    expect(meter.series()).toEqual({});
  });
});
