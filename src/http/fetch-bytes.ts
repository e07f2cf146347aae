import type { Clock } from "../clock.ts";
import { messageOf } from "../errors.ts";
import { AddressRefused, type AllowedHosts, checkUrl, refused } from "./address-guard.ts";
import { acceptedEncodings, discard, readBody } from "./body.ts";
import type { HostGate } from "./host-gate.ts";
import { HttpError, redactUrl } from "./http-error.ts";
import { errorOf, isSuccess, type Redirect, redirectOf } from "./status.ts";
import type { Headers, Transport } from "./transport.ts";

export interface FetchRequest {
  readonly url: string;
  readonly allowed: AllowedHosts;
  /** Milliseconds for connecting, every redirect and the body together; waiting for a turn at a host is free. */
  readonly deadlineMs: number;
  readonly maxBytes: number;
  readonly maxRedirects: number;
  readonly redirects: "follow" | "same-origin";
  readonly headers: Readonly<Record<string, string>>;
  /** Whose turns it takes and whose wishes it keeps; each host's own when left out. */
  readonly server?: string;
  /** JSON to post. A redirect of it is not followed: it would have to become another request. */
  readonly body?: string;
  /** Sent until a redirect leaves the origin, and never again after that. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Asked before each hop; throws where it is not to be made. */
  permit?(this: void, url: URL): Promise<void>;
  /** Whether what is over `maxBytes` is left out, instead of refused. */
  readonly isCut?: boolean;
  /** The headers that make the request of one hop conditional. */
  conditions(url: URL): Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** A success with its body, or a 304 with none. */
export interface Fetched {
  readonly url: URL;
  readonly headers: Headers;
  readonly bytes: Buffer | undefined;
  /** Where what was asked for has moved for good, as far as every hop said so; undefined where it has not. */
  readonly movedTo: URL | undefined;
}

interface FetchPorts {
  readonly clock: Clock;
  readonly transport: Transport;
  readonly gate: HostGate;
}

/**
 * Follows one address to its end, every hop checked as if it had been asked for.
 *
 * @throws HttpError; the reason of `signal` once it aborts.
 */
export async function fetchBytes(request: FetchRequest, ports: FetchPorts): Promise<Fetched> {
  const { clock, gate } = ports;
  let url = parseUrl(request.url);
  let { credentials } = request;
  let leftMs = request.deadlineMs;
  let movedTo: URL | undefined;
  let hasMoved = true;
  for (let hops = 0; ; hops += 1) {
    const isTrusted = checkUrl(url, request.allowed);
    await request.permit?.(url);
    const hop = { url, isTrusted, credentials, leftMs };
    const host = request.server ?? url.hostname.replace(/\.$/, "");
    const answer = await gate.run(host, request.signal, async () => {
      const heldForMs = gate.heldForMs(host);
      if (heldForMs > 0) throw heldError(url, heldForMs);
      const startedAt = clock.now();
      try {
        return await withDeadline(request, hop, ports);
      } catch (error) {
        if (isLimit(error)) gate.hold(host, holdFor(error));
        throw error;
      } finally {
        leftMs -= clock.now() - startedAt;
      }
    });
    if (!("target" in answer)) return { ...answer, movedTo };
    const { target, isPermanent } = answer;
    hasMoved &&= isPermanent;
    if (hasMoved) movedTo = target;
    if (request.body !== undefined) {
      throw redirectError(url, `expected an answer to what was posted, got a redirect to ${target.host}`, "not-found");
    }
    if (hops === request.maxRedirects) throw redirectError(url, `expected at most ${hops} redirects, got more`);
    if (target.origin !== url.origin) {
      if (request.redirects === "same-origin") {
        throw redirectError(url, `expected an answer of its own, got a redirect to ${target.host}`, "not-found");
      }
      credentials = {};
    }
    url = target;
  }
}

interface Hop {
  readonly url: URL;
  readonly isTrusted: boolean;
  readonly credentials: Readonly<Record<string, string>>;
  readonly leftMs: number;
}

type Answer = Omit<Fetched, "movedTo"> | Redirect;

/** One hop, and every way in which it can fail as one of our errors. */
async function withDeadline(request: FetchRequest, hop: Hop, ports: FetchPorts): Promise<Answer> {
  const deadline = new AbortController();
  const finished = new AbortController();
  const timer = ports.clock.sleep(Math.max(0, hop.leftMs), finished.signal).then(() => {
    if (!finished.signal.aborted) deadline.abort();
  });
  try {
    return await fetchHop(request, hop, ports, AbortSignal.any([request.signal, deadline.signal]));
  } catch (error) {
    request.signal.throwIfAborted();
    const fields = { url: redactUrl(hop.url) };
    if (deadline.signal.aborted) {
      const message = `http: expected ${fields.url} to be done in ${request.deadlineMs} ms, got no end`;
      throw new HttpError("unreachable", message, { ...fields, reason: "deadline" }, error);
    }
    if (error instanceof HttpError) throw error;
    if (error instanceof AddressRefused) throw refused(hop.url, error.message, error);
    if (hasCode(error, "UND_ERR_HEADERS_OVERFLOW")) {
      throw new HttpError("too-large", `http: expected smaller headers from ${fields.url}`, fields, error);
    }
    throw new HttpError("unreachable", `http: could not read ${fields.url}: ${messageOf(error)}`, fields, error);
  } finally {
    finished.abort();
    await timer;
  }
}

async function fetchHop(
  request: FetchRequest,
  { url, isTrusted, credentials }: Hop,
  { transport, clock }: FetchPorts,
  signal: AbortSignal,
): Promise<Answer> {
  const conditions = request.conditions(url);
  const headers = { ...request.headers, "accept-encoding": acceptedEncodings, ...conditions, ...credentials };
  const { body } = request;
  const response = await transport.send({ url, headers, signal, isTrusted, ...(body === undefined ? {} : { body }) });
  if (isSuccess(response)) {
    return { url, headers: response.headers, bytes: await readBody(response, url, request.maxBytes, request.isCut) };
  }
  discard(response);
  if (response.status === 304 && Object.keys(conditions).length > 0) {
    return { url, headers: response.headers, bytes: undefined };
  }
  const redirect = redirectOf(response, url);
  if (redirect === undefined) throw errorOf(response, url, clock.now());
  return redirect;
}

function parseUrl(text: string): URL {
  if (!URL.canParse(text)) {
    throw new HttpError("unreachable", "http: expected an absolute address, got something else", {
      url: "",
      reason: "address",
    });
  }
  const url = new URL(text);
  url.hash = "";
  return url;
}

/** Longer than this no host is left alone as a whole; the source that it told so keeps to all of it. */
const longestHoldMs = 3_600_000;

/** A host that does not say for how long. */
const defaultHoldMs = 60_000;

function holdFor({ fields: { status, retryAfterMs } }: HttpError): number {
  return Math.min(retryAfterMs ?? (status === 429 ? defaultHoldMs : 0), longestHoldMs);
}

function isLimit(error: unknown): error is HttpError {
  return error instanceof HttpError && (error.fields.status === 429 || error.fields.status === 503);
}

function heldError(url: URL, retryAfterMs: number): HttpError {
  return new HttpError(
    "blocked",
    `http: ${url.host} asked to be left alone for ${Math.ceil(retryAfterMs / 1000)} s more`,
    {
      url: redactUrl(url),
      retryAfterMs,
      reason: "held",
    },
  );
}

function redirectError(url: URL, why: string, code: "unreachable" | "not-found" = "unreachable"): HttpError {
  return new HttpError(code, `http: ${redactUrl(url)}: ${why}`, { url: redactUrl(url), reason: "redirects" });
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
