import type { Facts } from "../../posting/posting.ts";
import { countriesIn, nodeOfPlace, type PlaceId, remoteNodes } from "../../posting/vocabulary/places.ts";

/** More countries than these narrow nothing, and cost much. */
const mostCountries = 40;

/**
 * The countries that a wanted place has a part in, so that a posting in none of them cannot be in that place.
 * Undefined for what is too wide to narrow anything, as the world.
 */
export function countriesOfWanted(id: PlaceId): readonly string[] | undefined {
  const known = countriesByWanted.get(id) ?? countriesIn(id);
  countriesByWanted.set(id, known);
  return narrow(known);
}

/** Asked for again by every filter that wants the place. */
const countriesByWanted = new Map<PlaceId, readonly string[]>();

/**
 * The countries of a posting, so that a wanted place with a part in none of them fails. Undefined where the posting may be
 * anywhere: it does not say, names a place that we do not know, or is open to most of the world.
 */
export function countriesOfPosting({ places, remoteFrom, modes }: Facts): readonly string[] | undefined {
  const nodes = [...places.map(nodeOfPlace), ...remoteFrom.map((limit) => remoteNodes(limit)[0])];
  if (nodes.length === 0 || nodes.includes(undefined)) return undefined;
  // Remote work beside work on site is open to nobody knows whom.
  if (modes.includes("remote") && remoteFrom.length === 0 && modes.length > 1) return undefined;
  const countries = new Set<string>();
  for (const node of nodes) {
    const own = node === undefined ? undefined : narrow(countriesIn(node.id));
    if (own === undefined) return undefined;
    for (const country of own) countries.add(country);
  }
  return narrow([...countries]);
}

function narrow(countries: readonly string[]): readonly string[] | undefined {
  return countries.length === 0 || countries.length > mostCountries ? undefined : countries;
}
