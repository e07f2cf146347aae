import { toolVocabulary } from "../../posting/vocabulary/tools.ts";
import type { Alternative, Filter } from "../filter.ts";
import { tokenise } from "../tokens.ts";
import { type Sight, wordsKey } from "./sight.ts";
import { wantedOf } from "./wanted-of.ts";

/** A word that stands alone, one that may be a part of another (`market` of "go-to-market"), or a name. */
export const wordKinds = ["company", "tool", "word", "part"] as const;
export type WordKind = (typeof wordKinds)[number];

export interface WordKey {
  readonly kind: WordKind;
  readonly word: string;
}

/** What no name is: of companies that are not stated. */
const unstated: WordKey = { kind: "company", word: "" };

export function asksWords(filter: Filter): boolean {
  return wantedOf(filter, "company").length + wantedOf(filter, "text").length > 0;
}

/** How a filter is found that asks for companies or words. */
export interface WordAccess {
  /** Every posting that matches has one of them. */
  readonly keys: readonly WordKey[];
  /** What having a key, and the other phrase, proves of the filter; undefined for nothing. */
  readonly proven: "company" | "text" | undefined;
  /** A phrase that a posting must have beside a key. */
  readonly other: string | undefined;
}

/** @param uses How many filters a key has already: of several words together the rarest will do. */
export function wordAccessOf(filter: Filter, uses: (key: WordKey) => number): WordAccess {
  const companies = wantedOf(filter, "company");
  if (companies.length > 0) return { keys: companyKeys(companies, filter), proven: "company", other: undefined };
  const alternatives = wantedOf(filter, "text").map((phrases) =>
    phrases.map((phrase) => withKeys(phrase)).toSorted((a, b) => sumOf(a.keys) - sumOf(b.keys)),
  );
  const others = alternatives.flatMap(([, ...rest]) => rest);
  const isProven =
    alternatives.every(([rarest]) => rarest?.isWord) &&
    (others.length === 0 || (others.length === 1 && alternatives.length === 1));
  return {
    keys: distinct(alternatives.flatMap(([rarest]) => rarest?.keys ?? [])),
    proven: isProven ? "text" : undefined,
    other: isProven ? others[0]?.phrase : undefined,
  };

  function withKeys(phrase: string) {
    const words = keysIn(phrase);
    return { phrase, isWord: words.length === 1, keys: [...words.toSorted(byUses).slice(0, 1), ...toolKeys(phrase)] };
  }

  function byUses(a: WordKey, b: WordKey): number {
    return uses(a) - uses(b) || b.word.length - a.word.length;
  }

  function sumOf(some: readonly WordKey[]): number {
    return some.reduce((sum, key) => sum + uses(key), 0);
  }
}

/** Every key that `wordAccessOf` may have given, whatever the uses were then. */
export function possibleWordKeysOf(filter: Filter): readonly WordKey[] {
  const companies = wantedOf(filter, "company");
  if (companies.length > 0) return companyKeys(companies, filter);
  const phrases = wantedOf(filter, "text").flat();
  return distinct(phrases.flatMap((phrase) => [...keysIn(phrase), ...toolKeys(phrase)]));
}

/** The words of one kind that a posting has. */
export function wordsFor({ companies, facts, words, wordParts }: Sight, kind: WordKind): Iterable<string> {
  switch (kind) {
    case "company":
      return companies ?? [unstated.word];
    case "tool":
      return facts.tools;
    case "word":
      return words;
    case "part":
      return words.union(wordParts);
  }
}

function companyKeys(companies: readonly Alternative[], { unknown }: Filter): readonly WordKey[] {
  const keys = companies.map(([name = ""]): WordKey => ({ kind: "company", word: wordsKey(name) }));
  return distinct(unknown === "hide" ? keys : [...keys, unstated]);
}

function keysIn(phrase: string): readonly WordKey[] {
  const words = tokenise(phrase);
  return words.map(({ text }) => ({ kind: words.length === 1 ? "word" : "part", word: text }));
}

/** Postings may write a tool in another way. */
function toolKeys(phrase: string): readonly WordKey[] {
  const tool = toolVocabulary.resolve(phrase);
  return tool === undefined ? [] : [{ kind: "tool", word: tool }];
}

function distinct(keys: readonly WordKey[]): readonly WordKey[] {
  return [...new Map(keys.map((key) => [`${key.kind} ${key.word}`, key])).values()];
}
