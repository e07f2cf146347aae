import type { Filter } from "../filter.ts";
import { BitSet } from "./bit-set.ts";
import { Buckets } from "./buckets.ts";
import type { Records } from "./records.ts";
import type { Sight } from "./sight.ts";
import { SlotList } from "./slot-list.ts";
import { possibleWordKeysOf, wordKeysFor, wordKeysOf } from "./word-keys.ts";

/** Finds filters that ask for companies or words. */
export class ByWords {
  readonly #filters: Records;
  readonly #buckets = new Buckets<string>();
  readonly #seen = new BitSet();
  readonly #found = new SlotList();

  constructor(filters: Records) {
    this.#filters = filters;
  }

  /** False where the filter asks for neither. */
  add(slot: number, filter: Filter): boolean {
    const keys = wordKeysOf(filter, (key) => this.#buckets.count(key));
    for (const key of keys ?? []) this.#buckets.add(key, slot);
    return keys !== undefined;
  }

  delete(slot: number, filter: Filter): boolean {
    if (wordKeysOf(filter, () => 0) === undefined) return false;
    for (const key of possibleWordKeysOf(filter)) this.#buckets.delete(key, slot);
    return true;
  }

  /** Those that match, each once. The list is used again for the next ones. */
  *find(sight: Sight): Generator<SlotList> {
    this.#seen.clear();
    for (const key of wordKeysFor(sight)) {
      const count = this.#buckets.count(key);
      if (count === 0) continue;
      const slots = this.#found.start(count);
      for (const slot of this.#buckets.of(key)) {
        if (this.#seen.add(slot) && this.#filters.holds(slot)) slots[this.#found.size++] = slot;
      }
      if (this.#found.size > 0) yield this.#found;
    }
  }
}
