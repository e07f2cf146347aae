import { DiscordAPIError, HTTPError, RateLimitError } from "discord.js";
import { z } from "zod";
import type { ErrorClass, Failure } from "../../delivery/platform.ts";
import { messageOf, RolecallError } from "../../errors.ts";
import { withoutSecrets } from "../../log.ts";
import { isOurFault, networkFailure } from "../chat/network-failure.ts";
import { PlatformRefusal } from "../chat/platform-refusal.ts";

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

interface Meaning {
  readonly class: ErrorClass;
  readonly reason: string;
  /** A wait where Discord names none. */
  readonly retryAfterMs?: number;
}

const permissions = "View Channel, Send Messages, Embed Links and Read Message History";

/** Every code of Discord's that is known to mean something for what was to be sent. */
const meanings: ReadonlyMap<number, Meaning> = new Map([
  ...all("transient", "Discord asks to slow down", [20028, 20029, 40062], 30 * secondMs),
  ...all("transient", "Discord is overloaded", [130000, 110001], 30 * secondMs),
  ...all("transient", "the channel is in slow mode", [20016], minuteMs),
  ...all("transient", "Discord asks to open direct messages more slowly", [40003], 10 * minuteMs),
  ...all("transient", "Discord takes no messages for a while", [40004, 40006], 10 * minuteMs),
  ...all("transient", "Discord takes no further edit of it for a while", [20022, 30046], hourMs),
  ...all("destination", `the bot may not write there: give it ${permissions}`, [50001, 50013]),
  ...all("destination", "the bot cannot write in a channel of this kind", [50008, 50024, 40058]),
  ...all("destination", "the server's verification level keeps the bot out", [50009]),
  ...all("destination", "the thread is archived and the bot may not open it: give it Manage Threads", [50083]),
  ...all("destination", "the thread is locked", [160005]),
  ...all("destination", "the server has as many open threads as Discord allows: archive some", [160006]),
  ...all(
    "destination",
    "the forum asks for a tag that the bot may not set: give it one, or Manage Threads",
    [40066, 40067],
  ),
  ...all("destination", "the server is not to be had where the bot runs", [50095]),
  ...all("destination", "the channel was deleted", [10003]),
  ...all("destination", "the bot is no longer in the server", [10004]),
  ...all("person", "the person takes no direct messages from the bot", [50007]),
  ...all("person", "the person shares no server with the bot and has not installed it", [50278]),
  ...all("person", "Discord does not know the person", [10013, 50033]),
  ...all("message", "the server's AutoMod blocked it", [200000, 200001]),
  ...all("message", "Discord blocked it for a link in it", [240000]),
  ...all("message", "Discord blocked it as explicit", [20009]),
  ...all("message", "Discord cannot show it so", [50035, 50006, 40005, 50109]),
  ...all("message", "it cannot be changed any more", [10008, 50005, 50021]),
  ...all("process", "Discord does not know the token", [40001, 50014]),
]);

