import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { isMap, LineCounter, type Document, parseDocument } from "yaml";
import { z } from "zod";
import { messageOf, didYouMean, UsageError } from "../src/errors.ts";
import { allRoles, printRoles, type Role, roles } from "../src/roles.ts";
import { allowHostsOf } from "../src/sources/board-api.ts";
import { sourceById } from "../src/sources/index.ts";
import { type PolledSource, sourceKey } from "../src/sources/source.ts";
import { type Environment, readEnvironment } from "./environment.ts";
import { configSchema, type ParsedConfig } from "./schema.ts";

export interface Config extends Omit<ParsedConfig, "sources"> {
  readonly sources: readonly PolledSource[];
  /** The file that it was read from, and the folder that relative paths in it start from. */
  readonly file: string;
  readonly baseDir: string;
  readonly dataDir: string;
  /** The database: a SQLite file, or the address of a PostgreSQL server. */
  readonly database: string;
  /** What this process does. */
  readonly roles: ReadonlySet<Role>;
  readonly environment: Environment;
}

/** Read when no file of one's own is there: a first run that shows something at once. */
const exampleFile = join(import.meta.dirname, "rolecall.example.yaml");

/**
 * Reads the environment and the configuration; the only place that does.
 *
 * @throws UsageError `config` or `environment`: with file, line, what was expected, what arrived and the nearest name.
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const environment = readEnvironment(env);
  const file = configFile(environment);
  const parsed = parseConfig(readConfig(file), file);
  const configured = parsed.sources.map((entry) => configuredSource(entry, parsed.polling.every));
  const twice = configured.find(({ key }, i) => configured.findIndex((other) => other.key === key) !== i);
  if (twice !== undefined) {
    throw new UsageError("config", `${file}: sources: expected each board once, got ${twice.key} twice.`, {
      key: twice.key,
    });
  }
  const dataDir = resolve(environment.ROLECALL_DATA ?? "data");
  return {
    ...parsed,
    sources: configured,
    file,
    baseDir: dirname(file),
    dataDir,
    database: environment.DATABASE_URL ?? join(dataDir, parsed.storage.file),
    roles: rolesOf(environment),
    environment,
  };
}

/** @throws UsageError `environment` for some of the roles where no other process could have the others. */
function rolesOf({ ROLES: own = allRoles, DATABASE_URL: server }: Environment): ReadonlySet<Role> {
  if (own.size === allRoles.size || server !== undefined) return own;
  throw new UsageError(
    "environment",
    `environment: expected ROLES to be all of ${roles.join(", ")} on a SQLite file, which one process has, ` +
      `got ${printRoles(own)}. Several processes share the work on PostgreSQL: set DATABASE_URL.`,
    { name: "ROLES" },
  );
}

function configFile(environment: Environment): string {
  if (environment.ROLECALL_CONFIG !== undefined) return resolve(environment.ROLECALL_CONFIG);
  const own = resolve("rolecall.yaml");
  return existsSync(own) ? own : exampleFile;
}

function readConfig(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new UsageError(
      "config",
      `config: expected a YAML file at ${file}, but it cannot be read: ${messageOf(cause)}.`,
      { file },
      cause,
    );
  }
}

/** Checks the text of a configuration; `file` only names it in errors. */
export function parseConfig(text: string, file: string): ParsedConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken !== undefined) {
    const { line } = lines.linePos(broken.pos[0]);
    throw new UsageError("config", `${file}:${line}: expected YAML: ${broken.message}`, { file, line }, broken);
  }
  const result = configSchema.safeParse(plainValue(document, file) ?? {});
  if (result.success) return result.data;
  const { issues } = result.error;
  const unknownAt = new Set(issues.filter(({ code }) => code === "unrecognized_keys").map(({ path }) => path.join()));
  // What else is wrong with an object that holds an unknown key only follows from it.
  const causes = issues.filter(({ code, path }) => code !== "custom" || !unknownAt.has(path.join()));
  const problems = causes.map((issue) => {
    const place = describePlace(document, lines, issue);
    return { line: place.line, text: `${file}:${place.line}: ${place.path}${explain(issue, document)}` };
  });
  problems.sort((a, b) => a.line - b.line);
  throw new UsageError("config", problems.map((problem) => problem.text).join("\n"), {
    file,
    lines: problems.map((p) => p.line),
  });
}

