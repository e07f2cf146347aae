import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readEnvironment } from "../../config/environment.ts";
import { jsonSchemaText } from "../../config/json-schema.ts";
import { loadConfig, parseConfig } from "../../config/load.ts";
import { UsageError } from "../../src/errors.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rolecall-config-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

function errorOf(text: string): string {
  try {
    parseConfig(text, "my.yaml");
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return error instanceof Error ? error.message : "";
  }
  return "no error";
}

describe("a configuration", () => {
  it("is the example with its samples when there is none", () => {
    const config = loadConfig({});

    expect(config.file).toMatch(/config[/\\]rolecall\.example\.yaml$/);
    expect(config.sources).toMatchObject([{ key: "folder:./samples", baseline: false, everyMs: 30 * 60_000 }]);
  });

  it("gives each source its options, its interval and its folder", () => {
    const file = write(
      "own.yaml",
      [
        "sources:",
        "  - ashby: { board: acme, every: 2h, baseUrl: http://127.0.0.1:4711 }",
        "  - greenhouse: { board: globex }",
        "polling: { every: 15m }",
        "limits: { privateHosts: [jobs.intranet] }",
      ].join("\n"),
    );

    const config = loadConfig({ ROLECALL_CONFIG: file, ROLECALL_DATA: join(folder, "data") });

    expect(config).toMatchObject({ baseDir: folder, dataDir: join(folder, "data") });
    expect(config.sources).toMatchObject([
      { key: "ashby:acme", everyMs: 7_200_000, baseline: true, allowHosts: ["127.0.0.1:4711"] },
      { key: "greenhouse:globex", everyMs: 900_000, baseline: true, allowHosts: [] },
    ]);
  });

  it("names each board once", () => {
    const file = write("twice.yaml", "sources: [{ ashby: { board: acme } }, { ashby: { board: acme, every: 1h } }]");

    expect(() => loadConfig({ ROLECALL_CONFIG: file })).toThrow("expected each board once, got ashby:acme twice");
  });

  it("that is not there is named", () => {
    expect(() => loadConfig({ ROLECALL_CONFIG: join(folder, "none.yaml") })).toThrow(
      /expected a YAML file at .*none\.yaml/,
    );
  });
});

describe("a mistake", () => {
  it.each([
    [
      "in a key",
      "sources:\n  - folder: { path: x }\npoling: {}\n",
      "my.yaml:3: poling: expected one of sources, polling, storage, retention, platforms, status, metrics, tracing, limits, got poling. Did you mean polling?",
    ],
    [
      "in a source's name",
      "sources:\n  - folder: { path: x }\n  - greenhous: { board: x }\n",
      /my\.yaml:3: sources\[1\]\.greenhous: expected one of arbeitnow, ashby, .*workday, got greenhous\. Did you mean greenhouse\?/,
    ],
    [
      "in a source's key",
      "sources:\n  - ashby:\n      bord: x\n",
      /my\.yaml:3: sources\[0\]\.ashby\.bord: expected one of board, baseUrl, baseline, every, got bord\. Did you mean board\?/,
    ],
    [
      "in a type",
      "sources:\n  - folder: { path: x, baseline: perhaps }\n",
      "my.yaml:2: sources[0].folder.baseline: expected boolean, got perhaps.",
    ],
    [
      "in a duration",
      "sources:\n  - folder: { path: x }\npolling:\n  every: soon\n",
      "my.yaml:4: polling.every: expected a duration such as 90s, 30m, 2h or 1d, got soon.",
    ],
    [
      "in a choice",
      "sources:\n  - folder: { path: x }\nplatforms:\n  terminal:\n    colour: nevr\n",
      "my.yaml:5: platforms.terminal.colour: expected one of auto, always, never, got nevr. Did you mean never?",
    ],
    ["in what is missing", "polling: {}\n", "my.yaml:1: sources: expected array, got nothing."],
    [
      "in two sources of one item",
      "sources:\n  - ashby: { board: a }\n    lever: { site: b }\n",
      /my\.yaml:2: sources\[0\]: expected one source in each item/,
    ],
    ["in YAML", "sources: [\n", /my\.yaml:\d+: expected YAML: /],
    ["in a key that stands twice", "sources: []\nsources: []\n", /my\.yaml:2: expected YAML: .*unique/],
    ["in the whole", "- folder\n", /my\.yaml:1: expected object, got \["folder"\]/],
  ])("%s is told with file, line, what was expected and what arrived", (_, text, expected) => {
    if (typeof expected === "string") expect(errorOf(text)).toBe(expected);
    else expect(errorOf(text)).toMatch(expected);
  });

  it("does not hide the next one", () => {
    const message = errorOf("sources:\n  - folder: { path: x }\npoling: {}\nstorge: {}\nlimits: { privateHosts: 3 }\n");

    expect(message.split("\n").length).toBeGreaterThanOrEqual(2);
    expect(message).toContain("my.yaml:5: limits.privateHosts: expected array, got 3.");
  });
});

