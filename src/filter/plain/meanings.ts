import { lineage, lookUp, type PlaceNode, resolvePlace } from "../../posting/vocabulary/places.ts";
import { gazetteer } from "../../posting/vocabulary/places/gazetteer.ts";
import { roleVocabulary } from "../../posting/vocabulary/roles.ts";
import { toolVocabulary } from "../../posting/vocabulary/tools.ts";
import { fold } from "../../posting/vocabulary/vocabulary.ts";
import type { TermKey } from "../filter.ts";
import { keys } from "../keys.ts";
import { particleOf, workers } from "./word-lists.ts";

/** A value that a phrase may name. */
export interface Meaning {
  readonly key: TermKey;
  /** Canonical. */
  readonly value: string;
}

/** Keys whose values people name without the key, the likeliest first where several know a word. */
const plainKeys = ["role", "level", "mode", "type", "lang", "speaks"] as const;

/** From so many people on, a city is as likely meant as the tool or the language of its name: Phoenix, Cairo. */
const leastRivalCity = 200_000;
/** From so many on, a country's code is as likely meant as a role's abbreviation: `DE`. */
const leastRivalCountry = 40_000_000;
/** From so many on, a code behind "in" is the country: DE, and not IT, HR or ML. */
const leastCountryAmidRoles = 45_000_000;
/** From so many people on, a city is meant by its name and country though a larger one elsewhere bears the name. */
const leastNamesake = 100_000;
/** A place that has more than half of another's people is as likely meant by the name of both. */
const rivalShare = 1 / 2;

/** Words that name too much to be taken for one thing, and phrases in which a word is not the name that it is elsewhere. */
const undecided: ReadonlyMap<string, readonly Meaning[]> = new Map(
  Object.entries({
    data: roles("data-engineering", "data-science", "analytics"),
    distributed: [
      { key: "mode", value: "remote" },
      { key: "text", value: "distributed" },
    ],
    "distributed system": [{ key: "text", value: "distributed systems" }],
    "distributed systems": [{ key: "text", value: "distributed systems" }],
    "distributed computing": [{ key: "text", value: "distributed computing" }],
    america: [
      { key: "location", value: "united-states" },
      { key: "location", value: "americas" },
    ],
  } satisfies Record<string, readonly Meaning[]>),
);

function roles(...values: readonly string[]): readonly Meaning[] {
  return values.map((value) => ({ key: "role", value }));
}

/**
 * What a phrase may name: one meaning, several where none is much likelier than the others, or none.
 *
 * @param phrase As it was typed, since `US` is a country and `us` may be.
 * @param place True behind a word such as "in": a place before all else.
 */
export function meaningsOf(phrase: string, place = false): readonly Meaning[] {
  const said = fold(phrase);
  const asked = undecided.get(said);
  if (asked !== undefined) return asked;
  const places = placesNamed(phrase);
  const located = rivals(places).map((node): Meaning => ({ key: "location", value: node.id }));
  const [best] = places;
  if (place && best !== undefined && !isRoleRather(best, phrase)) return located;
  // Erlangen is no plural of Erlang.
  const isPlaceItself = best !== undefined && fold(best.name) === fold(phrase);
  const [first, ...others] = namedBy(isPlaceItself ? [phrase] : spellingsOf(phrase), phrase);
  if (first === undefined) return located;
  if (best !== undefined && isRival(best, first.key, phrase)) return [first, ...located];
  // Both are kinds of work in an office, and far apart.
  const mode = first.key === "role" ? others.find(({ key }) => key === "mode") : undefined;
  return mode === undefined ? [first] : [first, mode];
}

/** The values of the vocabularies. Codes of human languages are left out, for nearly all of them are common words. */
function namedBy(spellings: readonly string[], phrase: string): readonly Meaning[] {
  for (const spelling of spellings) {
    const found = plainKeys.flatMap((key): readonly Meaning[] => {
      if (key === "speaks" && spelling.length < 3) return [];
      const value = keys[key].values.resolve(spelling);
      return value === undefined || (key === "lang" && isLanguageOfRole(spelling, value)) ? [] : [{ key, value }];
    });
    const tool = toolVocabulary.resolve(spelling);
    const text = tool === undefined ? undefined : keys.text.values.resolve(tool);
    // Who names a tool wants it, though its name stands for a role as well: Flutter.
    if (text !== undefined) return [...found.filter(({ key }) => key !== "role"), { key: "text", value: text }];
    if (found.length > 0) return found;
  }
  const role = abbreviations().get(fold(phrase));
  return role === undefined ? [] : [{ key: "role", value: role }];
}

/** "embedded C" is a role and a language. */
function isLanguageOfRole(spelling: string, language: string): boolean {
  const [role = "", ...rest] = spelling.split(" ");
  return (
    rest.length > 0 &&
    roleVocabulary.resolve(role) !== undefined &&
    keys.lang.values.resolve(rest.join(" ")) === language
  );
}

