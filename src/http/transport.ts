import type { Readable } from "node:stream";
import { Agent } from "undici";
import type { Clock } from "../clock.ts";
import { guardedConnector, type Lookup } from "./connector.ts";

/** Header names in lower case. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

interface TransportRequest {
  /** Already checked as it is written. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON to post; without it the request is a GET. */
  readonly body?: string;
  readonly signal: AbortSignal;
  /** Whether the operator listed the host. */
  readonly isTrusted: boolean;
}

export interface TransportResponse {
  readonly status: number;
  readonly headers: Headers;
  /** As sent, still encoded; must be read to its end or destroyed. */
  readonly body: Readable;
}

/** One request without redirects, decoding or limits: the port at which tests and simulations stand in for the network. */
export interface Transport {
  send(request: TransportRequest): Promise<TransportResponse>;
  close(): Promise<void>;
}

export interface TransportLimits {
  readonly connectTimeoutMs: number;
  readonly maxHeaderBytes: number;
}

/** What the client needs from outside; all but the clock default to the real network. */
export interface HttpPorts {
  readonly clock: Clock;
  readonly lookup?: Lookup;
  readonly transport?: Transport;
}

/**
 * The real network, through undici. Proxies named by environment variables are not used: they would connect for us,
 * past the guard. Trusted and other hosts never share a connection.
 */
export function undiciTransport(limits: TransportLimits, lookup?: Lookup): Transport {
  const agent = (isTrusted: boolean) =>
    new Agent({
      maxHeaderSize: limits.maxHeaderBytes,
      allowH2: false,
      connect: guardedConnector({
        connectTimeoutMs: limits.connectTimeoutMs,
        isTrusted,
        ...(lookup === undefined ? {} : { lookup }),
      }),
    });
  const open = agent(false);
  const trusted = agent(true);
  return {
    async send({ url, headers, body, signal, isTrusted }) {
      const answer = await (isTrusted ? trusted : open).request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: body === undefined ? "GET" : "POST",
        headers,
        ...(body === undefined ? {} : { body }),
        signal,
      });
      return { status: answer.statusCode, headers: answer.headers, body: answer.body };
    },
    async close() {
      await Promise.all([open.destroy(), trusted.destroy()]);
    },
  };
}

/** The first value of a header, undefined where it is missing. */
export function headerOf(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value : value?.[0];
}
