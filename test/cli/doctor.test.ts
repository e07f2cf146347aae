import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { botEvents, likeThisShortcut, optionalScopes, requiredScopes } from "../../src/platforms/slack/requirements.ts";
import { type Answer, type Call, type ScriptedApi, scriptedApi } from "../platforms/slack/scripted-api.ts";
import { systemRandom } from "../../src/clock.ts";
import {
  createInstallations,
  type Installation,
  installationNamespace,
} from "../../src/platforms/slack/installations.ts";
import { createSeal, readSealKeys } from "../../src/platforms/slack/seal.ts";
import { openStorage, type Storage } from "../../src/storage/storage.ts";
import { anInstallation } from "../platforms/slack/an-installation.ts";
import { runCli } from "./run-cli.ts";
import { runHere } from "./run-here.ts";

let folder: string;
let env: Record<string, string>;
let api: ScriptedApi | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rolecall-doctor-"));
  const config = join(folder, "rolecall.yaml");
  mkdirSync(join(folder, "postings"));
  writeFileSync(config, "sources:\n  - folder: { path: ./postings }\n");
  env = { ROLECALL_CONFIG: config, ROLECALL_DATA: join(folder, "data") };
});

afterEach(async () => {
  await api?.close();
  api = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const allScopes = [...Object.keys(requiredScopes), ...Object.keys(optionalScopes)];

/** An app as its manifest says, seen by Slack. */
const manifest = {
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true },
    shortcuts: [{ callback_id: likeThisShortcut }],
    slash_commands: [{ command: "/jobs", should_escape: true }],
  },
  oauth_config: { scopes: { bot: allScopes } },
  settings: {
    event_subscriptions: { bot_events: [...botEvents] },
    interactivity: { is_enabled: true },
    socket_mode_enabled: true,
    token_rotation_enabled: false,
  },
};

const address = "https://rolecall.example.org/slack/events";
/** The same of one that Slack reaches over HTTP, for many workspaces. */
const httpManifest = {
  features: { ...manifest.features, slash_commands: [{ command: "/jobs", should_escape: true, url: address }] },
  oauth_config: { scopes: { bot: allScopes }, redirect_urls: ["https://rolecall.example.org/slack/install/callback"] },
  settings: {
    event_subscriptions: { bot_events: [...botEvents], request_url: address },
    interactivity: { is_enabled: true, request_url: address, message_menu_options_url: address },
    socket_mode_enabled: false,
    token_rotation_enabled: true,
  },
};

type Script = Readonly<Record<string, (call: Call) => Answer>>;

/** A Slack in which all is well, but for what the script says, and the variables that lead to it. */
async function aSlack(script: Script = {}, scopes: readonly string[] = allScopes): Promise<Record<string, string>> {
  api = await scriptedApi(
    {
      "auth.test": () => ({ team_id: "T1", team: "Acme", user_id: "UBOT", bot_id: "B1" }),
      "apps.connections.open": () => ({ url: "wss://slack.example/canary" }),
      "bots.info": () => ({ bot: { id: "B1", app_id: "A1" } }),
      "apps.manifest.export": () => ({ manifest }),
      "chat.postMessage": ({ args }) => ({ channel: args["channel"], ts: "1.1" }),
      "chat.scheduleMessage": ({ args }) => ({ channel: args["channel"], scheduled_message_id: "Q1" }),
      "chat.deleteScheduledMessage": () => ({}),
      "oauth.v2.access": ({ args }) =>
        args["client_secret"] === "good"
          ? { ok: false, error: "invalid_code" }
          : { ok: false, error: "bad_client_secret" },
      ...script,
    },
    { "x-oauth-scopes": scopes.join(",") },
  );
  return { ...env, SLACK_BOT_TOKEN: "xoxb-canary", SLACK_APP_TOKEN: "xapp-canary", SLACK_API_URL: api.url };
}

