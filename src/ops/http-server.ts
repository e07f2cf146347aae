import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { messageOf, UsageError } from "../errors.ts";
import type { Log } from "../log.ts";

export interface HttpServer {
  /** Where it listens; it matters when a free one was asked for with 0. */
  readonly port: number;
  /** Ends it at once, with what is being answered. */
  close(): Promise<void>;
}

export interface ServeOptions {
  /** What the server is for, and the setting that names its place: for errors and the log. */
  readonly name: string;
  readonly setting: string;
  readonly host: string;
  readonly port: number;
  readonly handle: RequestListener;
  readonly log: Log;
}

/**
 * Listens for HTTP: every server of ours begins here.
 *
 * @throws UsageError `port` when it cannot listen there.
 */
export async function serve({ name, setting, host, port, handle, log }: ServeOptions): Promise<HttpServer> {
  const server = createServer({ requestTimeout: 20_000, headersTimeout: 10_000 }, handle);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) => {
      const place = `${host}:${port}`;
      const message = `${name}: expected to listen on ${place} (${setting}), but ${messageOf(cause)}.`;
      reject(new UsageError("port", message, { place }, cause));
    });
    server.listen(port, host, resolve);
  });
  server.on("error", (error) => log.warn({ error, server: name }, "a server fails"));
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
