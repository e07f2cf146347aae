import type { Alternative, Clause, Query, TermClause, TermKey } from "./filter.ts";
import { keyNames, keys, resolveKey, type SettingKey, type SettingValues, settingOf } from "./keys.ts";
import { dividingPlus } from "./read-terms.ts";

/**
 * The canonical text of a query: `parseQuery` of it gives the same filter and delivery again. Bare words are not part
 * of it, and what is the default is left out, but not `unknown:show`, for which people may set another default.
 */
export function printQuery({ filter, delivery }: Pick<Query, "filter" | "delivery">): string {
  const printed = new Map<string, string>(filter.clauses.map((clause) => [clause.key, printClause(clause)]));
  if (filter.status !== "open") printed.set("status", printSetting("status", filter.status));
  if (filter.unknown !== null) printed.set("unknown", printSetting("unknown", filter.unknown));
  const { to, every, at, tz, quiet, max } = delivery;
  if (to !== undefined) printed.set("to", printSetting("to", to));
  if (every !== undefined) printed.set("every", printSetting("every", every));
  if (at !== undefined) printed.set("at", printSetting("at", at));
  if (tz !== undefined) printed.set("tz", printSetting("tz", tz));
  if (quiet !== undefined) printed.set("quiet", printSetting("quiet", quiet));
  if (max !== undefined) printed.set("max", printSetting("max", max));
  return keyNames.flatMap((key) => printed.get(key) ?? []).join(" ");
}

/** One clause as it stands in the canonical text: `role:backend,infrastructure`. */
export function printClause(clause: Clause): string {
  if (clause.key === "pay") return printSetting("pay", clause.any);
  if (clause.key === "posted") return printSetting("posted", clause.maxAgeHours);
  return printTerms(clause);
}

/** One setting as it stands in the canonical text: `every:day`. */
export function printSetting<Name extends SettingKey>(name: Name, value: SettingValues[Name]): string {
  return `${name}:${settingOf(name).print(value)}`;
}

function printTerms({ key, any, none }: TermClause): string {
  const wanted = any.map((alternative) => printAlternative(key, alternative));
  const excluded = none.map((value) => `-${printWord(keys[key].values.word(value))}`);
  return `${key}:${[...wanted, ...excluded].join(",")}`;
}

function printAlternative(key: TermKey, alternative: Alternative): string {
  return alternative.map((value) => printWord(keys[key].values.word(value))).join("+");
}

const bare = /^[\p{L}\p{N}][\p{L}\p{N}._/&@#:+%-]*$/u;
const keyLike = /^(?<key>[\p{L}_-]+):/u;

/** A word with quotes only where it would be read otherwise without them. */
export function printWord(word: string): string {
  const key = keyLike.exec(word)?.groups?.["key"];
  const isPlain = bare.test(word) && !dividingPlus.test(word) && (key === undefined || resolveKey(key) === undefined);
  return isPlain ? word : `"${word}"`;
}