/** @throws UsageError `config` for an alias that names nothing, or one that multiplies without end. */
function plainValue(document: Document, file: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    throw new UsageError(
      "config",
      `${file}: expected aliases that can be resolved: ${messageOf(cause)}.`,
      { file },
      cause,
    );
  }
}

type Issue = z.core.$ZodIssue;

/** The line of an issue: of the offending key where there is one, else of the nearest node that exists. */
function describePlace(document: Document, lines: LineCounter, issue: Issue): { path: string; line: number } {
  const path = issue.path.filter((step) => typeof step !== "symbol");
  const named = issue.code === "unrecognized_keys" ? [...path, ...issue.keys.slice(0, 1)] : path;
  return { path: printPath(named), line: lineOf(document, lines, named) };
}

function lineOf(document: Document, lines: LineCounter, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length--) {
    const last = path[length - 1];
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const offset = isMap(parent)
      ? parent.items.map((pair) => pair.key).find((key) => scalarOf(key) === last)
      : document.getIn(path.slice(0, length), true);
    const range = rangeOf(offset);
    if (range !== undefined) return lines.linePos(range).line;
  }
  return 1;
}

function scalarOf(node: unknown): unknown {
  return typeof node === "object" && node !== null && "value" in node ? node.value : node;
}

function rangeOf(node: unknown): number | undefined {
  const range = typeof node === "object" && node !== null && "range" in node ? node.range : undefined;
  return Array.isArray(range) && typeof range[0] === "number" ? range[0] : undefined;
}

function printPath(path: readonly (string | number)[]): string {
  const printed = path.reduce<string>(
    (text, step) => (typeof step === "number" ? `${text}[${step}]` : text === "" ? step : `${text}.${step}`),
    "",
  );
  return printed === "" ? "" : `${printed}: `;
}

/** What was expected, what arrived, and the nearest valid thing. */
function explain(issue: Issue, document: Document): string {
  if (issue.code === "unrecognized_keys") {
    const valid = keysAt(issue.path);
    const [key = ""] = issue.keys;
    return `expected one of ${valid.join(", ")}, got ${key}.${didYouMean(key, valid)}`;
  }
  const arrived = arrivedAt(document, issue.path);
  if (issue.code === "invalid_type" && !issue.message.startsWith("expected")) {
    return arrived === undefined
      ? `expected ${issue.expected}, got nothing.`
      : `expected ${issue.expected}, got ${arrived}.`;
  }
  if (issue.code === "invalid_value") {
    const valid = issue.values.map(String);
    const guess = arrived === undefined ? "" : didYouMean(arrived, valid);
    return `expected one of ${valid.join(", ")}, got ${arrived ?? "nothing"}.${guess}`;
  }
  return arrived === undefined ? `${issue.message}.` : `${issue.message}, got ${arrived}.`;
}

function arrivedAt(document: Document, path: readonly PropertyKey[]): string | undefined {
  const value: unknown = path.length === 0 ? document.toJS() : document.getIn(path);
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The keys that the schema knows at a path, for the suggestion. */
function keysAt(path: readonly PropertyKey[]): string[] {
  let schema: unknown = configSchema;
  for (const step of path) schema = childOf(schema, step);
  const shape = shapeOf(schema);
  return shape === undefined ? [] : Object.keys(shape);
}

function childOf(schema: unknown, step: PropertyKey): unknown {
  const inner = unwrap(schema);
  return inner instanceof z.ZodArray ? inner.element : shapeOf(inner)?.[String(step)];
}

function shapeOf(schema: unknown): Readonly<Record<string, unknown>> | undefined {
  const inner = unwrap(schema);
  return inner instanceof z.ZodObject ? inner.shape : undefined;
}

/** Through optional, default and prefault to the schema that they wrap. */
function unwrap(schema: unknown): unknown {
  let inner = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault) {
    inner = inner.unwrap();
  }
  return inner;
}

function configuredSource(entry: ParsedConfig["sources"][number], everyMs: number): PolledSource {
  const [[id, settings] = ["", undefined]] = Object.entries(entry);
  const source = sourceById(id);
  if (source === undefined || typeof settings !== "object" || settings === null) {
    throw new RangeError(`config: expected a source that the schema has checked, got ${id}`);
  }
  const { baseline, every, ...options } = settings as { baseline: boolean; every?: number };
  return {
    key: sourceKey(source, options),
    source,
    options,
    everyMs: every ?? everyMs,
    baseline,
    allowHosts: allowHostsOf(options),
  };
}
