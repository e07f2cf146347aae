import type { Posting, Role } from "../../posting/posting.ts";

/** Where its own name, with blanks for hyphens and a capital, is not how people write it. */
const written: Partial<Record<Role, string>> = {
  fullstack: "Full stack",
  sre: "Site reliability",
  devops: "DevOps",
  qa: "Quality assurance",
  "it-support": "IT support",
  other: "Other roles",
};

/** The role that a posting stands under in a digest: the first that it names. */
export function leadingRole({ reading }: Pick<Posting, "reading">): Role {
  return reading.facts.roles[0] ?? "other";
}

/** "Machine learning", for people. */
export function roleHeading(role: Role): string {
  return written[role] ?? `${role.charAt(0).toUpperCase()}${role.slice(1).replaceAll("-", " ")}`;
}
