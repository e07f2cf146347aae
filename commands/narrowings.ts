import type { Query, TermClause, TermKey } from "../src/filter/filter.ts";
import { keys } from "../src/filter/keys.ts";
import { parseQuery } from "../src/filter/parse.ts";
import { printClause, printQuery } from "../src/filter/print.ts";
import type { Posting } from "../src/posting/posting.ts";
import { inert } from "../src/delivery/card/inert.ts";
import { pairsIn, printPairs } from "./query-pairs.ts";

/** A way to want less. */
export interface Narrowing {
  /** "Not at Acme". */
  readonly label: string;
  /** What it leaves out, by which it is named: `company:-acme`. */
  readonly clause: string;
  /** What `edit` takes: the whole key, since an edit replaces it. */
  readonly changes: string;
  readonly query: Query;
  /** A word of the title: it may say nothing of what the posting is. */
  readonly isWord: boolean;
}

const maxLabel = 40;
/** Shorter words tell little apart. */
const leastWord = 4;
/** Keys that say better what a word of the title says. */
const betterKeys = ["role", "level", "location", "mode", "lang", "type"] as const satisfies readonly TermKey[];

/** Each excludes one thing that the posting is: its company, a level, a role, a place, a mode, a kind, a word of its title. */
export function narrowings(query: Query, { reading, company, title }: Posting): readonly Narrowing[] {
  const { facts } = reading;
  const [place] = facts.places;
  const named: readonly (readonly [key: TermKey, words: readonly (string | null | undefined)[], before: string])[] = [
    ["company", [facts.company ?? company], "Not at"],
    ["level", facts.levels, "Not"],
    ["role", facts.roles.slice(0, 2), "Not"],
    ["location", [place?.city, place?.country], "Not in"],
    ["mode", facts.modes.slice(0, 1), "Not"],
    ["type", facts.employment.slice(0, 1), "Not"],
    ["text", wordsOf(facts.title ?? title ?? ""), "Not with the word"],
  ];
  return named.flatMap(([key, words, before]) =>
    words.flatMap((word) => (word === null || word === undefined ? [] : (narrowed(query, key, word, before) ?? []))),
  );
}

/** Of a title, those that no other key says. */
function wordsOf(title: string): readonly string[] {
  const words = title.split(/[^\p{L}\p{N}+#.-]+/u).filter(({ length }) => length >= leastWord);
  const isSaid = (word: string) =>
    betterKeys.some((key) => keys[key].values.isClosed && keys[key].values.resolve(word) !== undefined);
  return [...new Set(words.map((word) => word.toLowerCase()))].filter((word) => !isSaid(word));
}

/** Undefined where the query cannot say it: it asks for that very thing alone, or the word is none of the language. */
function narrowed(query: Query, key: TermKey, word: string, before: string): Narrowing | undefined {
  const { values } = keys[key];
  const value = values.resolve(word);
  if (value === undefined) return undefined;
  const clause = query.filter.clauses.find((one): one is TermClause => one.key === key);
  const others = clause?.any.filter((alternative) => alternative.length > 1 || alternative[0] !== value) ?? [];
  const isAsked = others.length < (clause?.any.length ?? 0);
  if (isAsked && others.length === 0) return undefined;
  const none = [...(clause?.none ?? []), ...(isAsked ? [] : [value])];
  const changes = printClause({ key, any: others, none });
  const kept = [...pairsIn(printQuery(query))].filter(([other]) => other !== key);
  return {
    // Open values are kept folded: a company's own spelling reads better.
    label: inert(`${before} ${values.isClosed ? values.title(value) : word}`, maxLabel),
    clause: printClause({ key, any: [], none: [value] }),
    changes,
    query: parseQuery([printPairs(new Map(kept)), changes].join(" ")),
    isWord: key === "text",
  };
}