/** The same for many workspaces, over HTTP and at its public address. */
async function aSlackForMany(script: Script = {}, scopes = allScopes): Promise<Record<string, string>> {
  const { SLACK_API_URL = "" } = await aSlack(
    { "apps.manifest.export": () => ({ manifest: httpManifest }), ...script },
    scopes,
  );
  configure("https://rolecall.example.org");
  return {
    ...env,
    SLACK_API_URL,
    SLACK_CLIENT_ID: "1",
    SLACK_CLIENT_SECRET: "good",
    SLACK_SIGNING_SECRET: "s",
    SLACK_CONFIG_TOKEN: "xoxe.xoxp-canary",
    ROLECALL_ENCRYPTION_KEY: sealingKey,
  };
}

const sealingKey = "ab".repeat(32);

function configure(publicUrl: string): void {
  const lines = [
    "sources:",
    "  - folder: { path: ./postings }",
    "platforms:",
    `  slack: { publicUrl: "${publicUrl}" }`,
    "",
  ];
  writeFileSync(join(folder, "rolecall.yaml"), lines.join("\n"));
}

/** What an earlier run of the bot stored. */
async function stored(work: (storage: Storage) => Promise<void>): Promise<void> {
  mkdirSync(join(folder, "data"), { recursive: true });
  const storage = await openStorage(join(folder, "data", "rolecall.sqlite"), systemRandom);
  await work(storage);
  await storage.close();
}

async function installed(...installations: readonly Installation[]): Promise<void> {
  await stored(async (storage) => {
    const seal = createSeal(readSealKeys(sealingKey), systemRandom);
    const store = createInstallations(storage.cache(installationNamespace), seal);
    for (const installation of installations) await store.save(installation);
  });
}

async function subscribed(...destinations: readonly string[]): Promise<void> {
  await stored(async ({ workspaces, subscriptions }) => {
    await workspaces.ensure("slack:T1", "slack", 0);
    for (const [index, destination] of destinations.entries()) {
      const draft = { name: `s${index}`, query: "role:backend", destination, zone: "UTC", createdAt: 0 };
      await subscriptions.add({ workspace: "slack:T1", owner: "U1", ...draft });
    }
  });
}

async function doctor(variables: Record<string, string>, ...args: readonly string[]) {
  const { code, stdout, stderr } = await runHere(["doctor", ...args], { env: variables });
  expect(stdout + stderr).not.toContain("canary");
  const lines = stdout.trimEnd().split("\n");
  return { code, stdout, wrong: lines.filter((line) => line.startsWith("wrong")), lines };
}

const refusing = (error: string) => () => ({ ok: false, error });

