import { distance } from "fastest-levenshtein";
import { fold } from "../../posting/vocabulary/vocabulary.ts";
import { keys, resolveKey } from "../keys.ts";
import { printWord } from "../print.ts";

const suggestingKeys = ["role", "level", "type", "mode", "lang", "speaks", "location"] as const;

/** A key that lacks its colon, or the nearest word of any key, where it is near: of common words most are two letters from some place. */
export function suggestionFor(word: string): string | undefined {
  const key = resolveKey(word);
  if (key !== undefined) return `${key}:`;
  const wanted = fold(word);
  const all = suggestingKeys.flatMap((key) => keys[key].values.suggest(word) ?? []);
  const near = all.filter((other) => other.length > 2 && isNear(wanted, other));
  const [nearest] = near.toSorted((a, b) => distance(wanted, a) - distance(wanted, b));
  if (nearest !== undefined || !/\p{L}/u.test(word)) return nearest;
  const text = keys.text.values.resolve(word);
  return text === undefined ? undefined : `text:${printWord(text)}`;
}

/** One letter of three or a word of five for a place makes another word of it: `phd` is no `php`, `data` no Bata. */
function isNear(wanted: string, other: string): boolean {
  if (isAnagram(wanted, other)) return true;
  const isPlaceOnly = suggestingKeys.every(
    (key) => key === "location" || keys[key].values.resolve(other) === undefined,
  );
  return wanted.length >= (isPlaceOnly ? 5 : 4) && distance(wanted, other) <= Math.max(1, wanted.length / 4);
}

function isAnagram(a: string, b: string): boolean {
  return a.length === b.length && a.split("").toSorted().join("") === b.split("").toSorted().join("");
}
