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
import { possibleWordKeysOf, provenByWords, type WordKind, wordKeysOf, wordKinds, wordsFor } from "./word-keys.ts";

/** Finds filters that ask for companies or words. */
export class ByWords {
  readonly #buckets: Readonly<Record<WordKind, Buckets<string>>> = {
    company: new Buckets(),
    tool: new Buckets(),
    word: new Buckets(),
    part: new Buckets(),
  };
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
    const keys = wordKeysOf(filter, ({ kind, word }) => this.#buckets[kind].of(word).length);
    if (keys === undefined) return false;
    for (const { kind, word } of keys) this.#buckets[kind].add(word, slot);
    this.#restOf.set(slot, this.#rests.add(withoutWanted(filter, provenByWords(filter))));
    return true;
  }

  delete(slot: number, filter: Filter): boolean {
    if (wordKeysOf(filter, () => 0) === undefined) return false;
    for (const { kind, word } of possibleWordKeysOf(filter)) this.#buckets[kind].delete(word, slot);
    this.#rests.release(this.#restOf.get(slot));
    return true;
  }

  /** Those that match, each once. The list is used again for the next ones. */
  *find(sight: Sight): Generator<SlotList> {
    this.#seen.clear();
    this.#tested.forget();
    for (const kind of wordKinds) {
      const buckets = this.#buckets[kind];
      for (const word of wordsFor(sight, kind)) {
        const bucket = buckets.of(word);
        if (bucket.length === 0) continue;
        const slots = this.#found.start(bucket.length);
        for (const slot of bucket) {
          if (this.#tested.holds(this.#restOf.get(slot)) && this.#seen.add(slot)) slots[this.#found.size++] = slot;
        }
        if (this.#found.size > 0) yield this.#found;
      }
    }
  }
}
