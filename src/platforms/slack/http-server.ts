import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../../clock.ts";
import type { Log } from "../../log.ts";
import { type HttpServer, serve } from "../../ops/http-server.ts";
import type { SlackSettings } from "./slack-settings.ts";

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
 * The one server for what reaches us from Slack.
 *
 * @throws UsageError `port` when it cannot listen there.
 */
export async function openHttpServer({ http, receive, pages, clock, log }: HttpServerOptions): Promise<HttpServer> {
  /** Bolt refuses what is too old, and what bears no time or a wrong signature. */
  function isAhead({ headers }: IncomingMessage): boolean {
    return Number(headers["x-slack-request-timestamp"]) > clock.now() / 1_000 + maxAheadSeconds;
  }

  return await serve({
    name: "slack",
    setting: "platforms.slack.http",
    host: http.host,
    port: http.port,
    log,
    handle(request, response) {
      if (receive !== undefined && request.method === "POST" && pathOf(request) === http.path) {
        if (!isAhead(request)) return receive(request, response);
        log.warn({}, "slack request refused: its time lies in the future");
        return end(response, 401);
      }
      if (pages?.handle(request, response) === true) return;
      end(response, 404);
    },
  });
}

/** What stands before the query; the address of a request need not be one that `URL` takes. */
export function pathOf({ url = "/" }: IncomingMessage): string {
  return url.split("?", 1)[0] ?? "/";
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status, { "Content-Type": "text/plain" });
  response.end();
}
