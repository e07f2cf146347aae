import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { describe, expect, it } from "vitest";

/**
 * The walls: what each folder may import, and who alone may touch the machine's clock, chance and environment. One
 * table, so that a change of the structure is a change of one line here.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  commands: ["src/filter", "src/posting", "src/trends", "src/charts/dashboard.ts", "src/delivery/card"],
  config: [
    "src/sources",
    "src/platforms/slack/slack-settings.ts",
    "src/platforms/discord/discord-settings.ts",
    "src/ops/status/status-settings.ts",
    "src/ops/metrics/metrics-settings.ts",
    "src/ops/tracing/tracing-settings.ts",
  ],
  "src/posting": [],
  "src/filter": ["src/posting"],
  "src/trends": ["src/posting", "src/filter"],
  "src/charts": [],
  "src/http": [],
  "src/sources": ["src/posting", "src/http"],
  "src/polling": ["src/sources", "src/posting", "src/storage"],
  "src/delivery": ["src/posting", "src/filter", "src/storage"],
  "src/platforms": [
    "commands",
    "src/charts/dashboard.ts",
    "src/delivery/platform.ts",
    "src/delivery/card",
    // How hosts are named that may be private.
    "src/http/host-of.ts",
    // Slack reaches us over HTTP too: servers and pages are made in one way.
    "src/ops/http-server.ts",
    "src/ops/html.ts",
  ],
  "src/storage": ["src/posting", "src/filter"],
  // The status page says how long ago things were as cards do.
  "src/ops": ["src/delivery/card/age.ts"],
};

/** The roots of src that all may import; the others there compose the whole and are imported by none of the folders. */
const forAll = [
  "src/errors.ts",
  "src/clock.ts",
  "src/log.ts",
  "src/meter.ts",
  "src/tracing.ts",
  "src/checkpoint.ts",
  "src/roles.ts",
];

const root = join(import.meta.dirname, "..");
const files = globSync("{src,commands,config}/**/*.ts", { cwd: root }).map((file) => file.split(sep).join("/"));

function folderOf(file: string): string | undefined {
  return Object.keys(mayImport).find((folder) => file.startsWith(`${folder}/`));
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/^(?:import|export)\b[^;]*?from "(\.[^"]+)"|\bimport\("(\.[^"]+)"\)/gm)].map((match) =>
    relative(root, join(root, dirname(file), match[1] ?? match[2] ?? ""))
      .split(sep)
      .join("/"),
  );
}

describe("imports", () => {
  it.each(files.filter((file) => folderOf(file) !== undefined))("%s imports only what its folder may", (file) => {
    const folder = folderOf(file) ?? "";
    const allowed = [...(mayImport[folder] ?? []), ...forAll];

    const wrong = importsOf(file).filter(
      (target) =>
        !target.startsWith(`${folder}/`) &&
        !allowed.some((place) => target === place || target.startsWith(`${place}/`)),
    );

    expect(wrong).toEqual([]);
  });

  it("sees imports at all", () => {
    expect(importsOf("src/app.ts")).toContain("src/storage/storage.ts");
  });
});

describe("packages", () => {
  const only: Readonly<Record<string, readonly string[]>> = {
    kysely: ["src/storage/"],
    keyv: ["src/storage/"],
    "@keyv/redis": ["src/storage/"],
    pg: ["src/storage/"],
    "node:sqlite": ["src/storage/"],
    undici: ["src/http/"],
    pino: ["src/ops/"],
    "prom-client": ["src/ops/metrics/"],
    "@opentelemetry/api": ["src/tracing.ts", "src/ops/tracing/"],
    "node-cron": ["src/app.ts"],
    "node:readline": ["src/platforms/terminal/"],
    luxon: ["src/delivery/", "src/posting/reader/", "src/trends/", "commands/"],
    vega: ["src/charts/draw-svg.ts"],
    "vega-lite": ["src/charts/"],
    "@resvg/resvg-js": ["src/charts/picture-worker.ts"],
    htmlparser2: ["src/posting/reader/", "src/sources/", "commands/foreign/"],
    commander: ["src/cli/program.ts"],
    yaml: ["config/"],
    "discord.js": ["src/platforms/discord/"],
    "@slack/bolt": ["src/platforms/slack/"],
    "@slack/web-api": ["src/platforms/slack/"],
  };

  it.each(Object.entries(only))("%s is imported only where it belongs", (name, places) => {
    const users = files.filter((file) => readFileSync(join(root, file), "utf8").includes(`from "${name}"`));

    expect(users.filter((file) => !places.some((place) => file.startsWith(place)))).toEqual([]);
    expect(users).not.toEqual([]);
  });
});

describe("the machine", () => {
  /** Each may be touched only in these files. */
  const ports: readonly (readonly [string, RegExp, readonly string[]])[] = [
    ["the clock", /\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b/, ["src/clock.ts"]],
    ["timers", /\bset(?:Timeout|Interval|Immediate)\(/, ["src/clock.ts"]],
    ["chance", /\bMath\.random\b|\brandomUUID\b|\brandomBytes\b/, ["src/clock.ts"]],
    ["the environment", /\bprocess\.env\b/, ["config/load.ts"]],
    ["fetch", /(?<![.\w])fetch\(/, []],
  ];

  it.each(ports)("%s is a port", (_, touch, allowed) => {
    const offenders = files.filter((file) => touch.test(readFileSync(join(root, file), "utf8")));

    expect(offenders.filter((file) => !allowed.includes(file))).toEqual([]);
  });
});
