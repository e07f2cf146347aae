import { readFileSync } from "node:fs";
import { checkpoints, type CrashPoint, parseCrashPoint } from "../src/checkpoint.ts";
import { didYouMean, UsageError } from "../src/errors.ts";
import { keepSecret, type LogLevel, logLevels } from "../src/log.ts";
import { discordVariables } from "../src/platforms/discord/discord-settings.ts";
import { parseRoles, type Role } from "../src/roles.ts";
import { statusVariables } from "../src/ops/status/status-settings.ts";
import { metricsVariables } from "../src/ops/metrics/metrics-settings.ts";
import { tracingVariables } from "../src/ops/tracing/tracing-settings.ts";
import { slackVariables } from "../src/platforms/slack/slack-settings.ts";

/** Every variable that the bot knows, and what it is for. Each may also come from a file that `NAME_FILE` names. */
export const variables = {
  ROLECALL_CONFIG: "The configuration file; rolecall.yaml by default, else the example with its samples",
  ROLECALL_DATA: "The folder for the database and the history of commands; ./data by default",
  DATABASE_URL:
    "postgres://… of a PostgreSQL server, for any number of instances; a SQLite file in ROLECALL_DATA by default",
  CACHE_URL: "redis://… of a Redis or Valkey server, for what may be looked up again; in the database by default",
  ROLES:
    "What this process does, of poll, match, deliver, chat; all by default. Some only with DATABASE_URL, where others do the rest",
  ROLECALL_LOG_LEVEL: "debug, info, warn, error or silent; warn on a terminal, info otherwise",
  ...statusVariables,
  ...metricsVariables,
  ...tracingVariables,
  ...slackVariables,
  ...discordVariables,
  TERM: "The kind of terminal; on a dumb one nothing is moved or coloured",
  FORCE_COLOR: "Set to anything but 0: colours, also in a pipe",
  NO_COLOR: "Set to anything: no colours",
  CRASH_AT: "For tests of crashes alone: the checkpoint of src/checkpoint.ts at which the process kills itself",
} as const;
export type Variable = keyof typeof variables;

export type Environment = Readonly<
  Partial<Record<Exclude<Variable, "ROLES" | "ROLECALL_LOG_LEVEL" | "CRASH_AT">, string>>
> & {
  readonly ROLES?: ReadonlySet<Role>;
  readonly ROLECALL_LOG_LEVEL?: LogLevel;
  readonly CRASH_AT?: CrashPoint;
};

/**
 * Reads the variables that the bot knows, each also from the file that `NAME_FILE` names (one final newline dropped), so
 * that a secret need not stand in the environment.
 *
 * @throws UsageError `environment` for an unknown `ROLECALL_…`, for a variable given in both ways, or a file that cannot
 *   be read.
 */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const names = Object.keys(variables) as Variable[];
  const known = new Set<string>(names.flatMap((name) => [name, `${name}_FILE`]));
  for (const name of Object.keys(env)) {
    if (!name.startsWith("ROLECALL_") || known.has(name)) continue;
    throw new UsageError(
      "environment",
      `environment: expected one of ${[...names].filter((n) => n.startsWith("ROLECALL_")).join(", ")}, got ${name}.` +
        didYouMean(name, names),
      { name },
    );
  }
  const found: Partial<Record<Variable, string>> = {};
  for (const name of names) {
    const direct = env[name];
    const file = env[`${name}_FILE`];
    if (direct !== undefined && direct !== "" && file !== undefined && file !== "") {
      throw new UsageError("environment", `environment: expected ${name} or ${name}_FILE, got both.`, { name });
    }
    const value = file !== undefined && file !== "" ? readSecret(name, file) : direct;
    if (value === undefined || value === "") continue;
    found[name] = value;
    for (const secret of secretsOf(name, value)) keepSecret(secret);
  }
  const { ROLES: own, ROLECALL_LOG_LEVEL: level, CRASH_AT: crashAt, ...rest } = found;
  const from = { code: "environment", component: "environment" };
  checkAddress(rest.CACHE_URL, "redis", { ...from, name: "CACHE_URL" });
  checkAddress(rest.DATABASE_URL, "postgres", { ...from, name: "DATABASE_URL" });
  return {
    ...rest,
    ...(own === undefined ? {} : { ROLES: parseRoles(own) }),
    ...(level === undefined ? {} : { ROLECALL_LOG_LEVEL: asLogLevel(level) }),
    ...(crashAt === undefined ? {} : { CRASH_AT: asCrashPoint(crashAt) }),
  };
}

