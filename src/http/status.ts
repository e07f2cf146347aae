import { HttpError, type HttpErrorCode, redactUrl } from "./http-error.ts";
import { headerOf, type TransportResponse } from "./transport.ts";

const redirects = new Set([301, 302, 303, 307, 308]);

/** Where an answer sends us instead. */
export interface Redirect {
  readonly target: URL;
  /** Whether it says that it will always do so. */
  readonly isPermanent: boolean;
}

/** Where a redirect leads, undefined for an answer that is none. */
export function redirectOf({ status, headers }: TransportResponse, from: URL): Redirect | undefined {
  const location = headerOf(headers, "location");
  if (!redirects.has(status) || location === undefined) return undefined;
  if (URL.canParse(location, from.href)) {
    const target = new URL(location, from.href);
    target.hash = "";
    return { target, isPermanent: status === 301 || status === 308 };
  }
  throw new HttpError("unreachable", `http: expected an address to be redirected to from ${redactUrl(from)}`, {
    url: redactUrl(from),
    status,
    reason: "redirects",
  });
}

export function isSuccess({ status }: TransportResponse): boolean {
  return status >= 200 && status < 300;
}

/** The error for an answer that is neither a success nor a redirect. */
export function errorOf(response: TransportResponse, url: URL, now: number): HttpError {
  const { status } = response;
  const retryAfterMs = retryAfterOf(headerOf(response.headers, "retry-after"), now);
  return new HttpError(codeOf(status), `http: expected a success from ${redactUrl(url)}, got ${status}`, {
    url: redactUrl(url),
    status,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

function codeOf(status: number): HttpErrorCode {
  switch (status) {
    case 404:
      return "not-found";
    case 410:
      return "gone";
    case 401:
    case 403:
    case 429:
    case 451:
      return "blocked";
    default:
      return "unreachable";
  }
}

/** `Retry-After` in either of its forms, seconds or a date, as milliseconds from `now`. */
function retryAfterOf(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\s*\d{1,9}\s*$/.test(value)) return Number(value) * 1000;
  // Only dates that begin with a weekday: `Date.parse` reads a date into nearly anything, such as "-5".
  const date = /^\s*[A-Za-z]{3}/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
