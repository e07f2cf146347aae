import { z } from "zod";
import { portOf } from "../http/loopback-server.ts";
import { createServer } from "node:http";
import { once } from "node:events";

const attributes = z.array(z.object({ key: z.string(), value: z.looseObject({}) })).default([]);
const span = z.object({
  traceId: z.string().length(32),
  spanId: z.string().length(16),
  parentSpanId: z.string().optional(),
  name: z.string(),
  attributes,
  links: z.array(z.object({ traceId: z.string(), spanId: z.string() })).default([]),
  status: z.looseObject({}),
});
const body = z.object({
  resourceSpans: z.array(
    z.object({ resource: z.object({ attributes }), scopeSpans: z.array(z.object({ spans: z.array(span) })) }),
  ),
});

export type ReceivedSpan = z.output<typeof span>;

/** What takes traces by OTLP over HTTP with JSON, as a collector does, on loopback. */
export async function anOtlpReceiver() {
  const spans: ReceivedSpan[] = [];
  const received: string[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on("end", () => {
      received.push(text);
      const isRight =
        request.method === "POST" &&
        request.url === "/v1/traces" &&
        request.headers["content-type"] === "application/json";
      const parsed = isRight ? body.safeParse(JSON.parse(text)) : undefined;
      for (const { scopeSpans } of parsed?.data?.resourceSpans ?? []) {
        for (const scope of scopeSpans) spans.push(...scope.spans);
      }
      response.writeHead(parsed?.success === true ? 200 : 400, { "content-type": "application/json" }).end("{}");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${portOf(server)}`,
    spans,
    /** Every body, as it came. */
    received,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
