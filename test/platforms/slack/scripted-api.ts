import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Call {
  readonly method: string;
  readonly token: string;
  readonly args: Readonly<Record<string, string>>;
}

/**
 * @property httpStatus Instead of 200.
 * @property retryAfter Seconds, with 429: half a minute when left out.
 */
export type Answer = Readonly<Record<string, unknown>> & { readonly httpStatus?: number; readonly retryAfter?: number };

/** Slack's Web API on loopback as a test scripts it: for what needs an answer that no well-behaved Slack gives in time. */
export async function scriptedApi(
  script: Readonly<Record<string, (call: Call) => Answer | Promise<Answer>>>,
  headers: Readonly<Record<string, string>> = {},
) {
  const calls: Call[] = [];
  const responses: { readonly url: string; readonly body: Answer }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => void answer(Buffer.concat(chunks).toString()));

    async function answer(body: string): Promise<void> {
      if (request.url?.startsWith("/response/") === true) {
        responses.push({ url: request.url, body: JSON.parse(body) });
        return void response.end("ok");
      }
      const call: Call = {
        method: (request.url ?? "").replace("/api/", ""),
        token: (request.headers.authorization ?? "").replace("Bearer ", ""),
        args: Object.fromEntries(new URLSearchParams(body)),
      };
      calls.push(call);
      const answered = (await script[call.method]?.(call)) ?? { ok: false, error: "unknown_method" };
      const { httpStatus = 200, retryAfter = 30, ...fields } = answered;
      const retry = httpStatus === 429 ? { "retry-after": String(retryAfter) } : {};
      response.writeHead(httpStatus, { "content-type": "application/json", ...retry, ...headers });
      response.end(JSON.stringify({ ok: true, ...fields }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    calls,
    /** What was posted to addresses for answers. */
    responses,
    countOf: (method: string) => calls.filter((call) => call.method === method).length,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type ScriptedApi = Awaited<ReturnType<typeof scriptedApi>>;
