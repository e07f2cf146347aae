import type { Claims } from "./claims.ts";
import { claimOf, endsClause, endsFilter, hidesUnknown, isExcluded, isWithNext, type Words } from "./encoding.ts";
import { IntChunks } from "./int-chunks.ts";
import { RunStore } from "./run-store.ts";
import { SlotPages } from "./slot-pages.ts";
import { SlotTable } from "./slot-table.ts";
import { fails, isUnsure, passes } from "./truth.ts";

/** Encoded filters, equal ones stored once under a slot: some fifty bytes each, where the objects take a thousand. */
export class Records {
  readonly #claims: Claims;
  readonly #words = new RunStore((length) => new Int32Array(length));
  readonly #addresses = new IntChunks();
  readonly #uses = new IntChunks();
  readonly #slots = new SlotPages();
  readonly #table = new SlotTable((slot) => this.#hash(slot));

  constructor(claims: Claims) {
    this.#claims = claims;
  }

  /** Slots that were ever used are below this. */
  get size(): number {
    return this.#slots.size;
  }

  get used(): number {
    return this.#slots.used;
  }

  /** The slot of a filter for one more user, the same one for equal filters. @param group The same for equal ones, too. */
  add(words: Words, group = 0): number {
    const hash = hashOf(words);
    const known = this.#table.find(hash, (slot) => this.#equals(slot, words));
    if (known !== undefined) {
      this.#uses.set(known, this.#uses.get(known) + 1);
      return known;
    }
    const slot = this.#slots.take(group);
    this.#addresses.set(slot, this.#words.add(words));
    this.#uses.set(slot, 1);
    this.#table.add(hash, slot);
    return slot;
  }

  wordsOf(slot: number): Words {
    const { chunk, start, end } = this.#run(slot);
    return [...chunk.subarray(start, end)];
  }

  /** Those that ever had a slot. */
  groups(): Iterable<number> {
    return this.#slots.groups();
  }

  /** The pages with the slots of a group. */
  pagesOf(group: number): readonly number[] {
    return this.#slots.pagesOf(group);
  }

  /** Words of 32 bits that cover the slots of a page, those beyond being unused. */
  wordsIn(page: number): number {
    return (this.#slots.takenOf(page) + 31) >>> 5;
  }

  isUsedOnce(slot: number): boolean {
    return this.#uses.get(slot) === 1;
  }

  /** One user less; without any the slot is free. */
  release(slot: number): void {
    const uses = this.#uses.get(slot) - 1;
    this.#uses.set(slot, uses);
    if (uses > 0) return;
    this.#table.delete(this.#hash(slot), slot);
    const { start, end } = this.#run(slot);
    this.#words.delete(this.#addresses.get(slot), end - start);
    this.#slots.free(slot);
  }

  /** Whether the posting that the claims look at matches. */
  holds(slot: number): boolean {
    const address = this.#addresses.get(slot);
    const chunk = this.#words.chunkOf(address);
    let clause: number = fails;
    let together: number = passes;
    for (let at = this.#words.offsetOf(address); ; at++) {
      const word = chunk[at] ?? 0;
      const truth = this.#claims.truth(claimOf(word));
      if (isExcluded(word)) {
        if (truth === passes) return false;
        continue;
      }
      if (truth < together) together = truth;
      if (isWithNext(word)) continue;
      if (together > clause) clause = together;
      together = passes;
      if (!endsClause(word)) continue;
      if (clause < (hidesUnknown(word) ? passes : isUnsure)) return false;
      if (endsFilter(word)) return true;
      clause = fails;
    }
  }

  #run(slot: number): { readonly chunk: Int32Array; readonly start: number; readonly end: number } {
    const address = this.#addresses.get(slot);
    const chunk = this.#words.chunkOf(address);
    const start = this.#words.offsetOf(address);
    let end = start;
    while (!endsFilter(chunk[end++] ?? 0));
    return { chunk, start, end };
  }

  #hash(slot: number): number {
    const { chunk, start, end } = this.#run(slot);
    return hashOf(chunk, start, end);
  }

  #equals(slot: number, words: Words): boolean {
    const address = this.#addresses.get(slot);
    const chunk = this.#words.chunkOf(address);
    const start = this.#words.offsetOf(address);
    // Only the last word ends a filter: of different lengths none can be equal.
    for (let at = 0; at < words.length; at++) {
      if (chunk[start + at] !== words[at]) return false;
    }
    return true;
  }
}

/** FNV-1a, by words. */
function hashOf(words: ArrayLike<number>, start = 0, end = words.length): number {
  let hash = 0x81_1c_9d_c5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (words[at] ?? 0), 0x01_00_01_93) ^ (hash >>> 15);
  return hash >>> 0;
}
