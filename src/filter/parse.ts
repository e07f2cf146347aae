import { fold } from "../posting/vocabulary/vocabulary.ts";
import { canonicalFilter } from "./canonical.ts";
import type { Clause, Query, TermClause } from "./filter.ts";
import {
  isTermKey,
  type Key,
  keys,
  keySpellings,
  resolveKey,
  type SettingKey,
  settingOf,
  type SettingValues,
} from "./keys.ts";
import { type Dialect, type Item, lex, lexValues } from "./lexer.ts";
import { particleOf } from "./plain/word-lists.ts";
import { nearestWord, queryError, type Span } from "./query-error.ts";
import { elsewhere, readTerms } from "./read-terms.ts";

/** What was read so far; `canonicalFilter` makes a filter of it. */
interface Draft {
  readonly clauses: TermClause[];
  readonly settings: Partial<SettingValues>;
}

/** How the language divides a text. */
export const dialect: Dialect = {
  isKey: (word) => resolveKey(word) !== undefined,
  isProse: (word) => particleOf(fold(word), false) !== undefined,
  joins(key, phrase, list) {
    const name = resolveKey(key);
    if (name === undefined) return false;
    if (!isTermKey(name)) return [phrase, list].some((text) => settingOf(name).read(text) !== undefined);
    return keys[name].values.isClosed && keys[name].values.resolve(phrase) !== undefined;
  },
};

/**
 * Reads one line of the subscription language. Words that belong to no key come back as they are, for who reads plain
 * words or refuses them.
 *
 * @throws UserError `query`, for all that is not understood: it names the column, what was expected and what arrived.
 */
export function parseQuery(text: string): Query {
  const draft: Draft = { clauses: [], settings: {} };
  const segments = lex(text, dialect);
  for (const segment of segments) {
    if (segment.kind === "pair") readPair(segment, segment.items, draft);
  }
  const words = segments.flatMap((segment) => {
    if (segment.kind === "pair") return [];
    const { kind: _kind, ...word } = segment;
    return [word];
  });
  return { ...finished(draft), words };
}

/**
 * Reads a query that was filled in key by key, as on a form: in a value, only commas separate.
 *
 * @throws UserError `query`, with columns of the value of `fields.key`.
 */
export function parseOptions(options: Readonly<Record<string, string | undefined>>): Query {
  const draft: Draft = { clauses: [], settings: {} };
  for (const [key, text] of Object.entries(options)) {
    if (text === undefined || text.trim() === "") continue;
    readPair({ key, excluded: false, start: 0, end: text.length }, lexValues(text, key), draft);
  }
  return { ...finished(draft), words: [] };
}

function finished(draft: Draft): Pick<Query, "filter" | "delivery"> {
  const { pay, posted, status = "open", unknown = null, ...delivery } = draft.settings;
  const clauses: Clause[] = [...draft.clauses];
  if (pay !== undefined) clauses.push({ key: "pay", any: pay });
  if (posted !== undefined) clauses.push({ key: "posted", maxAgeHours: posted });
  return { filter: canonicalFilter({ clauses, status, unknown }), delivery };
}

function readPair(
  pair: Span & { readonly key: string; readonly excluded: boolean },
  items: readonly Item[],
  draft: Draft,
): void {
  const { start, end, excluded } = pair;
  const key = resolveKey(pair.key);
  if (key === undefined) {
    const isDenied = excluded || items.every((item) => /^(?:no|false|n)$/iu.test(textOf(item)));
    // `remote: yes`, `junior=true`
    const value = elsewhere(undefined, pair.key)?.replace(":", isDenied ? ":-" : ":");
    const nearest = nearestWord(pair.key.toLowerCase(), keySpellings());
    throw queryError("a key such as role: or location:", `${pair.key}:`, {
      start: excluded ? start + 1 : start,
      end: Math.min(end, start + pair.key.length + (excluded ? 1 : 0)),
      key: pair.key,
      suggestion: value ?? (nearest === undefined ? undefined : `${nearest}:`),
    });
  }
  const signed = excluded ? items.map((item) => negated(item, key)) : items;
  if (isTermKey(key)) draft.clauses.push(...signed.flatMap((item) => readTerms(key, item)));
  else readSetting(key, signed, draft.settings);
}

/** `-lang:go,rust` is `lang:-go,-rust`. */
function negated(item: Item, key: Key): Item {
  if (!item.excluded) return { ...item, excluded: true };
  throw queryError("one minus, before the key or before the value", "two", { ...spanOf(item), key });
}

function readSetting<Name extends SettingKey>(
  name: Name,
  items: readonly Item[],
  into: { [Other in Name]?: SettingValues[Other] },
): void {
  const values = settingOf(name);
  const sizes = values.group?.(items.map(textOf)) ?? items.map(() => 1);
  let at = 0;
  for (const size of sizes) {
    const group = items.slice(at, at + size);
    at += size;
    const value = readOne(name, group);
    const known = into[name];
    into[name] = known === undefined ? value : either(name, known, value, spanOf(...group));
  }
}

function readOne<Name extends SettingKey>(name: Name, group: readonly Item[]): SettingValues[Name] {
  const values = settingOf(name);
  const text = group.map(textOf).join(",");
  const read = values.read(text);
  const value = read !== undefined && group[0]?.excluded === true ? values.not?.(read) : read;
  if (value !== undefined) return value;
  const sign = group[0]?.excluded === true ? "-" : "";
  const suggestion = read === undefined ? values.suggest(text) : values.print(read);
  throw queryError(`${values.expected} after ${name}:`, `"${sign}${text}"`, {
    ...spanOf(...group),
    key: name,
    suggestion,
  });
}

function either<Name extends SettingKey>(
  name: Name,
  known: SettingValues[Name],
  value: SettingValues[Name],
  span: Span,
): SettingValues[Name] {
  const values = settingOf(name);
  if (values.or !== undefined) return values.or(known, value);
  if (values.print(known) === values.print(value)) return known;
  throw queryError(`one value for ${name}:`, `${values.print(known)} and ${values.print(value)}`, {
    ...span,
    key: name,
  });
}

function textOf(item: Item): string {
  return item.pieces.map(({ text }) => text).join("");
}

function spanOf(...items: readonly Item[]): Span {
  return { start: items[0]?.start ?? 0, end: items.at(-1)?.end ?? 0 };
}
