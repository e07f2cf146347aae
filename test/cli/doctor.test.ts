import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { botEvents, likeThisShortcut, optionalScopes, requiredScopes } from "../../src/platforms/slack/requirements.ts";
import { type Answer, type Call, type ScriptedApi, scriptedApi } from "../platforms/slack/scripted-api.ts";
import { runCli } from "./run-cli.ts";

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
    app_home: { home_tab_enabled: true },
    shortcuts: [{ callback_id: likeThisShortcut }],
    slash_commands: [{ command: "/jobs", should_escape: true }],
  },
  oauth_config: { scopes: { bot: allScopes } },
  settings: {
    event_subscriptions: { bot_events: [...botEvents] },
    interactivity: { is_enabled: true },
    socket_mode_enabled: true,
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
      ...script,
    },
    { "x-oauth-scopes": scopes.join(",") },
  );
  return { ...env, SLACK_BOT_TOKEN: "xoxb-canary", SLACK_APP_TOKEN: "xapp-canary", SLACK_API_URL: api.url };
}

async function doctor(variables: Record<string, string>, ...args: readonly string[]) {
  const { code, stdout, stderr } = await runCli(["doctor", ...args], { env: variables });
  expect(stdout + stderr).not.toContain("canary");
  const lines = stdout.trimEnd().split("\n");
  return { code, stdout, wrong: lines.filter((line) => line.startsWith("wrong")), lines };
}

describe("doctor", () => {
  it("is content without Slack, before the first start and after it", async () => {
    const before = await doctor(env);
    await runCli(["start", "--once"], { env });
    const after = await doctor(env);

    expect([before.code, after.code]).toEqual([0, 0]);
    expect(before.stdout).toContain("the first start makes it");
    expect(after.stdout).toContain("1 of 1 are well");
    expect(after.lines.at(-1)).toBe("All is well.");
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

  const refusing = (error: string) => () => ({ ok: false, error });

  it.each<[string, Script, readonly string[], RegExp]>([
    [
      "a bad token",
      { "auth.test": refusing("invalid_auth") },
      allScopes,
      /slack token .*SLACK_BOT_TOKEN anew .*invalid_auth/,
    ],
    ["missing scopes", {}, ["commands", "chat:write"], /slack scopes .*add im:write, .*then install the app again/],
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
    const { SLACK_API_URL } = await aSlack({
      "oauth.v2.access": ({ args }) =>
        args["client_secret"] === "good"
          ? { ok: false, error: "invalid_code" }
          : { ok: false, error: "bad_client_secret" },
    });
    const client = (secret: string) => ({
      ...env,
      SLACK_API_URL: SLACK_API_URL ?? "",
      SLACK_CLIENT_ID: "1",
      SLACK_CLIENT_SECRET: secret,
      SLACK_SIGNING_SECRET: "s",
      ROLECALL_ENCRYPTION_KEY: "ab".repeat(32),
    });

    const good = await doctor(client("good"));
    const bad = await doctor(client("bad"));

    expect(good.code).toBe(0);
    expect(good.stdout).toContain("Slack knows SLACK_CLIENT_ID");
    expect(bad.wrong[0]).toMatch(/SLACK_CLIENT_ID and SLACK_CLIENT_SECRET anew .*bad_client_secret/);
  });
});
