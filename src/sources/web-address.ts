/** Sources whose address anybody may choose: feeds, pages, sitemaps. */
import { z } from "zod";

/** Option of such a source. Hosts and ports are the client's business, which refuses what is private. */
export const webAddress = z
  .url({ protocol: /^https?$/, error: "expected an http(s) address" })
  .refine((address) => URL.canParse(address) && new URL(address).username === "" && new URL(address).password === "", {
    error: "expected an address without user info",
  });

/** The board's name for keys and display: the address without its scheme, such as `example.com/jobs.rss`. */
export function addressName(address: string): string {
  const url = new URL(address);
  return `${siteName(url)}${url.pathname.replace(/\/$/, "")}${url.search}`;
}

/** The host, whether it is called with or without `www`. */
export function siteName({ host }: URL): string {
  return host.replace(/^www\./, "");
}
