/**
 * The polite and safe client: whatever an address, a name or a server does, a fetch ends, and ends small. One file, because its limits
 * hold over all requests of all of its sessions.
 */
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { z } from "zod";
import { allowedHosts } from "./address-guard.ts";
import { largerThan } from "./body.ts";
import { textOf } from "./charset.ts";
import { type Fetched, type FetchRequest, fetchBytes } from "./fetch-bytes.ts";
import { conditionsOf, freshForMs, storedValidators, type Validators, validatorsOf } from "./freshness.ts";
import { HostGate } from "./host-gate.ts";
import { HttpError, NotModified, redactUrl } from "./http-error.ts";
import { parseJson } from "./json.ts";
import { believedMove, type Move, moveAfter, storedMoves } from "./moves.ts";
import { agentName, RobotsRules, robotsBytes } from "./robots.ts";
import { headerOf, type HttpPorts, undiciTransport } from "./transport.ts";

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
  /** Between the starts of two requests to one host. */
  readonly gapPerHostMs: number;
}

const defaultLimits: HttpLimits = {
  connectTimeoutMs: 5_000,
  deadlineMs: 20_000,
  maxHeaderBytes: 16 * 1024,
  maxBytes: 5 * mebibyte,
  maxRedirects: 5,
  maxPerHost: 2,
  gapPerHostMs: 100,
};

export interface HttpSettings {
  /** An address of a page or a mailbox under which an annoyed board operator finds us. */
  readonly contact?: string | undefined;
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
  /** As `collected` gave them last; none after a poll that failed, so that three in a row are three that were of use. */
  readonly moves?: unknown;
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
  /**
   * One of several requests for one list: never asked for only if it changed, since it says nothing of the others if it did
   * not.
   */
  readonly isPart?: boolean;
  /**
   * Whose server it is, where many hosts are one, such as `recruitee.com` of all `*.recruitee.com`: they are paced, and left
   * alone when one of them asks for it, as one. The host by default.
   */
  readonly server?: string;
}

export interface JsonOptions extends FetchOptions {
  /** Posted as JSON. Such a request is never conditional. */
  readonly body?: unknown;
}

export interface TextOptions extends FetchOptions {
  /** Media types that are wanted; anything by default. */
  readonly accept?: string;
  /** Ask the site's robots.txt first: for pages made for people. */
  readonly isPage?: boolean;
}

export interface FetchedText {
  /** Where it was found in the end. */
  readonly url: URL;
  readonly text: string;
  /** Media type as sent, in lower case and without parameters; empty where none was. */
  readonly contentType: string;
}

/** Of one request within the client. */
interface AskOptions extends JsonOptions {
  readonly isConditional?: boolean;
  readonly isPage?: boolean;
  readonly isCut?: boolean;
}

/** To be stored together with the snapshot that it belongs to, or not at all. */
interface Collected {
  readonly validators: Readonly<Record<string, Validators>>;
  /** Addresses that have moved for good; to be stored once what they brought was of use. */
  readonly moves: Readonly<Record<string, Move>>;
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
  json<Schema extends z.ZodType>(url: string, schema: Schema, options?: JsonOptions): Promise<z.output<Schema>>;
  /**
   * Fetches text in whatever encoding it says to be in; a file that is compressed as such (`sitemap.xml.gz`) is unpacked.
   *
   * @throws As `json`; `blocked` with `reason: "robots"` where a site does not want its page to be read.
   */
  text(url: string, options?: TextOptions): Promise<FetchedText>;
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
  const gate = new HostGate({ maxAtOnce: limits.maxPerHost, gapMs: limits.gapPerHostMs }, ports.clock);
  const robots = new RobotsRules();
  const userAgent = `${agentName} (+${settings.contact ?? "no contact given by the operator"})`;

