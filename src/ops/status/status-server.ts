import type { IncomingMessage, ServerResponse } from "node:http";
import { type Clock, withinTime } from "../../clock.ts";
import { RolecallError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import type { Html } from "../html.ts";
import { type HttpServer, serve } from "../http-server.ts";
import { health, type ProbeAnswer, missingOf, readiness, type Requirement } from "./probes.ts";
import { createStatusAccess } from "./status-access.ts";
import { messagePage, signedInPage, signInPage, statusPage, styleSource } from "./status-page.ts";
import type { StatusReport } from "./status-report.ts";
import type { StatusSettings } from "./status-settings.ts";

export interface StatusServerOptions {
  readonly settings: StatusSettings;
  /** What has to be there for `/readyz`. */
  readonly requirements: readonly Requirement[];
  /** What this process does: "poll, match". */
  readonly roles: string;
  /** What the page shows. @throws Where the database does not answer. */
  readonly report: () => Promise<StatusReport>;
  readonly clock: Clock;
  readonly log: Log;
  /** After how many seconds a browser loads the page again; 60 when left out. */
  readonly refreshAfter?: number;
}

/** A page is many queries, and a browser's reader has less patience than a server that is away for a moment asks for. */
const answerWithinMs = 5_000;

/**
 * The server for whoever runs the bot: `/healthz` and `/readyz` for machines, `/` for people.
 *
 * @throws UsageError `port` when it cannot listen there.
 */
export async function openStatusServer(options: StatusServerOptions): Promise<HttpServer> {
  const { settings, requirements, roles, report, clock, log, refreshAfter = 60 } = options;
  const accessOf = createStatusAccess(settings);

  async function show(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const access = accessOf(request);
    if (access.kind === "host") {
      return send(response, 421, messagePage("Not under this name", "Ask for it by 127.0.0.1 or localhost."));
    }
    if (access.kind === "token") {
      response.setHeader("WWW-Authenticate", "Bearer");
      return send(response, 401, signInPage(request.url?.includes("token=") ?? false));
    }
    if (access.cookie !== null) {
      // A redirect would still belong to the page with the link, and lack the cookie: this page goes on by itself.
      response.setHeader("Set-Cookie", access.cookie);
      response.setHeader("Refresh", "0; url=/");
      return send(response, 200, signedInPage());
    }
    response.setHeader("Refresh", String(refreshAfter));
    try {
      const missing = await missingOf(requirements, clock);
      send(response, 200, statusPage(await reportInTime(), missing));
    } catch (error) {
      log.warn({ error }, "the status page could not be made");
      send(response, 503, messagePage("Nothing to show yet", "The database gives no answer; the log says why."));
    }
  }

  /** Who looks while the database is away is to read that it is, and not to wait for it. */
  async function reportInTime(): Promise<StatusReport> {
    return await withinTime(clock, answerWithinMs, report(), () => {
      return new RolecallError("slow", `status: expected the database to answer within ${answerWithinMs} ms`);
    });
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("Allow", "GET, HEAD");
      return send(response, 405, messagePage("Not so", "Everything here is only to be looked at."));
    }
    const path = request.url?.split("?", 1)[0];
    if (path === "/healthz") return sendProbe(response, await health(clock));
    if (path === "/readyz") return sendProbe(response, await readiness(requirements, roles, clock));
    if (path === "/") return await show(request, response);
    send(response, 404, messagePage("Nothing here", "There are /, /healthz and /readyz."));
  }

  return await serve({
    name: "status",
    setting: "status.port, ROLECALL_HTTP_PORT",
    host: settings.host,
    port: settings.port,
    log,
    handle(request, response) {
      answer(request, response).catch((error: unknown) => {
        log.error({ error }, "the status server failed");
        if (!response.headersSent) send(response, 500, messagePage("That failed on our side", "The log says why."));
      });
    },
  });
}

function sendProbe(response: ServerResponse, { status, body }: ProbeAnswer): void {
  response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" });
  response.end(`${JSON.stringify(body)}\n`);
}

function send(response: ServerResponse, status: number, page: Html): void {
  response.writeHead(status, {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": `default-src 'none'; style-src ${styleSource}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
  });
  response.end(page.text);
}
