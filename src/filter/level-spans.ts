import { levelVocabulary } from "../posting/vocabulary/levels.ts";

/** All levels from one to the other, in whichever order; from the lowest or to the highest where one is left out. */
export function levelsBetween(from: string | undefined, until?: string): readonly string[] {
  const names: readonly string[] = levelVocabulary.names;
  const ends = [names.indexOf(from ?? names[0] ?? ""), names.indexOf(until ?? names.at(-1) ?? "")];
  const [low = 0, high = 0] = ends.toSorted((a, b) => a - b);
  return names.slice(low, high + 1);
}

/** All levels of `senior+`, `>=senior`, `<=mid` or `junior-senior`; none of what is no span. */
export function levelsIn(text: string): readonly string[] {
  const span = /^(?<sign>>=?|≥|<=?|≤)?(?<from>[\p{L} ]+)(?:(?<open>\+)|(?:-|\.\.+|–)(?<until>[\p{L} ]+))?$/u.exec(
    text,
  )?.groups;
  const from = levelVocabulary.resolve(span?.["from"] ?? "");
  if (span === undefined || from === undefined) return [];
  const until = levelVocabulary.resolve(span["until"] ?? "");
  if (until !== undefined) return levelsBetween(from, until);
  if (span["open"] !== undefined || /^[>≥]/u.test(span["sign"] ?? "")) return levelsBetween(from);
  return span["sign"] === undefined ? [] : levelsBetween(undefined, from);
}
