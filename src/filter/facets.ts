import type { Facts } from "../posting/posting.ts";
import { languageVocabulary } from "../posting/vocabulary/languages.ts";
import { tokenise } from "./tokens.ts";
import type { Filter, TermClause, TermKey } from "./filter.ts";
import { whereaboutsOf } from "./rules/location.ts";

/**
 * What a posting states as words of its own, so that an index of words finds it by its facts: plain letters and digits, which
 * every engine takes as one word. What it does not say is a word too.
 */
export function facetsOf(facts: Facts): readonly string[] {
  const whereabouts = whereaboutsOf(facts);
  return [
    ...said("role", facts.roles),
    ...said("level", facts.levels),
    ...said("mode", facts.modes),
    ...said("lang", facts.languages),
    ...said("type", facts.employment),
    ...said("speaks", facts.spoken),
    ...[...whereabouts.within].map((place) => facet("location", place)),
    // Places that it may all the same be in are found by looking at it.
    ...(whereabouts.isSettled ? [] : [unsaid("location")]),
  ];
}

const faceted: ReadonlySet<TermKey> = new Set(["role", "level", "mode", "lang", "type", "speaks", "location"]);

/**
 * What a posting must state, or may leave unsaid, to match a filter: of each list one word at least. Necessary and not
 * sufficient: what it finds has to be looked at.
 *
 * @param isSaid Only those that say what is asked.
 */
export function facetsFor(filter: Filter, isSaid: boolean): readonly (readonly string[])[] {
  return filter.clauses
    .filter((clause): clause is TermClause => "none" in clause && clause.any.length > 0 && faceted.has(clause.key))
    .map(({ key, any }) => [
      // Of several together each must be there: the first finds a few more than that.
      ...any.flatMap(([value]) => (value === undefined ? [] : facet(key, value))),
      ...(isSaid && key !== "location" ? [] : filter.unknown === "hide" && key !== "location" ? [] : [unsaid(key)]),
    ]);
}

/** Other words for a word that a person looks for: its plural or singular, and the language that it names. */
export function alternativesOf(word: string): readonly (readonly string[])[] {
  const tokens = wordsOf(word);
  const [only] = tokens;
  if (only === undefined) return [];
  const language = languageFacetOf(word);
  return [
    tokens,
    ...(tokens.length === 1 && /^\p{L}{4,}$/u.test(only)
      ? [[only.endsWith("s") ? only.slice(0, -1) : `${only}s`]]
      : []),
    ...(language === undefined ? [] : [[language]]),
  ];
}

/** What a posting states that asks for the language that a word names; undefined where it names none. */
export function languageFacetOf(word: string): string | undefined {
  const language = languageVocabulary.resolve(word);
  return language === undefined ? undefined : facet("lang", language);
}

/** The words of a text as they are indexed: `c++` is one that no engine takes apart. */
export function wordsOf(text: string): readonly string[] {
  return tokenise(text).map((token) =>
    /^[\p{L}\p{N}\p{M}]+$/u.test(token.text) ? token.text : facet("word", token.text),
  );
}

function said(key: TermKey, values: readonly string[]): readonly string[] {
  return values.length === 0 ? [unsaid(key)] : values.map((value) => facet(key, value));
}

function unsaid(key: TermKey): string {
  return `unsaidx${key}`;
}

function facet(kind: string, value: string): string {
  return `${kind}x${Buffer.from(value).toString("hex")}`;
}
