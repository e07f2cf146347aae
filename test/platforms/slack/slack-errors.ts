import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from "@slack/web-api";
import type { ErrorClass } from "../../../src/delivery/platform.ts";
import { RolecallError } from "../../../src/errors.ts";

/** What Slack answers to a call that it refuses. */
export function slackSays(error: string): WebAPIPlatformError {
  return new WebAPIPlatformError({ ok: false, error });
}

/** As `fetch` throws it. */
export function networkError(code: string): WebAPIRequestError {
  const cause = Object.assign(new Error(`connect ${code}`), { code });
  return new WebAPIRequestError(new TypeError("fetch failed", { cause }));
}

/** Every row of the table of errors, and what else is known to come. */
export const slackErrors: readonly (readonly [name: string, error: unknown, meaning: ErrorClass])[] = [
  ["a 429 with its time", new WebAPIRateLimitedError(3), "transient"],
  [
    "a 429 without its time",
    new WebAPIRequestError(new Error("Retry header did not contain a valid timeout")),
    "transient",
  ],
  ["a bare 429", new WebAPIHTTPError(429, "Too Many Requests", { "retry-after": "7" }), "transient"],
  ...rows("transient", ["ratelimited", "rate_limited", "token_expired"]),
  ...rows("transient", ["org_login_required", "team_added_to_org", "message_limit_exceeded"]),
  ...rows("ambiguous", ["fatal_error", "internal_error", "request_timeout", "service_unavailable"]),
  ["a reset", networkError("ECONNRESET"), "ambiguous"],
  [
    "a connection that ended in the answer",
    new TypeError("terminated", { cause: new Error("other side closed") }),
    "ambiguous",
  ],
  ["a time-out", new WebAPIRequestError(new DOMException("timed out", "TimeoutError")), "ambiguous"],
  ["a 500", new WebAPIHTTPError(500, "Internal Server Error", {}), "ambiguous"],
  ["a page instead of an answer", new WebAPIHTTPError(503, "Unavailable", {}, "<html>"), "ambiguous"],
  ["an answer that is no JSON", new SyntaxError("Unexpected token '<'"), "ambiguous"],
  ["a refused connection", networkError("ECONNREFUSED"), "transient"],
  ["a name that is not found", networkError("ENOTFOUND"), "transient"],
  ["a wall on the way", new WebAPIHTTPError(403, "Forbidden", {}, "<html>"), "transient"],
  ...rows("destination", ["not_in_channel", "channel_not_found", "is_archived"]),
  ...rows("destination", ["restricted_action", "restricted_action_read_only_channel", "restricted_action_new_kind"]),
  ...rows("destination", ["ekm_access_denied", "no_permission", "messages_tab_disabled"]),
  ...rows("installation", ["token_revoked", "account_inactive", "invalid_auth", "app_uninstalled", "tokens_revoked"]),
  ...rows("installation", ["missing_scope", "invalid_refresh_token"]),
  ["a workspace without the app", new RolecallError("not-installed", "not there"), "installation"],
  ["a token that cannot be opened", new RolecallError("seal", "altered"), "installation"],
  ...rows("message", ["invalid_blocks", "msg_blocks_too_long", "msg_too_long", "no_text"]),
  ...rows("message", ["invalid_metadata_format", "invalid_metadata_schema", "cant_update_message"]),
  ["a card that cannot be laid out", new TypeError("x is not iterable"), "message"],
  ...rows("person", ["user_not_found", "user_disabled", "user_not_visible"]),
  ["a code that nobody has seen yet", slackSays("something_new"), "transient"],
  ["a code like a property of objects", slackSays("constructor"), "transient"],
  ["no code at all", slackSays(""), "transient"],
];

function rows(meaning: ErrorClass, codes: readonly string[]): [string, unknown, ErrorClass][] {
  return codes.map((code) => [code, slackSays(code), meaning]);
}