/** The phrase, and without the ending of several or of who does it: `seniors`, `product designer`, `data analyst`. */
function spellingsOf(phrase: string): readonly string[] {
  const singular = /[^s]s$/iu.test(phrase) && phrase.length > 3 ? [phrase.slice(0, -1)] : [];
  const work = [phrase, ...singular].flatMap((one) => {
    if (/\s.+yst$/iu.test(one)) return [one.replace(/yst$/iu, "ysis")];
    return /\s.+[a-z]{3}er$/iu.test(one) ? [one.slice(0, -2)] : [];
  });
  const german = /..[^e]en$/iu.test(phrase) && phrase.length > 6 ? [phrase.slice(0, -2)] : [];
  return [phrase, ...singular, ...work, ...german];
}

let knownAbbreviations: ReadonlyMap<string, string> | undefined;

/** Initials of roles of two words, where they are those of one role only: FE, BE. */
function abbreviations(): ReadonlyMap<string, string> {
  if (knownAbbreviations !== undefined) return knownAbbreviations;
  const found = new Map<string, Set<string>>();
  for (const [spelling, role] of roleVocabulary.spellings) {
    const parts = spelling.split(/[ -]/u);
    if (parts.length !== 2 || workers.has(parts[1] ?? "")) continue;
    const initials = parts.map((part) => part.charAt(0)).join("");
    found.set(initials, (found.get(initials) ?? new Set()).add(role));
  }
  const sole = [...found].flatMap(([initials, roles]) => (roles.size === 1 ? [[initials, ...roles] as const] : []));
  knownAbbreviations = new Map(sole.map(([initials, role = ""]) => [initials, role]));
  return knownAbbreviations;
}

/** Best first. A code counts in capitals only and where no name is spelt so; a single letter and a figure never. */
function placesNamed(phrase: string): readonly PlaceNode[] {
  if (phrase.length < 2 || /^\d|(?:^|\s)[^\p{L}\p{N}]+(?:\s|$)/u.test(phrase) || endsInParticle(phrase)) return [];
  const codes = new Set(lookUp(phrase).flatMap(({ node, by }) => (by === "code" ? [node] : [])));
  const found = resolvePlace(phrase);
  const named = found.filter((node) => !codes.has(node));
  return named.length === 0 && phrase === phrase.toUpperCase() ? found : named;
}

/** "HR in" is not Haryana in India. */
function endsInParticle(phrase: string): boolean {
  const last = phrase.slice(phrase.lastIndexOf(" ") + 1);
  return last !== phrase && particleOf(fold(last), last === last.toUpperCase()) !== undefined;
}

/**
 * The places of this name that lie in a region or a country, behind which the name is that of another one than by itself:
 * "Paris, Texas", "London, Canada". In a country only a city of some size, for "Berlin, US" lists two.
 *
 * @param isAlone No list of places goes on before or behind the two, in which a country would be one more.
 */
export function placesInside(phrase: string, container: string, isAlone: boolean): readonly Meaning[] {
  const kind = gazetteer().byId.get(container)?.kind;
  if (kind !== "region" && (kind !== "country" || !isAlone)) return [];
  const within = placesNamed(phrase).filter(
    ({ id, population }) =>
      id !== container && lineage(id).has(container) && (kind === "region" || population >= leastNamesake),
  );
  return rivals(within).map(({ id }) => ({ key: "location", value: id }));
}

/** The first, with those that it neither contains nor lies in and that are not much smaller. */
function rivals(places: readonly PlaceNode[]): readonly PlaceNode[] {
  const [first] = places;
  if (first === undefined || first.country === null) return places.slice(0, 1);
  const others = places.slice(1).filter((node) => {
    const isApart = !lineage(first.id).has(node.id) && !lineage(node.id).has(first.id);
    return isApart && node.country !== null && node.population > first.population * rivalShare;
  });
  return [first, ...others];
}

function isRival(place: PlaceNode, key: TermKey, phrase: string): boolean {
  if (key === "lang" || key === "text") {
    return place.kind === "city" && place.population >= leastRivalCity && fold(place.name) === fold(phrase);
  }
  return key === "role" && phrase.length === 2 && place.kind === "country" && isLikelyCode(place, phrase);
}

function isRoleRather(place: PlaceNode, phrase: string): boolean {
  const isCode = phrase.length === 2 && fold(place.name) !== fold(phrase);
  return isCode && roleVocabulary.resolve(phrase) !== undefined && place.population < leastCountryAmidRoles;
}

function isLikelyCode(place: PlaceNode, phrase: string): boolean {
  return (
    phrase === phrase.toUpperCase() &&
    (place.population >= leastRivalCountry || roleVocabulary.resolve(phrase) === undefined)
  );
}
