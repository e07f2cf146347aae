import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from "@slack/web-api";
import type { ErrorClass, Failure } from "../../delivery/platform.ts";
import { RolecallError } from "../../errors.ts";
import { isOurFault, networkFailure } from "../chat/network-failure.ts";
import { PlatformRefusal } from "../chat/platform-refusal.ts";
import { withoutSlackSecrets } from "./sdk-log.ts";

const secondMs = 1_000;
const hourMs = 3_600_000;

interface Meaning {
  readonly class: ErrorClass;
  readonly reason: string;
  /** A wait where Slack names none. */
  readonly retryAfterMs?: number;
}

/** Every answer of Slack's that is known to mean something for what was to be sent. */
const meanings: Readonly<Record<string, Meaning>> = {
  ...all("transient", "Slack asks to slow down", ["ratelimited", "rate_limited"], 30 * secondMs),
  ...all("ambiguous", "Slack had a fault of its own, and the message may be there all the same", [
    "fatal_error",
    "internal_error",
    "request_timeout",
    "service_unavailable",
    "external_service_error",
  ]),
  ...all("transient", "the workspace needs a login of its organisation", ["org_login_required"], hourMs),
  ...all("transient", "the workspace is being moved into an organisation", ["team_added_to_org"], hourMs),
  ...all("transient", "the workspace has no messages left", ["message_limit_exceeded"], hourMs),
  ...all("transient", "the token ran out and is being renewed", ["token_expired"], 5 * secondMs),
  ...all("transient", "the token is being renewed elsewhere", ["token_rotation_in_progress"], 30 * secondMs),
  ...all("destination", "the bot is not in it: invite it with /invite @Rolecall", [
    "not_in_channel",
    "channel_not_found",
    "is_bot_not_in_channel",
  ]),
  ...all("destination", "the channel is archived", ["is_archived"]),
  ...all("destination", "the thread is gone", ["thread_not_found", "cannot_reply_to_message"]),
  ...all("destination", "the workspace's rules do not let the bot post there", [
    "restricted_action",
    "restricted_action_read_only_channel",
    "restricted_action_thread_only_channel",
    "restricted_action_non_threadable_channel",
    "restricted_action_thread_locked",
    "ekm_access_denied",
    "no_permission",
    "not_allowed_for_grant",
    "access_denied",
    "team_access_not_granted",
    "channel_type_not_supported",
    "method_not_supported_for_channel_type",
    "slack_connect_file_upload_sharing_blocked",
    "as_user_not_supported",
  ]),
  ...all("destination", "direct messages to the bot are switched off in Slack's settings of the app", [
    "messages_tab_disabled",
  ]),
  ...all("installation", "the app was removed from the workspace, or its token revoked: install it again", [
    "token_revoked",
    "account_inactive",
    "invalid_auth",
    "not_authed",
    "app_uninstalled",
    "tokens_revoked",
    "not-installed",
    "invalid_refresh_token",
    "team_not_found",
    "enterprise_is_restricted",
  ]),
  ...all("installation", "the app lacks a right: install it again to give it", [
    "missing_scope",
    "not_allowed_token_type",
  ]),
  ...all("message", "Slack cannot show it so", [
    "invalid_blocks",
    "invalid_blocks_format",
    "invalid_attachments",
    "msg_blocks_too_long",
    "msg_too_long",
    "no_text",
    "too_many_attachments",
    "markdown_text_conflict",
    "invalid_metadata_format",
    "invalid_metadata_schema",
    "metadata_too_large",
    "metadata_must_be_sent_from_app",
    "invalid_arguments",
    "invalid_form_data",
    "invalid_post_type",
    "invalid_json",
  ]),
  ...all("message", "it cannot be changed any more", [
    "cant_update_message",
    "edit_window_closed",
    "message_not_found",
    "update_failed",
  ]),
  ...all("person", "the person takes no direct messages from the bot", [
    "user_not_found",
    "user_disabled",
    "user_not_visible",
    "users_not_found",
    "cannot_dm_bot",
    "user_deactivated",
    "invalid_user_combination",
  ]),
};

