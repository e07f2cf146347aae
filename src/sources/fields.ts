/** Fields that look alike on every board. */
import { z } from "zod";

/** An id as text, whether the vendor counts or names. */
export const id = z.union([z.string().trim().min(1).max(200), z.int().transform(String)], {
  error: ({ input }) => `expected an id, a word or whole number, got ${shown(input)}`,
});

export const title = z.string().trim().min(1);

/** An address that people may follow. */
export const link = z.url({
  protocol: /^https?$/,
  error: ({ input }) => `expected an http or https address, got ${shown(input)}`,
});

/** An ISO date as milliseconds since the epoch; what is no date counts as not given. */
export const moment = z
  .string()
  .nullish()
  .transform((text) => {
    const ms = Date.parse(text ?? "");
    return Number.isNaN(ms) ? undefined : ms;
  });

/** Location strings as one, each once, for the reader to resolve; null where there is none. */
export function joinedLocations(locations: readonly (string | null | undefined)[]): string | null {
  const named = locations.map((location) => location?.trim() ?? "").filter((location) => location !== "");
  return named.length === 0 ? null : [...new Set(named)].join(" | ");
}

/** What arrived, short enough for a log line. */
function shown(input: unknown): string {
  return input === undefined ? "nothing" : JSON.stringify(input).slice(0, 80);
}
