/** What is known of a claim. */
export type Result = "pass" | "fail" | "unknown";

/** Kleene's AND: one that fails decides, else one that is unknown. */
export function all(results: readonly Result[]): Result {
  if (results.includes("fail")) return "fail";
  return results.includes("unknown") ? "unknown" : "pass";
}

/** Kleene's OR: one that passes decides, else one that is unknown. */
export function any(results: readonly Result[]): Result {
  if (results.includes("pass")) return "pass";
  return results.includes("unknown") ? "unknown" : "fail";
}
