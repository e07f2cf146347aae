import type { Facts, Place } from "../../posting/posting.ts";
import { nodeOfPlace, type PlaceId, type PlaceNode, remoteNodes } from "../../posting/vocabulary/places.ts";
import { gazetteer } from "../../posting/vocabulary/places/gazetteer.ts";
import { fold } from "../../posting/vocabulary/vocabulary.ts";
import { heightsOf } from "../heights.ts";
import type { Result } from "../kleene.ts";
import { placeInProse } from "../place-in-prose.ts";
import {
  type Citation,
  evidenceFor,
  fail,
  type Finding,
  pass,
  type PostingView,
  type TermRule,
  unknown,
} from "./finding.ts";

/**
 * A wanted place is matched up and down the hierarchy:
 *
 * - down: a posting in Berlin is in Germany;
 * - up, for work that is remote: from Berlin one may take what is open to Germany, to the EU or worldwide;
 * - a posting that names only Germany and is not remote may be in Berlin or elsewhere: unknown;
 * - remote work that names no place and no limit, or beside places where one may also work on site, is open to nobody
 *   knows whom: unknown. Where it is only remote and names places, these are its limit.
 */
export const locationRule: TermRule = {
  test(wanted, posting) {
    const { places, remoteFrom, modes } = posting.reading.facts;
    const isRemote = modes.includes("remote") || remoteFrom.length > 0;
    const known = places.map((place) => inPlace(wanted, place, isRemote, posting));
    const findings = [...known, ...remoteFrom.map((limit) => withinLimit(wanted, limit, posting))];
    const passed = findings.find(({ result }) => result === "pass");
    if (passed !== undefined) return passed;
    const unsure = findings.find(({ result }) => result === "unknown");
    if (unsure !== undefined) return unsure;
    const isOpen = isRemote && remoteFrom.length === 0 && (places.length === 0 || modes.length > 1);
    if (isOpen) return unknown("remote from where is not stated", evidenceFor(posting, "modes", "remote"));
    if (findings.length === 0) return unknown("location not stated");
    const says = findings.map(({ reason }) => reason).join(", ");
    return fail(
      `says ${says}`,
      findings.flatMap(({ evidence }) => evidence),
    );
  },

  /** An exclusion strikes what lies within it, not what it lies within: `-germany` leaves EU-wide remote work in. */
  strikes(excluded, posting) {
    const { places, remoteFrom } = posting.reading.facts;
    for (const place of places) {
      const node = nodeOfPlace(place);
      if (node !== undefined && heightsOf(node.id).has(excluded))
        return pass(printPlace(place), placeEvidence(posting, place));
    }
    for (const limit of remoteFrom) {
      const node = remoteNodes(limit).find(({ id }) => heightsOf(id).has(excluded));
      if (node !== undefined) return pass(remoteIn(node), evidenceFor(posting, "remoteFrom", limit));
    }
    return fail("elsewhere", []);
  },
};

/** Where a posting is, for many places that are asked for: the results of `locationRule` without reasons and evidence. */
export interface Whereabouts {
  /** Every place that it is in, at every height. */
  readonly within: ReadonlySet<PlaceId>;
  /** No place passes but those that it is within, and none is unknown. */
  readonly isSettled: boolean;
  /** Every place is unknown. */
  readonly isUnsaid: boolean;
  test(wanted: PlaceId): Result;
}

export function whereaboutsOf({ places, remoteFrom, modes }: Facts): Whereabouts {
  const isRemote = modes.includes("remote") || remoteFrom.length > 0;
  const isOpen = isRemote && remoteFrom.length === 0 && (places.length === 0 || modes.length > 1);
  const known = places.map((place) => ({ place, node: nodeOfPlace(place) }));
  const limits = remoteFrom.map((limit) => remoteNodes(limit)[0]);
  const within = new Set(
    [...known.map(({ node }) => node), ...limits].flatMap((node) => [...heightsOf(node?.id ?? "")]),
  );
  const elsewhere = isOpen || known.length + limits.length === 0 ? "unknown" : "fail";
  return {
    within,
    isSettled:
      elsewhere === "fail" && limits.length === 0 && known.every(({ node }) => node !== undefined && isLowest(node)),
    isUnsaid: known.length + limits.length === 0,
    test(wanted) {
      if (within.has(wanted)) return "pass";
      let result: Result = elsewhere;
      for (const limit of limits) {
        if (limit === undefined) result = "unknown";
        else if (overlap(limit.id, wanted)) return "pass";
      }
      for (const { place, node } of known) {
        if (node === undefined) result = "unknown";
        else if (heightsOf(wanted).has(node.id) && !isAnotherTown(wanted, place, node)) {
          if (isRemote) return "pass";
          result = "unknown";
        }
      }
      return result;
    },
  };
}

