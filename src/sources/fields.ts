/** Fields that look alike on every board. */
import { z } from "zod";
import { contentHash } from "../posting/identity.ts";
import { dateIn } from "./date-text.ts";
import { amountIn } from "./stated.ts";

const longestId = 200;

/** An id as text, whether the vendor counts or names. */
export const id = z.union([z.string().trim().min(1).max(longestId), z.int().transform(String)], {
  error: ({ input }) => `expected an id, a word or whole number, got ${shown(input)}`,
});

/** An id of what may be longer than one, such as an address: never cut, lest two become one. */
export function idFrom(text: string): string {
  return text.length <= longestId ? text : `${text.slice(0, longestId - 30)}#${contentHash([text])}`;
}

export const title = z.string().trim().min(1);

/** An address that people may follow. */
export const link = z.url({
  protocol: /^https?$/,
  error: ({ input }) => `expected an http or https address, got ${shown(input)}`,
});

/** A date, ISO or as mails write it, as milliseconds since the epoch; what is no date counts as not given. */
export const moment = z.string().nullish().transform(momentIn);

/** Milliseconds since the epoch; a time without a zone is UTC. Undefined for what is no date, or none after 1971. */
export function momentIn(text: string | null | undefined): number | undefined {
  const ms = dateIn(text ?? "");
  return Number.isNaN(ms) || ms < unbelievable ? undefined : ms;
}

/** Boards that have no date for something write the first one that there is. */
const unbelievable = Date.UTC(1971, 0);

/** An amount of money, at times sent as text. */
export const amount = z.union([z.number(), z.string()]).nullish().transform(amountIn);

/** Location strings as one, each once, for the reader to resolve; null where there is none. */
export function joinedLocations(locations: readonly (string | null | undefined)[]): string | null {
  const named = locations.map((location) => location?.trim() ?? "").filter((location) => location !== "");
  return named.length === 0 ? null : [...new Set(named)].join(" | ");
}

/** One place of parts that may be missing: "Berlin, Germany"; what stands in it twice is said once. */
export function placeText(...parts: readonly (string | null | undefined)[]): string | null {
  const named = parts.map((part) => part?.trim() ?? "").filter((part) => part !== "");
  return named.length === 0 ? null : [...new Set(named)].join(", ");
}

/** What arrived, short enough for a log line. */
function shown(input: unknown): string {
  return input === undefined ? "nothing" : JSON.stringify(input).slice(0, 80);
}
