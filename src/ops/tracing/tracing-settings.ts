import { z } from "zod";
import { UsageError } from "../../errors.ts";

/** `tracing` of the configuration. */
export const tracingConfig = z
  .strictObject({
    endpoint: z
      .url({ protocol: /^https?$/, error: "expected an http or https address, such as http://localhost:4318" })
      .optional()
      .describe("Where traces go by OTLP over HTTP, without /v1/traces. OTEL_EXPORTER_OTLP_ENDPOINT goes before it"),
  })
  .prefault({});

export const tracingVariables = {
  OTEL_EXPORTER_OTLP_ENDPOINT: "Where traces go by OTLP over HTTP, such as http://localhost:4318; without it nowhere",
} as const;

/**
 * The address that takes traces; null where that is not set up.
 *
 * @throws UsageError `tracing-settings` for an address that is none.
 */
export function tracesUrl(
  variables: Readonly<Partial<Record<keyof typeof tracingVariables, string>>>,
  config: z.output<typeof tracingConfig>,
): string | null {
  const endpoint = variables.OTEL_EXPORTER_OTLP_ENDPOINT ?? config.endpoint;
  if (endpoint === undefined) return null;
  const url = URL.parse(endpoint);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    // It may hold a password.
    const message =
      "tracing: expected OTEL_EXPORTER_OTLP_ENDPOINT to be an http or https address, such as http://localhost:4318.";
    throw new UsageError("tracing-settings", message);
  }
  url.pathname = `${url.pathname.replace(/\/$/, "")}/v1/traces`;
  return url.href;
}
