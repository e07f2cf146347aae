import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Variable, variables } from "../config/environment.ts";
import { systemRandom } from "../src/clock.ts";
import { createInstallations, installationNamespace } from "../src/platforms/slack/installations.ts";
import { createSeal, readSealKeys } from "../src/platforms/slack/seal.ts";
import { openStorage } from "../src/storage/storage.ts";
import { finished, runCli, startCli } from "./cli/run-cli.ts";
import { anInstallation } from "./platforms/slack/an-installation.ts";

/** Each known again wherever it turns up. Those of Slack and Discord have their form, by which they are also struck out. */
const canaries: Readonly<Record<string, string>> = {
  SLACK_BOT_TOKEN: "xoxb-1-canaryBotToken",
  SLACK_APP_TOKEN: "xapp-1-canaryAppToken",
  SLACK_CONFIG_TOKEN: "xoxe.xoxp-canaryConfigToken",
  SLACK_SIGNING_SECRET: "canary5a6b7c8d9e0f1a2b3c4d5e6f7a",
  SLACK_CLIENT_SECRET: "canary1a2b3c4d5e6f7a8b9c0d1e2f3a",
  ROLECALL_ENCRYPTION_KEY: "ca0a".repeat(16),
  ROLECALL_STATUS_TOKEN: "canaryStatusToken0123456789",
  DISCORD_TOKEN: `MTA${"canary".repeat(3)}xyz12.canary.${"canaryDiscordToken".repeat(2)}`,
};

/** In the database, of a workspace that installed the app. */
const stored = { "the stored token": "xoxb-1-canaryStored", "the stored renewal": "xoxe-1-canaryRenewal" };

const ways: Readonly<Record<string, readonly string[]>> = {
  "one workspace, through a socket": ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_CONFIG_TOKEN", "DISCORD_TOKEN"],
  "many workspaces, over HTTP": [
    "SLACK_CLIENT_SECRET",
    "SLACK_SIGNING_SECRET",
    "SLACK_CONFIG_TOKEN",
    "ROLECALL_ENCRYPTION_KEY",
    "DISCORD_TOKEN",
  ],
};

/** Answers with all that it was sent, in as many forms as an odd server, or a proxy before it, may take. */
const answers: readonly ((heard: string, response: ServerResponse) => void)[] = [
  (heard, response) =>
    void response
      .setHeader("content-type", "application/json")
      .end(JSON.stringify({ ok: false, error: `odd ${heard}`, message: heard, code: 0, url: `wss://x/${heard}` })),
  (heard, response) => void response.writeHead(500, { "content-type": "text/html" }).end(`<h1>${heard}</h1>`),
  (heard, response) => void response.setHeader("content-type", "application/json").end(`{ no JSON ${heard}`),
  (heard, response) =>
    void response.writeHead(401, { "content-type": "application/json" }).end(JSON.stringify({ message: heard })),
  (_heard, response) => void response.destroy(),
];

/** Of those, the ones that nobody waits after to ask again. */
const quick = answers.slice(0, 1);
/** And those after which everybody goes on trying, while what is sent is refused in its channel. */
const passing = answers.slice(1, 3);
const refused: (typeof answers)[number] = (heard, response) =>
  void response
    .setHeader("content-type", "application/json")
    .writeHead(403)
    .end(JSON.stringify({ ok: false, error: "not_in_channel", needed: heard, code: 50_001, message: heard }));

let folder: string;
let given: typeof answers;
let heard: string[];
let apiUrl: string;
const server = createServer((request, response) => void answer(request, response));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  const all = `${request.headers.authorization ?? ""} ${decodeURIComponent(body.replaceAll("+", " "))}`;
  heard.push(all);
  const isSend = given === passing && /chat\.postMessage|\/channels\//.test(request.url ?? "");
  const say = isSend ? refused : given[heard.length % given.length];
  say?.(all.replaceAll(/[\r\n"<>\\]/g, " "), response);
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "rolecall-canary-"));
  mkdirSync(join(folder, "postings"));
  heard = [];
  given = answers;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  writeFileSync(
    join(folder, "rolecall.yaml"),
    [
      "sources:",
      "  - folder: { path: ./postings, baseline: false }",
      "  - folder: { path: ./absent }",
      "platforms:",
      "  slack: { publicUrl: https://rolecall.example.org, http: { port: 0, host: 127.0.0.1 } }",
      "",
    ].join("\n"),
  );
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

function environment(names: readonly string[], others: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    ROLECALL_CONFIG: join(folder, "rolecall.yaml"),
    ROLECALL_DATA: join(folder, "data"),
    ROLECALL_LOG_LEVEL: "debug",
    SLACK_API_URL: `${apiUrl}/api/`,
    DISCORD_API_URL: `${apiUrl}/discord`,
    ...(names.includes("SLACK_CLIENT_SECRET") ? { SLACK_CLIENT_ID: "1.2" } : {}),
    ...Object.fromEntries(names.map((name) => [name, canaries[name] ?? ""])),
    ...others,
  };
}

/** The secrets that a text holds, as they are or as they are written in a header. */
function secretsIn(text: string): string[] {
  return Object.entries({ ...canaries, ...stored })
    .filter(([, value]) => {
      const inHeader = Buffer.from(`1.2:${value}`).toString("base64").slice(8, -4);
      return text.includes(value) || text.includes(inHeader) || text.includes(encodeURIComponent(value));
    })
    .map(([name]) => name);
}

it("every variable that holds a secret has its canary, and is set in one of the ways", () => {
  const secret = (Object.keys(variables) as Variable[]).filter((name) => /TOKEN|SECRET|KEY|PASSWORD/.test(name));
  const set = new Set([...Object.values(ways).flat(), "ROLECALL_STATUS_TOKEN"]);

  expect(secret.filter((name) => canaries[name] === undefined || !set.has(name))).toEqual([]);
});

