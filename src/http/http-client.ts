/** The polite and safe client: whatever an address, a name or a server does, a fetch ends, and ends small. */
import type { z } from "zod";
import { allowedHosts } from "./address-guard.ts";
import { type FetchRequest, fetchText } from "./fetch-text.ts";
import { conditionsOf, freshForMs, storedValidators, type Validators, validatorsOf } from "./freshness.ts";
import { HostGate } from "./host-gate.ts";
import { NotModified } from "./http-error.ts";
import { parseJson } from "./json.ts";
import { type HttpPorts, undiciTransport } from "./transport.ts";

const mebibyte = 1024 * 1024;

/** For whole boards in one answer; 2,800 postings with their texts have been seen. */
export const boardBytes = 32 * mebibyte;

export interface HttpLimits {
  readonly connectTimeoutMs: number;
  /** For one fetch from its first connection to its last byte, redirects included. */
  readonly deadlineMs: number;
  readonly maxHeaderBytes: number;
  /** Of a decoded body, unless a fetch asks for more. */
  readonly maxBytes: number;
  readonly maxRedirects: number;
  readonly maxPerHost: number;
}

const defaultLimits: HttpLimits = {
  connectTimeoutMs: 5_000,
  deadlineMs: 20_000,
  maxHeaderBytes: 16 * 1024,
  maxBytes: 5 * mebibyte,
  maxRedirects: 5,
  maxPerHost: 2,
};

export interface HttpSettings {
  /** An address of a page or a mailbox under which an annoyed board operator finds us. */
  readonly contact: string;
  /** Private hosts that the operator allows everywhere, `host` or `host:port`. */
  readonly allowHosts?: readonly string[];
  readonly limits?: Partial<HttpLimits>;
}

export interface SessionOptions {
  /**
   * As `collected` gave them for the last stored snapshot, straight from the store: what has another form is left out,
   * and everything is read anew.
   */
  readonly validators?: unknown;
  /** Hosts that the operator allows for this source, such as the one of its `baseUrl`. */
  readonly allowHosts?: readonly string[];
  /** Headers that hold a key: dropped as soon as a redirect leaves the origin that was asked. */
  readonly credentials?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

export interface FetchOptions {
  /** Decoded bytes; default 5 MiB. */
  readonly maxBytes?: number;
  /** `same-origin` for what must not send us elsewhere: a redirect off it is then `not-found`. Default `follow`. */
  readonly redirects?: FetchRequest["redirects"];
}

/** To be stored together with the snapshot that it belongs to, or not at all. */
interface Collected {
  readonly validators: Readonly<Record<string, Validators>>;
  /** For how long the server vouches for what was read: the shortest of all answers, 0 where one says nothing. */
  readonly freshForMs: number;
}

/** All fetches of one poll. */
export interface HttpSession {
  /**
   * Fetches JSON and parses it.
   *
   * Only the first fetch of a session is conditional: an unchanged later page says nothing of the pages before it.
   *
   * @throws NotModified when nothing changed since `validators`.
   * @throws HttpError
   * @throws The reason of `signal` once it aborts.
   */
  json<Schema extends z.ZodType>(url: string, schema: Schema, options?: FetchOptions): Promise<z.output<Schema>>;
  collected(): Collected;
}

export interface HttpClient {
  session(options: SessionOptions): HttpSession;
  /** Breaks off what is under way and closes every connection. */
  close(): Promise<void>;
}

/** A client whose limits hold over all of its sessions; one for the whole process. */
export function createHttpClient(settings: HttpSettings, ports: HttpPorts): HttpClient {
  const limits = { ...defaultLimits, ...settings.limits };
  const transport = ports.transport ?? undiciTransport(limits, ports.lookup);
  const gate = new HostGate(limits.maxPerHost);
  const headers = { "user-agent": `Rolecall (+${settings.contact})`, accept: "application/json" };

  function session({ allowHosts = [], credentials = {}, signal, ...stored }: SessionOptions): HttpSession {
    const validators = storedValidators(stored.validators);
    const allowed = allowedHosts([...(settings.allowHosts ?? []), ...allowHosts]);
    const collected: Record<string, Validators> = {};
    const freshness: number[] = [];
    let fetches = 0;

    async function json<Schema extends z.ZodType>(url: string, schema: Schema, options: FetchOptions = {}) {
      const isConditional = fetches === 0;
      fetches += 1;
      const fetched = await fetchText(
        {
          ...limits,
          url,
          allowed,
          maxBytes: options.maxBytes ?? limits.maxBytes,
          redirects: options.redirects ?? "follow",
          headers,
          credentials,
          conditions: (hop) => (isConditional ? conditionsOf(validators[hop.href] ?? {}) : {}),
          signal,
        },
        { clock: ports.clock, transport, gate },
      );
      freshness.push(freshForMs(fetched.url, fetched.headers, ports.clock.now()));
      const { href } = fetched.url;
      const given = validatorsOf(fetched.headers) ?? (fetched.text === undefined ? validators[href] : undefined);
      if (isConditional && given !== undefined) collected[href] = given;
      if (fetched.text === undefined) throw new NotModified(fetched.url);
      return parseJson(fetched.text, schema, fetched.url);
    }

    return {
      json,
      collected: () => ({
        validators: { ...collected },
        freshForMs: freshness.length === 0 ? 0 : Math.min(...freshness),
      }),
    };
  }

  return { session, close: () => transport.close() };
}
