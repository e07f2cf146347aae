import { toolVocabulary } from "../../posting/vocabulary/tools.ts";
import { didYouMean, UserError } from "../../errors.ts";
import type { PayFloor, Query, TermKey } from "../filter.ts";
import { type Key, keyNames, keys, resolveKey } from "../keys.ts";
import { parseQuery } from "../parse.ts";
import { printSetting, printWord } from "../print.ts";

/** Keys of the language by which a posting can be corrected; `text:` takes tools. */
export const correctableKeys = [
  "role",
  "level",
  "location",
  "mode",
  "lang",
  "speaks",
  "pay",
  "type",
  "visa",
  "text",
  "status",
] as const satisfies readonly Key[];
export type CorrectableKey = (typeof correctableKeys)[number];
/** Those of which a posting may say nothing. It is open or closed, and its tools are words of it. */
export const clearableKeys: readonly CorrectableKey[] = correctableKeys.filter(
  (key) => key !== "status" && key !== "text",
);
type ListKey = Exclude<CorrectableKey, "pay" | "status">;

/** What somebody says that a posting says, by key: all of it, so that what is not listed is not said. */
export interface Said {
  readonly values: ReadonlyMap<ListKey, readonly string[]>;
  readonly pay: PayFloor | null;
  readonly status: "open" | "closed" | null;
  /** Of these it says nothing. */
  readonly nothingOf: ReadonlySet<CorrectableKey>;
}

/**
 * What a query says of one posting when it is no wish but a statement.
 *
 * @param cleared Keys of which the posting says nothing: `-pay`.
 * @param saysStatus Whether `status:` was typed, which a query leaves out where it is `open`.
 * @throws UserError `correction` for what is no fact of a posting, with what can be corrected.
 */
export function saidIn(query: Query, cleared: ReadonlySet<Key>, saysStatus: boolean): Said {
  const { filter, delivery } = query;
  const otherKey = [...keysOf(query), ...cleared].find((key) => !isCorrectable(key));
  if (otherKey !== undefined) throw notAFact(`${otherKey}:`, otherKey);
  const notClearable = [...cleared].find((key) => !clearableKeys.some((one) => one === key));
  if (notClearable !== undefined) throw notAFact(`-${notClearable}`, notClearable);
  if (Object.keys(delivery).length > 0) throw notAFact(`${Object.keys(delivery)[0]}:`);
  if (saysStatus && filter.status === "any") throw single("status", "open or closed", "any");
  const values = new Map<ListKey, readonly string[]>();
  let pay: PayFloor | null = null;
  for (const clause of filter.clauses) {
    if (clause.key === "pay") {
      const [first = null, second] = clause.any;
      if (second !== undefined) throw single("pay", "one pay, in one currency", printSetting("pay", clause.any));
      pay = first;
    } else if (clause.key !== "posted" && isListKey(clause.key)) {
      const [excluded] = clause.none;
      if (excluded !== undefined) throw excludes(clause.key, excluded);
      values.set(clause.key, checked(clause.key, [...new Set(clause.any.flat())]));
    }
  }
  const said = saysStatus || filter.status !== "open" ? filter.status : null;
  return {
    values,
    pay,
    status: said === "any" ? null : said,
    nothingOf: new Set([...cleared].filter(isCorrectable)),
  };
}

/** The canonical text, which `parseSaid` reads. */
export function printSaid({ values, pay, status, nothingOf }: Said): string {
  const printed = new Map<Key, string>();
  for (const [key, all] of values) {
    printed.set(key, `${key}:${all.map((value) => printWord(keys[key].values.word(value))).join(",")}`);
  }
  if (pay !== null) printed.set("pay", printSetting("pay", [pay]));
  if (status !== null) printed.set("status", printSetting("status", status));
  for (const key of nothingOf) printed.set(key, `-${key}`);
  return keyNames.flatMap((key) => printed.get(key) ?? []).join(" ");
}

/** @throws UserError where the language has changed since it was printed. */
export function parseSaid(text: string): Said {
  const query = parseQuery(text);
  const cleared = query.words.flatMap((word) => resolveKey(word.text.replace(/^-/, "")) ?? []);
  return saidIn({ ...query, words: [] }, new Set(cleared), /(?<!\S)status:/.test(text));
}

export function isCorrectable(key: Key): key is CorrectableKey {
  return correctableKeys.some((one) => one === key);
}

function isListKey(key: TermKey): key is ListKey & TermKey {
  return isCorrectable(key);
}

/** Of a visa one value, of words only tools. */
function checked(key: ListKey, values: readonly string[]): readonly string[] {
  if (key === "visa" && values.length > 1) throw single("visa", "yes or no", values.join(" and "));
  if (key !== "text") return values;
  return values.map((word) => {
    const tool = toolVocabulary.resolve(word);
    if (tool !== undefined) return tool;
    const hint = didYouMean(word, toolVocabulary.names);
    const message = `Expected a tool such as Kubernetes after text:, since the words of a posting are what they are, got "${word}".${hint}`;
    throw new UserError("correction", message, { key });
  });
}

function keysOf(query: Query): readonly Key[] {
  return [
    ...query.filter.clauses.map(({ key }) => key),
    ...(query.filter.unknown === null ? [] : (["unknown"] as const)),
  ];
}

function excludes(key: ListKey, excluded: string): UserError {
  const word = printWord(keys[key].values.word(excluded));
  const other = keys[key].example.split(",").find((example) => example !== word && !example.startsWith("-"));
  const right = other === undefined ? "" : `, such as ${key}:${other}`;
  return new UserError(
    "correction",
    `A correction says what the posting says, got ${key}:-${word}. Name what is right${right}, or -${key} where it says nothing of it.`,
    { key },
  );
}

function single(key: CorrectableKey, expected: string, got: string): UserError {
  return new UserError("correction", `Expected ${expected} for ${key}:, got ${got}.`, { key });
}

function notAFact(got: string, key?: string): UserError {
  return new UserError(
    "correction",
    `Expected what a posting says (${correctableText()}), got ${got}.`,
    key === undefined ? {} : { key },
  );
}

/** "role:, level:, … and status:", for people. */
export function correctableText(): string {
  const names = correctableKeys.map((key) => (key === "text" ? "text: for tools" : `${key}:`));
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** Whether nothing is said at all. */
export function isEmpty({ values, pay, status, nothingOf }: Said): boolean {
  return values.size === 0 && pay === null && status === null && nothingOf.size === 0;
}
