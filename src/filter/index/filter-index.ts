import type { Filter, TermClause } from "../filter.ts";
import type { PostingView } from "../rules/finding.ts";
import { BitSet } from "./bit-set.ts";
import { Buckets } from "./buckets.ts";
import { Claims } from "./claims.ts";
import { claimOf, encode, type Words } from "./encoding.ts";
import { Finder } from "./finder.ts";
import { IntChunks } from "./int-chunks.ts";
import { Records } from "./records.ts";
import { Sight } from "./sight.ts";
import { Matches } from "./matches.ts";
import { standingOf } from "./standing.ts";
import { Subscribers } from "./subscribers.ts";

/**
 * Who wants a posting, among many. Subscribers are numbers from zero on, as dense as may be. The answers are those of
 * `evaluate`.
 */
export class FilterIndex {
  readonly #claims = new Claims();
  readonly #filters = new Records(this.#claims);
  readonly #finder = new Finder(this.#filters, this.#claims);
  readonly #subscribers = new Subscribers();
  /** By subscriber: the slot of its filter and one. */
  readonly #slots = new IntChunks();
  /**
   * Companies that subscribers exclude. They are kept beside the filters, since what many want would be a filter of its own
   * for each of them but for these.
   */
  readonly #vetoes = new Records(this.#claims);
  /** By subscriber: the slot of its veto and one. */
  readonly #vetoSlots = new IntChunks();
  /** By the claim of a veto: the subscribers. */
  readonly #vetoers = new Buckets<number>();
  readonly #vetoed = new BitSet();
  readonly #ready = new Int32Array(4_096);
  #count = 0;
  readonly #turns = { count: 0 };

  /** How many of each are held: filters that differ, and things that they claim. */
  get size(): { readonly subscribers: number; readonly filters: number; readonly claims: number } {
    return { subscribers: this.#count, filters: this.#filters.used, claims: this.#claims.size };
  }

  /** Sets what a subscriber wants. @param filter In canonical form, with the defaults that hold for it. */
  set(subscriber: number, filter: Filter): void {
    this.delete(subscriber);
    const { wanted, veto } = withoutVeto(filter);
    const slot = this.#add(wanted);
    this.#subscribers.add(slot, subscriber);
    this.#slots.set(subscriber, slot + 1);
    this.#count += 1;
    if (veto === undefined) return;
    const words = encode(this.#claims, veto);
    const vetoSlot = this.#vetoes.add(words);
    if (!this.#vetoes.isUsedOnce(vetoSlot)) this.#release(words);
    this.#vetoSlots.set(subscriber, vetoSlot + 1);
    for (const word of words.slice(0, -1)) this.#vetoers.add(claimOf(word), subscriber);
  }

  /** Whether there was one. */
  delete(subscriber: number): boolean {
    this.#turns.count += 1;
    const slot = this.#slots.get(subscriber) - 1;
    if (slot < 0) return false;
    this.#slots.set(subscriber, 0);
    this.#count -= 1;
    this.#subscribers.delete(slot, subscriber);
    this.#drop(slot);
    const vetoSlot = this.#vetoSlots.get(subscriber) - 1;
    if (vetoSlot < 0) return true;
    this.#vetoSlots.set(subscriber, 0);
    const words = this.#vetoes.wordsOf(vetoSlot);
    for (const word of words.slice(0, -1)) this.#vetoers.delete(claimOf(word), subscriber);
    if (this.#vetoes.isUsedOnce(vetoSlot)) this.#release(words);
    this.#vetoes.release(vetoSlot);
    return true;
  }

  /**
   * The subscribers whose filters match, each once and in no order. They are found as they are asked for: one list of all
   * is never made.
   *
   * @param now Milliseconds since the epoch, for the age of the posting.
   * @throws RangeError when it goes on after the index has changed or looked at another posting.
   */
  matches(posting: PostingView, now: number): IterableIterator<number, undefined> {
    this.#turns.count += 1;
    const sight = new Sight(posting, now);
    this.#claims.lookAt(sight);
    this.#gatherVetoed(sight);
    return new Matches(this.#finder.find(sight), this.#subscribers, this.#vetoed, this.#ready, this.#turns);
  }

  #gatherVetoed({ companies }: Sight): void {
    this.#vetoed.clear();
    for (const company of companies ?? []) {
      const claim = this.#claims.find("company", company);
      if (claim === undefined) continue;
      const { numbers, first, size } = this.#vetoers.of(claim);
      for (let at = first; at < first + size; at++) this.#vetoed.add(numbers[at] ?? 0);
    }
  }

  /** The slot of a filter that has one user more. */
  #add(filter: Filter): number {
    const words = encode(this.#claims, filter);
    const standing = standingOf(this.#claims, words);
    const slot = this.#filters.add(words, standing.shape);
    if (this.#filters.isUsedOnce(slot)) this.#finder.add(slot, standing);
    else this.#release(words);
    return slot;
  }

  /** A slot that has one user less. */
  #drop(slot: number): void {
    if (this.#filters.isUsedOnce(slot)) {
      const words = this.#filters.wordsOf(slot);
      this.#finder.delete(slot, standingOf(this.#claims, words));
      this.#release(words);
    }
    this.#filters.release(slot);
  }

  #release(words: Words): void {
    for (const word of words) this.#claims.release(claimOf(word));
  }
}

/** A filter without the companies that it excludes, and those. */
function withoutVeto(filter: Filter): { readonly wanted: Filter; readonly veto: Filter | undefined } {
  const company = filter.clauses.find((clause): clause is TermClause => clause.key === "company");
  if (company === undefined || company.none.length === 0) return { wanted: filter, veto: undefined };
  const others = filter.clauses.flatMap((clause) => {
    if (clause !== company) return [clause];
    return company.any.length === 0 ? [] : [{ ...company, none: [] }];
  });
  return {
    wanted: { ...filter, clauses: others },
    veto: { clauses: [{ ...company, any: [] }], status: "any", unknown: "show" },
  };
}
