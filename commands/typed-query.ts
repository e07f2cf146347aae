import { UserError } from "../src/errors.ts";
import { resolveKey } from "../src/filter/keys.ts";
import { lex } from "../src/filter/lexer.ts";
import { parseOptions } from "../src/filter/parse.ts";
import { printQuery } from "../src/filter/print.ts";
import type { Takes } from "./command.ts";
import { keysOnly } from "./query-pairs.ts";
import { canClear, clearing, typedKeys } from "./typed-keys.ts";

/**
 * The text for an option that takes a query, from its own text and the keys that were filled in one by one. What was typed stays
 * as it is, in its columns; the keys follow in canonical form.
 *
 * @param typed By key, as a person typed it: in a value only commas separate.
 * @throws UserError `query` for a value that cannot be read, and for a key that both say.
 */
export function typedQuery(takes: Takes, text: string, typed: ReadonlyMap<string, string>): string {
  const known = typedKeys(takes).filter(({ key }) => (typed.get(key) ?? "").trim() !== "");
  const pairs = known.map(({ key }) => pairOf(key, typed.get(key) ?? "", takes));
  if (pairs.length === 0) return text;
  const said = keysIn(text);
  const twice = known.find(({ key }) => said.has(key))?.key;
  if (twice === undefined) return [text.trimEnd(), ...pairs].filter((part) => part !== "").join(" ");
  throw new UserError(
    "query",
    `${twice} is filled in by itself, and ${twice}: stands in the query as well. Leave one of them out.`,
    { key: twice },
  );
}

function pairOf(key: string, value: string, takes: Takes): string {
  if (canClear(takes) && value.trim() === clearing) return `-${key}`;
  if (resolveKey(key) === undefined) return `${key}:${value.trim()}`;
  try {
    // What is the default prints as nothing, and yet replaces something in an edit.
    return printQuery(parseOptions({ [key]: value })) || `${key}:${value.trim()}`;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // Columns of one value say nothing to who filled in several.
    const message = error.message.replace(/^Query, column \d+: e/, "E");
    throw new UserError(error.code, message, { key }, error);
  }
}

/** Keys that a text gives or clears, under any of their names. */
function keysIn(text: string): ReadonlySet<string> {
  const named = lex(text, keysOnly).map((segment) => {
    const word = segment.kind === "pair" ? segment.key : segment.quoted ? "" : segment.text.replace(/^-/, "");
    const isKey = segment.kind === "pair" || segment.text.startsWith("-");
    return isKey ? (resolveKey(word) ?? word.toLowerCase()) : "";
  });
  return new Set(named);
}
