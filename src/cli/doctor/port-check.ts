import { messageOf, UsageError } from "../../errors.ts";
import { silentLog } from "../../log.ts";
import { serve } from "../../ops/http-server.ts";
import { statusSettings } from "../../ops/status/status-settings.ts";
import { type Check, ok, wrong } from "../../platforms/chat/check.ts";
import type { DoctorCheck } from "./doctor-check.ts";
import type { Machine } from "./machine.ts";

/** A place that the bot listens on. */
interface Listening {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** The setting that moves it. */
  readonly setting: string;
  /** What answers there while the bot runs, by a word in it. */
  readonly probe: { readonly path: string; readonly word: string };
}

/** Whether the ports that the bot listens on are free, or its own. */
export const portCheck: DoctorCheck = {
  async *run({ config: { environment, status }, machine }) {
    try {
      const settings = statusSettings(environment, status);
      if (settings === null) yield ok("status page", "not set up: ROLECALL_HTTP_PORT or status.port names its port");
      else {
        const probe = { path: "/healthz", word: '"service":"rolecall"' };
        yield await listening({ name: "status page", ...settings, setting: "ROLECALL_HTTP_PORT", probe }, machine);
      }
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      yield wrong("status page", error.message);
    }
  },
};

async function listening({ name, host, port, setting, probe }: Listening, machine: Machine): Promise<Check> {
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

/** Where a server is reached that listens on all addresses. */
function reached(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}
