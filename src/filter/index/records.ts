import type { Filter, PayClause, PostedClause, Status, TermClause, TermKey, UnknownPolicy } from "../filter.ts";
import type { Claims } from "./claims.ts";
import { addClause, addExcluded, addStatus, addTerm } from "./claims-of.ts";
import { IntChunks } from "./int-chunks.ts";
import { SlotTable } from "./slot-table.ts";
import { fails, isUnsure, passes } from "./truth.ts";
import { WordStore } from "./word-store.ts";

/** What the low bits of a word say; the others are the number of a claim. */
const mark = {
  /** Together with the next one: `go+rust`. */
  and: 1,
  /** The last of its clause. */
  endsClause: 2,
  /** The last of the filter. */
  endsFilter: 4,
  /** It must not hold. */
  excluded: 8,
  /** With the end of a clause: what is unknown fails. */
  mustPass: 16,
} as const;
const markBits = 5;

/**
 * Filters as short runs of numbers, equal ones stored once: some fifty bytes each, where the objects take a thousand. The
 * words of a filter are its claims in the order of its clauses.
 */
export class Records {
  readonly #claims: Claims;
  readonly #words = new WordStore();
  readonly #addresses = new IntChunks();
  readonly #lengths = new IntChunks();
  readonly #uses = new IntChunks();
  readonly #free: number[] = [];
  readonly #table = new SlotTable((slot) => this.#hash(slot));
  #size = 0;

  constructor(claims: Claims) {
    this.#claims = claims;
  }

  /** Slots that were ever used are below this. */
  get size(): number {
    return this.#size;
  }

  get used(): number {
    return this.#size - this.#free.length;
  }

  /** The slot of a filter in canonical form, for one more user; the same one for equal filters. */
  add(filter: Filter): number {
    const words = this.#encode(filter);
    const hash = hashOf(words);
    const known = this.#table.find(hash, (slot) => this.#equals(slot, words));
    if (known !== undefined) {
      this.#releaseClaims(words);
      this.#uses.set(known, this.#uses.get(known) + 1);
      return known;
    }
    const slot = this.#free.pop() ?? this.#size++;
    this.#addresses.set(slot, this.#words.add(words));
    this.#lengths.set(slot, words.length);
    this.#uses.set(slot, 1);
    this.#table.add(hash, slot);
    return slot;
  }

  /** The filter of a slot; `show` and `flag` are the same here. */
  filterOf(slot: number): Filter {
    const terms = new Map<TermKey, { any: string[][]; none: string[] }>();
    const clauses: (TermClause | PayClause | PostedClause)[] = [];
    let status: Status = "any";
    let unknown: UnknownPolicy = "show";
    let isTogether = false;
    for (const word of this.#read(slot)) {
      const source = this.#claims.sourceOf(word >>> markBits);
      if ((word & mark.mustPass) !== 0) unknown = "hide";
      if ("status" in source) status = source.status;
      else if ("clause" in source) clauses.push(source.clause);
      else {
        const { key, value } = source;
        const clause = terms.get(key) ?? { any: [], none: [] };
        if (!terms.has(key)) clauses.push({ key, ...clause });
        terms.set(key, clause);
        if ((word & mark.excluded) !== 0) clause.none.push(value);
        else if (isTogether) clause.any.at(-1)?.push(value);
        else clause.any.push([value]);
        isTogether = (word & mark.and) !== 0;
      }
    }
    return { clauses, status, unknown };
  }

  /** The claims of a slot, in its order. */
  claimsOf(slot: number): readonly number[] {
    return this.#read(slot).map((word) => word >>> markBits);
  }

  isUsedOnce(slot: number): boolean {
    return this.#uses.get(slot) === 1;
  }

  /** One user less of the slot that an equal filter has. */
  releaseEqual(filter: Filter): void {
    const slot = this.add(filter);
    this.release(slot);
    this.release(slot);
  }

  /** One user less; without any the slot is free. */
  release(slot: number): void {
    const uses = this.#uses.get(slot) - 1;
    this.#uses.set(slot, uses);
    if (uses > 0) return;
    const words = this.#read(slot);
    this.#table.delete(hashOf(words), slot);
    this.#words.delete(this.#addresses.get(slot), words.length);
    this.#releaseClaims(words);
    this.#free.push(slot);
  }

  /** Whether the posting that the claims look at matches. */
  holds(slot: number): boolean {
    const address = this.#addresses.get(slot);
    const chunk = this.#words.chunkOf(address);
    let clause: number = fails;
    let together: number = passes;
    for (let at = this.#words.offsetOf(address); ; at++) {
      const word = chunk[at] ?? 0;
      const truth = this.#claims.truth(word >>> markBits);
      if ((word & mark.excluded) !== 0) {
        if (truth === passes) return false;
        continue;
      }
      if (truth < together) together = truth;
      if ((word & mark.and) !== 0) continue;
      if (together > clause) clause = together;
      together = passes;
      if ((word & mark.endsClause) === 0) continue;
      if (clause < ((word & mark.mustPass) === 0 ? isUnsure : passes)) return false;
      if ((word & mark.endsFilter) !== 0) return true;
      clause = fails;
    }
  }

  #encode({ clauses, status, unknown }: Filter): number[] {
    const end = mark.endsClause | (unknown === "hide" ? mark.mustPass : 0);
    const words: number[] = [];
    for (const clause of clauses) {
      if ("none" in clause) this.#encodeTerms(clause, end, words);
      else words.push((addClause(this.#claims, clause) << markBits) | end);
    }
    words.push((addStatus(this.#claims, status) << markBits) | end | mark.endsFilter);
    return words;
  }

  #encodeTerms({ key, any, none }: TermClause, end: number, words: number[]): void {
    for (const value of none) words.push((addExcluded(this.#claims, key, value) << markBits) | mark.excluded);
    for (const [at, values] of any.entries()) {
      for (const [place, value] of values.entries()) {
        const isLast = place === values.length - 1;
        const marks = isLast ? (at === any.length - 1 ? end : 0) : mark.and;
        words.push((addTerm(this.#claims, key, value) << markBits) | marks);
      }
    }
  }

  #releaseClaims(words: readonly number[]): void {
    for (const word of words) this.#claims.release(word >>> markBits);
  }

  #read(slot: number): readonly number[] {
    const address = this.#addresses.get(slot);
    const start = this.#words.offsetOf(address);
    return [...this.#words.chunkOf(address).subarray(start, start + this.#lengths.get(slot))];
  }

  #hash(slot: number): number {
    const address = this.#addresses.get(slot);
    const start = this.#words.offsetOf(address);
    return hashOf(this.#words.chunkOf(address), start, start + this.#lengths.get(slot));
  }

  #equals(slot: number, words: readonly number[]): boolean {
    if (this.#lengths.get(slot) !== words.length) return false;
    const address = this.#addresses.get(slot);
    const chunk = this.#words.chunkOf(address);
    const start = this.#words.offsetOf(address);
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
