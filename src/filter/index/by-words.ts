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
import { passes } from "./truth.ts";
import { wordAccessOf, possibleWordKeysOf, type WordKind, wordKinds, wordsFor } from "./word-keys.ts";

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
  /** By slot: one more than what has to hold beside its key; 0 for nothing. */
  readonly #guardOf = new IntChunks();
  readonly #seen = new BitSet();
  readonly #found = new SlotList();

  constructor(claims: Claims) {
    this.#claims = claims;
    this.#rests = new Records(claims);
    this.#tested = new Tested(this.#rests);
  }

  /** One that asks for either. @param words The filter as it is encoded. */
  add(slot: number, filter: Filter, words: Words): void {
    const { keys, proven, other } = wordAccessOf(filter, ({ kind, word }) => this.#buckets[kind].sizeOf(word));
    for (const { kind, word } of keys) this.#buckets[kind].add(word, slot);
    const rest = words.filter((word) => isExcluded(word) || this.#claims.kindOf(claimOf(word)) !== proven);
    this.#restOf.set(slot, this.#rests.add(rest));
    const guard = other === undefined ? undefined : this.#claims.find("text", other);
    if (guard !== undefined) this.#guardOf.set(slot, guard + 1);
  }

  delete(slot: number, filter: Filter): void {
    for (const { kind, word } of possibleWordKeysOf(filter)) this.#buckets[kind].delete(word, slot);
    this.#rests.release(this.#restOf.get(slot));
    if (this.#guardOf.get(slot) !== 0) this.#guardOf.set(slot, 0);
  }

  /** Those that match, each once. The list is used again for the next ones. */
  *find(sight: Sight): Generator<SlotList> {
    this.#seen.clear();
    this.#tested.forget();
    for (const kind of wordKinds) {
      const buckets = this.#buckets[kind];
      if (buckets.isEmpty) continue;
      for (const word of wordsFor(sight, kind)) {
        const { numbers, first, size } = buckets.of(word);
        if (size === 0) continue;
        const slots = this.#found.start(size);
        for (let at = first; at < first + size; at++) {
          const slot = numbers[at] ?? 0;
          const guard = this.#guardOf.get(slot);
          if (guard !== 0 && this.#claims.truth(guard - 1) !== passes) continue;
          if (this.#tested.of(this.#restOf.get(slot)) === 1 && this.#seen.add(slot)) slots[this.#found.size++] = slot;
        }
        if (this.#found.size > 0) yield this.#found;
      }
    }
  }
}
