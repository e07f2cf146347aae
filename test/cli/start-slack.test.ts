import { createHmac } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DatabaseSync } from "node:sqlite";
import { systemRandom } from "../../src/clock.ts";
import { createInstallations, installationNamespace } from "../../src/platforms/slack/installations.ts";
import { createSeal, readSealKeys } from "../../src/platforms/slack/seal.ts";
import { openStorage } from "../../src/storage/storage.ts";
import { anInstallation } from "../platforms/slack/an-installation.ts";
import { type ScriptedApi, scriptedApi } from "../platforms/slack/scripted-api.ts";
import { finished, runCli, startCli } from "./run-cli.ts";

const secret = "canary-signing-secret";
const token = "xoxb-1-canary";

let folder: string;
let port: number;
let api: ScriptedApi;
let env: Record<string, string>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "rolecall-slack-"));
  port = await freePort();
  mkdirSync(join(folder, "postings"));
  const config = join(folder, "rolecall.yaml");
  writeFileSync(
    config,
    [
      "sources:",
      "  - folder: { path: ./postings, baseline: false, every: 10s }",
      "platforms:",
      `  slack: { http: { port: ${port}, host: 127.0.0.1 } }`,
      "",
    ].join("\n"),
  );
  api = await scriptedApi({
    "auth.test": () => ({ team_id: "T1", team: "Acme", user_id: "UBOT", bot_id: "B1" }),
    "users.info": ({ args }) => ({ user: { id: args["user"], team_id: "T1", tz: "UTC" } }),
    "conversations.open": () => ({ channel: { id: "D1" } }),
    "oauth.v2.access": () => ({
      access_token: "xoxb-2-canary",
      refresh_token: "xoxe-2-canary",
      expires_in: 43_200,
      token_type: "bot",
    }),
    "chat.postMessage": ({ args }) => ({ channel: args["channel"], ts: "1712345678.000100" }),
  });
  env = {
    ROLECALL_CONFIG: config,
    ROLECALL_DATA: join(folder, "data"),
    ROLECALL_LOG_LEVEL: "debug",
    SLACK_BOT_TOKEN: token,
    SLACK_SIGNING_SECRET: secret,
    SLACK_API_URL: api.url,
  };
});

afterEach(async () => {
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** The real process, until it listens. */
async function running() {
  const child = startCli(["start"], env);
  const end = finished(child);
  let log = "";
  child.stderr.on("data", (text: string) => {
    log += text;
  });
  await vi.waitFor(() => expect(log).toContain("slack server listens"), { timeout: 15_000 });
  return {
    async stop() {
      child.kill("SIGTERM");
      return await end;
    },
  };
}

async function slash(text: string): Promise<number> {
  const body = new URLSearchParams({
    command: "/jobs",
    text,
    team_id: "T1",
    user_id: "U1",
    channel_id: "C1",
    trigger_id: "t",
    response_url: api.url.replace("/api/", "/response/1"),
  }).toString();
  const time = String(Math.floor(Date.now() / 1_000));
  const response = await fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": time,
      "x-slack-signature": `v0=${createHmac("sha256", secret).update(`v0:${time}:${body}`).digest("hex")}`,
    },
    body,
  });
  await response.text();
  return response.status;
}

