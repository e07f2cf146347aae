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
  OTEL_EXPORTER_OTLP_HEADERS:
    "Headers that it asks for, such as `authorization=Basic%20…,x-tenant=1`: values as in an address",
} as const;
type TracingVariables = Readonly<Partial<Record<keyof typeof tracingVariables, string>>>;

export interface TracingSettings {
  /** Of a receiver of traces, by OTLP with JSON over HTTP. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Where traces go; null where that is not set up.
 *
 * @throws UsageError `tracing-settings` for what cannot be read. It is not repeated, since it may hold a password.
 */
export function tracingSettings(
  variables: TracingVariables,
  config: z.output<typeof tracingConfig>,
): TracingSettings | null {
  const endpoint = variables.OTEL_EXPORTER_OTLP_ENDPOINT ?? config.endpoint;
  if (endpoint === undefined) return null;
  const url = URL.parse(endpoint);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw wrong("OTEL_EXPORTER_OTLP_ENDPOINT to be an http or https address, such as http://localhost:4318");
  }
  url.pathname = `${url.pathname.replace(/\/$/, "")}/v1/traces`;
  return { url: url.href, headers: headersOf(variables.OTEL_EXPORTER_OTLP_HEADERS ?? "") };
}

function headersOf(text: string): Record<string, string> {
  const pairs = text.split(",").filter((pair) => pair.trim() !== "");
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name, value] = /^\s*([\w!#$%&'*+.^`|~-]+)=([!-~]*)\s*$/.exec(pair) ?? [];
      if (name === undefined || value === undefined) throw wrong(headersForm);
      try {
        return [name, decodeURIComponent(value)];
      } catch {
        throw wrong(headersForm);
      }
    }),
  );
}

const headersForm = "OTEL_EXPORTER_OTLP_HEADERS to be `name=value,name=value` with values as in an address";

function wrong(expected: string): UsageError {
  return new UsageError("tracing-settings", `tracing: expected ${expected}.`);
}
