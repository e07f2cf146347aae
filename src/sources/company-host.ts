/** Boards on a host of their own below a vendor's domain: `acme.recruitee.com`. */
import { z } from "zod";
import { baseUrl } from "./board-api.ts";

/** One label of a host name, in lower case lest one company have two keys. */
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Names that vendors keep for themselves. */
const notCompanies = new Set([
  "www",
  "api",
  "app",
  "apply",
  "help",
  "support",
  "status",
  "blog",
  "docs",
  "developer",
  "developers",
  "jobs",
  "marketing",
  "go",
  "info",
  "assets",
  "cdn",
  "static",
  "mail",
  "auth",
  "login",
  "partners",
  "resources",
  "community",
  "documentation",
  "academy",
]);

/** Option of a source whose boards are on hosts below `domain`. */
export function companyOption(domain: string) {
  return z
    .string()
    .regex(label, `expected the name in <name>.${domain}, in lower case`)
    .describe(`Name of the company: the first part of <company>.${domain}`);
}

/** What boards on hosts right below one domain have in common, to be spread into their source. */
export function companyBoards(domain: string) {
  return {
    options: z.strictObject({ company: companyOption(domain), baseUrl }),
    board: ({ company }: { readonly company: string }) => company,
    recognise(url: URL) {
      const found = companyIn(url, [domain]);
      return found && { company: found.company };
    },
  };
}

/** The company of an address on a host right below one of `domains`. */
export function companyIn(url: URL, domains: readonly string[]): { company: string; domain: string } | undefined {
  for (const domain of domains) {
    if (!url.hostname.endsWith(`.${domain}`)) continue;
    const company = url.hostname.slice(0, -domain.length - 1);
    if (label.test(company) && !notCompanies.has(company)) return { company, domain };
  }
  return undefined;
}
