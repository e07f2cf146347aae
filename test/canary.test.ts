import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Variable, variables } from "../config/environment.ts";
import { finished, runCli, startCli } from "./cli/run-cli.ts";

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

let folder: string;
let isQuick: boolean;
let heard: string[];
let apiUrl: string;
const server = createServer((request, response) => void answer(request, response));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  const all = `${request.headers.authorization ?? ""} ${decodeURIComponent(body.replaceAll("+", " "))}`;
  heard.push(all);
  const among = isQuick ? quick : answers;
  among[heard.length % among.length]?.(all.replaceAll(/[\r\n"<>\\]/g, " "), response);
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "rolecall-canary-"));
  mkdirSync(join(folder, "postings"));
  heard = [];
  isQuick = false;
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
  return Object.entries(canaries)
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
    isQuick = true;

    const { stdout, stderr } = await runCli(args, {
      env: environment(names),
      input: "/jobs subscribe a role:backend\n",
    });
    const stored = args[0] === "start" ? await runCli(["deliveries", "--failed"], { env: environment(names) }) : null;

    expect(stdout + stderr).not.toBe("");
    expect(secretsIn(stdout + stderr + (stored?.stdout ?? "") + (stored?.stderr ?? ""))).toEqual([]);
  });
});

it.each(Object.keys(canaries).filter((name) => name in variables))(
  "what is wrong with %s is told without it",
  async (name) => {
    const way = Object.values(ways).find((names) => names.includes(name)) ?? [name];
    isQuick = true;

    const broken = { [name]: `${canaries[name]}\u00e9 x,` };
    const { stdout, stderr } = await runCli(["doctor"], { env: environment(way, broken) });

    expect(secretsIn(stdout + stderr)).toEqual([]);
  },
  60_000,
);