function all(
  errorClass: ErrorClass,
  reason: string,
  codes: readonly number[],
  retryAfterMs?: number,
): readonly (readonly [number, Meaning])[] {
  const meaning = { class: errorClass, reason, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  return codes.map((code) => [code, meaning]);
}

/** The channel is gone for good. A server that is not there any more for the bot may have it back. */
export const goneCode = 10003;

/** Codes of what a server or Discord keeps out for what it says. */
export const blockedCodes: ReadonlySet<number> = new Set([200000, 200001, 240000, 20009]);

/** Discord answered nothing that can be read: the cause says why. */
export class NoAnswer extends Error {
  constructor(cause: unknown) {
    super(messageOf(cause), { cause });
  }
}

/** What an error means. Never throws, whatever it is given. */
export function classifyDiscordError(error: unknown): Failure {
  try {
    return classify(error);
  } catch {
    return { class: "ambiguous", code: "unknown", reason: "an error that cannot be read" };
  }
}

function classify(error: unknown): Failure {
  if (error instanceof PlatformRefusal) return error.failure;
  if (error instanceof NoAnswer) return classify(error.cause);
  if (error instanceof RateLimitError) {
    const { timeToReset, retryAfter, sublimitTimeout } = error;
    // Where Discord names no time, to come back at once would be to be refused at once.
    const least = retryAfter > 0 ? secondMs : 30 * secondMs;
    const wait = Math.max(timeToReset, retryAfter, sublimitTimeout, least);
    return { class: "transient", code: "429", reason: "Discord asks to slow down", retryAfterMs: Math.ceil(wait) };
  }
  if (error instanceof DiscordAPIError) return refusal(error);
  if (error instanceof HTTPError) {
    return { class: "ambiguous", code: `http-${error.status}`, reason: "Discord had a fault of its own" };
  }
  if (error instanceof RolecallError) return { class: "message", code: error.code, reason: error.message };
  if (error instanceof Error && error.message.startsWith("Expected token to be set")) {
    return { class: "process", code: "401", reason: "Discord does not know the token" };
  }
  // Before anything left, as in laying out a card.
  if (isOurFault(error)) return { class: "message", code: "unrenderable", reason: "it cannot be laid out" };
  return networkFailure(error, "Discord", withoutSecrets);
}

function refusal(error: DiscordAPIError): Failure {
  const { status } = error;
  const code = discordCode(error);
  const known = code === undefined ? undefined : meanings.get(code);
  const waitMs = waitIn(error.rawError);
  const wait = waitMs === undefined ? {} : { retryAfterMs: waitMs };
  if (known !== undefined) return { code: String(code), ...known, ...(known.class === "transient" ? wait : {}) };
  if (status === 401) return { class: "process", code: "401", reason: "Discord does not know the token" };
  const name = code === undefined || code === 0 ? `http-${status}` : String(code);
  const reason = `Discord refused it: ${withoutSecrets(error.message) || `status ${status}`}`;
  if (status === 429) return { class: "transient", code: "429", reason: "Discord asks to slow down", ...wait };
  // A first 403 is the last: who goes on against it is shut out altogether.
  if (status === 403 || status === 404) return { class: "destination", code: name, reason };
  if (status === 400 || status === 413) return { class: "message", code: name, reason };
  return { class: "transient", code: name, reason };
}

/** Discord's own code of an error; undefined where it gave none. */
export function discordCode(error: unknown): number | undefined {
  if (error instanceof PlatformRefusal) return discordCode(error.cause);
  if (!(error instanceof DiscordAPIError)) return undefined;
  const code = Number(error.code);
  return Number.isSafeInteger(code) ? code : undefined;
}

/** Whether Discord answered, if only with an error. */
export function isDiscords(error: unknown): boolean {
  return [RateLimitError, HTTPError, DiscordAPIError].some((one) => error instanceof one);
}

/** What kept Discord from answering, to whoever asked something that needs it; undefined for what was not Discord's doing. */
export function troubleWithDiscord(error: unknown): string | undefined {
  if (!isDiscords(error) && !(error instanceof NoAnswer && !isOurFault(error.cause))) return undefined;
  const { reason } = classifyDiscordError(error);
  return `I could not do that, because I could not ask Discord: ${reason}. Try again in a minute.`;
}

/** Whether something before Discord shuts us out: a page instead of an answer, or the code that says so. */
export function isShutOut(error: unknown): boolean {
  if (!(error instanceof DiscordAPIError)) return false;
  return discordCode(error) === 40333 || (error.status === 403 && discordCode(error) === undefined);
}

const withWait = z.looseObject({ retry_after: z.number().nonnegative() });

/** Seconds that an answer names, in milliseconds. */
function waitIn(raw: unknown): number | undefined {
  const { success, data } = withWait.safeParse(raw);
  return success ? Math.max(secondMs, Math.ceil(data.retry_after * secondMs)) : undefined;
}