function all(
  errorClass: ErrorClass,
  reason: string,
  codes: readonly string[],
  retryAfterMs?: number,
): Record<string, Meaning> {
  const meaning = { class: errorClass, reason, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  return Object.fromEntries(codes.map((code) => [code, meaning]));
}

/** What an error means. Never throws, whatever it is given. */
export function classifySlackError(error: unknown): Failure {
  try {
    return classify(error);
  } catch {
    return { class: "ambiguous", code: "unknown", reason: "an error that cannot be read" };
  }
}

function classify(error: unknown): Failure {
  if (error instanceof PlatformRefusal) return error.failure;
  if (error instanceof WebAPIRateLimitedError) {
    return failureOf("ratelimited", { retryAfterMs: Math.max(1, error.retryAfter) * secondMs });
  }
  if (error instanceof WebAPIPlatformError) return failureOf(error.data.error);
  if (error instanceof WebAPIHTTPError) return httpFailure(error);
  if (error instanceof WebAPIRequestError) return failureOnTheWay(error.original);
  if (error instanceof RolecallError && Object.hasOwn(meanings, error.code)) return failureOf(error.code);
  if (error instanceof RolecallError && error.code === "seal") {
    return { class: "installation", code: "seal", reason: "the stored token cannot be opened with the keys given" };
  }
  if (error instanceof RolecallError) return { class: "message", code: error.code, reason: error.message };
  // A fault of ours before anything left, as in laying out a card.
  if (isOurFault(error)) {
    return { class: "message", code: "unrenderable", reason: "it cannot be laid out" };
  }
  return failureOnTheWay(error);
}

function failureOf(code: string, more: Partial<Failure> = {}): Failure {
  if (code.startsWith("restricted_action")) return { ...known("restricted_action"), code, ...more };
  // It says clearly that it refused, so nothing is there: tried again, and dead with this code when it stays so.
  if (!Object.hasOwn(meanings, code)) {
    return {
      class: "transient",
      code: withoutSlackSecrets(code) || "unknown",
      reason: `Slack refused it: ${withoutSlackSecrets(code) || "without a reason"}`,
      ...more,
    };
  }
  return { ...known(code), code, ...more };
}

function known(code: string): Meaning {
  return meanings[code] ?? { class: "transient", reason: `Slack refused it: ${code}` };
}

function httpFailure({ statusCode, headers }: WebAPIHTTPError): Failure {
  const code = `http-${statusCode}`;
  if (statusCode === 429) {
    const seconds = Number(headers["retry-after"]);
    return failureOf(
      "ratelimited",
      Number.isFinite(seconds) && seconds > 0 ? { retryAfterMs: seconds * secondMs } : {},
    );
  }
  if (statusCode >= 500) return { class: "ambiguous", code, reason: "Slack had a fault of its own" };
  // Something between us and Slack answered: what is asked of it again and again answers no better.
  return { class: "transient", code, reason: `the way to Slack answers with ${statusCode}` };
}

function failureOnTheWay(error: unknown): Failure {
  // `WebClient` gives no type to a 429 that names no time.
  const isLimit = error instanceof Error && /Retry header did not contain|rate limit was exceeded/.test(error.message);
  return isLimit ? failureOf("ratelimited") : networkFailure(error, "Slack", withoutSlackSecrets);
}

/** What Slack says of a call, where it said something: `not_in_channel`. */
export function slackCode(error: unknown): string | undefined {
  if (error instanceof PlatformRefusal) return error.failure.code;
  if (error instanceof WebAPIPlatformError) return error.data.error;
  return undefined;
}

/** What keeps Slack from answering us, in words for whoever waits for that; undefined for a fault of ours. */
export function troubleWithSlack(error: unknown): string | undefined {
  const isSlacks = [WebAPIPlatformError, WebAPIHTTPError, WebAPIRateLimitedError, WebAPIRequestError, PlatformRefusal];
  const isOfInstallation = error instanceof RolecallError && Object.hasOwn(meanings, error.code);
  if (!isOfInstallation && !isSlacks.some((one) => error instanceof one)) return undefined;
  const { class: errorClass, reason } = classifySlackError(error);
  // What Slack cannot take of a message or of an argument is ours to mend.
  if (errorClass === "message") return undefined;
  const remedy = errorClass === "transient" || errorClass === "ambiguous" ? " Try again in a minute." : "";
  return `I could not do that, because Slack does not let me: ${reason}.${remedy}`;
}

/** How long Slack asks to wait with more of the same, milliseconds; undefined where it says something else. */
export function limitOf(error: unknown): number | undefined {
  const { code, retryAfterMs } = classifySlackError(error);
  return code === "ratelimited" || code === "rate_limited" ? retryAfterMs : undefined;
}

/** 401, 403 or 429 where Slack, or something on the way there, refused by that status; undefined for all else. */
export function refusedStatus(error: unknown): 401 | 403 | 429 | undefined {
  if (limitOf(error) !== undefined) return 429;
  if (!(error instanceof WebAPIHTTPError)) return undefined;
  return ([401, 403] as const).find((status) => status === error.statusCode);
}

/** Whether it says nothing of what was asked, and may well be over soon. A refusal that is not known may be for good. */
export function isPassing(error: unknown): boolean {
  const { class: errorClass, code } = classifySlackError(error);
  if (errorClass !== "transient" && errorClass !== "ambiguous") return false;
  return slackCode(error) === undefined || Object.hasOwn(meanings, code);
}

/** Errors that go away neither soon nor by themselves, and about which nobody in the workspace can be told. */
export const longTroubles: ReadonlySet<string> = new Set([
  "org_login_required",
  "team_added_to_org",
  "message_limit_exceeded",
]);

/** Codes after which a token is worth nothing any more. */
export const deadTokens: ReadonlySet<string> = new Set([
  "token_revoked",
  "account_inactive",
  "invalid_auth",
  "not_authed",
]);

/** Codes after which a token that ran out is renewed no more. */
export const deadRenewals: ReadonlySet<string> = new Set([...deadTokens, "invalid_refresh_token"]);
