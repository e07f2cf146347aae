import { levels, employments, type Place, roles } from "../../../src/posting/posting.ts";
import { languageVocabulary } from "../../../src/posting/vocabulary/languages.ts";
import { placeOf, type PlaceNode } from "../../../src/posting/vocabulary/places.ts";
import { gazetteer } from "../../../src/posting/vocabulary/places/gazetteer.ts";
import { Zipf } from "./chance.ts";

/** What subscriptions and postings are about, each list with the most frequent first. */

export const world = {
  roles: roles.slice(0, 40),
  languages: languageVocabulary.names.slice(0, 48),
  levels,
  employments,
  modes: ["onsite", "remote", "hybrid"] as const,
  companies: Array.from({ length: 30_000 }, (_, number) => `${syllables(number)} works`),
  /** Words of texts; those that subscriptions ask for are the rarer ones. */
  words: Array.from({ length: 20_000 }, (_, number) => syllables(number + 40_000)),
  firstKeyword: 400,
  keywords: 4_000,
};

const countryNodes = [...gazetteer().byCountry.values()].toSorted((a, b) => b.population - a.population).slice(0, 80);
const countryCodes = new Set(countryNodes.map(({ country }) => country));
const inWorld = [...gazetteer().byId.values()]
  .filter((node) => countryCodes.has(node.country))
  .toSorted((a, b) => b.population - a.population);

/** 4,000 real cities of 80 countries. Our gazetteer has regions of some countries only: some 230 instead of 600. */
export const cities: readonly PlaceNode[] = inWorld.filter(({ kind }) => kind === "city").slice(0, 4_000);
export const regions: readonly PlaceNode[] = inWorld.filter(({ kind }) => kind === "region").slice(0, 600);
export const countries: readonly PlaceNode[] = countryNodes;
export const cityPlaces: readonly Place[] = cities.flatMap((node) => placeOf(node) ?? []);

export const zipf = {
  roles: new Zipf(world.roles.length),
  languages: new Zipf(world.languages.length),
  companies: new Zipf(world.companies.length),
  cities: new Zipf(cities.length),
  regions: new Zipf(regions.length),
  countries: new Zipf(countries.length),
  words: new Zipf(world.words.length),
  keywords: new Zipf(world.keywords),
};

/** A made up word for each number. */
function syllables(number: number): string {
  const parts = ["ba", "ke", "di", "fo", "gu", "ha", "li", "me", "no", "pu", "ra", "se", "ti", "vo", "zu", "ya"];
  let text = "";
  for (let rest = number + 16; rest > 0; rest = Math.floor(rest / 16)) text += parts[rest % 16];
  return text;
}
