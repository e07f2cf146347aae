import { SpanStatusCode } from "@opentelemetry/api";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { describe, expect, it } from "vitest";
import { RolecallError } from "../src/errors.ts";
import { createTracing, silentTracing } from "../src/tracing.ts";

function someTracing() {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  return { tracing: createTracing(provider.getTracer("test")), spans: () => exporter.getFinishedSpans() };
}

const nothing = async () => undefined;

describe("traces", () => {
  it("put what is done with postings into the trace of the poll that found the first of them, linked to all", async () => {
    const { tracing, spans } = someTracing();
    await tracing.poll("a", 100, nothing);
    await tracing.poll("b", 110, nothing);

    await tracing.span("match", nothing, [
      { source: "a", firstSeenAt: 105 },
      { source: "b", firstSeenAt: 110 },
      { source: "a", firstSeenAt: 106 },
    ]);

    const [a, b, match] = spans().map((span) => span.spanContext());
    expect(match?.traceId).toBe(a?.traceId);
    expect(spans().at(-1)?.parentSpanContext?.spanId).toBe(a?.spanId);
    expect(
      spans()
        .at(-1)
        ?.links.map(({ context }) => context.spanId),
    ).toEqual([a?.spanId, b?.spanId]);
  });

  it("begin anew where the poll is not known any more", async () => {
    const { tracing, spans } = someTracing();
    await tracing.poll("a", 100, nothing);
    await tracing.poll("a", 200, nothing);

    await tracing.span("send", nothing, [
      { source: "a", firstSeenAt: 150 },
      { source: "other", firstSeenAt: 300 },
    ]);

    expect(spans().at(-1)).toMatchObject({ name: "send", links: [] });
    expect(spans().at(-1)?.parentSpanContext).toBeUndefined();
  });

  it.each([
    [new RolecallError("schema", "the words of a stranger"), "schema"],
    [new Error("the words of a stranger"), "internal"],
  ])("say that something failed, and nothing in the words of its error", async (error, message) => {
    const { tracing, spans } = someTracing();

    await expect(tracing.span("match", () => Promise.reject(error))).rejects.toBe(error);

    expect(spans()[0]?.status).toEqual({ code: SpanStatusCode.ERROR, message });
    expect(spans()[0]?.events).toEqual([]);
  });

  it("cost nothing and change nothing without a receiver", async () => {
    await silentTracing.poll("a", 0, nothing);

    const answer = await silentTracing.span("send", async () => 7, [{ source: "a", firstSeenAt: 1 }]);

    expect(answer).toBe(7);
  });
});
