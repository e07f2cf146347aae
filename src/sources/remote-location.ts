import { joinedLocations } from "./fields.ts";

/**
 * The location of a posting on a board of remote work, whose field says only from where one may work: `Europe` there is
 * `Remote (Europe)` elsewhere, and the reader tells the two apart.
 */
export function remoteLocation(places: readonly (string | null | undefined)[]): string {
  const named = joinedLocations(places);
  if (named === null) return "Remote";
  return /\bremote\b/i.test(named) ? named : `Remote (${named})`;
}
