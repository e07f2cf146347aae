import { RoaringBitmap32 } from "roaring-wasm";
import type { PlainPosting } from "./plain-check.ts";
import type { PlainFilter } from "./workload.ts";

/** Sets of filters by value, and those that ask nothing. */
interface Dimension {
  readonly wanted: (filter: PlainFilter) => readonly string[];
  readonly said: (posting: PlainPosting) => ReadonlySet<string>;
  readonly byValue: Map<string, RoaringBitmap32>;
  readonly open: RoaringBitmap32;
}

/** Roaring bitmaps, the fastest of what one would take from a shelf: the sets of each dimension united, then cut. */
export class RoaringPeer {
  readonly #filters: readonly PlainFilter[];
  readonly #dimensions: readonly Dimension[] = [
    dimension(
      ({ roles }) => roles,
      ({ roles }) => roles,
    ),
    dimension(
      ({ places }) => places,
      ({ places }) => places,
    ),
    dimension(
      ({ languages }) => languages,
      ({ languages }) => languages,
    ),
    dimension(
      ({ levels }) => levels,
      ({ levels }) => levels,
    ),
    dimension(
      ({ employments }) => employments,
      ({ employments }) => employments,
    ),
    dimension(
      ({ modes }) => modes,
      ({ modes }) => modes,
    ),
    dimension(
      ({ company }) => (company === null ? [] : [company]),
      ({ company }) => new Set([company]),
    ),
    // Of two words the first one narrows, and the other is looked at in the end.
    dimension(
      ({ words }) => words.slice(0, 1),
      ({ words }) => words,
    ),
    dimension(({ leastPay }) => (leastPay === 0 ? [] : [String(leastPay)]), paysReached),
  ];
  readonly #excluded: readonly Dimension[] = [
    dimension(
      ({ withoutRoles }) => withoutRoles,
      ({ roles }) => roles,
    ),
    dimension(
      ({ withoutLanguages }) => withoutLanguages,
      ({ languages }) => languages,
    ),
    dimension(
      ({ muted }) => muted,
      ({ company }) => new Set([company]),
    ),
  ];
  readonly #takers = new RoaringBitmap32();
  readonly #ofTwoWords = new RoaringBitmap32();

  constructor(filters: readonly PlainFilter[]) {
    this.#filters = filters;
    for (const [id, filter] of filters.entries()) {
      if (!filter.hidesUnknown) this.#takers.add(id);
      if (filter.words.length > 1) this.#ofTwoWords.add(id);
      for (const { wanted, byValue, open } of [...this.#dimensions, ...this.#excluded]) {
        const values = wanted(filter);
        if (values.length === 0) open.add(id);
        for (const value of values) {
          const own = byValue.get(value) ?? new RoaringBitmap32();
          byValue.set(value, own);
          own.add(id);
        }
      }
    }
  }

  matches(posting: PlainPosting): Iterable<number> {
    const found = new RoaringBitmap32();
    for (const [at, { said, byValue, open }] of this.#dimensions.entries()) {
      const values = said(posting);
      const own = [...values].flatMap((value) => byValue.get(value) ?? []);
      const united = RoaringBitmap32.orMany(values.size === 0 ? [open, this.#takers] : [open, ...own]);
      if (at === 0) found.orInPlace(united);
      else found.andInPlace(united);
      united.dispose();
    }
    for (const { said, byValue } of this.#excluded) {
      for (const value of said(posting)) {
        const own = byValue.get(value);
        if (own !== undefined) found.andNotInPlace(own);
      }
    }
    const several = RoaringBitmap32.and(found, this.#ofTwoWords);
    for (const id of several.toArray()) {
      if (this.#filters[id]?.words.some((word) => !posting.words.has(word)) ?? true) found.remove(id);
    }
    several.dispose();
    const numbers = found.toArray();
    found.dispose();
    return numbers;
  }

  /** Gives its memory back, which no collector does. */
  close(): void {
    for (const { byValue, open } of [...this.#dimensions, ...this.#excluded]) {
      open.dispose();
      for (const own of byValue.values()) own.dispose();
    }
    this.#takers.dispose();
    this.#ofTwoWords.dispose();
  }
}

function dimension(wanted: Dimension["wanted"], said: Dimension["said"]): Dimension {
  return { wanted, said, byValue: new Map(), open: new RoaringBitmap32() };
}

/** The floors of the workload that a pay reaches. */
function paysReached({ mostPay }: PlainPosting): ReadonlySet<string> {
  if (mostPay === null) return new Set();
  const floors = Array.from({ length: 9 }, (_, step) => 40_000 + 10_000 * step).filter((floor) => floor <= mostPay);
  // A pay below all of them is said, too.
  return new Set(["none", ...floors.map(String)]);
}
