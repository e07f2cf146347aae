import type { Failure } from "../../delivery/platform.ts";

/** Errors of the network after which nothing can have arrived. */
const neverSent = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH"]);

/**
 * What an error on the way to a platform means.
 *
 * @param platform As people call it.
 * @param withoutSecrets Strikes tokens out of what the error says.
 */
export function networkFailure(error: unknown, platform: string, withoutSecrets: (text: string) => string): Failure {
  const code = systemCode(error) ?? (error instanceof Error && error.name !== "" ? error.name : "unknown");
  const words =
    error instanceof Error && error.message !== "" ? withoutSecrets(error.message) : "the connection failed";
  if (neverSent.has(code)) return { class: "transient", code, reason: `${platform} cannot be reached: ${words}` };
  return { class: "ambiguous", code, reason: `the connection to ${platform} failed: ${words}` };
}

/** Whether it is a fault of ours before anything left, as in laying out a card. */
export function isOurFault(error: unknown): boolean {
  if (!(error instanceof TypeError || error instanceof RangeError)) return false;
  return systemCode(error.cause) === undefined && !/fetch failed|terminated|other side closed/i.test(error.message);
}

/** The system's code, which `fetch` hides in causes; looks no deeper than errors nest in earnest. */
function systemCode(error: unknown, depth = 5): string | undefined {
  if (!(error instanceof Error) || depth === 0) return undefined;
  const code = "code" in error && typeof error.code === "string" && error.code !== "" ? error.code : undefined;
  if (error instanceof AggregateError) return code ?? systemCode(error.errors[0], depth - 1);
  return code ?? systemCode(error.cause, depth - 1);
}
