import { completePlaces, type PlaceNode, resolvePlace } from "../../posting/vocabulary/places.ts";
import { gazetteer } from "../../posting/vocabulary/places/gazetteer.ts";
import { slug } from "../../posting/vocabulary/places/key.ts";
import { fold } from "../../posting/vocabulary/vocabulary.ts";
import { heightsOf } from "../heights.ts";
import { nearestWord } from "../query-error.ts";
import type { Terms } from "./terms.ts";

/** Smaller cities are found by their name but never proposed for a misspelt one. */
const leastProposed = 100_000;

/** Places by their ids; a name that several places bear means the best known of them. */
export const placeTerms: Terms = {
  kind: "terms",
  expected: "a place such as berlin, germany or eu",
  allowsBoth: true,
  isClosed: true,
  resolve: (spelling) => resolvePlace(spelling)[0]?.id,
  word: (id) => id,
  compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
  implies: (narrow, wide) => heightsOf(narrow).has(wide),
  title: placeTitle,
  suggest: (spelling) => nearestWord(fold(spelling).replaceAll(" ", "-"), proposed()),
  complete: (prefix, limit) =>
    completePlaces(prefix, limit).map((node) => ({ word: node.id, detail: described(node) })),
};

/** "Germany"; "Paris, TX" for the place that is not the best known one of its name. */
function placeTitle(id: string): string {
  const node = gazetteer().byId.get(id);
  if (node === undefined) return id;
  const within = node.kind === "city" ? (node.region ?? node.country) : node.country;
  return within === null || node.kind === "country" || slug(node.name) === id ? node.name : `${node.name}, ${within}`;
}

function described({ name, kind, country, region }: PlaceNode): string {
  const within = [kind === "city" ? region : null, kind === "country" ? null : country].filter((part) => part !== null);
  return [name, ...within].join(", ");
}

function* proposed(): Iterable<string> {
  for (const { id, kind, population } of gazetteer().byId.values()) {
    if (kind !== "city" || population >= leastProposed) yield id;
  }
}
