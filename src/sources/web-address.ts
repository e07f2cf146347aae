/** Sources whose address anybody may choose: feeds, pages, sitemaps. */
import { z } from "zod";
import { contentHash } from "../posting/identity.ts";

/** Option of such a source. Hosts and ports are the client's business, which refuses what is private. */
export const webAddress = z
  .url({ protocol: /^https?$/, error: "expected an http(s) address" })
  .refine((address) => URL.canParse(address) && new URL(address).username === "" && new URL(address).password === "", {
    error: "expected an address without user info",
  });

/**
 * The board's name for keys and display: the address without its scheme, such as `example.com/jobs.rss`. Everybody may read it,
 * so a query that may hold a key is told by its hash alone.
 */
export function addressName(address: string): string {
  const url = new URL(address);
  const { pathname, search, searchParams } = url;
  const isHarmless = [...searchParams].every(([name, value]) => value.length <= longestPlain && !secretName.test(name));
  const query = isHarmless ? search : `?${contentHash([search]).slice(0, 8)}`;
  return `${siteName(url)}${pathname.replace(/\/$/, "")}${query}`;
}

/** The host, whether it is called with or without `www`. */
export function siteName({ host }: URL): string {
  return host.replace(/^www\./, "");
}

const longestPlain = 24;
const secretName = /key|token|secret|auth|pass|sig|session|user|mail/i;
