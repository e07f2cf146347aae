import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { systemRandom } from "../../src/clock.ts";
import { openStorage } from "../../src/storage/storage.ts";
import { type LoopbackServer, startServer } from "../http/loopback-server.ts";
import { type ScriptedApi, scriptedApi } from "../platforms/slack/scripted-api.ts";
import { finished, startCli } from "./run-cli.ts";

const token = "correct-horse-battery";

let folder: string;
let slack: ScriptedApi;
/** A board that takes a request and never answers it. */
let board: LoopbackServer;
let sent: PromiseWithResolvers<void>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "rolecall-rollout-"));
  sent = Promise.withResolvers();
  board = await startServer(() => {});
  slack = await scriptedApi({
    "auth.test": () => ({ team_id: "T1", team: "Acme", user_id: "UBOT", bot_id: "B1" }),
    async "chat.postMessage"({ args }) {
      await sent.promise;
      return { channel: args["channel"], ts: "1712345678.000100" };
    },
  });
  mkdirSync(join(folder, "postings"));
  writeFileSync(
    join(folder, "postings", "a.txt"),
    "Backend Engineer (Go)\n\nNimbus Ltd\nBelgrade, Serbia\n\nYou write Go.\n",
  );
  writeFileSync(
    join(folder, "rolecall.yaml"),
    [
      "sources:",
      "  - folder: { path: ./postings, baseline: false, every: 10s }",
      `  - ashby: { board: nimbus, baseUrl: "${board.origin}", every: 10s }`,
      "platforms:",
      "  slack: { http: { port: 0, host: 127.0.0.1 } }",
      "status: { port: 0 }",
      `limits: { privateHosts: ["${board.host}"] }`,
      "",
    ].join("\n"),
  );
  mkdirSync(join(folder, "data"));
  const storage = await openStorage(database(), systemRandom);
  await storage.workspaces.ensure("slack:T1", "slack", 0);
  const subscription = { name: "infra", query: "role:backend", destination: "slack:T1/C1", zone: "UTC", createdAt: 0 };
  await storage.subscriptions.add({ workspace: "slack:T1", owner: "U1", ...subscription });
  await storage.close();
});

afterEach(async () => {
  sent.resolve();
  await slack.close();
  await board[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

function database(): string {
  return join(folder, "data", "rolecall.sqlite");
}

/** The real process, as it was told to start, until its status page listens. */
async function started(variables: Readonly<Record<string, string>> = {}) {
  const child = startCli(["start"], {
    ROLECALL_CONFIG: join(folder, "rolecall.yaml"),
    ROLECALL_DATA: join(folder, "data"),
    ROLECALL_LOG_LEVEL: "info",
    SLACK_BOT_TOKEN: "xoxb-1-canary",
    SLACK_SIGNING_SECRET: "canary",
    SLACK_API_URL: slack.url,
    ...variables,
  });
  const end = finished(child);
  let log = "";
  child.stderr.on("data", (text: string) => {
    log += text;
  });
  const port = await vi.waitFor(
    () => {
      const found = /"port":(?<port>\d+),"msg":"status page listens"/.exec(log)?.groups?.["port"];
      if (found === undefined) throw new Error(`no status page yet: ${log}`);
      return found;
    },
    { timeout: 15_000 },
  );
  return {
    child,
    end,
    async ask(path: string) {
      const response = await fetch(`http://127.0.0.1:${port}${path}`);
      return { status: response.status, text: await response.text() };
    },
  };
}

describe("a rollout", () => {
  it("is told first, then polling stops, what is being sent is finished, and every claim is free", {
    timeout: 40_000,
  }, async () => {
    const { child, end, ask } = await started();
    await vi.waitFor(() => expect(slack.countOf("chat.postMessage")).toBe(1), { timeout: 15_000 });
    await vi.waitFor(() => expect(board.requests.length).toBe(1), { timeout: 15_000 });
    const before = await ask("/readyz");

    child.kill("SIGTERM");
    await vi.waitFor(async () => expect((await ask("/readyz")).status).toBe(503), { timeout: 5_000, interval: 10 });
    const during = await ask("/readyz");
    const alive = await ask("/healthz");
    sent.resolve();
    const { code } = await end;

    expect(JSON.parse(before.text)).toEqual({ ready: true, roles: "poll, match, deliver, chat" });
    expect(JSON.parse(during.text)).toEqual({
      ready: false,
      roles: "poll, match, deliver, chat",
      missing: { process: "is stopping" },
    });
    expect(alive.status).toBe(200);
    expect(code).toBe(0);
    expect([slack.countOf("chat.postMessage"), board.requests.length]).toEqual([1, 1]);
    const stored = new DatabaseSync(database(), { readOnly: true });
    expect(stored.prepare("SELECT state, lease_until FROM message").all()).toEqual([
      { state: "sent", lease_until: null },
    ]);
    expect(stored.prepare("SELECT count(*) AS n FROM source WHERE lease_until IS NOT NULL").get()).toEqual({ n: 0 });
    stored.close();
  });

  it("shows the card that was sent on the page", { timeout: 30_000 }, async () => {
    sent.resolve();
    const { child, end, ask } = await started();

    await vi.waitFor(async () => expect((await ask("/")).text).toContain("Nimbus Ltd"), {
      timeout: 15_000,
      interval: 300,
    });
    const { text } = await ask("/");
    child.kill("SIGTERM");
    await end;

    expect(text).toContain("Backend Engineer (Go)");
    expect(text).toContain("folder:");
    expect(text).not.toContain("canary");
  });
});

describe("the status page of a process", () => {
  it("says that it is not ready while Slack cannot be reached", { timeout: 30_000 }, async () => {
    await slack.close();
    const { child, end, ask } = await started();

    const { status, text } = await ask("/readyz");
    child.kill("SIGTERM");

    expect([status, JSON.parse(text)]).toEqual([
      503,
      { ready: false, roles: "poll, match, deliver, chat", missing: { slack: "is not connected" } },
    ]);
    expect((await end).code).toBe(0);
  });

  it("is not opened to others without a token", { timeout: 20_000 }, async () => {
    const child = startCli(["start"], {
      ROLECALL_CONFIG: join(folder, "rolecall.yaml"),
      ROLECALL_DATA: join(folder, "data"),
      ROLECALL_HTTP_HOST: "0.0.0.0",
    });

    const { code, stderr } = await finished(child);

    expect(code).toBe(2);
    expect(stderr).toContain("expected ROLECALL_STATUS_TOKEN (or ROLECALL_STATUS_TOKEN_FILE)");
  });

  it("takes its token from a file, and ends where its port is taken", { timeout: 20_000 }, async () => {
    writeFileSync(join(folder, "token"), `${token}\n`);
    const child = startCli(["start"], {
      ROLECALL_CONFIG: join(folder, "rolecall.yaml"),
      ROLECALL_DATA: join(folder, "data"),
      ROLECALL_STATUS_TOKEN_FILE: join(folder, "token"),
      ROLECALL_HTTP_PORT: board.host.split(":")[1] ?? "",
      SLACK_BOT_TOKEN: "xoxb-1-canary",
      SLACK_SIGNING_SECRET: "canary",
      SLACK_API_URL: slack.url,
    });

    const { code, stderr } = await finished(child);

    expect(code).toBe(2);
    expect(stderr).toContain(`expected to listen on ${board.host} (status.port, ROLECALL_HTTP_PORT)`);
    expect(stderr).not.toContain(token);
  });
});
