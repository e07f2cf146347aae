import { UserError } from "../src/errors.ts";
import { keys } from "../src/filter/keys.ts";
import type { TermKey } from "../src/filter/filter.ts";
import { parseQuery } from "../src/filter/parse.ts";
import { printQuery, printWord } from "../src/filter/print.ts";
import type { Facts } from "../src/posting/posting.ts";
import { read } from "../src/posting/reader/read.ts";

/** A posting that names more is about something else. */
const mostLanguages = 3;

/**
 * The canonical query for postings like the one that a text holds: its role, level, first place and languages.
 *
 * @throws UserError `nothing-read` where it says none of these.
 */
export function queryLike(text: string): string {
  const { facts } = read({ title: null, company: null, location: null, text, format: "plain" });
  const query = queryOf(facts);
  if (query !== null) return query;
  throw new UserError(
    "nothing-read",
    "That says no role, level, place or programming language that I know, so there is nothing to look for.",
  );
}

/** The same of facts that are read already; null where they say none of these. */
export function queryOf(facts: Facts): string | null {
  const [place] = facts.places;
  const optional = new Set(facts.languagesOptional);
  const wanted: readonly (readonly [TermKey, readonly (string | null | undefined)[]])[] = [
    ["role", facts.roles.filter((role) => role !== "other")],
    ["level", facts.levels],
    ["location", [place?.city ?? place?.country]],
    ["mode", facts.modes.filter((mode) => mode === "remote")],
    ["lang", facts.languages.filter((language) => !optional.has(language)).slice(0, mostLanguages)],
  ];
  const pairs = wanted.flatMap(([key, words]) => {
    const { values } = keys[key];
    const known = words.flatMap((word) => (word === null || word === undefined ? [] : (values.resolve(word) ?? [])));
    return known.length === 0 ? [] : `${key}:${known.map((value) => printWord(values.word(value))).join(",")}`;
  });
  return pairs.length === 0 ? null : printQuery(parseQuery(pairs.join(" ")));
}
