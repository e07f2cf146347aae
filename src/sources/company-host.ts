/** Boards on a host of their own below a vendor's domain: `acme.recruitee.com`. */
import { z } from "zod";

/** One label of a host name. */
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

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
  "jobs",
]);

/** Option of a source whose boards are on hosts below `domain`. */
export function companyOption(domain: string) {
  return z
    .string()
    .regex(label, `expected the name in <name>.${domain}`)
    .describe(`Name of the company: the first part of <company>.${domain}`);
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
