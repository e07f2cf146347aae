import CachePolicy from "http-cache-semantics";
import { z } from "zod";
import { type Headers, headerOf } from "./transport.ts";

const Validators = z.object({ etag: z.string().exactOptional(), lastModified: z.string().exactOptional() });

/** What a server gave to ask it by, next time, whether anything changed. */
export type Validators = Readonly<z.output<typeof Validators>>;

const Stored = z.record(z.string(), Validators);

/** Validators by address as they come back from a store; none for what has another form. */
export function storedValidators(stored: unknown): Readonly<Record<string, Validators>> {
  return Stored.safeParse(stored).data ?? {};
}

/** Longer ones are noise or an attack on the store. */
const longestValidator = 1024;

/** The validators of an answer, undefined where it has none. */
export function validatorsOf(headers: Headers): Validators | undefined {
  const etag = storable(headerOf(headers, "etag"));
  const lastModified = storable(headerOf(headers, "last-modified"));
  if (etag === undefined && lastModified === undefined) return undefined;
  return { ...(etag === undefined ? {} : { etag }), ...(lastModified === undefined ? {} : { lastModified }) };
}

/** The headers that make a request conditional. */
export function conditionsOf({ etag, lastModified }: Validators): Record<string, string> {
  return {
    ...(etag === undefined ? {} : { "if-none-match": etag }),
    ...(lastModified === undefined ? {} : { "if-modified-since": lastModified }),
  };
}

/** For how long the server vouches for its answer (`max-age`, `Expires`, `Age`); 0 where it says nothing. No guesses. */
export function freshForMs(url: URL, headers: Headers, now: number): number {
  class Policy extends CachePolicy {
    now(): number {
      return now;
    }
  }
  const request = { url: url.href, method: "GET", headers: {} };
  const policy = new Policy(request, { status: 200, headers: { ...headers } }, { shared: false, cacheHeuristic: 0 });
  return Math.max(0, Math.round((policy.maxAge() - policy.age()) * 1000));
}

function storable(value: string | undefined): string | undefined {
  return value === undefined || value === "" || value.length > longestValidator ? undefined : value;
}
