import { DiscordAPIError, HTTPError, RateLimitError } from "discord.js";
import type { ErrorClass } from "../../../src/delivery/platform.ts";
import { RolecallError } from "../../../src/errors.ts";
import { PlatformRefusal } from "../../../src/platforms/chat/platform-refusal.ts";

/** What Discord answers to a request that it refuses. */
export function discordSays(code: number, status = 400, more: object = {}): DiscordAPIError {
  const raw = { code, message: `Discord's words for ${code}`, ...more };
  return new DiscordAPIError(raw, code, status, "POST", "https://discord.example/api/v10/channels/1/messages", {
    body: {},
    files: undefined,
  });
}

/** A page instead of an answer, as discord.js hands it over. */
export function htmlPage(status: number): DiscordAPIError {
  return Reflect.construct(DiscordAPIError, [
    new ArrayBuffer(8),
    undefined,
    status,
    "POST",
    "https://discord.example/",
    { body: {}, files: undefined },
  ]);
}

export function rateLimited(retryAfter: number, timeToReset = retryAfter): RateLimitError {
  return new RateLimitError({
    global: false,
    hash: "h",
    limit: 5,
    majorParameter: "1",
    method: "POST",
    retryAfter,
    route: "/channels/:id/messages",
    scope: "user",
    sublimitTimeout: 0,
    timeToReset,
    url: "https://discord.example/",
  });
}

function serverFault(status: number): HTTPError {
  return new HTTPError(status, "Internal Server Error", "POST", "https://discord.example/", {
    body: {},
    files: undefined,
  });
}

function networkError(code: string): TypeError {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(`connect ${code}`), { code }) });
}

/** Every row of the table of errors, and what else is known to come. */
export const discordErrors: readonly (readonly [name: string, error: unknown, meaning: ErrorClass])[] = [
  ["a limit that is waited for", rateLimited(8_000), "transient"],
  ["a 429 that was answered", discordSays(0, 429, { retry_after: 2 }), "transient"],
  ...rows("transient", 429, [20028, 20029, 40062, 20016, 40003]),
  ...rows("transient", 503, [130000, 110001]),
  ...rows("transient", 400, [20016, 20022, 30046, 40004]),
  ["a 500", serverFault(500), "ambiguous"],
  ["a 503", serverFault(503), "ambiguous"],
  ["a time-out", new DOMException("This operation was aborted", "AbortError"), "ambiguous"],
  ["a reset", networkError("ECONNRESET"), "ambiguous"],
  ["an answer that ended early", new TypeError("terminated", { cause: new Error("other side closed") }), "ambiguous"],
  ["an answer that is no JSON", new SyntaxError("Unexpected token '<'"), "ambiguous"],
  ["a refused connection", networkError("ECONNREFUSED"), "transient"],
  ["a name that is not found", networkError("ENOTFOUND"), "transient"],
  ["an unknown token", discordSays(0, 401), "process"],
  ["a token that was taken away", discordSays(40001, 401), "process"],
  ["a request after that", new Error("Expected token to be set for this request, but none was present"), "process"],
  ...rows("destination", 403, [50001, 50013, 50008, 50009, 50024]),
  ...rows("destination", 404, [10003, 10004]),
  ...rows("destination", 400, [50083, 160005, 160006, 40058, 40066, 40067]),
  ...rows("person", 403, [50007, 50278]),
  ...rows("person", 404, [10013]),
  ...rows("message", 400, [200000, 200001, 240000, 20009]),
  ...rows("message", 400, [50035, 50006, 40005]),
  ["a page of the guard before Discord", htmlPage(403), "destination"],
  ["what was refined already", new PlatformRefusal({ class: "person", code: "1", reason: "no" }), "person"],
  ["a fault of ours that says so", new RolecallError("x", "cannot be"), "message"],
  ["a card that cannot be laid out", new TypeError("x is not iterable"), "message"],
  ["a 403 that nobody has seen yet", discordSays(999_001, 403), "destination"],
  ["a 400 that nobody has seen yet", discordSays(999_002, 400), "message"],
  ["a 404 that nobody has seen yet", discordSays(999_003, 404), "destination"],
  ["a 409 that nobody has seen yet", discordSays(999_004, 409), "transient"],
];

function rows(meaning: ErrorClass, status: number, codes: readonly number[]): [string, unknown, ErrorClass][] {
  return codes.map((code) => [`${code} with ${status}`, discordSays(code, status), meaning]);
}