describe("doctor", () => {
  it("is content without Slack, before the first start and after it", async () => {
    const before = await doctor(env);
    await runCli(["start", "--once"], { env });
    const after = await doctor(env);

    expect([before.code, after.code]).toEqual([0, 0]);
    expect(before.stdout).toContain("the first start makes it");
    expect(after.stdout).toContain("1 of 1 is well");
    expect(after.lines.at(-1)).toBe("All is well.");
  });

  it("speaks to machines in JSON, and says what to do about a source that fails", async () => {
    writeFileSync(join(folder, "rolecall.yaml"), "sources:\n  - folder: { path: ./nowhere }\n");
    await runCli(["start", "--once"], { env });

    const { code, lines } = await doctor(env, "--json");
    const found = lines.map((line): unknown => JSON.parse(line));

    expect(code).toBe(1);
    expect(found).toContainEqual({
      name: "source",
      state: "wrong",
      text: expect.stringMatching(/^folder:.* is failing .*check-source/),
    });
    expect(found).toContainEqual({ name: "sources", state: "ok", text: "0 of 1 is well" });
  });

  it("says what is wrong with the configuration", async () => {
    writeFileSync(join(folder, "rolecall.yaml"), "sources:\n  - foldr: { path: ./postings }\n");

    const { code, wrong } = await doctor(env);

    expect(code).toBe(1);
    expect(wrong[0]).toMatch(/configuration .*Did you mean folder/);
  });

  it("names a source that fails", async () => {
    writeFileSync(join(folder, "rolecall.yaml"), "sources:\n  - folder: { path: ./nowhere }\n");
    await runCli(["start", "--once"], { env });

    const { code, wrong } = await doctor(env);

    expect(code).toBe(1);
    expect(wrong).toEqual([expect.stringMatching(/source .*folder:.* is failing/)]);
  });

  it("is content with a Slack in which all is well", async () => {
    const variables = await aSlack();

    const { code, stdout } = await doctor({ ...variables, SLACK_CONFIG_TOKEN: "xoxe.xoxp-canary" });

    expect(code).toBe(0);
    for (const said of ["the bot of Acme (T1)", "all that are needed", "Slack opens one", "as its manifest says"]) {
      expect(stdout).toContain(said);
    }
    expect(api?.countOf("chat.postMessage")).toBe(0);
  });

  it("posts one line where it is asked to", async () => {
    const variables = await aSlack();

    const { code, stdout } = await doctor(variables, "--post", "C0123");

    expect(code).toBe(0);
    expect(stdout).toContain("one line stands in C0123");
  });

  it.each<[string, Script, readonly string[], RegExp]>([
    [
      "a bad token",
      { "auth.test": refusing("invalid_auth") },
      allScopes,
      /slack token .*SLACK_BOT_TOKEN anew .*invalid_auth/,
    ],
    [
      "missing scopes",
      {},
      ["commands", "chat:write"],
      /slack scopes .*im:write, .*are missing: add them .*then install the app again/,
    ],
    [
      "a bad app token",
      { "apps.connections.open": refusing("not_allowed_token_type") },
      allScopes,
      /slack socket .*connections:write/,
    ],
    [
      "a channel without the bot",
      { "chat.postMessage": refusing("not_in_channel") },
      allScopes,
      /slack post .*\/invite @Rolecall.*not_in_channel/,
    ],
    [
      "an app that is not as its manifest says",
      {
        "apps.manifest.export": () => ({
          manifest: { ...manifest, settings: { socket_mode_enabled: false, interactivity: { is_enabled: true } } },
        }),
      },
      allScopes,
      /slack manifest .*subscribe to the events app_home_opened.*switch Socket Mode on/,
    ],
    [
      "an old configuration token",
      { "apps.manifest.export": refusing("token_expired") },
      allScopes,
      /SLACK_CONFIG_TOKEN anew/,
    ],
  ])("says what to do about %s", async (_, script, scopes, expected) => {
    const variables = await aSlack(script, scopes);

    const { code, wrong } = await doctor({ ...variables, SLACK_CONFIG_TOKEN: "xoxe.xoxp-canary" }, "--post", "C1");

    expect(code).toBe(1);
    expect(wrong.join("\n")).toMatch(expected);
  });

  it("says that Slack cannot be reached", async () => {
    const variables = await aSlack();
    await api?.close();
    api = undefined;

    const { code, wrong } = await doctor(variables);

    expect(code).toBe(1);
    expect(wrong[0]).toMatch(/let this machine reach Slack, or look at SLACK_API_URL/);
  });

  it("says which variable is missing", async () => {
    const { code, wrong } = await doctor({ ...env, SLACK_BOT_TOKEN: "xoxb-canary" });

    expect(code).toBe(1);
    expect(wrong[0]).toContain("expected SLACK_APP_TOKEN");
  });

  it("asks Slack whether it knows a client, with a code that nobody issued", async () => {
    const variables = await aSlackForMany();

    const good = await doctor(variables);
    const bad = await doctor({ ...variables, SLACK_CLIENT_SECRET: "bad" });

    expect(good.code).toBe(0);
    expect(good.stdout).toContain("Slack knows SLACK_CLIENT_ID");
    expect(bad.wrong[0]).toMatch(/SLACK_CLIENT_ID and SLACK_CLIENT_SECRET anew .*bad_client_secret/);
  });

  it("proves that it may post in each subscribed channel, by what nobody sees", async () => {
    const variables = await aSlack({
      "chat.scheduleMessage": ({ args }) =>
        args["channel"] === "C2" ? { ok: false, error: "not_in_channel" } : { scheduled_message_id: "Q1" },
    });
    await subscribed("slack:T1/C1", "slack:T1/C1/1712345678.123456", "slack:T1/C2", "slack:T1/U1", "slack:T9/C9");

    const { stdout, wrong } = await doctor(variables);

    expect(stdout).toContain("C1 takes cards");
    expect(wrong).toEqual([
      expect.stringMatching(/slack channel +C2 takes no cards: .*\/invite @Rolecall \(Slack says not_in_channel\)/),
      expect.stringMatching(/slack channel +C9 is subscribed, but its workspace T9 has the app no more/),
    ]);
    const ahead =
      Number(api?.calls.find(({ method }) => method === "chat.scheduleMessage")?.args["post_at"]) * 1_000 - Date.now();
    expect(ahead).toBeGreaterThan(99 * 86_400_000);
    expect([api?.countOf("chat.deleteScheduledMessage"), api?.countOf("chat.postMessage")]).toEqual([1, 0]);
  });

  it("says how to take back what it could not", async () => {
    const variables = await aSlack({ "chat.deleteScheduledMessage": refusing("internal_error") });
    await subscribed("slack:T1/C1");

    const { wrong } = await doctor(variables);

    expect(wrong).toEqual([expect.stringMatching(/C1 takes cards; take back by chat\.deleteScheduledMessage .*Q1/)]);
  });

  it.each([
    ["scheduling", "chat.scheduleMessage"],
    ["taking back", "chat.deleteScheduledMessage"],
  ])("takes back what it scheduled though the answer to %s was lost", async (_, lost) => {
    const left = new Map<string, object>();
    const losing = (method: string, answer: Answer): Answer =>
      method === lost && (api?.countOf(method) ?? 0) === 1 ? { httpStatus: 500 } : answer;
    const variables = await aSlack({
      "chat.scheduleMessage"({ args }) {
        left.set("Q1", { id: "Q1", channel_id: "C1", post_at: Number(args["post_at"]), text: args["text"] });
        return losing("chat.scheduleMessage", { scheduled_message_id: "Q1" });
      },
      "chat.deleteScheduledMessage"({ args }) {
        left.delete(args["scheduled_message_id"] ?? "");
        return losing("chat.deleteScheduledMessage", {});
      },
      "chat.scheduledMessages.list": () => ({ scheduled_messages: [...left.values()] }),
    });
    await subscribed("slack:T1/C1");

    const { stdout, wrong } = await doctor(variables);

    expect(wrong).toEqual([]);
    expect(stdout).toContain("C1 takes cards");
    expect([...left.keys()]).toEqual([]);
  });

  it("says where Slack did not answer, and what may be left where it does not say that either", async () => {
    const away = () => ({ httpStatus: 503 });
    const nothing = await aSlack({ "chat.scheduleMessage": away, "chat.scheduledMessages.list": () => ({}) });
    await subscribed("slack:T1/C1");
    const known = await doctor(nothing);
    await api?.close();

    const unknown = await doctor(await aSlack({ "chat.scheduleMessage": away }));

    expect(known.wrong).toEqual([expect.stringMatching(/let this machine reach Slack/)]);
    expect(unknown.wrong).toEqual([
      expect.stringMatching(/what chat\.scheduledMessages\.list shows there, due in 100 days/),
    ]);
  });

  it("waits where Slack asks it to slow down for a while", async () => {
    const limitedOnce = (after: Answer) => {
      let asked = 0;
      return () => (++asked === 1 ? { httpStatus: 429, retryAfter: 1 } : after);
    };
    const variables = await aSlack({
      "chat.scheduleMessage": limitedOnce({ scheduled_message_id: "Q1" }),
      "chat.deleteScheduledMessage": limitedOnce({}),
    });
    await subscribed("slack:T1/C1");

    const { stdout, wrong } = await doctor(variables);

    expect(wrong).toEqual([]);
    expect(stdout).toContain("C1 takes cards");
  });

  it("says what it left where Slack asks it to slow down for longer", async () => {
    const limited = () => ({ httpStatus: 429, retryAfter: 90 });
    const variables = await aSlack({ "chat.deleteScheduledMessage": limited, "apps.connections.open": limited });
    await subscribed("slack:T1/C1");

    const { wrong } = await doctor(variables);

    expect(wrong).toEqual([
      expect.stringMatching(/slack socket +ask again in 90 seconds/),
      expect.stringMatching(/take back by chat\.deleteScheduledMessage .*Q1/),
    ]);
  });

  describe("of an app for many workspaces", () => {
    const acme = anInstallation({ token: "xoxb-canary-acme", appId: "A1" });

    it("looks at every installation, its token and scopes, and compares the manifest", async () => {
      const variables = await aSlackForMany();
      await installed(acme, anInstallation({ teamId: "T2", name: "Beta", token: "xoxb-canary-beta", appId: "A1" }));

      const { code, stdout } = await doctor(variables);

      expect(code).toBe(0);
      for (const said of ["Acme (T1)", "Beta (T2)", "needed of Beta", "as its manifest says", "org/slack/install"]) {
        expect(stdout).toContain(said);
      }
      expect(api?.calls.find(({ method }) => method === "apps.manifest.export")?.args["app_id"]).toBe("A1");
    });

    it("says what to do about one that is refused, lacks a right or cannot be opened", async () => {
      const variables = await aSlackForMany(
        {
          "auth.test": ({ token }) =>
            token === "xoxb-canary-acme"
              ? { ok: false, error: "account_inactive" }
              : { team_id: "T2", team: "Beta", user_id: "UBOT", bot_id: "B1" },
        },
        ["commands"],
      );
      await installed(acme, anInstallation({ teamId: "T2", name: "Beta", token: "xoxb-canary-beta" }));

      const { wrong } = await doctor(variables);
      const sealed = await doctor({ ...variables, ROLECALL_ENCRYPTION_KEY: "cd".repeat(32) });

      expect(wrong).toEqual([
        expect.stringMatching(
          /install the app in Acme \(T1\) again: .*\/slack\/install \(Slack says account_inactive\)/,
        ),
        expect.stringMatching(/slack scopes +chat:write, .* are missing of Beta: install the app there again/),
      ]);
      expect(sealed.wrong[0]).toMatch(/give ROLECALL_ENCRYPTION_KEY the key that T1 was sealed with/);
    });

    it("leaves a token that ran out to the bot, which renews it", async () => {
      const variables = await aSlackForMany({ "auth.test": refusing("token_expired") });
      await installed({ ...acme, refreshToken: "xoxe-canary" });

      const { code, stdout } = await doctor(variables);

      expect(code).toBe(0);
      expect(stdout).toContain("the bot renews it once it runs");
    });

    it("says that its public address is missing", async () => {
      const variables = await aSlackForMany();
      writeFileSync(join(folder, "rolecall.yaml"), "sources:\n  - folder: { path: ./postings }\n");

      const { wrong } = await doctor(variables);

      expect(wrong).toEqual([expect.stringMatching(/slack consent +set platforms\.slack\.publicUrl/)]);
    });

    it("posts where it is asked to, in whichever workspace has that channel", async () => {
      const variables = await aSlackForMany({
        "chat.postMessage": ({ token }) =>
          token === "xoxb-canary-acme" ? { ok: false, error: "channel_not_found" } : { ts: "1.1" },
      });
      await installed(acme, anInstallation({ teamId: "T2", name: "Beta", token: "xoxb-canary-beta" }));

      const { code, stdout } = await doctor(variables, "--post", "C0123");

      expect(code).toBe(0);
      expect(stdout).toContain("one line stands in C0123");
    });
  });
});
