import { readdirSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { configurationCheck } from "../../../src/cli/doctor/configuration-check.ts";
import { machineCheck } from "../../../src/cli/doctor/machine-check.ts";
import { networkCheck } from "../../../src/cli/doctor/network-check.ts";
import { portCheck } from "../../../src/cli/doctor/port-check.ts";
import { serverCheck } from "../../../src/cli/doctor/server-check.ts";
import { storageCheck } from "../../../src/cli/doctor/storage-check.ts";
import { serving, startServer } from "../../http/loopback-server.ts";
import { aStatusServer } from "../../ops/status/a-status-server.ts";
import { freePort } from "../../servers/start-servers.ts";
import { aContext, linesOf } from "./a-context.ts";

const mebibyte = 1024 * 1024;

describe("the machine", () => {
  it.each([
    ["20.19.0", /^wrong node: expected Node 24 or newer, got 20\.19\.0/],
    ["24.0.0", /^ok node/],
    ["100.1.0", /^ok node/],
  ])("with Node %s is told of", async (nodeVersion, line) => {
    expect((await linesOf(machineCheck, aContext({ machine: { nodeVersion } })))[0]).toMatch(line);
  });

  it.each([
    [50, null, [/^wrong disk: 50 MiB free.*make room/]],
    [500, null, [/^note disk: 500 MiB free.*little/]],
    [5_000, null, [/^ok disk: 5,000 MiB free/]],
    [5_000, "container", [/^ok disk/, /^note disk: .*mount a volume/]],
    [5_000, "memory", [/^ok disk/, /^note disk: .*in memory/]],
  ] as const)("with %i MiB free, %s, is told of", async (free, transient, expected) => {
    const disk = async () => ({ freeBytes: free * mebibyte, transient });
    const [, ...lines] = await linesOf(machineCheck, aContext({ machine: { disk } }));

    expect(lines).toEqual(expected.map((line) => expect.stringMatching(line)));
  });

  it("is asked for the folder above one that is not there yet", async () => {
    const asked: string[] = [];
    const disk = async (path: string) => {
      asked.push(path);
      return { freeBytes: mebibyte, transient: null };
    };
    const context = aContext({ machine: { disk }, hasData: false });

    await linesOf(machineCheck, context);

    expect(asked).toEqual([context.config.baseDir]);
  });
});

describe("the storage", () => {
  it("is written to, durably, and nothing of that is left", async () => {
    const context = aContext();

    const lines = await linesOf(storageCheck, context);

    expect(lines[1]).toMatch(/^ok writing: a commit is on disk \(synchronous=FULL\) after \d+ ms$/);
    expect(readdirSync(context.config.dataDir)).toEqual([]);
  });

  it("that cannot be written to is told of, with what to do", async () => {
    const context = aContext({ hasData: false });
    // A file where the folder should be: also root cannot write into that.
    writeFileSync(context.config.dataDir, "");

    const lines = await linesOf(storageCheck, context);

    expect(lines[1]).toMatch(/^wrong writing: .*cannot be written to: .*ROLECALL_DATA/);
  });

  it("that is not there yet is not made", async () => {
    const context = aContext({ hasData: false });

    expect(await linesOf(storageCheck, context)).toEqual([
      expect.stringMatching(/^ok database: none .* yet/),
      expect.stringMatching(/^ok writing/),
    ]);
    expect(readdirSync(context.config.baseDir).toSorted()).toEqual(["postings", "rolecall.yaml"]);
  });
});

const discord = { DISCORD_TOKEN: "canary", DISCORD_API_URL: "https://discord.example/api" };

describe("the network", () => {
  it("is asked for the names of platforms and sources", async () => {
    const lines = await linesOf(
      networkCheck,
      aContext({ environment: discord, lines: ["  - feed: { url: https://jobs.example.org/feed }"] }),
    );

    expect(lines[0]).toBe("ok dns: discord.example, jobs.example.org");
  });

  it("that does not know a name is told of, with what to do", async () => {
    const lookup = async () => {
      throw new Error("getaddrinfo ENOTFOUND discord.example");
    };
    const lines = await linesOf(networkCheck, aContext({ environment: discord, machine: { lookup } }));

    expect(lines[0]).toMatch(/^wrong dns: discord\.example has no address \(.*ENOTFOUND.*name servers/);
  });

  it.each([
    [0, /^ok clock: as that of/],
    [20_000, /^ok clock: as that of/],
    [3_600_000, /^wrong clock: 3\d\d\d s behind that of .*NTP/],
    [-60_000, /^wrong clock: (?:59|60|61) s ahead of that of .*NTP/],
  ])("whose clock is %i ms ahead of ours is told of", async (aheadMs, line) => {
    await using platform = await startServer((_, response) => {
      response.writeHead(200, { date: new Date(Date.now() + aheadMs).toUTCString() });
      response.end();
    });
    const environment = { DISCORD_TOKEN: "canary", DISCORD_API_URL: `${platform.origin}/api` };

    const lines = await linesOf(networkCheck, aContext({ environment }));

    expect(lines).toEqual([expect.stringMatching(line)]);
    expect(platform.requests.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ["/api/v10/gateway", undefined],
    ]);
  });

  it("without an answer leaves the clock alone", async () => {
    const ask = async () => {
      throw new Error("refused");
    };
    const lines = await linesOf(networkCheck, aContext({ environment: discord, machine: { ask } }));

    expect(lines[1]).toBe("note clock: not compared: no chat platform answers");
  });
});

describe.each([
  { name: "status page", setting: "ROLECALL_HTTP_PORT", other: "metrics" },
  { name: "metrics", setting: "ROLECALL_METRICS_PORT", other: "status page" },
])("the port of $name", ({ name, setting, other }) => {
  /** What is said of it; of the other one that it is not set up. */
  async function told(variables: Readonly<Record<string, string>>): Promise<string> {
    const lines = await linesOf(portCheck, aContext({ environment: variables }));
    expect(lines).toHaveLength(2);
    expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^ok ${other}: not set up`)));
    return lines.find((line) => line.includes(`${name}:`)) ?? "";
  }

  it("is free", async () => {
    const server = await startServer(serving(""));
    const port = server.host.split(":")[1] ?? "";
    await server[Symbol.asyncDispose]();

    expect(await told({ [setting]: port })).toBe(`ok ${name}: 127.0.0.1:${port} is free`);
  });

  it("is another program's", async () => {
    await using server = await startServer(serving({ service: "another" }));

    expect(await told({ [setting]: server.host.split(":")[1] ?? "" })).toMatch(
      new RegExp(`^wrong ${name}: .* is taken by another program.*${setting}`),
    );
  });

  it("is told where it is none", async () => {
    expect(await told({ [setting]: "many" })).toMatch(new RegExp(`^wrong ${name}: .*${setting}.*got many`));
  });
});

describe("the port of the status page", () => {
  it("is Rolecall's own while that runs", async () => {
    await using server = await aStatusServer();

    const lines = await linesOf(portCheck, aContext({ environment: { ROLECALL_HTTP_PORT: String(server.port) } }));

    expect(lines[0]).toBe(`ok status page: 127.0.0.1:${server.port} answers: Rolecall is running`);
  });

  it("is not opened to others without a token", async () => {
    const environment = { ROLECALL_HTTP_PORT: "0", ROLECALL_HTTP_HOST: "0.0.0.0" };

    expect((await linesOf(portCheck, aContext({ environment })))[0]).toMatch(
      /^wrong status page: .*expected ROLECALL_STATUS_TOKEN/,
    );
  });
});

describe("the configuration", () => {
  it("is told what is in order and may not be meant", async () => {
    const environment = { ROLECALL_STATUS_TOKEN: "correct-horse-battery" };
    const lines = ["  - feed: { url: https://jobs.example.org/feed }"];

    expect(await linesOf(configurationCheck, aContext({ environment, lines }))).toEqual([
      expect.stringMatching(/^ok configuration: .*2 sources/),
      expect.stringMatching(/^note configuration: polling\.contact/),
      expect.stringMatching(/^note configuration: ROLECALL_STATUS_TOKEN opens nothing/),
    ]);
  });
});

describe("the ports of both", () => {
  it.each([
    [
      "127.0.0.1",
      "127.0.0.1",
      /^wrong metrics: (\d+) is to be the port of the status page too: name another with ROLECALL_METRICS_PORT$/,
    ],
    ["127.0.0.1", "0.0.0.0", /^wrong metrics: (\d+) is to be the port of the status page too/],
    ["127.0.0.1", "127.0.0.2", /^ok metrics/],
  ])("on %s and %s are told of where they are one", async (host, other, expected) => {
    const port = String(await freePort());
    const environment = { ROLECALL_HTTP_PORT: port, ROLECALL_HTTP_HOST: host, ROLECALL_METRICS_PORT: port };

    const lines = await linesOf(portCheck, aContext({ environment: { ...environment, ROLECALL_METRICS_HOST: other } }));

    expect(lines[1]).toMatch(expected);
  });
});

describe("servers that the bot goes on without", () => {
  it("are told of where they are set up and do not answer, without their passwords", async () => {
    const environment = {
      CACHE_URL: "redis://:hunter2-canary@127.0.0.1:1",
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1",
    };

    const lines = await linesOf(serverCheck, aContext({ environment }));

    expect(lines).toEqual([
      expect.stringMatching(/^wrong cache: 127\.0\.0\.1:1 does not answer \(.+\): start it, or look at CACHE_URL$/),
      expect.stringMatching(/^wrong traces: 127\.0\.0\.1:1 does not answer \(.*ECONNREFUSED.*\): start the receiver/),
    ]);
    expect(lines.join()).not.toContain("hunter2");
  });

  it("are well where they answer, and nothing is said of those that are not set up", async () => {
    await using receiver = await startServer(serving("", 405));
    const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://${receiver.host}` };

    const lines = await linesOf(serverCheck, aContext({ environment }));

    expect(lines).toEqual([`ok traces: ${receiver.host} answers`]);
    expect(await linesOf(serverCheck, aContext())).toEqual([]);
  });
});