describe("the environment", () => {
  it("takes a value from a file, without its last newline", () => {
    const file = write("token", "xoxb-secret\n");

    expect(readEnvironment({ SLACK_BOT_TOKEN_FILE: file })).toEqual({ SLACK_BOT_TOKEN: "xoxb-secret" });
  });

  it.each([
    ["an unknown variable", { ROLECALL_CONFG: "x" }, /got ROLECALL_CONFG\. Did you mean ROLECALL_CONFIG\?/],
    [
      "both ways at once",
      { DISCORD_TOKEN: "a", DISCORD_TOKEN_FILE: "b" },
      "expected DISCORD_TOKEN or DISCORD_TOKEN_FILE, got both",
    ],
    [
      "a file that is not there",
      { DISCORD_TOKEN_FILE: "/nowhere/token" },
      "DISCORD_TOKEN_FILE names /nowhere/token, which cannot be read",
    ],
    ["an unknown level", { ROLECALL_LOG_LEVEL: "wran" }, "got wran. Did you mean warn?"],
  ])("refuses %s", (_, env, message) => {
    expect(() => readEnvironment(env)).toThrow(message);
  });

  it("keeps a secret out of the error about it", () => {
    expect(() => readEnvironment({ DISCORD_TOKEN: "canary", DISCORD_TOKEN_FILE: "x" })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining("canary") }),
    );
  });
});

describe("hosts of one's own network", () => {
  const listing = (host: string) => `sources:\n  - folder: { path: x }\nlimits: { privateHosts: ["${host}"] }\n`;

  it.each(["http://10.0.0.1", "10.0.0.0/8", "fd00::5", "jobs.intranet/boards", "jobs intranet"])(
    "are no %s, which would let nothing in",
    (host) => {
      expect(errorOf(listing(host))).toContain(
        `limits.privateHosts[0]: expected a host such as jobs.intranet, 10.0.0.5:8080 or [fd00::5], got ${host}.`,
      );
    },
  );

  it.each(["jobs.intranet", "localhost", "10.0.0.5:8080", "[fd00::5]:8080", "my_board.lan."])(
    "are such as %s",
    (host) => {
      expect(parseConfig(listing(host), "my.yaml").limits.privateHosts).toEqual([host]);
    },
  );
});

describe("the JSON Schema for editors", () => {
  it("is current; if not, npm run schema", () => {
    const written = readFileSync(join(import.meta.dirname, "../../config/rolecall.schema.json"), "utf8");

    expect(written).toBe(jsonSchemaText());
  });

  it("describes every key", () => {
    const undescribed: string[] = [];
    function visit(schema: Record<string, unknown>, path: string): void {
      for (const [key, child] of Object.entries(
        (schema["properties"] ?? {}) as Record<string, Record<string, unknown>>,
      )) {
        if (child["description"] === undefined) undescribed.push(`${path}.${key}`);
        visit(child, `${path}.${key}`);
      }
      if (schema["items"] !== undefined) visit(schema["items"] as Record<string, unknown>, `${path}[]`);
    }

    visit(JSON.parse(jsonSchemaText()) as Record<string, unknown>, "");

    expect(undescribed).toEqual([]);
  });
});
