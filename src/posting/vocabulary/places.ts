/** Places at every height, from a city to the world: one vocabulary for the reader of postings and the filter language. */
import type { Place } from "../posting.ts";
import { gazetteer, type Named, type PlaceId, type PlaceNode } from "./places/gazetteer.ts";
import { placeKey, slug } from "./places/key.ts";

export type { Named, PlaceId, PlaceNode } from "./places/gazetteer.ts";

/**
 * The places that a word may mean, best first: a place's id before its name, a name before a name in another language
 * or of old, the larger city before the smaller. Understands what people append: `Paris, TX`, `Cambridge MA`,
 * `Georgia, US`. Empty when nothing of that name is known.
 */
export function resolvePlace(word: string): readonly PlaceNode[] {
  const found = new Set<PlaceNode>();
  const own = gazetteer().byId.get(slug(word));
  if (own !== undefined) found.add(own);
  for (const { node } of lookUp(word)) found.add(node);
  for (const node of qualified(word)) found.add(node);
  return [...found];
}

/** Places one of whose names begins with `prefix`, the most likely first. */
export function completePlaces(prefix: string, limit: number): readonly PlaceNode[] {
  const start = placeKey(prefix);
  if (start === "" || limit <= 0) return [];
  const exact = resolvePlace(prefix).filter((node) => node.kind !== "city" || node.population >= leastExact);
  const found = new Set<PlaceNode>(exact);
  const keys = sortedKeys();
  const begun: Named[] = [];
  for (let at = firstAtLeast(keys, start); keys[at]?.startsWith(start) === true; at++) {
    begun.push(...gazetteer().named(keys[at] ?? ""));
  }
  for (const { node } of begun.toSorted((a, b) => likelihood(b) - likelihood(a))) {
    if (found.size >= limit) break;
    found.add(node);
  }
  return [...found].slice(0, limit);
}

/**
 * Where a posting's place stands among the known ones: the city, or for a city too small to be listed its region or
 * country. Undefined for a place that says nothing known.
 */
export function nodeOfPlace(place: Place): PlaceNode | undefined {
  const country = place.country === null ? undefined : gazetteer().byCountry.get(place.country);
  if (place.city !== null) {
    const cities = lookUp(place.city).filter(({ node }) => node.kind === "city" && isIn(node, place));
    if (cities[0] !== undefined) return cities[0].node;
  }
  if (place.region !== null) {
    const regions = lookUp(place.region).filter(({ node }) => node.kind === "region" && isIn(node, place));
    if (regions[0] !== undefined) return regions[0].node;
  }
  return country;
}

/** Countries and territories that are one city: a posting there has a city. */
const cityStates: ReadonlySet<string> = new Set(["SG", "HK", "MO", "MC", "GI", "VA"]);

/** A node as the place of a posting; undefined for what lies above a country. */
export function placeOf(node: PlaceNode): Place | undefined {
  if (node.country === null) return undefined;
  const isCity = node.kind === "city" || cityStates.has(node.country);
  return { city: isCity ? node.name : null, region: node.region, country: node.country };
}

/** ISO codes of the countries of a union, or of the one that a place lies in. */
export function countriesIn(id: PlaceId): readonly string[] {
  const { byId, byCountry } = gazetteer();
  const country = byId.get(id)?.country;
  if (country !== null) return country === undefined ? [] : [country];
  return [...byCountry].filter(([, node]) => node.parents.includes(id)).map(([code]) => code);
}

/** The place itself and all that contain it: city, region, country, unions, the world. Empty for an unknown id. */
export function lineage(id: PlaceId): ReadonlySet<PlaceId> {
  const all = new Set<PlaceId>();
  const climb = (at: PlaceId): void => {
    const node = gazetteer().byId.get(at);
    if (node === undefined || all.has(at)) return;
    all.add(at);
    for (const parent of node.parents) climb(parent);
  };
  climb(id);
  return all;
}

/** The place behind a word of `Facts.remoteFrom`: an ISO country code or the id of a union. */
export function remoteNodes(limit: string): readonly PlaceNode[] {
  const node = gazetteer().byCountry.get(limit.toUpperCase()) ?? gazetteer().byId.get(limit.toLowerCase());
  return node === undefined ? [] : [node];
}

/** Who bears exactly this name, with or without its article. */
export function lookUp(name: string): readonly Named[] {
  const key = placeKey(name);
  const found = gazetteer().named(key);
  return found.length === 0 && key.startsWith("the ") ? gazetteer().named(key.slice(4)) : found;
}

/** Whether some name of several words begins with this one. */
export function beginsLongName(word: string): boolean {
  return gazetteer().isFirstWord(placeKey(word));
}

/** `Paris, TX`; `Cambridge MA`: what follows names regions or countries that the first part lies in. */
function qualified(word: string): readonly PlaceNode[] {
  const [head, ...rest] = word.includes(",") ? word.split(",") : splitLastWord(word);
  if (head === undefined) return [];
  const containers = rest.map(containersNamed).filter((named) => named.length > 0);
  if (containers.length === 0) return [];
  return resolvePlace(head).filter((node) => containers.every((named) => isWithin(node, named)));
}

function containersNamed(word: string): readonly PlaceNode[] {
  return lookUp(word).flatMap(({ node }) => (node.kind === "region" || node.kind === "country" ? [node] : []));
}

function isWithin(node: PlaceNode, containers: readonly PlaceNode[]): boolean {
  const all = lineage(node.id);
  return containers.some((outer) => outer !== node && all.has(outer.id));
}

function splitLastWord(word: string): readonly string[] {
  const words = word.trim().split(/\s+/);
  return words.length < 2 ? [] : [words.slice(0, -1).join(" "), words.at(-1) ?? ""];
}

function isIn(node: PlaceNode, { region, country }: Place): boolean {
  return (country === null || node.country === country) && (region === null || node.region === region);
}

/** A city smaller than this goes not before larger ones that its name begins: San before San Francisco. */
const leastExact = 200_000;
/** Of all who live there, so many mean a place by a name in another language, and a region rather than a city of it. */
const shares = { alias: 1 / 50, code: 1 / 2, name: 1, region: 1 / 20 } as const;

/** Countries in which most of the openings are that boards list, and so most of the cities that are asked for. */
const leadingCountries: ReadonlySet<string | null> = new Set(
  "US GB IE DE AT CH FR NL BE ES PT IT PL CZ SE DK NO FI EE CA AU NZ SG IL".split(" "),
);
/** So many times as likely is a city of them meant as one elsewhere with as many people: Dublin before Dubai. */
const leadingShare = 8;

/** People of the area around a city that is small beside it, and that is meant by its name. */
const areas: ReadonlyMap<PlaceId, number> = new Map([
  ["atlanta", 6_200_000],
  ["boston", 4_900_000],
  ["manchester", 2_800_000],
  ["miami", 6_200_000],
  ["new-delhi", 28_000_000],
  ["san-francisco", 4_600_000],
  ["seattle", 4_000_000],
  ["washington", 6_300_000],
]);

function likelihood({ node, by }: Named): number {
  const people = node.kind === "union" || node.kind === "worldwide" ? 5e7 : (areas.get(node.id) ?? node.population);
  const isLeading = node.kind === "city" && leadingCountries.has(node.country);
  return people * shares[by] * (node.kind === "region" ? shares.region : 1) * (isLeading ? leadingShare : 1);
}

let keysInOrder: readonly string[] | undefined;

function sortedKeys(): readonly string[] {
  keysInOrder ??= [...gazetteer().keys()].toSorted();
  return keysInOrder;
}

function firstAtLeast(keys: readonly string[], wanted: string): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] ?? "") < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
