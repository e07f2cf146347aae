import type { Filter } from "../filter.ts";
import { BitSet } from "./bit-set.ts";
import { Buckets } from "./buckets.ts";
import type { Claims } from "./claims.ts";
import { claimOf, isExcluded, type Words } from "./encoding.ts";
import { IntChunks } from "./int-chunks.ts";
import { Records } from "./records.ts";
import type { Sight } from "./sight.ts";
import { SlotList } from "./slot-list.ts";
import { Tested } from "./tested.ts";
import { possibleWordKeysOf, provenByWords, type WordKind, wordKeysOf, wordKinds, wordsFor } from "./word-keys.ts";

/** Finds filters that ask for companies or words. */
export class ByWords {
  readonly #claims: Claims;
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
    this.#claims = claims;
    this.#rests = new Records(claims);
    this.#tested = new Tested(this.#rests);
  }

  /** One that asks for either. @param words The filter as it is encoded. */
  add(slot: number, filter: Filter, words: Words): void {
    for (const { kind, word } of wordKeysOf(filter, (key) => this.#buckets[key.kind].sizeOf(key.word))) {
      this.#buckets[kind].add(word, slot);
    }
    const proven = provenByWords(filter);
    const rest = words.filter((word) => isExcluded(word) || !proven.has(this.#claims.kindOf(claimOf(word))));
    this.#restOf.set(slot, this.#rests.add(rest));
  }

  delete(slot: number, filter: Filter): void {
    for (const { kind, word } of possibleWordKeysOf(filter)) this.#buckets[kind].delete(word, slot);
    this.#rests.release(this.#restOf.get(slot));
  }

  /** Those that match, each once. The list is used again for the next ones. */
  *find(sight: Sight): Generator<SlotList> {
    this.#seen.clear();
    this.#tested.forget();
    for (const kind of wordKinds) {
      const buckets = this.#buckets[kind];
      for (const word of wordsFor(sight, kind)) {
        const { numbers, first, size } = buckets.of(word);
        if (size === 0) continue;
        const slots = this.#found.start(size);
        for (let at = first; at < first + size; at++) {
          const slot = numbers[at] ?? 0;
          if (this.#tested.of(this.#restOf.get(slot)) === 1 && this.#seen.add(slot)) slots[this.#found.size++] = slot;
        }
        if (this.#found.size > 0) yield this.#found;
      }
    }
  }
}
