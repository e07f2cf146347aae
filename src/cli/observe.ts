import type { Config } from "../../config/load.ts";
import type { App, AppPorts } from "../app.ts";
import { labelValues } from "../label-values.ts";
import type { Log } from "../log.ts";
import type { HttpServer } from "../ops/http-server.ts";
import { openMetricsServer } from "../ops/metrics/metrics-server.ts";
import type { Reading } from "../ops/metrics/metrics.ts";
import { metricsSettings } from "../ops/metrics/metrics-settings.ts";
import { startTracing } from "../ops/tracing/start-tracing.ts";
import { tracingSettings } from "../ops/tracing/tracing-settings.ts";
import { createTracing } from "../tracing.ts";
import type { ChatPlatform } from "../platforms/chat/chat-platform.ts";
import { ownVersion } from "../version.ts";

/** What watches a bot, as far as it is set up. */
export interface Observers {
  readonly ports: Pick<AppPorts, "meter" | "tracing">;
  /**
   * Opens `/metrics`.
   *
   * @param chats Where the process listens to people, if that is its to do.
   * @throws UsageError `port` where it cannot listen.
   */
  serve(
    app: Pick<App, "readings" | "ownReadings" | "roles">,
    chats: readonly Pick<ChatPlatform, "platform" | "isConnected">[],
  ): Promise<HttpServer | undefined>;
  /** Never throws. */
  close(): Promise<void>;
}

/** @throws UsageError `metrics-settings` or `tracing-settings` for what cannot be read. */
export async function observe(
  { environment, ...config }: Pick<Config, "environment" | "metrics" | "tracing">,
  log: Log,
): Promise<Observers> {
  const place = metricsSettings(environment, config.metrics);
  const receiver = tracingSettings(environment, config.tracing);
  // Loaded only where it is wanted, as what sends traces is: most start without.
  const metrics = place === null ? null : (await import("../ops/metrics/metrics.ts")).createMetrics(labelValues, log);
  const traces = receiver === null ? null : await startTracing(receiver, ownVersion(), log);
  let server: HttpServer | undefined;
  return {
    ports: {
      ...(metrics === null ? {} : { meter: metrics.meter }),
      ...(traces === null ? {} : { tracing: createTracing(traces.tracer) }),
    },
    async serve(app, chats) {
      if (place === null || metrics === null) return undefined;
      const heard = app.roles.has("chat") ? chats : [];
      server = await openMetricsServer({
        settings: place,
        metrics,
        readings: () => app.readings(),
        own: () => [
          ...app.ownReadings(),
          ...heard.map(
            ({ platform: { id: platform }, isConnected }): Reading => ({
              name: "rolecall_platform_connected",
              labels: { platform },
              value: isConnected() ? 1 : 0,
            }),
          ),
        ],
        log,
      });
      log.info({ host: place.host, port: server.port }, "metrics are served");
      return server;
    },
    async close() {
      await server?.close();
      await traces?.stop();
    },
  };
}