/** Whether no other known place lies in it: a city, or a country that is one. */
function isLowest({ id, kind }: PlaceNode): boolean {
  return kind === "city" || !outer().has(id);
}

let outerPlaces: ReadonlySet<PlaceId> | undefined;

function outer(): ReadonlySet<PlaceId> {
  outerPlaces ??= new Set([...gazetteer().byId.values()].flatMap(({ parents }) => parents));
  return outerPlaces;
}

/** What one place of a posting says of the wanted one. The reason is the place itself, for the rule to put together. */
function inPlace(wanted: PlaceId, place: Place, isRemote: boolean, posting: PostingView): Finding {
  const node = nodeOfPlace(place);
  const evidence = placeEvidence(posting, place);
  const name = printPlace(place);
  if (node === undefined) return unknown(`${name} is not a place we know`, evidence);
  if (heightsOf(node.id).has(wanted)) return pass(name, evidence);
  if (!heightsOf(wanted).has(node.id) || isAnotherTown(wanted, place, node)) return fail(name, evidence);
  return isRemote ? pass(`remote in ${name}`, evidence) : unknown(`says only ${name}`, evidence);
}

/** A town too small for our list stands as its region or country, yet it is not a city of another name there. */
function isAnotherTown(wanted: PlaceId, { city }: Place, node: PlaceNode): boolean {
  const town = gazetteer().byId.get(wanted);
  if (city === null || node.kind === "city" || town?.kind !== "city") return false;
  return !fold(city).includes(fold(town.name));
}

function withinLimit(wanted: PlaceId, limit: string, posting: PostingView): Finding {
  const evidence = evidenceFor(posting, "remoteFrom", limit);
  const nodes = remoteNodes(limit);
  const open = nodes.find(({ id }) => overlap(id, wanted));
  if (open !== undefined) return pass(remoteIn(open), evidence);
  const [first] = nodes;
  return first === undefined
    ? unknown(`remote from ${limit}, which we do not know`, evidence)
    : fail(remoteIn(first), evidence);
}

function remoteIn({ name, kind }: PlaceNode): string {
  return kind === "worldwide" ? "remote worldwide" : `remote in ${placeInProse(name)}`;
}

/** Whether one lies in the other, or two unions have a country in common: German-speaking countries and the EU. */
function overlap(a: PlaceId, b: PlaceId): boolean {
  return heightsOf(a).has(b) || heightsOf(b).has(a) || !countriesOf(a).isDisjointFrom(countriesOf(b));
}

const countriesByUnion = new Map<PlaceId, ReadonlySet<PlaceId>>();

/** Countries of a union; none of anything lower. Kept, since there are few unions and many postings. */
function countriesOf(union: PlaceId): ReadonlySet<PlaceId> {
  if (gazetteer().byId.get(union)?.kind !== "union") return noCountries;
  const known = countriesByUnion.get(union);
  if (known !== undefined) return known;
  const ids = [...gazetteer().byCountry.values()].map(({ id }) => id);
  const countries = new Set(ids.filter((id) => heightsOf(id).has(union)));
  countriesByUnion.set(union, countries);
  return countries;
}

const noCountries: ReadonlySet<PlaceId> = new Set();

function placeEvidence(posting: PostingView, { city, region, country }: Place): readonly Citation[] {
  return evidenceFor(posting, "places", [city, region, country].filter((part) => part !== null).join(", "));
}

/** The place in one word, as on a card: its city, else its region, else its country. */
function printPlace(place: Place): string {
  return (
    place.city ?? (place.region === null ? null : nodeOfPlace(place)?.name) ?? countryName(place) ?? "an unnamed place"
  );
}

function countryName({ country }: Place): string | null {
  return country === null ? null : (gazetteer().byCountry.get(country)?.name ?? country);
}
