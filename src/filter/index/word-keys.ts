import { toolVocabulary } from "../../posting/vocabulary/tools.ts";
import type { Filter, TermKey } from "../filter.ts";
import { tokensOf } from "../rules/words.ts";
import { tokenise } from "../tokens.ts";
import { type Sight, wordsKey } from "./sight.ts";
import { wantedOf } from "./wanted-of.ts";

/** A key that no name has: of companies that are not stated. */
const unstated = "company:";

/**
 * The keys of a filter that asks for companies or words, one of which every posting that matches has; undefined of one
 * that asks for neither.
 *
 * @param uses How many filters a key has already: of several words together the rarest will do.
 */
export function wordKeysOf(filter: Filter, uses: (key: string) => number): readonly string[] | undefined {
  const companies = wantedOf(filter, "company");
  if (companies.length > 0) {
    const keys = companies.map(([name = ""]) => companyKey(name));
    return [...new Set(filter.unknown === "hide" ? keys : [...keys, unstated])];
  }
  const texts = wantedOf(filter, "text");
  if (texts.length === 0) return undefined;
  const keys = texts.flatMap((phrases) => {
    const [rarest] = phrases.map((phrase) => phraseKeys(phrase, uses)).toSorted((a, b) => usesOf(a) - usesOf(b));
    return rarest ?? [];
  });
  return [...new Set(keys)];

  function usesOf(some: readonly string[]): number {
    return some.reduce((sum, key) => sum + uses(key), 0);
  }
}

/** What having one of its keys proves of a filter: the company, or the words where each alternative is one word. */
export function provenByWords(filter: Filter): ReadonlySet<TermKey> {
  if (wantedOf(filter, "company").length > 0) return new Set(["company"]);
  const isProven = wantedOf(filter, "text").every(
    ([phrase = "", ...others]) => others.length === 0 && tokenise(phrase).length === 1,
  );
  return new Set(isProven ? ["text"] : []);
}

/** Every key that `wordKeysOf` may have given, whatever the uses were then. */
export function possibleWordKeysOf(filter: Filter): readonly string[] {
  const companies = wordKeysOf(filter, () => 0);
  if (wantedOf(filter, "company").length > 0) return companies ?? [];
  const phrases = wantedOf(filter, "text").flat();
  return [...new Set(phrases.flatMap((phrase) => [...wordsIn(phrase), ...toolKeys(phrase)]))];
}

function companyKey(name: string): string {
  return `company:${wordsKey(name)}`;
}

/** The rarest word of the phrase; and the tool, which postings may write in another way. */
function phraseKeys(phrase: string, uses: (key: string) => number): readonly string[] {
  const [rarest] = wordsIn(phrase).toSorted((a, b) => uses(a) - uses(b) || b.length - a.length);
  return [...(rarest === undefined ? [] : [rarest]), ...toolKeys(phrase)];
}

/** A word alone stands apart in the text; one of a phrase may be a part of another: `market` of "go-to-market". */
function wordsIn(phrase: string): readonly string[] {
  const words = tokenise(phrase);
  return words.map(({ text }) => (words.length === 1 ? `word:${text}` : `text:${text}`));
}

function toolKeys(phrase: string): readonly string[] {
  const tool = toolVocabulary.resolve(phrase);
  return tool === undefined ? [] : [`tool:${tool}`];
}

/** The keys of a posting, each once. */
export function wordKeysFor({ posting, facts, companies }: Sight): ReadonlySet<string> {
  const keys = new Set(facts.tools.map((tool) => `tool:${tool}`));
  for (const company of companies ?? [""]) keys.add(`company:${company}`);
  for (const origin of ["title", "text"] as const) {
    for (const { text, opens, closes } of tokensOf(posting, origin)) {
      keys.add(`text:${text}`);
      if (opens && closes) keys.add(`word:${text}`);
    }
  }
  return keys;
}
