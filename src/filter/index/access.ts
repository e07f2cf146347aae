import type { Filter, TermKey } from "../filter.ts";
import type { Sight } from "./sight.ts";
import { wantedOf } from "./wanted-of.ts";

/** What keys are made of, in the order of their parts. */
export const accessKeys = ["role", "location", "lang"] as const satisfies readonly TermKey[];
export type AccessKey = (typeof accessKeys)[number];

/** Values of each part that keys can tell apart: 6, 16 and 8 bits. What comes later is not a part of keys. */
const most: Readonly<Record<AccessKey, number>> = { role: 1 << 6, location: 1 << 16, lang: 1 << 8 };

/** A rough share of postings that have one wanted value: only which one of several ways is cheaper depends on it. */
const shares: Readonly<Record<AccessKey, number>> = { role: 1 / 8, location: 1 / 40, lang: 1 / 8 };

const mostKeys = 16;

/** How one filter is found. */
export interface Access {
  /** A posting that states role, place and language has one of them if it matches. */
  readonly keys: readonly number[];
  /** What having one of the keys proves. */
  readonly proven: ReadonlySet<AccessKey>;
}

/**
 * Numbers for the keys of filters: each is made of a value, or of none, for role, place and language. A filter has one for
 * every combination of its values of those that make its way cheapest, at most sixteen.
 */
export class AccessNumbers {
  readonly #numbers: Readonly<Record<AccessKey, Map<string, number>>> = {
    role: new Map(),
    location: new Map(),
    lang: new Map(),
  };

  /** The same for the same filter at all times. */
  of(filter: Filter): Access {
    let best: Access & { cost: number } = { keys: [0], proven: new Set(), cost: 1 };
    const values = accessKeys.map((key) => this.#numbersOf(filter, key));
    for (let subset = 1; subset < 1 << accessKeys.length; subset++) {
      const chosen = accessKeys.filter((_, part) => (subset & (1 << part)) !== 0);
      const lists = values.map((list, part) => ((subset & (1 << part)) === 0 ? [0] : list));
      const count = lists.reduce((product, list) => product * (list?.length ?? 0), 1);
      if (count === 0 || count > mostKeys) continue;
      const share = chosen.reduce((product, key) => {
        const own = lists[accessKeys.indexOf(key)]?.length ?? 0;
        return product * Math.min(1, own * shares[key]);
      }, 1);
      // A key costs memory, which counts as some postings more to look at.
      const cost = share + count / 1_000;
      if (cost < best.cost) best = { keys: product(lists), proven: new Set(chosen), cost };
    }
    return best;
  }

  /** All keys that a posting has which says role, place and language. */
  for(sight: Sight): readonly number[] {
    const { facts, whereabouts } = sight;
    const said = { role: facts.roles, location: whereabouts.within, lang: facts.languages };
    return product(
      accessKeys.map((key) => {
        const own = this.#numbers[key];
        const numbers = [0];
        for (const value of said[key]) {
          const number = own.get(value);
          if (number !== undefined) numbers.push(number);
        }
        return numbers;
      }),
    );
  }

  /** Undefined where the filter cannot be found by this one. */
  #numbersOf(filter: Filter, key: AccessKey): readonly number[] | undefined {
    const wanted = wantedOf(filter, key);
    if (wanted.length === 0 || !isPlain(wanted)) return undefined;
    const numbers = this.#numbers[key];
    const own: number[] = [];
    for (const [value = ""] of wanted) {
      const number = numbers.get(value) ?? numbers.size + 1;
      if (number >= most[key]) return undefined;
      numbers.set(value, number);
      own.push(number);
    }
    return own;
  }
}

/** Whether each alternative is one value: having it then proves the clause. */
export function isPlain(alternatives: readonly (readonly string[])[]): boolean {
  return alternatives.every(({ length }) => length === 1);
}

function product(lists: readonly (readonly number[] | undefined)[]): readonly number[] {
  const [roles = [0], places = [0], languages = [0]] = lists;
  return roles.flatMap((role) =>
    places.flatMap((place) => languages.map((language) => (role << 24) | (place << 8) | language)),
  );
}
