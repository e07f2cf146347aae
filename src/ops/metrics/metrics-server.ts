import type { Log } from "../../log.ts";
import { type HttpServer, serve } from "../http-server.ts";
import type { Metrics, Reading } from "./metrics.ts";
import type { MetricsSettings } from "./metrics-settings.ts";

export interface MetricsServerOptions {
  readonly settings: MetricsSettings;
  readonly metrics: Pick<Metrics, "text" | "contentType">;
  readonly readings: () => Promise<readonly Reading[]>;
  /** What the process knows by itself; nothing when left out. */
  readonly own?: () => readonly Reading[];
  readonly log: Log;
}

/**
 * `/metrics` on a port of its own, which need not be reachable for those who use the bot.
 *
 * @throws UsageError `port` when it cannot listen there.
 */
export async function openMetricsServer({
  settings,
  metrics,
  readings,
  own,
  log,
}: MetricsServerOptions): Promise<HttpServer> {
  const setting = "metrics.port and metrics.host, or ROLECALL_METRICS_PORT and ROLECALL_METRICS_HOST";
  return await serve({
    name: "metrics",
    setting,
    ...settings,
    log,
    handle({ method, url = "/" }, response) {
      if (url.split("?", 1)[0] !== "/metrics") return void response.writeHead(404).end();
      if (method !== "GET" && method !== "HEAD") return void response.writeHead(405, { Allow: "GET, HEAD" }).end();
      void answer().then(
        (text) => response.writeHead(200, { "Content-Type": metrics.contentType }).end(text),
        (error: unknown) => {
          log.error({ error }, "metrics could not be written by a fault of ours");
          response.writeHead(500).end();
        },
      );
    },
  });

  async function answer(): Promise<string> {
    return await metrics.text(readings, own);
  }
}