/** What of a variable must be told to nobody: all of it, what is sent in headers, or the password in an address. */
function secretsOf(name: Variable, value: string): readonly string[] {
  if (/TOKEN|SECRET|KEY|PASSWORD/.test(name)) return [value];
  return name === "OTEL_EXPORTER_OTLP_HEADERS" ? headerSecretsOf(value) : passwordsIn(value);
}

/** Of `authorization=Basic%20dXNlcg,x-tenant=1` each value as it stands and as it is sent, with and without its scheme. */
function headerSecretsOf(headers: string): readonly string[] {
  const values = headers.split(",").map((pair) => pair.slice(pair.indexOf("=") + 1).trim());
  return values.flatMap((value) => {
    const sent = decoded(value);
    return [value, sent, sent.replace(/^\S+ +/, "")];
  });
}

/** The password in the address of a server, in the forms in which it may turn up again. */
export function passwordsIn(address: string): readonly string[] {
  const url = URL.parse(address);
  const passwords = [url?.password ?? "", url?.searchParams.get("password") ?? ""].filter((one) => one !== "");
  return passwords.flatMap((password) => [password, decoded(password)]);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const addressForms = {
  redis: { protocol: /^rediss?:$/, example: "redis://host:6379" },
  postgres: { protocol: /^postgres(?:ql)?:$/, example: "postgres://user@host:5432/rolecall" },
} as const;

/**
 * The address of a server. What is wrong with it is told without it, since it may hold a password.
 *
 * @param from What names it, as in `environment: expected CACHE_URL`.
 * @throws UsageError with the code where it is another one's, or none.
 */
export function checkAddress(
  address: string | undefined,
  server: keyof typeof addressForms,
  from: { readonly code: string; readonly component: string; readonly name: string },
): void {
  const { protocol, example } = addressForms[server];
  const url = address === undefined ? null : URL.parse(address);
  if (address === undefined || (url !== null && protocol.test(url.protocol))) return;
  const got = url === null ? "something else" : `one that begins with ${url.protocol}`;
  const { code, component, name } = from;
  throw new UsageError(code, `${component}: expected ${name} to be an address such as ${example}, got ${got}.`, {
    name,
  });
}

function asCrashPoint(text: string): CrashPoint {
  const point = parseCrashPoint(text);
  if (point !== undefined) return point;
  throw new UsageError(
    "environment",
    `environment: expected CRASH_AT to be one of ${checkpoints.join(", ")}, or one with the time that counts as in ` +
      `sent:3, got ${text}.${didYouMean(text, checkpoints)}`,
    { name: "CRASH_AT" },
  );
}

function asLogLevel(text: string): LogLevel {
  const level = logLevels.find((one) => one === text.toLowerCase());
  if (level !== undefined) return level;
  throw new UsageError(
    "environment",
    `environment: expected ROLECALL_LOG_LEVEL to be one of ${logLevels.join(", ")}, got ${text}.${didYouMean(text, logLevels)}`,
    { name: "ROLECALL_LOG_LEVEL" },
  );
}

function readSecret(name: Variable, file: string): string {
  try {
    return readFileSync(file, "utf8").replace(/\r?\n$/, "");
  } catch (cause) {
    throw new UsageError(
      "environment",
      `environment: ${name}_FILE names ${file}, which cannot be read: expected a file that holds the value.`,
      { name, file },
      cause,
    );
  }
}
