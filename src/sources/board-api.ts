/** What the boards with a public JSON interface have in common: their addresses, their limits, their names. */
import { z } from "zod";
import { hostOf } from "../http/host-of.ts";
import { boardBytes, type FetchOptions } from "../http/http-client.ts";

/** One answer holds the whole board, and only the vendor's own host may give it. */
export const boardFetch: FetchOptions = { maxBytes: boardBytes, redirects: "same-origin" };

/** The same for boards on hosts of their own below a vendor's domain, which is one server all the same. */
export function boardFetchBelow(domain: string): FetchOptions {
  return { ...boardFetch, server: domain };
}

/** Option of every source with a fixed host. */
export const baseUrl = z
  .url({ protocol: /^https?$/, error: "expected an http(s) address without path, such as http://127.0.0.1:8080" })
  .regex(/^https?:\/\/[^/?#@\\]+\/?$/, "expected scheme, host and port alone, such as http://127.0.0.1:8080")
  .optional()
  .describe("Scheme, host and port to ask instead of the vendor's, for a mirror or a test server");

/** An address of an interface; `path` begins with a slash, every part of it that comes from options is encoded. */
export function apiUrl(vendor: string, replacement: string | undefined, path: string): string {
  return new URL(path, replacement ?? vendor).href;
}

/** The hosts that an operator allowed by naming them as `baseUrl`, for the session of a poll. */
export function allowHostsOf(options: unknown): readonly string[] {
  const named = z.object({ baseUrl: z.url() }).safeParse(options);
  return named.success ? [hostOf(named.data.baseUrl)] : [];
}

/**
 * The name of a board in the form of a company's, for boards that give none: `acme-robotics` is Acme Robotics,
 * `HighRise` stays as it is. A guess: it is what people see of the company in the board's own address.
 */
export function companyOfBoard(board: string): string {
  const words = board.split(/[-_+.\s]+/).filter((word) => word !== "");
  return words.map((word) => (/\p{Lu}/u.test(word) ? word : capitalised(word))).join(" ");
}

/** The part of a path at `index`, decoded; undefined where there is none, or none that can be decoded. */
export function pathPart(url: URL, index: number): string | undefined {
  const part = url.pathname.split("/").filter((each) => each !== "")[index];
  try {
    return part === undefined ? undefined : decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/**
 * Where in a path the board's name stands if the language of the page may stand before it: 1 in `/en-US/acme` and
 * `/en/acme`, 0 in `/hp/jobs`.
 *
 * @param following What may come after the name.
 */
export function afterLocale(url: URL, following: readonly string[]): 0 | 1 {
  const [first, second] = [pathPart(url, 0) ?? "", pathPart(url, 1)];
  if (/^[a-z]{2}-[A-Z]{2}$/.test(first)) return 1;
  return /^[a-z]{2}$/.test(first) && second !== undefined && !following.includes(second) ? 1 : 0;
}

/** `board` if it has the form of one, for addresses that people paste. */
export function boardIf(pattern: RegExp, board: string | null | undefined): string | undefined {
  return typeof board === "string" && pattern.test(board) ? board : undefined;
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
