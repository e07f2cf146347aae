import { countryName, placeName } from "./place-name.ts";
import type { Facts, Place } from "./posting.ts";

/** How much one opening is like another. */
export interface Likeness {
  /** More is more alike; says nothing by itself. */
  readonly score: number;
  /** For people: "same role and level, also Berlin, DE, Go as well". */
  readonly reason: string;
}

/** What each thing in common counts for. */
const worth = { role: 3, level: 2, city: 3, remote: 2, country: 1, language: 0.5 } as const;
/** More shared languages say no more. */
const mostLanguages = 3;

interface Common {
  readonly score: number;
  readonly words: string;
}

/**
 * What another opening has in common with one: a role always, a level unless one of them names none, and somewhere to work from
 * unless the one says nothing of that. Null where one of these differs.
 */
export function likeness(one: Facts, other: Facts): Likeness | null {
  const role = shared(named(one.roles), named(other.roles));
  if (role.length === 0) return null;
  const level = shared(one.levels, other.levels);
  const isLevelSaid = one.levels.length > 0 && other.levels.length > 0;
  if (isLevelSaid && level.length === 0) return null;
  const where = whereTo(one, other);
  if (where === null) return null;
  const languages = shared(one.languages, other.languages).slice(0, mostLanguages);
  const words = [
    level.length > 0 ? "same role and level" : "same role",
    where.words,
    languages.length === 0 ? "" : `${languages.join(", ")} as well`,
  ];
  return {
    score: worth.role + (level.length > 0 ? worth.level : 0) + where.score + languages.length * worth.language,
    reason: words.filter((part) => part !== "").join(", "),
  };
}

function named(roles: Facts["roles"]): Facts["roles"] {
  return roles.filter((role) => role !== "other");
}

function shared<Value>(some: readonly Value[], others: readonly Value[]): readonly Value[] {
  return some.filter((value) => others.includes(value));
}

/** The nearest that both have in common; null where the one says where, and the other is nowhere of that. */
function whereTo(one: Facts, other: Facts): Common | null {
  const city = one.places.find(
    (place) => place.city !== null && other.places.some((there) => isSameCity(place, there)),
  );
  if (city !== undefined) return { score: worth.city, words: `also ${placeName(city)}` };
  const countries = countriesOf(one.places);
  if (isRemote(other)) {
    if (isRemote(one) && isReachable(other.remoteFrom, one.remoteFrom)) {
      return { score: worth.remote, words: "also remote" };
    }
    const from = countries.find((country) => isReachable(other.remoteFrom, [country]));
    if (from !== undefined) return { score: worth.remote, words: `remote, also from ${countryName(from)}` };
  }
  const [country] = shared(countries, countriesOf(other.places));
  if (country !== undefined) return { score: worth.country, words: `also in ${countryName(country)}` };
  return one.places.length === 0 && !isRemote(one) ? { score: 0, words: "" } : null;
}

function isSameCity(one: Place, other: Place): boolean {
  return one.city === other.city && one.region === other.region && one.country === other.country;
}

function countriesOf(places: readonly Place[]): readonly string[] {
  return [...new Set(places.flatMap(({ country }) => country ?? []))];
}

function isRemote({ modes, remoteFrom }: Facts): boolean {
  return modes.includes("remote") || remoteFrom.length > 0;
}

/** Whether some place is in both; one that names none, or the world, is everywhere. */
function isReachable(from: readonly string[], wanted: readonly string[]): boolean {
  const isAnywhere = [from, wanted].some((places) => places.length === 0 || places.includes("worldwide"));
  return isAnywhere || shared(from, wanted).length > 0;
}
