import { fold } from "../vocabulary.ts";

/** Most names; they need no folding, which is the slow part of reading the data. */
const plain = /^[a-z\d]+(?: [a-z\d]+)*$/i;
const abbreviated = /^(?:ste?|mt|ft)(?= .)/;
const written: Readonly<Record<string, string>> = { st: "saint", ste: "sainte", mt: "mount", ft: "fort" };
const letters: Readonly<Record<string, string>> = {
  ı: "i",
  ə: "e",
  ǝ: "e",
  æ: "ae",
  œ: "oe",
  ð: "d",
  þ: "th",
  ħ: "h",
  ŋ: "ng",
};

/**
 * The form in which spellings of places are compared: folded, without dots and apostrophes, other punctuation as a
 * space, a leading `St.` written out. `Ra'anana` and `raanana`, `Tel Aviv-Yafo` and `tel aviv yafo`, `U.S.` and `us`
 * are one.
 */
export function placeKey(name: string): string {
  const key = plain.test(name)
    ? name.toLowerCase()
    : fold(name)
        .replace(/['’‘`ʻʼ′.]/g, "")
        .replace(/[ıəǝæœðþħŋ]/g, (letter) => letters[letter] ?? letter)
        .replace(/[^\p{L}\p{N}]+/gu, " ")
        .trim();
  return abbreviated.test(key) ? key.replace(abbreviated, (short) => written[short] ?? short) : key;
}

/** A key as it stands in an id: `San Francisco` → `san-francisco`. */
export function slug(name: string): string {
  return placeKey(name).replaceAll(" ", "-");
}
