import { z } from "zod";
import { UsageError } from "../../errors.ts";

const range = "expected a port from 0 to 65535";

/** `metrics` of the configuration. */
export const metricsConfig = z
  .strictObject({
    port: z
      .int()
      .min(0, range)
      .max(65_535, range)
      .optional()
      .describe("Port to listen on; 0 for any free one. ROLECALL_METRICS_PORT goes before it"),
    host: z
      .string()
      .min(1)
      .default("127.0.0.1")
      .describe(
        "Address to listen on; there is no token, so keep it in your own network. ROLECALL_METRICS_HOST goes before it",
      ),
  })
  .prefault({});

export const metricsVariables = {
  ROLECALL_METRICS_PORT: "The port of /metrics, for Prometheus; without it there is none",
  ROLECALL_METRICS_HOST: "The address that it listens on; 127.0.0.1 by default",
} as const;

export interface MetricsSettings {
  readonly host: string;
  readonly port: number;
}

/**
 * Where metrics are served; null where that is not set up.
 *
 * @throws UsageError `metrics-settings` for a port that is none.
 */
export function metricsSettings(
  variables: Readonly<Partial<Record<keyof typeof metricsVariables, string>>>,
  config: z.output<typeof metricsConfig>,
): MetricsSettings | null {
  const port = portOf(variables.ROLECALL_METRICS_PORT) ?? config.port;
  return port === undefined ? null : { host: variables.ROLECALL_METRICS_HOST ?? config.host, port };
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  const message = `metrics: expected ROLECALL_METRICS_PORT to be a port from 0 to 65535, got ${text}.`;
  throw new UsageError("metrics-settings", message, { port: text });
}