describe("start, with Slack set up", () => {
  it("answers commands, sends what it finds, survives a restart, and keeps its secrets", {
    timeout: 60_000,
  }, async () => {
    const first = await running();
    expect(await slash("subscribe infra role:backend lang:go")).toBe(200);
    await vi.waitFor(() =>
      expect(JSON.stringify(api.responses)).toContain("/jobs subscribe infra role:backend lang:go"),
    );
    const firstEnd = await first.stop();

    writeFileSync(
      join(folder, "postings/a.txt"),
      "Backend Engineer (Go)\n\nNimbus Ltd\nBelgrade, Serbia\n\nYou write Go.\n",
    );
    const second = await running();
    await vi.waitFor(() => expect(api.countOf("chat.postMessage")).toBe(1), { timeout: 15_000 });
    const secondEnd = await second.stop();

    const [card] = api.calls.filter(({ method }) => method === "chat.postMessage");
    expect(card?.args).toMatchObject({ channel: "D1", text: expect.stringContaining("Backend Engineer (Go)") });
    expect([firstEnd.code, secondEnd.code]).toEqual([0, 0]);
    for (const { stdout, stderr } of [firstEnd, secondEnd]) {
      expect(stderr).toContain("slack server listens");
      expect(stdout + stderr).not.toContain("canary");
    }
  });

  it("once only, ends although the database takes no renewed token, and says what is lost by that", {
    timeout: 60_000,
  }, async () => {
    const sealingKey = "ab".repeat(32);
    const file = join(folder, "data", "rolecall.sqlite");
    mkdirSync(join(folder, "data"));
    const storage = await openStorage(file, systemRandom);
    const seal = createSeal(readSealKeys(sealingKey), systemRandom);
    const installations = createInstallations(storage.cache(installationNamespace), seal);
    await installations.save(anInstallation({ token, refreshToken: "xoxe-1-canary", expiresAt: 1 }));
    await storage.workspaces.ensure("slack:T1", "slack", 0);
    const subscription = {
      name: "infra",
      query: "role:backend",
      destination: "slack:T1/C1",
      zone: "UTC",
      createdAt: 0,
    };
    await storage.subscriptions.add({ workspace: "slack:T1", owner: "U1", ...subscription });
    await storage.close();
    const database = new DatabaseSync(file);
    database.exec(
      `CREATE TRIGGER full BEFORE UPDATE ON cache WHEN NEW.key LIKE '%installation:T1'
       BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`,
    );
    database.close();
    writeFileSync(join(folder, "postings/a.txt"), "Backend Engineer (Go)\n\nNimbus Ltd\nBelgrade, Serbia\n");
    const { SLACK_BOT_TOKEN: _single, ...shared } = env;
    const many = { SLACK_CLIENT_ID: "1", SLACK_CLIENT_SECRET: "canary", ROLECALL_ENCRYPTION_KEY: sealingKey };

    const { code, stderr } = await runCli(["start", "--once"], { env: { ...shared, ...many } });

    expect(code).toBe(0);
    expect(api.calls.find(({ method }) => method === "chat.postMessage")?.token).toBe("xoxb-2-canary");
    expect(stderr).toContain("a renewed slack token is lost");
    expect(stderr).not.toContain("canary");
  });

  it.each([
    [
      { SLACK_APP_TOKEN: "xapp-1-canary" },
      "expected SLACK_APP_TOKEN (a socket, no public address needed) or SLACK_SIGNING",
    ],
    [{ SLACK_CLIENT_ID: "1" }, "expected SLACK_BOT_TOKEN (one workspace) or SLACK_CLIENT_ID"],
  ])("refuses %j beside what there is", async (more, message) => {
    const { code, stderr } = await runCli(["start"], { env: { ...env, ...more } });

    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("canary");
  });

  it("ends where Slack does not know the token", async () => {
    await api.close();
    api = await scriptedApi({ "auth.test": () => ({ ok: false, error: "invalid_auth" }) });

    const { code, stderr } = await runCli(["start"], { env: { ...env, SLACK_API_URL: api.url } });

    expect(code).toBe(2);
    expect(stderr).toContain("expected SLACK_BOT_TOKEN to be good, Slack says invalid_auth");
    expect(stderr).not.toContain("canary");
  });

  it("ends where its port is taken", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(port, "127.0.0.1", resolve));

    const { code, stderr } = await runCli(["start"], { env });
    await new Promise((resolve) => taken.close(resolve));

    expect(code).toBe(2);
    expect(stderr).toContain(`expected to listen on 127.0.0.1:${port} (platforms.slack.http)`);
  });

  it("ends when it is asked to, also while Slack cannot be reached", async () => {
    await api.close();
    const child = startCli(["start"], env);
    const end = finished(child);
    let log = "";
    child.stderr.on("data", (text: string) => {
      log += text;
    });
    await vi.waitFor(() => expect(log).toContain("slack cannot be reached yet"), { timeout: 15_000 });

    child.kill("SIGTERM");

    expect((await end).code).toBe(0);
  });
});
