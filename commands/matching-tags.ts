import type { Card } from "../src/delivery/card/card.ts";
import type { TermKey } from "../src/filter/filter.ts";
import { keys } from "../src/filter/keys.ts";
import { read } from "../src/posting/reader/read.ts";

/** From what people sort by first. */
const tagKeys = ["role", "location", "lang", "level", "mode", "type"] as const satisfies readonly TermKey[];
type TagKey = (typeof tagKeys)[number];

/**
 * Those tags, out of what a place offers, that name something that a card says: its role, place, programming language, level,
 * mode or kind of employment, in any spelling that the language knows, and a place at any height (`Germany` for Berlin).
 *
 * @returns In the order of those keys.
 */
export function matchingTags<Tag extends { readonly name: string }>(card: Card, tags: readonly Tag[]): readonly Tag[] {
  const said = valuesOf(card);
  const matching = tagKeys.flatMap((key) =>
    tags.filter(({ name }) => {
      const wanted = keys[key].values.resolve(name);
      return wanted !== undefined && said[key].some((value) => keys[key].values.implies(value, wanted));
    }),
  );
  return [...new Set(matching)];
}

function valuesOf({ title, facts }: Card): Readonly<Record<TagKey, readonly string[]>> {
  const fact = (name: Card["facts"][number]["name"]) => facts.find((one) => one.name === name)?.value ?? "";
  // The card names no role by itself.
  const { facts: titled } = read({ title, company: null, location: null, text: "", format: "plain" });
  const places = fact("place").split(" · ");
  return {
    role: resolved("role", titled.roles),
    location: resolved(
      "location",
      places.flatMap((place) => [place, place.replace(/^remote \((?<from>.*)\)$/u, "$<from>")]),
    ),
    lang: resolved(
      "lang",
      fact("languages")
        .split(", ")
        .map((language) => language.replace(/ \(nice to have\)$/u, "")),
    ),
    level: resolved("level", fact("level").split(", ")),
    mode: resolved(
      "mode",
      places.map((place) => place.replace(/ \(.*\)$/u, "")),
    ),
    type: resolved("type", fact("type").split(", ")),
  };
}

function resolved(key: TagKey, words: readonly string[]): readonly string[] {
  return words.flatMap((word) => keys[key].values.resolve(word.trim()) ?? []);
}
