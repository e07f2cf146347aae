import { didYouMean, UsageError } from "./errors.ts";

/**
 * What a process may do of the bot's work. `match` makes messages of postings, `deliver` makes digests and sends, `chat` listens
 * to people. Each may be done by any number of processes of one database.
 */
export const roles = ["poll", "match", "deliver", "chat"] as const;
export type Role = (typeof roles)[number];

export const allRoles: ReadonlySet<Role> = new Set(roles);

/** Reads `poll,match`; spaces and case do not matter. @throws UsageError `environment` for what is no role, or none at all. */
export function parseRoles(text: string): ReadonlySet<Role> {
  const words = text
    .split(",")
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== "");
  const wrong = words.find((word) => !isRole(word));
  if (wrong === undefined && words.length > 0) return new Set(roles.filter((role) => words.includes(role)));
  throw new UsageError(
    "environment",
    `environment: expected ROLES to be some of ${roles.join(", ")}, separated by commas, got ${wrong ?? "none"}.` +
      (wrong === undefined ? "" : didYouMean(wrong, roles)),
    { name: "ROLES" },
  );
}

function isRole(word: string): word is Role {
  return roles.some((role) => role === word);
}

/** "poll, match": in the order of the work. */
export function printRoles(of: ReadonlySet<Role>): string {
  return roles.filter((role) => of.has(role)).join(", ");
}
