import { describe, expect, it, vi } from "vitest";
import { startTracing } from "../../../src/ops/tracing/start-tracing.ts";
import { tracingSettings } from "../../../src/ops/tracing/tracing-settings.ts";
import { silentLog } from "../../../src/log.ts";
import { anOtlpReceiver } from "../../doubles/an-otlp-receiver.ts";

describe("traces", () => {
  it("arrive with the name and the version of the program, the last ones at its end", async () => {
    const receiver = await anOtlpReceiver();
    const { tracer, stop } = await startTracing(
      { url: `${receiver.endpoint}/v1/traces`, headers: {} },
      "1.2.3",
      silentLog,
    );

    tracer.startSpan("poll").end();
    await stop();

    expect(receiver.spans.map(({ name }) => name)).toEqual(["poll"]);
    expect(receiver.received[0]).toContain('{"key":"service.name","value":{"stringValue":"rolecall"}}');
    expect(receiver.received[0]).toContain('{"key":"service.version","value":{"stringValue":"1.2.3"}}');
    await receiver.stop();
  });

  it("that nobody takes are dropped, and the log says so", async () => {
    const receiver = await anOtlpReceiver();
    await receiver.stop();
    const warn = vi.fn<(fields: object, text: string) => void>();
    const { tracer, stop } = await startTracing({ url: `${receiver.endpoint}/v1/traces`, headers: {} }, "1.2.3", {
      ...silentLog,
      warn,
    });

    tracer.startSpan("poll").end();
    await stop();

    expect(warn.mock.calls.map(([, text]) => text).join()).toContain("traces could not be sent");
  });
});

describe("the endpoint", () => {
  it.each([
    [{}, {}, null],
    [{}, { endpoint: "http://collector:4318" }, "http://collector:4318/v1/traces"],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: "https://o.example/in/" },
      { endpoint: "http://x" },
      "https://o.example/in/v1/traces",
    ],
  ])("of %o and %o is %s", (variables, config, expected) => {
    expect(tracingSettings(variables, config)?.url ?? null).toBe(expected);
  });

  it.each(["collector:4318", "grpc://collector:4317", "nonsense"])("refuses %s", (endpoint) => {
    expect(() => tracingSettings({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }, {})).toThrow(
      /tracing: expected OTEL_EXPORTER_OTLP_ENDPOINT to be an http or https address/,
    );
  });

  it("has the headers that it asks for", () => {
    const variables = { OTEL_EXPORTER_OTLP_HEADERS: "authorization=Basic%20YWJj, x-tenant=1" };

    const settings = tracingSettings(variables, { endpoint: "http://collector:4318" });

    expect(settings?.headers).toEqual({ authorization: "Basic YWJj", "x-tenant": "1" });
  });

  it.each(["s3cret", "a b=s3cret", "a=s3cret%", "a=s3cret\nb=1"])(
    "does not repeat headers that it refuses: %j",
    (headers) => {
      const read = () => tracingSettings({ OTEL_EXPORTER_OTLP_HEADERS: headers }, { endpoint: "http://x" });

      expect(read).toThrow(/^tracing: expected OTEL_EXPORTER_OTLP_HEADERS to be `name=value,name=value`/);
      expect(read).not.toThrow(/s3cret/);
    },
  );
});