  function session({ allowHosts = [], credentials = {}, signal, ...stored }: SessionOptions): HttpSession {
    const validators = storedValidators(stored.validators);
    const moves = { ...storedMoves(stored.moves) };
    const allowed = allowedHosts([...(settings.allowHosts ?? []), ...allowHosts]);
    const collected: Record<string, Validators> = {};
    const freshness: number[] = [];
    let fetches = 0;

    async function ask(url: string, accept: string, options: AskOptions): Promise<Fetched> {
      const { body, server, isConditional = false, isPage = false, isCut = false } = options;
      return await fetchBytes(
        {
          ...limits,
          url,
          allowed,
          maxBytes: options.maxBytes ?? limits.maxBytes,
          redirects: options.redirects ?? "follow",
          headers: {
            "user-agent": userAgent,
            accept,
            ...(body === undefined ? {} : { "content-type": "application/json" }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          ...(server === undefined ? {} : { server }),
          credentials,
          ...(isPage ? { permit } : {}),
          isCut,
          conditions: (hop) => (isConditional ? conditionsOf(validators[hop.href] ?? {}) : {}),
          signal,
        },
        { clock: ports.clock, transport, gate },
      );
    }

    /** Wherever an address leads, the site there is asked whether its page may be read. */
    async function permit(url: URL): Promise<void> {
      await robots.check(url, ports.clock.now(), async (address) => {
        const { bytes } = await ask(address, "text/plain, */*;q=0.5", { maxBytes: robotsBytes, isCut: true });
        return new TextDecoder().decode(bytes);
      });
    }

    /** Where an address is to be asked for, and what the answer says of that. */
    async function fetchMoved(asked: string, accept: string, options: AskOptions) {
      const believed = believedMove(moves[asked]);
      const fetched = await ask(believed ?? asked, accept, options);
      if (believed !== undefined) return fetched;
      const move = moveAfter(moves[asked], fetched.movedTo);
      if (move === undefined) delete moves[asked];
      else moves[asked] = move;
      return fetched;
    }

    async function read(url: string, accept: string, options: AskOptions): Promise<Fetched & { bytes: Buffer }> {
      const isFirst = fetches === 0;
      fetches += 1;
      const isConditional = isFirst && options.body === undefined && options.isPart !== true;
      const asking = { ...options, isConditional };
      const fetched = await (isFirst ? fetchMoved(url, accept, asking) : ask(url, accept, asking));
      freshness.push(freshForMs(fetched.url, fetched.headers, ports.clock.now()));
      const { href } = fetched.url;
      const { bytes } = fetched;
      const given = validatorsOf(fetched.headers) ?? (bytes === undefined ? validators[href] : undefined);
      if (isConditional && given !== undefined) collected[href] = given;
      if (bytes === undefined) throw new NotModified(fetched.url);
      return { ...fetched, bytes };
    }

    /** So that the bytes are gone before a large text is parsed. */
    async function readUtf8(url: string, options: JsonOptions): Promise<{ text: string; url: URL }> {
      const fetched = await read(url, "application/json", options);
      return { text: new TextDecoder().decode(fetched.bytes), url: fetched.url };
    }

    return {
      async json(url, schema, options = {}) {
        const answer = await readUtf8(url, options);
        return parseJson(answer.text, schema, answer.url);
      },
      async text(url, { accept = "*/*", ...options } = {}) {
        const fetched = await read(url, accept, options);
        const bytes = await unpacked(fetched.bytes, fetched.url, options.maxBytes ?? limits.maxBytes);
        const contentType = headerOf(fetched.headers, "content-type");
        return {
          url: fetched.url,
          text: textOf(bytes, contentType),
          contentType: (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "",
        };
      },
      collected: () => ({
        validators: { ...collected },
        moves: { ...moves },
        freshForMs: freshness.length === 0 ? 0 : Math.min(...freshness),
      }),
    };
  }

  return { session, close: () => transport.close() };
}

const gunzipped = promisify(gunzip);

/** The content of a file that was compressed before it was put on the server, else the bytes as they are. */
async function unpacked(bytes: Buffer, url: URL, maxBytes: number): Promise<Buffer> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return await gunzipped(bytes, { maxOutputLength: maxBytes });
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ERR_BUFFER_TOO_LARGE") {
      throw largerThan(maxBytes, url);
    }
    const address = redactUrl(url);
    throw new HttpError("schema", `http: ${address} sent a file that cannot be unpacked`, { url: address }, cause);
  }
}
