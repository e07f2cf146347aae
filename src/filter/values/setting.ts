import { nearestWord } from "../query-error.ts";
import type { Offer } from "./terms.ts";

/** How the value of a key that takes one value is read and printed. */
export interface Setting<Value> {
  readonly kind: "setting";
  /** With an article and an example, for error messages: "a time such as 09:00". */
  readonly expected: string;
  /** The value for one spelling of it. */
  read(word: string): Value | undefined;
  /** The canonical spelling. */
  print(value: Value): string;
  /** Either of two, where a list means something; without it the key takes one value only. */
  or?(a: Value, b: Value): Value;
  /** All but this, where that means something. */
  not?(value: Value): Value | undefined;
  /** Takes the commas back that belong to one value: `>=80k/yr,eur`. Gives the number of words in each value. */
  group?(words: readonly string[]): readonly number[];
  suggest(word: string): string | undefined;
  complete(prefix: string, limit: number): readonly Offer[];
}

/** A setting with few values, each of which has a word and other spellings. */
export function choice<Value extends string>(
  names: readonly Value[],
  spellings: Readonly<Record<Value, { readonly also?: readonly string[]; readonly detail: string }>>,
  expected: string,
  combine: Pick<Setting<Value>, "or" | "not"> = {},
): Setting<Value> {
  const known = new Map(names.flatMap((name) => [name, ...(spellings[name].also ?? [])].map((word) => [word, name])));
  return {
    kind: "setting",
    expected,
    read: (word) => known.get(word.toLowerCase()),
    print: (value) => value,
    ...combine,
    suggest: (word) => nearestWord(word, known.keys()),
    complete: (prefix, limit) =>
      names
        .filter((name) => name.startsWith(prefix.toLowerCase()))
        .map((name) => ({ word: name, detail: spellings[name].detail }))
        .slice(0, limit),
  };
}

/** Examples that begin with what was typed, for values that cannot be listed. */
export function examples(...offers: readonly Offer[]): Setting<unknown>["complete"] {
  return (prefix, limit) => offers.filter(({ word }) => word.startsWith(prefix)).slice(0, limit);
}
