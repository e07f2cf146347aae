import { z } from "zod";
import { type Key, keyNames, keys } from "./keys.ts";

/**
 * The keys as a form or as typed options of a platform, in canonical order, every one described. `parseOptions` reads
 * what was filled in.
 */
export const queryOptions = z.object(
  Object.fromEntries(keyNames.map((key) => [key, z.string().optional().describe(described(key))])),
);

/** The summary, with an example where a platform's 100 characters leave room for it. */
function described(key: Key): string {
  const { summary, example } = keys[key];
  const whole = `${summary}, such as ${example}`;
  return whole.length <= 100 ? whole : summary;
}
