import { request } from "node:http";
import { systemClock } from "../../../src/clock.ts";
import { silentLog } from "../../../src/log.ts";
import { openStatusServer, type StatusServerOptions } from "../../../src/ops/status/status-server.ts";
import { aStatusReport } from "./a-status-report.ts";

/** The server on a free port of loopback, of a bot in which all is well. */
export async function aStatusServer({
  token = null,
  ...options
}: Partial<StatusServerOptions> & { readonly token?: string | null } = {}) {
  const server = await openStatusServer({
    settings: { host: "127.0.0.1", port: 0, token },
    requirements: [],
    roles: "poll, match, deliver, chat",
    report: async () => aStatusReport(),
    clock: systemClock,
    log: silentLog,
    ...options,
  });
  const origin = `http://127.0.0.1:${server.port}`;
  return {
    origin,
    port: server.port,
    get: (path: string, headers: Readonly<Record<string, string>> = {}) =>
      fetch(`${origin}${path}`, { headers, redirect: "manual" }),
    /** As `get`, with a Host of the test's own, which fetch does not allow. @returns The status. */
    getAs: (host: string, path = "/") =>
      new Promise<number>((resolve, reject) => {
        const sent = request(`${origin}${path}`, { headers: { host } }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        });
        sent.on("error", reject);
        sent.end();
      }),
    [Symbol.asyncDispose]: () => server.close(),
  };
}
