import type { Filter } from "../filter.ts";
import { BitSet } from "./bit-set.ts";
import { Buckets } from "./buckets.ts";
import type { Claims } from "./claims.ts";
import { IntChunks } from "./int-chunks.ts";
import { Records } from "./records.ts";
import type { Sight } from "./sight.ts";
import { SlotList } from "./slot-list.ts";
import { Tested } from "./tested.ts";
import { withoutWanted } from "./wanted-of.ts";
import { possibleWordKeysOf, provenByWords, wordKeysFor, wordKeysOf } from "./word-keys.ts";

/** Finds filters that ask for companies or words. */
export class ByWords {
  readonly #buckets = new Buckets<string>();
  /** Filters without what their keys prove: far fewer, and each tested once for a posting. */
  readonly #rests: Records;
  readonly #tested: Tested;
  /** By slot. */
  readonly #restOf = new IntChunks();
  readonly #seen = new BitSet();
  readonly #found = new SlotList();

  constructor(claims: Claims) {
    this.#rests = new Records(claims);
    this.#tested = new Tested(this.#rests);
  }

  /** False where the filter asks for neither. */
  add(slot: number, filter: Filter): boolean {
    const keys = wordKeysOf(filter, (key) => this.#buckets.count(key));
    if (keys === undefined) return false;
    for (const key of keys) this.#buckets.add(key, slot);
    this.#restOf.set(slot, this.#rests.add(withoutWanted(filter, provenByWords(filter))));
    return true;
  }

  delete(slot: number, filter: Filter): boolean {
    if (wordKeysOf(filter, () => 0) === undefined) return false;
    for (const key of possibleWordKeysOf(filter)) this.#buckets.delete(key, slot);
    this.#rests.release(this.#restOf.get(slot));
    return true;
  }

  /** Those that match, each once. The list is used again for the next ones. */
  *find(sight: Sight): Generator<SlotList> {
    this.#seen.clear();
    this.#tested.forget();
    for (const key of wordKeysFor(sight)) {
      const count = this.#buckets.count(key);
      if (count === 0) continue;
      const slots = this.#found.start(count);
      for (const slot of this.#buckets.of(key)) {
        if (this.#tested.holds(this.#restOf.get(slot)) && this.#seen.add(slot)) slots[this.#found.size++] = slot;
      }
      if (this.#found.size > 0) yield this.#found;
    }
  }
}
