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

/** An ISO date as milliseconds since the epoch, in UTC where it names no zone; what is no date counts as not given. */
export const moment = z
  .string()
  .nullish()
  .transform((text) => {
    const [, day, time = "00:00", zone = "Z"] = isoDate.exec(text?.trim() ?? "") ?? [];
    const ms = Date.parse(`${day}T${time}${zone === "UTC" ? "Z" : zone}`);
    return Number.isNaN(ms) || ms < 0 ? undefined : ms;
  });

const isoDate = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/;

/** An amount of money, at times sent as text; text that may mean several amounts (`60.000`) counts as not given. */
export const amount = z
  .union([z.number(), z.string()])
  .nullish()
  .transform((given) => {
    if (typeof given !== "string") return given;
    return /^\d+(?:\.\d{1,2})?$/.test(given.trim()) ? Number(given) : undefined;
  });

/** The parts of one place, from the smallest to the largest, each once: `Berlin, Germany`; null where there is none. */
export function placeOf(...parts: readonly (string | null | undefined)[]): string | null {
  return joined(parts, ", ");
}

/** Location strings as one, each once, for the reader to resolve; null where there is none. */
export function joinedLocations(locations: readonly (string | null | undefined)[]): string | null {
  return joined(locations, " | ");
}

function joined(texts: readonly (string | null | undefined)[], separator: string): string | null {
  const named = texts.map((text) => text?.trim() ?? "").filter((text) => text !== "");
  return named.length === 0 ? null : [...new Set(named)].join(separator);
}

/** What arrived, short enough for a log line. */
function shown(input: unknown): string {
  return input === undefined ? "nothing" : JSON.stringify(input).slice(0, 80);
}
