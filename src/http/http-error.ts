import { RolecallError } from "../errors.ts";

/** Why a fetch brought nothing that can be used. */
export const httpErrorCodes = ["unreachable", "blocked", "not-found", "gone", "too-large", "schema"] as const;
export type HttpErrorCode = (typeof httpErrorCodes)[number];

export interface HttpErrorFields {
  /** The address without user info, query and fragment: keys travel in those. */
  readonly url: string;
  readonly status?: number;
  /** How long the server asked us to stay away, milliseconds from the answer; it may be days. */
  readonly retryAfterMs?: number;
  /** Which of several causes of one code it was, such as `deadline`, `address` or `redirects`. */
  readonly reason?: string;
}

/** A fetch that failed, for a reason outside of this process. */
export class HttpError extends RolecallError {
  declare readonly code: HttpErrorCode;
  declare readonly fields: HttpErrorFields & Readonly<Record<string, unknown>>;

  constructor(code: HttpErrorCode, message: string, fields: HttpErrorFields, cause?: unknown) {
    super(code, message, { ...fields }, cause);
  }
}

/**
 * The server says that nothing changed since the validators were stored: thrown so that a source cannot mistake it for
 * an empty board.
 */
export class NotModified extends RolecallError {
  constructor(url: URL) {
    super("not-modified", `http: ${redactUrl(url)} has not changed since the last stored snapshot`, {
      url: redactUrl(url),
    });
  }
}

/** An address that may be logged: scheme, host, port and path. */
export function redactUrl(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}${url.search === "" ? "" : "?…"}`;
}