describe.each(Object.entries(ways))("among servers that say again what they hear: %s", (_name, names) => {
  it("the running bot tells no secret", { timeout: 60_000 }, async () => {
    const child = startCli(["start"], environment(names));
    const end = finished(child);
    for (let waited = 0; waited < 400 && heard.length < 2; waited++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    child.kill("SIGTERM");
    const { stdout, stderr } = await end;

    expect(heard.length).toBeGreaterThan(0);
    expect(stderr).toContain('"level"');
    expect(secretsIn(stdout + stderr)).toEqual([]);
  });

  it.each([["doctor"], ["start", "--once"]])("%s tells no secret", { timeout: 60_000 }, async (...args) => {
    given = quick;

    const { stdout, stderr } = await runCli(args, {
      env: environment(names),
      input: "/jobs subscribe a role:backend\n",
    });
    const stored = args[0] === "start" ? await runCli(["deliveries", "--failed"], { env: environment(names) }) : null;

    expect(stdout + stderr).not.toBe("");
    expect(secretsIn(stdout + stderr + (stored?.stdout ?? "") + (stored?.stderr ?? ""))).toEqual([]);
  });
});

/** Channels that wait for a posting, one of each platform, and the tokens of a workspace. */
async function somethingToSend(): Promise<void> {
  const storage = await openStorage(join(folder, "data", "rolecall.sqlite"), systemRandom);
  const seal = createSeal(readSealKeys(canaries["ROLECALL_ENCRYPTION_KEY"] ?? ""), systemRandom);
  const [token = "", refreshToken = ""] = Object.values(stored);
  await createInstallations(storage.cache(installationNamespace), seal).save(anInstallation({ token, refreshToken }));
  for (const [platform, workspace, destination] of [
    ["slack", "slack:T1", "slack:T1/C1"],
    ["discord", "discord:1", "discord:10000000000000001"],
  ] as const) {
    await storage.workspaces.ensure(workspace, platform, 0);
    const whose = { workspace, owner: "U1", destination, zone: "UTC", createdAt: 0 };
    await storage.subscriptions.add({ ...whose, name: "all", query: "role:backend to:#jobs" });
  }
  await storage.close();
  writeFileSync(join(folder, "postings", "one.txt"), "Backend Engineer\n\nYou write Go at Acme in Berlin.\n");
}

/** Asks for it until the words are there, or what is left of five seconds is over. */
async function page(address: string, words: RegExp): Promise<string> {
  const headers = { authorization: `Bearer ${canaries["ROLECALL_STATUS_TOKEN"]}` };
  for (let tries = 0; ; tries++) {
    const response = await fetch(address, { headers });
    const text = `${JSON.stringify([...response.headers])} ${await response.text()}`;
    if (words.test(text) || tries === 50) return text;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe.each(Object.entries(ways))("what operators get of a bot at work: %s", (_name, names) => {
  it("page, probes, metrics, lists, export and backup tell no secret", { timeout: 60_000 }, async () => {
    given = passing;
    await somethingToSend();
    const env = environment(names, {
      ROLECALL_HTTP_PORT: "0",
      ROLECALL_METRICS_PORT: "0",
      ROLECALL_STATUS_TOKEN: canaries["ROLECALL_STATUS_TOKEN"] ?? "",
    });
    const child = startCli(["start"], env);
    const end = finished(child);
    const portOf = async (said: string) =>
      await vi.waitFor(
        () => {
          const port = new RegExp(`"port":(\\d+),"msg":"${said}"`).exec(logged)?.[1];
          if (port === undefined) throw new Error(`expected "${said}" to be logged`);
          return `http://127.0.0.1:${port}`;
        },
        { timeout: 20_000 },
      );
    let logged = "";
    child.stderr.on("data", (text: string) => void (logged += text));
    const [status, metrics] = [await portOf("status page listens"), await portOf("metrics are served")];

    const shown = [
      await page(`${status}/`, /Backend Engineer/),
      await page(`${status}/?token=${canaries["ROLECALL_STATUS_TOKEN"]}`, /remembered/),
      await page(`${status}/healthz`, /ok/),
      await page(`${status}/readyz`, /ready/),
      await page(`${metrics}/metrics`, /rolecall_send_failures_total\{[^\n]+\} [1-9]/),
    ];
    const lists = [
      await runCli(["export"], { env }),
      await runCli(["deliveries", "--failed"], { env }),
      await runCli(["deliveries", "--failed", "--json"], { env }),
      await runCli(["backup", join(folder, "copy.sqlite")], { env }),
    ];
    child.kill("SIGTERM");
    await end;

    // What was refused is told with why.
    expect(shown[0]).toMatch(/Backend Engineer[^]*held/);
    expect(shown[4]).toContain('rolecall_platform_connected{platform="discord"} 0');
    expect(shown[4]).toMatch(/rolecall_send_failures_total\{[^\n]+\} [1-9]/);
    expect(lists.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(secretsIn([...shown, ...lists.flatMap(({ stdout, stderr }) => [stdout, stderr])].join("\n"))).toEqual([]);
    expect(secretsIn(readFileSync(join(folder, "copy.sqlite"), "latin1"))).toEqual([]);
  });
});

it.each(Object.keys(canaries).filter((name) => name in variables))(
  "what is wrong with %s is told without it",
  async (name) => {
    const way = Object.values(ways).find((names) => names.includes(name)) ?? [name];
    given = quick;

    const broken = { [name]: `${canaries[name]}\u00e9 x,` };
    const { stdout, stderr } = await runCli(["doctor"], { env: environment(way, broken) });

    expect(secretsIn(stdout + stderr)).toEqual([]);
  },
  60_000,
);
