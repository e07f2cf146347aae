/** Where the work can be done, and where a remote worker may be. */
import type { Evidence, Mode, Place } from "../posting.ts";
import { countriesIn, type PlaceNode, placeOf } from "../vocabulary/places.ts";
import { fold } from "../vocabulary/vocabulary.ts";
import type { Document } from "./document.ts";
import { evidenceIn, type Found } from "./field.ts";
import { type PlaceClaim, placeClaimsOf } from "./place-claims.ts";

interface PlacesRead {
  readonly places: Place[];
  readonly remoteFrom: string[];
}

/** Unions with at most this many members are spelled out as countries. */
const fewMembers = 5;
/** A namesake in a country that the posting speaks of is meant rather than one this many times as large elsewhere. */
const namesakeRatio = 8;

/**
 * Reads places and the limits of remote work together: a country may be either, or both. `modes` as read before: limits
 * exist only for remote work. Never throws.
 */
export function readPlaces(document: Document, modes: readonly Mode[]): Found<PlacesRead> {
  const claims = settled(strongest(placeClaimsOf(document), modes), document);
  const limits = new Map<string, Evidence>();
  for (const claim of claims.filter((claim) => limitsRemote(claim, modes))) {
    for (const word of limitWords(claim)) {
      if (!limits.has(word)) limits.set(word, proof(document, claim, "remoteFrom", word));
    }
  }
  const named = placesNamed(claims);
  const kept = named.filter((place) => !isCovered(place, named));
  return {
    value: { places: kept.map(({ place }) => place), remoteFrom: [...limits.keys()] },
    evidence: [...kept.map(({ place, claim }) => proof(document, claim, "places", printed(place))), ...limits.values()],
  };
}

/** Claims of the strongest kind that the posting has, and those that may stand beside them. */
function strongest(claims: readonly PlaceClaim[], modes: readonly Mode[]): readonly PlaceClaim[] {
  const fields = claims.filter(({ weight }) => weight === "given" || weight === "label");
  const isGiven = fields.some(({ weight }) => weight === "given");
  if (fields.length > 0) {
    const listed = claims.filter(({ rule }) => rule === "working-locations");
    return [...fields.filter(({ weight }) => !isGiven || weight === "given"), ...listed];
  }
  const told = claims.filter(({ weight }) => weight === "head" || weight === "stated");
  // A title may name the market that the work is for.
  const untitled = told.filter(({ rule }) => rule !== "title-ending");
  if (told.length > 0) return untitled.length > 0 ? untitled : told;
  const prose = claims.filter(({ weight }) => weight === "prose");
  if (prose.length > 0) return prose;
  return modes.includes("remote") ? [] : claims.slice(0, 1);
}

/** Ambiguous names decided by the countries that the posting speaks of in the same breath, or by its currency. */
function settled(claims: readonly PlaceClaim[], document: Document): readonly PlaceClaim[] {
  const countries = new Set<string>();
  for (const { isSettled, nodes } of claims) {
    const [first, second] = nodes;
    const isClear = isSettled || first?.kind === "country" || isMuchLarger(first, second);
    if (isClear && first !== undefined && first.country !== null) countries.add(first.country);
  }
  if (document.text.includes("£")) countries.add("GB");
  const states = claims.filter(({ nodes: [first] }) => first?.kind === "region" && first.country === "US");
  return claims.map((claim) => {
    const [first] = claim.nodes;
    if (claim.isSettled || first === undefined || claim.town !== null) return claim;
    // In a list of states Georgia and Washington are states.
    const state = claim.nodes.find(({ kind, country }) => kind === "region" && country === "US");
    if (state !== undefined && states.some((other) => other !== claim)) return { ...claim, nodes: [state] };
    if (first.kind !== "city" || countries.has(first.country ?? "")) return claim;
    const nearby = claim.nodes.find(
      ({ kind, country, population }) =>
        kind === "city" && countries.has(country ?? "") && population * namesakeRatio ** 2 > first.population,
    );
    return nearby === undefined ? claim : { ...claim, nodes: [nearby] };
  });
}

function isMuchLarger(city: PlaceNode | undefined, other: PlaceNode | undefined): boolean {
  return city !== undefined && city.population > namesakeRatio * (other?.population ?? 0);
}

function limitsRemote({ zone, isRemote, limits, nodes, rule }: PlaceClaim, modes: readonly Mode[]): boolean {
  if (!modes.includes("remote") || limits === "never") return false;
  if (zone !== null || isRemote || limits === "always") return true;
  const kind = nodes[0]?.kind;
  if (kind === "union" || kind === "worldwide") return true;
  return kind !== "city" && (modes.length === 1 || rule === "open-to-candidates-in");
}

/** ISO codes, or the ids of unions and time zones, that a claim limits remote work to. */
function limitWords({ zone, nodes }: PlaceClaim): readonly string[] {
  if (zone !== null) return [zone];
  const [node] = nodes;
  if (node === undefined) return [];
  if (node.country !== null) return [node.country];
  const members = countriesIn(node.id);
  return members.length <= fewMembers ? members : [node.id];
}

function placesOf({ town, nodes }: PlaceClaim): readonly Place[] {
  const [node] = nodes;
  const place = node === undefined ? undefined : placeOf(node);
  if (place === undefined) return [];
  return [town === null ? place : { ...place, city: town }];
}

interface NamedPlace {
  readonly place: Place;
  /** The first claim of it: its evidence. */
  readonly claim: PlaceClaim;
  /** Whether any claim, or every claim, names it for remote workers. */
  isEverRemote: boolean;
  isAlwaysRemote: boolean;
}

/** Every place once: spellings and claims of one city are the same place. */
function placesNamed(claims: readonly PlaceClaim[]): readonly NamedPlace[] {
  const byKey = new Map<string, NamedPlace>();
  for (const claim of claims) {
    const { isRemote } = claim;
    for (const place of placesOf(claim)) {
      const key = `${fold(place.city ?? `* ${place.region ?? ""}`)}/${place.country}`;
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, { place, claim, isEverRemote: isRemote, isAlwaysRemote: isRemote });
      else {
        known.isEverRemote ||= isRemote;
        known.isAlwaysRemote &&= isRemote;
      }
    }
  }
  return [...byKey.values()];
}

/**
 * Whether a narrower place in this region or country is named. A country that is a limit of remote work beside an office
 * in it stands for itself: `Boston or Remote (US)`.
 */
function isCovered({ place, isEverRemote }: NamedPlace, all: readonly NamedPlace[]): boolean {
  if (place.city !== null) return false;
  return all.some((other) => isNarrower(other.place, place) && !(isEverRemote && !other.isAlwaysRemote));
}

function isNarrower({ city, region, country }: Place, outer: Place): boolean {
  if (country !== outer.country || (outer.region !== null && region !== outer.region)) return false;
  return city !== null || (region !== null && outer.region === null);
}

function printed({ city, region, country }: Place): string {
  return [city, region, country].filter((part) => part !== null).join(", ");
}

function proof(document: Document, claim: PlaceClaim, field: "places" | "remoteFrom", value: string): Evidence {
  const { passage, rule, start: from, end: to } = claim;
  return evidenceIn(document, passage, { field, value, rule, from, to });
}
