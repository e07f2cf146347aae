import { type DiagLogger, DiagLogLevel, diag, type Tracer } from "@opentelemetry/api";
import type { Log } from "../../log.ts";
import type { TracingSettings } from "./tracing-settings.ts";

export interface StartedTracing {
  readonly tracer: Tracer;
  /** Sends what is left, for a few seconds at most. Never throws. */
  stop(): Promise<void>;
}

/** How long one export may take, and with it the end of the process. */
const exportWithinMs = 3_000;

/**
 * Has traces sent, in batches and beside all else: where nobody takes them they are dropped, and the log says so. The packages
 * for it are loaded only here, since most run without.
 */
export async function startTracing(settings: TracingSettings, version: string, log: Log): Promise<StartedTracing> {
  const { BatchSpanProcessor, TracerProvider } = await import("@opentelemetry/sdk-trace");
  const { OTLPTraceExporter } = await import("@opentelemetry/exporter-trace-otlp-http");
  const { resourceFromAttributes } = await import("@opentelemetry/resources");
  diag.setLogger(diagLogOf(log), { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": "rolecall", "service.version": version }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter({ ...settings, timeoutMillis: exportWithinMs }),
        exportTimeoutMillis: exportWithinMs,
      }),
    ],
  });
  return {
    tracer: provider.getTracer("rolecall", version),
    async stop() {
      try {
        await provider.shutdown();
      } catch (error) {
        log.warn({ error }, "the last traces could not be sent");
      }
      diag.disable();
    },
  };
}

function diagLogOf(log: Log): DiagLogger {
  const warn = (reason: string) => log.warn({ reason }, "traces could not be sent");
  return { error: warn, warn, info() {}, debug() {}, verbose() {} };
}
