import type { Config } from "../../../config/load.ts";
import { messageOf, UsageError } from "../../errors.ts";
import { silentLog } from "../../log.ts";
import { serve } from "../../ops/http-server.ts";
import { metricsSettings } from "../../ops/metrics/metrics-settings.ts";
import { statusSettings } from "../../ops/status/status-settings.ts";
import { type Check, ok, wrong } from "../../platforms/chat/check.ts";
import type { DoctorCheck } from "./doctor-check.ts";
import type { Machine } from "./machine.ts";

/** A server of the bot's own. */
interface OwnServer {
  readonly name: string;
  /** The setting that moves it, and the key of the configuration that does. */
  readonly setting: string;
  readonly key: string;
  /** What answers there while the bot runs, by a word in it. */
  readonly probe: { readonly path: string; readonly word: string };
  /** Null where it is not set up. @throws UsageError */
  settings(config: Config): Place | null;
}

const servers: readonly OwnServer[] = [
  {
    name: "status page",
    setting: "ROLECALL_HTTP_PORT",
    key: "status.port",
    probe: { path: "/healthz", word: '"service":"rolecall"' },
    settings: ({ environment, status }) => statusSettings(environment, status),
  },
  {
    name: "metrics",
    setting: "ROLECALL_METRICS_PORT",
    key: "metrics.port",
    probe: { path: "/metrics", word: "rolecall_" },
    settings: ({ environment, metrics }) => metricsSettings(environment, metrics),
  },
];

/** Whether the ports that the bot listens on are free, or its own. */
export const portCheck: DoctorCheck = {
  async *run({ config, machine }) {
    const before: Taken[] = [];
    for (const server of servers) yield await checked(server, config, machine, before);
  },
};

/** Where another server of the bot's own is to listen. */
interface Taken {
  readonly name: string;
  readonly place: Place;
}

interface Place {
  readonly host: string;
  readonly port: number;
}

/** @param before Those that were looked at before; this one joins them. */
async function checked(server: OwnServer, config: Config, machine: Machine, before: Taken[]): Promise<Check> {
  const { name, setting, key } = server;
  try {
    const settings = server.settings(config);
    if (settings === null) return ok(name, `not set up: ${setting} or ${key} names its port`);
    const rival = before.find(({ place }) => collide(place, settings));
    before.push({ name, place: settings });
    if (rival !== undefined) {
      return wrong(name, `${settings.port} is to be the port of the ${rival.name} too: name another with ${setting}`);
    }
    return await listening(server, settings, machine);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return wrong(name, error.message);
  }
}

async function listening({ name, setting, probe }: OwnServer, { host, port }: Place, machine: Machine): Promise<Check> {
  const place = `${host}:${port}`;
  try {
    const server = await serve({ name, setting, host, port, log: silentLog, handle: (_, response) => response.end() });
    await server.close();
    return ok(name, `${place} is free`);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const { cause } = error;
    const isTaken = cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE";
    if (!isTaken)
      return wrong(name, `${place} cannot be listened on (${messageOf(cause)}): name another with ${setting}`);
    const answer = await machine.ask(`http://${reached(host)}:${port}${probe.path}`).catch(() => null);
    return answer?.body.includes(probe.word) === true
      ? ok(name, `${place} answers: Rolecall is running`)
      : wrong(name, `${place} is taken by another program: end that, or name another port with ${setting}`);
  }
}

/** Whether two servers cannot both listen; 0 is any port that is free. */
function collide(one: Place, other: Place): boolean {
  return (
    one.port !== 0 && one.port === other.port && (one.host === other.host || isEverywhere(one) || isEverywhere(other))
  );
}

function isEverywhere({ host }: Pick<Place, "host">): boolean {
  return host === "0.0.0.0" || host === "::";
}

/** Where a server is reached that listens on all addresses. */
function reached(host: string): string {
  if (isEverywhere({ host })) return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}
