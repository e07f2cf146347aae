import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "../../clock.ts";
import { messageOf, UsageError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import type { SlackSettings } from "./slack-settings.ts";

export interface HttpServer {
  /** Where it listens; the port matters when a free one was asked for. */
  readonly port: number;
  close(): Promise<void>;
}

export interface HttpServerOptions {
  readonly http: SlackSettings["http"];
  /** Takes Slack's signed requests; absent where they come through a socket. */
  readonly receive?: (request: IncomingMessage, response: ServerResponse) => void;
  /** Says whether it answers the request. */
  readonly pages?: { handle(request: IncomingMessage, response: ServerResponse): boolean };
  readonly clock: Clock;
  readonly log: Log;
}

/** How far a request's time may lie ahead of ours: further, and it was signed to be used later. */
const maxAheadSeconds = 60;

/**
 * The one server for what reaches us over HTTP.
 *
 * @throws UsageError `slack-port` when it cannot listen there.
 */
export async function openHttpServer({ http, receive, pages, clock, log }: HttpServerOptions): Promise<HttpServer> {
  const server = createServer({ requestTimeout: 20_000, headersTimeout: 10_000 }, (request, response) => {
    if (receive !== undefined && request.method === "POST" && pathOf(request) === http.path) {
      if (!isAhead(request)) return receive(request, response);
      log.warn({}, "slack request refused: its time lies in the future");
      return end(response, 401);
    }
    if (pages?.handle(request, response) === true) return;
    end(response, 404);
  });

  /** Bolt refuses what is too old, and what bears no time or a wrong signature. */
  function isAhead({ headers }: IncomingMessage): boolean {
    return Number(headers["x-slack-request-timestamp"]) > clock.now() / 1_000 + maxAheadSeconds;
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const place = `${http.host}:${http.port}`;
      const message = `slack: expected to listen on ${place} (platforms.slack.http), but ${messageOf(cause)}.`;
      reject(new UsageError("slack-port", message, { place }, cause));
    });
    server.listen(http.port, http.host, resolve);
  });
  server.on("error", (error) => log.warn({ error }, "slack server fails"));
  const { port } = server.address() as AddressInfo;

  return {
    port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** What stands before the query; the address of a request need not be one that `URL` takes. */
export function pathOf({ url = "/" }: IncomingMessage): string {
  return url.split("?", 1)[0] ?? "/";
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status, { "Content-Type": "text/plain" });
  response.end();
}
